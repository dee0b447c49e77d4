"""A service that can send at once: started with demo accounts, whose stock has a signature and a template."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.clock import today
from tests.conftest import migrated_database
from tests.e2e.service import Service, until
from tests.failure.client import Client, SignedRequest

SIGNATURE = "杭州示例网络科技有限公司"
PHONE = "13900000001"
_UNFILED = "SELECT id FROM registry_carrierfiling WHERE state <> 'filed'"
_QUICK = """[all]
filing_delay_seconds = 0
probe_delay_seconds = 0
receipt_delay_seconds = 0.1
"""


@dataclass
class SendingService:
    """A served data folder with everything that SendSms needs, and a look into its tables."""

    service: Service
    database_url: str
    key_id: str = ""
    secret: str = ""
    template: str = ""

    def prepare(self) -> None:
        """Start with the demo's stock and learn what to send with."""
        self.service.environment["QIANMING_DEMO"] = "1"
        self.service.start()
        demo = json.loads((self.service.data / "demo.json").read_text())
        self.key_id, self.secret = demo["key_id"], demo["secret"]
        self.template = self.rows("SELECT code FROM registry_template")[0][0]
        until("the carriers' filings", lambda: not self.rows(_UNFILED))

    def client(self) -> Client:
        return Client(self.service.endpoint, self.key_id, self.secret)

    def message(self, phones: str = PHONE, out_id: str = "") -> dict[str, str]:
        """The parameters of one SendSms."""
        return {
            "PhoneNumbers": phones,
            "SignName": SIGNATURE,
            "TemplateCode": self.template,
            "TemplateParam": '{"code":"482913"}',
            "OutId": out_id,
        }

    def send(self, phones: str = PHONE) -> tuple[int, dict[str, Any]]:
        return self.sent(self.client().signed("SendSms", **self.message(phones)))

    def sent(self, request: SignedRequest) -> tuple[int, dict[str, Any]]:
        """Send what was signed, over a connection of its own."""
        client = self.client()
        try:
            return client.send(request)
        finally:
            client.close()

    def details(self, phone: str, biz_id: str) -> list[dict[str, Any]]:
        """What QuerySendDetails says of one message."""
        client = self.client()
        try:
            _, answer = client.call(
                "QuerySendDetails",
                PhoneNumber=phone,
                BizId=biz_id,
                SendDate=f"{today():%Y%m%d}",
                PageSize="50",
                CurrentPage="1",
            )
        finally:
            client.close()
        found: list[dict[str, Any]] = answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
        return found

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read the tables from outside, as any other program would."""
        if self.database_url.startswith("postgresql"):
            with psycopg.connect(self.database_url) as server:
                return server.execute(query.encode()).fetchall()
        import sqlite3

        file = sqlite3.connect(self.database_url.removeprefix("sqlite:///"), timeout=30)
        try:
            return file.execute(query).fetchall()
        finally:
            file.close()

    def recorded(self) -> set[str]:
        return {biz_id for (biz_id,) in self.rows("SELECT biz_id FROM registry_message")}

    def wait_until_recorded(self, biz_ids: set[str], seconds: float = 60) -> None:
        until("every acknowledged message to be recorded", lambda: biz_ids <= self.recorded(), seconds)

    def log(self) -> str:
        return (self.service.data / "serve.log").read_text(errors="replace")


@contextmanager
def sending_service(data: Path, database_url: str) -> Iterator[SendingService]:
    """A service on that data, with quick carriers; not started yet."""
    environment = {
        "QIANMING_DATABASE_URL": database_url,
        "QIANMING_SECRET_KEY": "a secret for tests alone",
        "QIANMING_SIMULATOR_FILE": str(data / "simulator.toml"),
        # What a killed process had in hand is waited for in many of these tests.
        "QIANMING_LEASE_SECONDS": "10",
    }
    made = SendingService(Service(data, environment), database_url)
    made.service.simulate(_QUICK)
    yield made
    made.service.stop()


@pytest.fixture
def sending(migrated_database_url: str, tmp_path: Path) -> Iterator[SendingService]:
    """Started, and able to send."""
    with sending_service(tmp_path, migrated_database_url) as made:
        made.prepare()
        yield made


@pytest.fixture(scope="module")
def shared(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SendingService]:
    """One for a whole module, where no test leaves it other than it was."""
    data = tmp_path_factory.mktemp("data")
    with migrated_database(database_kind, data) as url, sending_service(data, url) as made:
        made.prepare()
        yield made
