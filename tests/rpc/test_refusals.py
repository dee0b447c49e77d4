"""What is refused, how it is said, and that nothing but the audit's rows is written by it.

Every case goes over HTTP through the whole service. The audit's rows are events and the journal's nonces.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from qianming.project.assembly import Service
from qianming.rpc.request import RpcRequest
from tests.clock import StandingClock
from tests.project.serving import Address
from tests.rpc import stage as at
from tests.rpc.client import KEY, form_of, v1_request, v3_request
from tests.rpc.handlers.parameters import a_signature, a_template
from tests.rpc.over_http import exchanged, raw_request, the_service
from tests.rpc.stage import Stage, a_stage
from tests.services.making import NOW, PHONE, row_counts

pytestmark = pytest.mark.usefixtures("empty_journal")

MINUTE = timedelta(minutes=1)
UNSIGNED: tuple[tuple[bytes, bytes], ...] = ((b"host", b"127.0.0.1"),)


@dataclass(frozen=True)
class Case:
    """A request and what it must be told."""

    name: str
    request: RpcRequest
    status: int
    code: str


def sending(stage: Stage, **changes: str) -> dict[str, str]:
    """`SendSms` with nothing wrong."""
    return {
        "PhoneNumbers": PHONE,
        "SignName": at.LIVE,
        "TemplateCode": stage.template,
        "TemplateParam": '{"code":"1234"}',
        **changes,
    }


def sending_cases(stage: Stage) -> Iterator[Case]:
    not_usable = "isv.SMS_SIGNATURE_ILLEGAL"
    for name, changes, code in (
        ("unknown signature", {"SignName": "没有的签名"}, not_usable),
        ("signature in review", {"SignName": at.IN_REVIEW}, not_usable),
        ("rejected signature", {"SignName": at.REJECTED}, not_usable),
        ("withdrawn signature", {"SignName": at.WITHDRAWN}, not_usable),
        ("signature whose approval was taken back", {"SignName": at.REVOKED}, not_usable),
        ("deleted signature", {"SignName": at.DELETED}, not_usable),
        ("signature in other letters", {"SignName": at.LIVE + " "}, not_usable),
        ("signature frozen by the customer", {"SignName": at.FROZEN_BY_CUSTOMER}, "isv.SIGN_STATE_ILLEGAL"),
        ("signature frozen by the platform", {"SignName": at.FROZEN_BY_PLATFORM}, "isv.SIGN_STATE_ILLEGAL"),
        ("disabled signature", {"SignName": at.DISABLED}, "isv.SMS_SIGN_ILLEGAL"),
        ("unknown template", {"TemplateCode": "SMS_1"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ("rejected template", {"TemplateCode": stage.rejected_template}, "isv.SMS_TEMPLATE_ILLEGAL"),
        (
            "template whose approval was taken back",
            {"TemplateCode": stage.withdrawn_template},
            "isv.SMS_TEMPLATE_ILLEGAL",
        ),
        (
            "another account's template",
            {"TemplateCode": stage.other_accounts_template},
            "isv.SMS_TEMPLATE_ILLEGAL",
        ),
        ("variable missing", {"TemplateParam": "{}"}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ("variables not JSON", {"TemplateParam": "{code}"}, "isv.INVALID_JSON_PARAM"),
        ("number illegal", {"PhoneNumbers": "12345"}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ("too many numbers", {"PhoneNumbers": ",".join([PHONE] * 1001)}, "isv.MOBILE_COUNT_OVER_LIMIT"),
    ):
        yield Case(f"send: {name}", v3_request("SendSms", NOW, sending(stage, **changes)), 200, code)
    for parameter in ("PhoneNumbers", "SignName", "TemplateCode"):
        request = v3_request("SendSms", NOW, sending(stage, **{parameter: ""}))
        yield Case(f"send: {parameter} missing", request, 400, f"Missing{parameter}")
    long = sending(stage, OutId="x" * 256)
    yield Case("send: OutId too long", v3_request("SendSms", NOW, long), 400, "InvalidOutId")
    other = v3_request("SendSms", NOW, sending(stage), key=at.OTHER_KEY)
    yield Case("send: another account's signature", other, 200, not_usable)


Maker = Callable[..., RpcRequest]


def credential_cases(stage: Stage, action: str, given: dict[str, str]) -> Iterator[Case]:
    """The same for both versions, and for an action of the lane as for one of the RPC face."""
    for version, make in (("v3", v3_request), ("v1", v1_request)):
        for name, request, status, code in _credential_cases(make, action, given):
            yield Case(f"{action} {version}: {name}", request, status, code)


def _credential_cases(
    make: Maker, action: str, given: dict[str, str]
) -> Iterator[tuple[str, RpcRequest, int, str]]:
    def late(minutes: int) -> RpcRequest:
        return make(action, NOW + minutes * MINUTE, given)

    good = make(action, NOW, given)
    yield "stale time", late(-16), 400, "InvalidTimeStamp.Expired"
    yield "time ahead", late(16), 400, "InvalidTimeStamp.Expired"
    yield "wrong secret", make(action, NOW, given, secret="wrong"), 400, "SignatureDoesNotMatch"
    yield "unknown key", make(action, NOW, given, key="NOBODYS"), 404, "InvalidAccessKeyId.NotFound"
    yield "disabled key", make(action, NOW, given, key=at.DISABLED_KEY), 400, "InvalidAccessKeyId.Inactive"
    tampered = replace(good, query=good.query.replace(b"Name=", b"Name=x"))
    yield "tampered query", tampered, 400, "SignatureDoesNotMatch"
    yield "other method", replace(good, method="GET"), 400, "SignatureDoesNotMatch"
    yield "no method of the protocol", replace(good, method="PUT"), 400, "UnsupportedHTTPMethod"


def protocol_cases(stage: Stage) -> Iterator[Case]:
    body = form_of({"SignName": at.LIVE})
    signed = v3_request("GetSmsSign", NOW, body=body)
    no_key = RpcRequest("POST", "/", b"Action=GetSmsSign", UNSIGNED, b"")
    bearer = replace(no_key, headers=(*UNSIGNED, (b"x-acs-bearer-token", b"t")))
    with_token = v3_request("GetSmsSign", NOW, headers={"x-acs-security-token": "t"})
    unsigned_date = v3_request("GetSmsSign", NOW, unsigned=("x-acs-date",))
    strange_date = v3_request("GetSmsSign", NOW, headers={"x-acs-date": "now"})
    cases: list[tuple[str, RpcRequest, int, str]] = [
        ("tampered body", replace(signed, body=form_of({"SignName": "x"})), 400, "SignatureDoesNotMatch"),
        ("no credentials", no_key, 400, "MissingAccessKeyId"),
        (
            "no credentials, unknown action",
            replace(no_key, query=b"Action=No"),
            404,
            "InvalidAction.NotFound",
        ),
        ("nothing at all", replace(no_key, query=b""), 404, "InvalidAction.NotFound"),
        ("bearer token", bearer, 400, "InvalidSecurityToken.NotFound"),
        ("temporary credentials", with_token, 400, "InvalidSecurityToken.NotFound"),
        ("date not signed", unsigned_date, 400, "IncompleteSignature"),
        ("date not a date", strange_date, 400, "InvalidTimeStamp.Format"),
        ("unknown action", v3_request("GetSmsSigns", NOW), 404, "InvalidAction.NotFound"),
        ("action not offered", v3_request("SendRCS", NOW), 404, "InvalidAction.NotFound"),
        (
            "wrong version",
            v3_request("GetSmsSign", NOW, headers={"x-acs-version": "1"}),
            400,
            "InvalidVersion",
        ),
        ("post only", v3_request("QuerySmsSignList", NOW, method="GET"), 400, "UnsupportedHTTPMethod"),
    ]
    for name, request, status, code in cases:
        yield Case(f"protocol: {name}", request, status, code)


def action_cases(stage: Stage) -> Iterator[Case]:
    given = a_signature(stage.qualification.pk, SignName="帆样例")
    sign = {name: str(value) for name, value in given.items()}
    template = {name: str(value) for name, value in a_template().items()}
    cases: list[tuple[str, dict[str, str], int, str]] = [
        ("RequiredPhoneCode", {"PhoneNo": "12345"}, 400, "InvalidPhoneNo"),
        ("RequiredPhoneCode", {}, 400, "MissingPhoneNo"),
        ("RequiredPhoneCode", {"PhoneNo": PHONE}, 400, "isv.BUSINESS_LIMIT_CONTROL"),
        ("ValidPhoneCode", {"PhoneNo": PHONE}, 400, "MissingCertifyCode"),
        ("GetQualificationOssInfo", {"BizType": "x"}, 400, "OssBiztypeNotSupportError"),
        ("SubmitSmsQualification", {}, 400, "MissingQualificationName"),
        ("QuerySingleSmsQualification", {"QualificationGroupId": "999"}, 400, "QualificationNotExist"),
        ("QuerySmsQualificationRecord", {"State": "PASSED"}, 400, "InvalidState"),
        ("CreateSmsSign", {**sign, "SignName": "杭州【云帆】"}, 400, "InvalidSignName"),
        ("CreateSmsSign", {**sign, "SignName": at.IN_REVIEW}, 400, "SignName.Exists"),
        ("CreateSmsSign", {**sign, "SignSource": "6"}, 400, "InvalidSignSource"),
        ("CreateSmsSign", {**sign, "QualificationId": "999"}, 404, "QualificationNotFound"),
        (
            "CreateSmsSign",
            {**sign, "QualificationId": str(stage.unapproved_qualification)},
            400,
            "InvalidQualification",
        ),
        (
            "CreateSmsSign",
            {**sign, "ThirdParty": "True"},
            400,
            "ParameterMismatch.ThirdParty",
        ),
        ("CreateSmsSign", {**sign, "MoreData": "[1"}, 400, "InvalidParameter.Format"),
        ("GetSmsSign", {"SignName": at.DELETED}, 404, "SignatureNotFound"),
        ("QuerySmsSignList", {"PageSize": "51"}, 400, "InvalidPageSize"),
        ("DeleteSmsSign", {"SignName": at.IN_REVIEW}, 200, "isv.ERROR_SIGN_NOT_DELETE"),
        ("DeleteSmsSign", {"SignName": at.DELETED}, 200, "isv.SMS_SIGNATURE_ILLEGAL"),
        ("CreateSmsTemplate", {**template, "TemplateType": "4"}, 400, "InvalidTemplateType"),
        ("CreateSmsTemplate", {**template, "RelatedSignName": at.IN_REVIEW}, 400, "AssocSignUnapproved"),
        ("CreateSmsTemplate", {**template, "RelatedSignName": "没有"}, 404, "SmsSignatureNotFound"),
        ("GetSmsTemplate", {"TemplateCode": stage.other_accounts_template}, 404, "TemplateNotFound"),
        ("QuerySendDetails", {"PhoneNumber": PHONE}, 400, "MissingSendDate"),
    ]
    for action, given, status, code in cases:
        yield Case(f"{action}: {given} {code}", v3_request(action, NOW, given), status, code)


def all_cases(stage: Stage) -> list[Case]:
    return [
        *sending_cases(stage),
        *credential_cases(stage, "SendSms", sending(stage)),
        *credential_cases(stage, "GetSmsSign", {"SignName": at.LIVE}),
        *protocol_cases(stage),
        *action_cases(stage),
    ]


HISTORY = {f"registry.{name}" for name in ("Event", "ChainHead")}


def counted(service: Service) -> dict[str, int]:
    """The rows of every table but those of the history, and what the journal holds."""
    counts = {name: count for name, count in row_counts().items() if name not in HISTORY}
    return {**counts, "journal": len(service._journal.read(0, 1000))}


def told(address: Address, case: Case) -> tuple[int, str]:
    answer = exchanged(address, raw_request(case.request))
    return answer.status, answer.code


def test_every_refusal_has_its_status_and_code_and_changes_nothing(clock: StandingClock) -> None:
    stage = a_stage(NOW)
    cases = all_cases(stage)
    changed: list[str] = []
    answers: dict[str, tuple[int, str]] = {}
    with the_service(clock) as (service, address):
        # The service's own chores fill tables whenever their time comes, whoever asks for what.
        service._jobs.stop()
        before = counted(service)
        for case in cases:
            answers[case.name] = told(address, case)
            if counted(service) != before:
                changed.append(case.name)
    assert answers == {case.name: (case.status, case.code) for case in cases}
    assert changed == []
    assert len(answers) == len(cases) > 70


def test_a_repeated_request_is_refused_and_sends_nothing(clock: StandingClock) -> None:
    stage = a_stage(NOW)
    requests = [
        make(action, NOW, given)
        for make in (v3_request, v1_request)
        for action, given in (("SendSms", sending(stage)), ("GetSmsSign", {"SignName": at.LIVE}))
    ]
    with the_service(clock) as (service, address):
        for request in requests:
            assert exchanged(address, raw_request(request)).code == "OK"
            with_message = len(service._journal.read(0, 1000))
            answer = exchanged(address, raw_request(request))
            assert (answer.status, answer.code) == (400, "SignatureNonceUsed")
            assert len(service._journal.read(0, 1000)) <= with_message
    assert stage.account.access_keys.filter(key_id=KEY).exists()
