"""What is filed is filed once, whenever the service is killed: counted at the carrier, in another process.

A carrier tells two filings apart by their references. A call that the kill cut off is made again under the
same one, which is the same filing; a second reference for one signature would be filing it twice.
"""

import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.e2e.service import until
from tests.failure.conftest import SendingService, sending_service

KILLS, SOAK_KILLS = 10, 100
SIGNATURES, SOAK_SIGNATURES = 60, 400
CARRIERS = ("mobile", "unicom", "telecom")
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_OPEN = "SELECT id FROM registry_carrierfiling WHERE state <> 'filed'"

pytestmark = pytest.mark.kill


class Carrier:
    """Takes filings by their reference and has filed each when it is asked."""

    def __init__(self) -> None:
        self.references: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.posts = 0
        self.lock = threading.Lock()

    def take(self, filing: dict[str, str], key: str | None) -> None:
        assert key == filing["reference"]
        with self.lock:
            self.posts += 1
            self.references[filing["carrier"], filing["signature"]].add(filing["reference"])
        time.sleep(0.01)  # the carrier's work, in which the service may be killed

    def knows(self, reference: str) -> bool:
        with self.lock:
            return any(reference in known for known in self.references.values())


def handler_of(carrier: Carrier) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = self.rfile.read(length)
            if len(body) < length:  # whoever called was killed meanwhile
                raise ConnectionError
            carrier.take(json.loads(body), self.headers["idempotency-key"])
            self.answer({"state": "filing", "ask_again_seconds": 1})

        def do_GET(self) -> None:
            reference = self.path.rpartition("/")[2]
            self.answer({"state": "filed"} if carrier.knows(reference) else {"state": "unknown"})

        def answer(self, document: dict[str, object]) -> None:
            content = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving(carrier: Carrier) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(carrier))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def filing(migrated_database_url: str, tmp_path: Path, carrier: Carrier) -> Iterator[SendingService]:
    """A service whose carriers are all that one."""
    with serving(carrier) as url, sending_service(tmp_path, migrated_database_url) as made:
        table = f'driver = "http_json"\nurl = "{url}"\ndeliver = "simulator"\n'
        (tmp_path / "carriers.toml").write_text("".join(f"[{name}]\n{table}" for name in CARRIERS))
        made.prepare()
        yield made


def stocked(filing: SendingService, count: int) -> list[str]:
    """Take stock over that is filed nowhere yet."""
    names = [f"样例应用{number:04d}".translate(_DIGITS) for number in range(count)]
    ((qualification,),) = filing.rows("SELECT name FROM registry_qualification")
    ((account,),) = filing.rows("SELECT name FROM registry_account")
    rows = [
        {
            "account": account, "name": name, "source": "app",
            "qualification": qualification, "approval_date": "2025-03-03",
        }
        for name in names
    ]  # fmt: skip
    file = filing.service.data / "stock.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    done = filing.service.json("signature", "import", str(file))
    assert done["imported"] == count, done
    return [account, *names]


def test_killed_while_filing_it_files_nothing_twice_and_skips_nothing(
    filing: SendingService, carrier: Carrier, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(2**32)
    chance, soak = random.Random(seed), pytestconfig.getoption("soak")
    kills = SOAK_KILLS if soak else KILLS
    filing.service.environment |= {"QIANMING_DEMO": "0", "QIANMING_LEASE_SECONDS": "3"}
    account, *names = stocked(filing, SOAK_SIGNATURES if soak else SIGNATURES)
    assert len(filing.rows(_OPEN)) == len(names) * len(CARRIERS)
    before = carrier.posts
    filing.service.json("filing", "refile", account, *names)
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.6))
        filing.service.kill()
        filing.service.start()
    until("every filing to be answered", lambda: not filing.rows(_OPEN), 900 if soak else 150)
    expected = {(name, signature) for name in CARRIERS for signature in names}
    references = {which: known for which, known in carrier.references.items() if which in expected}
    begun = filing.rows(
        "SELECT subject, count(*) FROM registry_event WHERE kind = 'filing.moved' AND new = 'filing' "
        "AND old <> '' GROUP BY subject HAVING count(*) > 1"
    )
    with capsys.disabled():
        print(  # noqa: T201 - the count is what the run is for
            f"\n{kills} kills, seed {seed}: {len(references)} filings, {carrier.posts - before} calls to file"
        )
    assert set(references) == expected, "a filing was skipped"
    assert {len(known) for known in references.values()} == {1}, "a signature was filed twice"
    assert begun == [], "a filing was recorded as begun twice"
