"""The captured requests through the whole server: sockets, chunks, odd paths and hosts included."""

import pytest

from qianming.rpc.authentication import has_credentials
from qianming.rpc.request import read
from qianming.services.keys import CreateKey, create_key
from tests.clock import StandingClock
from tests.rpc.captures import FOLDER, SECRETS, SIGNED, captures
from tests.rpc.over_http import exchanged, raw_capture, raw_request, the_service
from tests.rpc.request_signing.changes import changed_requests
from tests.services.making import NOW, OPERATOR, an_account

pytestmark = pytest.mark.usefixtures("empty_journal")

REFUSED_FOR_THEIR_SIGNATURE = (
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "InvalidSignatureMethod",
    "InvalidAccessKeyId",
    "InvalidTimeStamp",
    "MissingAccessKeyId",
    "SignatureNonceUsed",
    "InvalidParameter.Format",
)
# What each request meets after its signature was found right, in an account that has nothing.
AFTERWARDS = {
    "RunInstances": "InvalidVersion",
    "DescribeRegions": "InvalidVersion",
    "AddSmsSign": "isv.PARAMS_ILLEGAL",
    "SendBatchSms": "isv.SMS_SIGNATURE_ILLEGAL",
    "TagResources": "isv.SMS_TEMPLATE_ILLEGAL",
    "CreateSmsAuthorizationLetter": "AuthorizationLetterDateNotValid",
    "QuerySmsAuthorizationLetter": "OK",
    "CreateSmsSign": "InvalidMoreData",
    "GetSmsSign": "SignatureNotFound",
    "QuerySmsSignList": "OK",
    "QuerySendDetails": "InvalidSendDate",
    "SendSms": "isv.SMS_SIGNATURE_ILLEGAL",
    "SubmitSmsQualification": "LegalIdCardNotMatchRegex",
}


@pytest.fixture(autouse=True)
def keys(transactional_db: None) -> None:
    """The keys of the captures, in one account."""
    account = an_account()
    for key_id, secret in SECRETS.items():
        create_key(OPERATOR, CreateKey(account.name, key_id, secret), NOW)


def expected(name: str) -> str:
    if name.endswith(("_sts", "_bearer")):
        return "InvalidSecurityToken.NotFound"
    return AFTERWARDS[next(action for action in AFTERWARDS if f"_{action}" in name)]


def test_every_captured_request_gets_its_verdict(clock: StandingClock) -> None:
    told: dict[str, str] = {}
    with the_service(clock) as (_, address):
        for capture in captures():
            clock.moment = capture.sent_at
            raw = (FOLDER / f"{capture.name}.txt").read_bytes()
            told[capture.name] = exchanged(address, raw_capture(raw)).code
    assert not [name for name, code in told.items() if code.startswith(REFUSED_FOR_THEIR_SIGNATURE)]
    assert told == {capture.name: expected(capture.name) for capture in captures()}


def test_changed_requests_are_refused(clock: StandingClock) -> None:
    """A sample of the changes: every one of them is tried without a socket in `request_signing`."""
    accepted: list[object] = []
    with the_service(clock) as (_, address):
        for capture in SIGNED:
            clock.moment = capture.sent_at
            for request in list(changed_requests(capture.request))[::97]:
                answer = exchanged(address, raw_request(request))
                # A change can also take all credentials away; then the action's name is looked at first.
                unsigned = not has_credentials(read(request)) and answer.status in (400, 404)
                if not unsigned and not answer.code.startswith(REFUSED_FOR_THEIR_SIGNATURE):
                    accepted.append((capture.name, request, answer.code))
    assert accepted == []


def test_a_repeated_request_is_refused_even_after_a_restart(clock: StandingClock) -> None:
    capture = next(capture for capture in SIGNED if capture.name == "py46_v3_QuerySmsSignList")
    clock.moment = capture.sent_at
    raw = raw_capture((FOLDER / f"{capture.name}.txt").read_bytes())
    codes = []
    for _ in range(2):
        with the_service(clock) as (_, address):
            codes += [exchanged(address, raw).code for _ in range(2)]
    assert codes[1:] == ["SignatureNonceUsed"] * 3
