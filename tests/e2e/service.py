"""A running service for tests from the outside: a process, its command line, and the vendor's SDK.

Nothing of the package is imported here; what a user cannot do, these tests cannot do either.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import requests
from alibabacloud_dysmsapi20170525 import models as sms
from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_tea_openapi.models import Config

from tests.clock import today

START_SECONDS = 60
PATIENCE_SECONDS = 45
# The smallest PNG that decodes: one transparent pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

T = TypeVar("T")


def until(what: str, look: Callable[[], T | None], seconds: float = PATIENCE_SECONDS) -> T:
    """The first truthy answer of `look`; fails with `what` when none came in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}")


@dataclass
class Service:
    """One data folder with, at times, a process serving it."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    url: str = ""
    options: tuple[str, ...] = ()
    _commands: subprocess.Popen[str] | None = None
    _commands_know: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QIANMING_")},
            "QIANMING_DATA": str(self.data),
            "QIANMING_LANG": "en",
            **self.environment,
        }

    @property
    def endpoint(self) -> str:
        return self.url.removeprefix("http://").rstrip("/")

    def start(self) -> None:
        ready = self.data / "ready.json"
        ready.unlink(missing_ok=True)
        with (self.data / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "qianming", "serve"),
                    *("--port", "0", "--ready-file", str(ready), *self.options),
                ],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until("the ready file", lambda: ready.exists() or self._died(), START_SECONDS)
        self.url = json.loads(ready.read_text())["url"]

    def _died(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError((self.data / "serve.log").read_text(errors="replace")[-4000:])
        return False

    def stop(self) -> None:
        self._end_commands()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.process = None

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
        self.process = None

    def simulate(self, text: str) -> None:
        """Write how the simulated carriers behave."""
        (self.data / "simulator.toml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command line's end; it runs in a process forked from one that has all loaded."""
        if self._commands is None or self._commands_know != self.environment:
            self._end_commands()
            self._commands_know = dict(self.environment)
            self._commands = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.command_host"],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return _hosted(self._commands, arguments)

    def _end_commands(self) -> None:
        if self._commands is not None:
            self._commands.kill()
            self._commands.communicate()
            self._commands = None

    def json(self, *arguments: str) -> Any:
        """What a command prints as JSON; fails with its error unless it ends with 0 or 1."""
        done = self.run(*arguments, "--format", "json")
        assert done.returncode in (0, 1), f"{arguments}: {done.stderr or done.stdout}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    def client(self, key_id: str, secret: str) -> Client:
        return Client(
            Config(access_key_id=key_id, access_key_secret=secret, endpoint=self.endpoint, protocol="http")
        )


