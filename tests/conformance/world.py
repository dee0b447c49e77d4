"""What the cases need to be there, made as an applicant and a reviewer would, by commands and calls.

Everything is made once, when a case first names it, by the method of that name.
"""

import base64
import itertools
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Lock
from typing import Any

import requests

from tests.clock import today
from tests.conformance.case import Json, Ref
from tests.conformance.clients import Caller, Told
from tests.conformance.papers import (
    APP_RECORD,
    COMPANY,
    CREDIT_CODE,
    OTHER_COMPANY,
    OTHER_CREDIT_CODE,
    TRADEMARK,
    qualification,
)
from tests.e2e.service import PNG, Service

_phones = itertools.count(13_700_000_001)
_turn = Lock()
# As `GetSmsSign` tells them.
_IN_REVIEW = 0
_STATUS = {"approve": 1, "reject": 2}
SECRET = "secret-of-a-conformance-run-0123456789"


class World:
    """One enterprise and one individual account with what belongs to them."""

    def __init__(self, service: Service, caller: Caller, prefix: str, *, joined: bool = False) -> None:
        self._service = service
        self.caller = caller
        self._prefix = prefix
        self._made: dict[str, Any] = {}
        if not joined:
            self._join("enterprise", COMPANY, "--credit-code", CREDIT_CODE)
            self._join("individual", "法人甲")

    def _run(self, *arguments: str) -> Any:
        """What a command prints; worlds take turns, because commands go through one pipe."""
        with _turn:
            return self._service.json(*arguments)

    def _join(self, name: str, holder: str, *more: str) -> None:
        kind = "enterprise" if more else "individual"
        name = f"{self._prefix}-{name}"
        self._run("account", "create", name, "--type", kind, "--verified-name", holder, *more)
        self._run("key", "create", name, "--id", f"key-{name}", "--secret", SECRET)

    def busy(self) -> None:
        """An account that has applied for as many templates today as programs may."""
        self._join("busy", COMPANY, "--credit-code", CREDIT_CODE)
        given = {"TemplateName": "通知", "TemplateContent": "您好。", "TemplateType": 1, "Remark": "通知"}
        for _ in range(100):
            self.caller.call("AddSmsTemplate", given, self._key("busy"))

    def reads(self) -> None:
        self._scoped("reads", "read-only")

    def sends(self) -> None:
        self._scoped("sends", "send-only")

    def _scoped(self, name: str, scope: str) -> None:
        """A key of the enterprise for one thing only."""
        key = self._key(name)["access_key_id"]
        self._run("key", "create", self._account(), "--id", key, "--secret", SECRET, "--scope", scope)

    def _account(self) -> str:
        return f"{self._prefix}-enterprise"

    def credentials(self, account: str = "enterprise") -> Mapping[str, str]:
        if account in ("busy", "reads", "sends"):
            self[account]
        return self._key(account)

    def _key(self, account: str) -> Mapping[str, str]:
        return {"access_key_id": f"key-{self._prefix}-{account}", "access_key_secret": SECRET}

    def call(self, action: str, given: Mapping[str, object], by: str = "enterprise") -> Told:
        """Perform an action with every reference resolved."""
        return self.caller.call(action, self.resolved(given), self.credentials(by))

    def done(self, action: str, **given: object) -> Mapping[str, Any]:
        """The answer of a call that prepares something."""
        told = self.call(action, given)
        assert (told.status, told.code) == (200, "OK"), (action, told)
        return told.body

    def resolved(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return self[value.name]
        if isinstance(value, Json):
            return json.dumps(self.resolved(value.value), ensure_ascii=False)
        if isinstance(value, Mapping):
            return {name: self.resolved(item) for name, item in value.items()}
        return [self.resolved(item) for item in value] if isinstance(value, list | tuple) else value

    def __getitem__(self, name: str) -> Any:
        """Names with `fresh_` are made anew each time."""
        make: Callable[[], Any] = getattr(self, name)
        if name.startswith("fresh_"):
            return make()
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    # Small things.

    def picture(self) -> str:
        return self._uploaded("picture.png")

    def no_picture(self) -> str:
        """A key of this account under which nothing was uploaded."""
        return f"{self['picture'].rpartition('/')[0]}/nothing.png"

    def today(self) -> str:
        return f"{today():%Y%m%d}"

    def tomorrow(self) -> str:
        return f"{today() + timedelta(days=1):%Y%m%d}"

    def fresh_phone(self) -> str:
        return str(next(_phones))

    def coded_phone(self) -> str:
        """A number that a code was just sent to."""
        phone = self.fresh_phone()
        self.done("RequiredPhoneCode", PhoneNo=phone)
        return phone

    def phone_code(self) -> str:
        return self._code_of(self["coded_phone"])

    def _code_of(self, phone: str) -> str:
        newest = self._run("inbox", "--phone", phone)[0]
        return "".join(character for character in newest["text"] if character.isdigit())[:6]

    def _uploaded(self, name: str) -> str:
        permit = self.done("GetQualificationOssInfo", BizType="dysms")["Data"]
        key = f"{permit['StartPath']}/{name}"
        fields = {
            "key": key, "policy": permit["Policy"], "OSSAccessKeyId": permit["AccessKeyId"],
            "signature": permit["Signature"], "success_action_status": "200",
        }  # fmt: skip
        done = requests.post(permit["Host"], data=fields, files={"file": (name, PNG)}, timeout=20)
        assert done.status_code == 200, done.text
        return key

    # Papers.

    def fresh_submission(self) -> dict[str, Any]:
        """The parameters of a submission with nothing wrong, phone code included."""
        phone = self.fresh_phone()
        self.done("RequiredPhoneCode", PhoneNo=phone)
        number = len(self._made) + next(_phones) % 1000
        return qualification(f"资质{number}", self["picture"], phone, self._code_of(phone), number)

    def submission(self) -> dict[str, Any]:
        """One that is never stored: each case that starts from it is refused."""
        return self.fresh_submission()

    def _submit(self, **changes: object) -> int:
        submission = {**self.fresh_submission(), **changes}
        return int(self.done("SubmitSmsQualification", **submission)["Data"])

    def _order_of(self, qualification_id: int) -> int:
        answer = self.done("QuerySingleSmsQualification", QualificationGroupId=qualification_id)
        return int(answer["Data"]["WorkOrderId"])

    def _approved(self, qualification_id: int) -> int:
        self._decide(self._order_of(qualification_id), "approve")
        return qualification_id

    def own(self) -> int:
        """An approved qualification for own use; its complimentary signature is the company's name."""
        return self._approved(self._submit())

    def for_others(self) -> int:
        """An approved qualification of another company."""
        other = {"CompanyName": OTHER_COMPANY, "OrganizationCode": OTHER_CREDIT_CODE, "UseBySelf": False}
        return self._approved(self._submit(**other))

    def waiting(self) -> int:
        return self._submit()

    def own_order(self) -> int:
        return self._order_of(self["own"])

    def rejected(self) -> int:
        return self._rejected()

    def rejected_order(self) -> int:
        return self._order_of(self["rejected"])

    def spare(self) -> int:
        """A rejected qualification that nothing is bound to."""
        return self._rejected()

    def spare_order(self) -> int:
        return self._order_of(self["spare"])

    def _rejected(self) -> int:
        submitted = self._submit()
        self._decide(self._order_of(submitted), "reject")
        return submitted

    def letter(self) -> int:
        """A letter of the other company for its own name."""
        given = letter_of(self["picture"], "授权书", [OTHER_COMPANY[:10]])
        return int(self.done("CreateSmsAuthorizationLetter", **given)["Data"])

    def letter_of_another_code(self) -> int:
        given = letter_of(self["picture"], "另一授权书", ["样例"])
        return int(
            self.done("CreateSmsAuthorizationLetter", **{**given, "OrganizationCode": CREDIT_CODE})["Data"]
        )

    def trademark(self) -> int:
        return int(self.done("CreateSmsTrademark", **TRADEMARK, TrademarkPic=self["picture"])["Data"])

    def app_record(self) -> int:
        return int(self.done("CreateSmsAppIcpRecord", **APP_RECORD, AppIcpRecordPic=self["picture"])["Data"])

    # Signatures and templates.

    def live(self) -> str:
        """The company's name, given with the approved qualification."""
        self["own"]
        return COMPANY

    def in_review(self) -> str:
        return self._applied("杭州云帆样例科")

    def refused(self) -> str:
        return self._standing(self._applied("杭州云帆样例科技有限公"), "reject")

    def frozen(self) -> str:
        """An approved signature that the account has stopped for a while."""
        name = self._standing(self._applied("杭州云帆样例科技有限"), "approve")
        self._run("signature", "freeze", self._account(), name)
        return name

    def disabled(self) -> str:
        """An approved signature under a penalty."""
        name = self._standing(self._applied("杭州云帆样例"), "approve")
        self._run("signature", "disable", self._account(), name, "--reason", "RULES_VIOLATED")
        return name

    def disposable(self) -> str:
        return self._standing(self._applied("样例科技有限公司"), "reject")

    def older_refused(self) -> str:
        """A rejected signature that was applied for the older way."""
        name = "云帆旧样例"
        picture = {"FileContents": base64.b64encode(PNG).decode(), "FileSuffix": "png"}
        self.done("AddSmsSign", SignName=name, SignSource=0, Remark="登录", SignFileList=[picture])
        return self._standing(name, "reject")

    def _applied(self, name: str) -> str:
        self.done("CreateSmsSign", SignName=name, SignSource=0, QualificationId=self["own"], ThirdParty=False)
        return name

    def _standing(self, name: str, decision: str) -> str:
        """The name, once its application was decided so: by the rules, or else by a reviewer."""
        seen = self.done("GetSmsSign", SignName=name)
        if seen["SignStatus"] == _IN_REVIEW:
            self._decide(seen["OrderId"], decision)
            seen = self.done("GetSmsSign", SignName=name)
        assert seen["SignStatus"] == _STATUS[decision], (name, seen)
        return name

    def _decide(self, order: int | str, decision: str) -> None:
        more = ("--reason", "PROOF_INSUFFICIENT") if decision == "reject" else ()
        self._run("review", decision, str(order), *more)

    def template(self) -> str:
        return self._template("您的验证码为${code}，五分钟内有效。", 0)

    def notification(self) -> str:
        return self._template("您的订单${order}已发货。", 1)

    def refused_template(self) -> str:
        return self._template("欢迎您，${code}。", 0)

    def fresh_refused_template(self) -> str:
        return self.refused_template()

    def spare_template(self) -> str:
        return self.template()

    def waiting_template(self) -> str:
        """One with a link, which the policy of the run leaves to a reviewer."""
        return self._template("您的订单${order}已发货，详见 https://a.example", 1)

    def _template(self, content: str, kind: int) -> str:
        answer = self.done(
            "AddSmsTemplate",
            TemplateName="登录验证",
            TemplateContent=content,
            TemplateType=kind,
            Remark="登录",
        )
        return str(answer["TemplateCode"])

    def sent(self) -> str:
        """The id of a message to `reader`."""
        return str(
            self.done(
                "SendSms", PhoneNumbers=self["reader"], SignName=self["live"], TemplateCode=self["template"],
                TemplateParam=json.dumps({"code": "482913"}),
            )["BizId"]
        )  # fmt: skip

    def reader(self) -> str:
        return self.fresh_phone()


def letter_of(picture: str, name: str, scope: list[str]) -> dict[str, object]:
    """A letter of the other company with nothing wrong."""
    return {
        "AuthorizationLetterName": name,
        "Authorization": OTHER_COMPANY,
        "OrganizationCode": OTHER_CREDIT_CODE,
        "ProxyAuthorization": COMPANY,
        "AuthorizationLetterExpDate": "2026-01-01~2029-01-01",
        "AuthorizationLetterPic": picture,
        "SignList": scope,
    }