def _hosted(host: subprocess.Popen[str], arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    assert host.stdin is not None
    assert host.stdout is not None
    host.stdin.write(json.dumps(arguments) + "\n")
    host.stdin.flush()
    ended = json.loads(host.stdout.readline())
    return subprocess.CompletedProcess(arguments, ended["code"], ended["out"], ended["err"])


@dataclass
class Applicant:
    """An enterprise with an access key, using the vendor's SDK."""

    service: Service
    account: str
    company: str
    credit_code: str
    client: Client

    @staticmethod
    def credentials(account: str) -> tuple[str, str]:
        """The access key that the account is given, id and secret."""
        return f"key-of-{account}", f"secret-of-{account}-0123456789"

    @classmethod
    def join(cls, service: Service, account: str, company: str, credit_code: str) -> "Applicant":
        service.json(
            "account", "create", account, "--type", "enterprise",
            "--verified-name", company, "--credit-code", credit_code,
        )  # fmt: skip
        key_id, secret = cls.credentials(account)
        service.json("key", "create", account, "--id", key_id, "--secret", secret)
        return cls(service, account, company, credit_code, service.client(key_id, secret))

    def upload(self, name: str, content: bytes = PNG) -> str:
        """Upload as the vendor's documentation says; the key of the file."""
        answer = self.client.get_qualification_oss_info(sms.GetQualificationOssInfoRequest(biz_type="dysms"))
        permit = answer.body.data
        key = f"{permit.start_path}/{name}"
        done = requests.post(
            permit.host,
            data={
                "key": key, "policy": permit.policy, "OSSAccessKeyId": permit.access_key_id,
                "signature": permit.signature, "success_action_status": "200",
            },
            files={"file": (name, content)},
            timeout=10,
        )  # fmt: skip
        assert done.status_code == 200, done.text
        return key

    def phone_code(self, phone: str) -> str:
        self.client.required_phone_code(sms.RequiredPhoneCodeRequest(phone_no=phone))
        newest = self.service.json("inbox", "--phone", phone)[0]
        code = "".join(character for character in newest["text"] if character.isdigit())[:6]
        checked = self.client.valid_phone_code(sms.ValidPhoneCodeRequest(phone_no=phone, certify_code=code))
        assert checked.body.data is True
        return code

    def qualify(self, name: str = "主体资质", phone: str = "13900000001") -> int:
        """Submit an own-use qualification; its id."""
        answer = self.client.submit_sms_qualification(
            sms.SubmitSmsQualificationRequest(
                qualification_name=name,
                company_name=self.company,
                company_type="COMPANY",
                organization_code=self.credit_code,
                business_license_pics=[
                    sms.SubmitSmsQualificationRequestBusinessLicensePics(
                        license_pic=self.upload("licence.png"), type="businessLicense"
                    )
                ],
                bussiness_license_exp_date="2015-01-01~2099-12-31",
                legal_person_name="法人甲",
                legal_person_idcard_type="identityCard",
                legal_person_idcard_no="110105198001010016",
                legal_person_id_card_eff_time="2020-01-01~2099-12-31",
                admin_name="管理员乙",
                admin_idcard_type="identityCard",
                admin_idcard_no="110105198001010016",
                admin_idcard_exp_date="2020-01-01~2099-12-31",
                admin_idcard_front_face=self.upload("front.png"),
                admin_idcard_pic=self.upload("back.png"),
                admin_phone_no=phone,
                certify_code=self.phone_code(phone),
                use_by_self=True,
                whether_share=False,
            )
        )
        return int(answer.body.data)

    def qualification_state(self, qualification_id: int) -> str:
        answer = self.client.query_single_sms_qualification(
            sms.QuerySingleSmsQualificationRequest(qualification_group_id=qualification_id)
        )
        return str(answer.body.data.state)

    def apply(self, name: str, qualification_id: int) -> str:
        """Apply for an own-use signature from the enterprise's name; the order's number."""
        answer = self.client.create_sms_sign(
            sms.CreateSmsSignRequest(
                sign_name=name,
                sign_source=0,
                sign_type=1,
                qualification_id=qualification_id,
                third_party=False,
            )
        )
        assert answer.body.code == "OK"
        return str(answer.body.order_id)

    def template(self, content: str = "您的验证码为${code}，五分钟内有效。", remark: str = "登录") -> str:
        answer = self.client.create_sms_template(
            sms.CreateSmsTemplateRequest(
                template_name="登录验证", template_content=content, template_type=0,
                template_rule=json.dumps({"code": "numberCaptcha"}), remark=remark,
            )
        )  # fmt: skip
        return str(answer.body.template_code)

    def send(
        self, name: str, template: str, phone: str, code: str = "482913", out_id: str = "order-1"
    ) -> Any:
        return self.client.send_sms(
            sms.SendSmsRequest(
                phone_numbers=phone, sign_name=name, template_code=template,
                template_param=json.dumps({"code": code}), out_id=out_id,
            )
        ).body  # fmt: skip

    def details(self, phone: str, biz_id: str) -> Any:
        """The one record of a message, or None."""
        found = self.client.query_send_details(
            sms.QuerySendDetailsRequest(
                phone_number=phone, send_date=f"{today():%Y%m%d}", page_size=10, current_page=1, biz_id=biz_id
            )
        ).body.sms_send_detail_dtos.sms_send_detail_dto
        assert len(found) <= 1
        return found[0] if found else None

    def receipt(self, phone: str, biz_id: str) -> Any:
        """The record of a message once its receipt has come."""

        def reported() -> Any:
            record = self.details(phone, biz_id)
            return record if record is not None and record.send_status != 1 else None

        return until(f"the receipt of {biz_id}", reported)

    def approve_whatever_waits(self) -> None:
        """Decide as a reviewer what this account has in review."""
        for waiting in self.service.json("review", "list"):
            if waiting["account"] == self.account:
                self.service.json("review", "approve", str(waiting["id"]))
