"""Keys of limited scope, temporary keys and bearer tokens, through the endpoint."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from qianming.core.access_scopes import KeyScope, TokenKind
from qianming.registry.models import Account
from qianming.rpc.request import RpcRequest
from qianming.services.keys import CreateKey, create_key
from qianming.services.tokens import CreateToken, MadeToken, create_token, revoke_token
from tests.rpc.client import HOST, Client, Told, form_of, told, v1_request, v3_request
from tests.rpc.handlers.parameters import a_template, an_approved_qualification, upload_key
from tests.services.making import COMPANY, NOW, OPERATOR, a_power, a_trademark

HOUR = timedelta(hours=1)
PERSON = "授权人丁"


def limited(account: Account, client: Client, *scopes: KeyScope) -> Client:
    """A client with a key of these scopes."""
    key, secret = create_key(OPERATOR, CreateKey(account.name, None, "limited-secret", scopes), NOW)
    return Client(client.endpoint, client.clock, key.key_id, secret)


@pytest.mark.parametrize(
    ("scope", "allowed", "denied"),
    [
        (KeyScope.READ_ONLY, {"QuerySmsSignList": {}}, {"CreateSmsTemplate": a_template()}),
        (KeyScope.APPLICATIONS, {"CreateSmsTemplate": a_template()}, {"QuerySendDetails": {}}),
        (KeyScope.SEND_ONLY, {}, {"QuerySmsSignList": {}, "CreateSmsTemplate": a_template()}),
        (KeyScope.PERSONAL, {"QuerySmsSignList": {}, "CreateSmsTemplate": a_template()}, {}),
    ],
)
def test_a_key_may_what_its_scope_says(
    account: Account, client: Client, scope: KeyScope, allowed: dict[str, Any], denied: dict[str, Any]
) -> None:
    caller = limited(account, client, scope)
    for action, given in allowed.items():
        assert caller.call(action, **given).code == "OK"
    for action, given in denied.items():
        answer = caller.call(action, **given)
        assert (answer.status, answer.code) == (403, "Forbidden.RAM")
        assert answer.body["AccessDeniedDetail"]["AuthAction"] == f"dysms:{action}"


def test_personal_data_is_whole_only_for_keys_that_may_see_it(account: Account, client: Client) -> None:
    wanted: dict[str, Any] = {"QualificationGroupId": an_approved_qualification(client)}
    masked = client.ok("QuerySingleSmsQualification", **wanted)["Data"]
    whole = limited(account, client, KeyScope.PERSONAL).ok("QuerySingleSmsQualification", **wanted)["Data"]
    for field in ("LegalPersonName", "LegalPersonIDCardNo", "AdminName", "AdminIDCardNo", "AdminPhoneNo"):
        assert "*" in masked[field]
        assert "*" not in whole[field]
    assert masked["AdminIDCardPic"] == ""
    assert whole["AdminIDCardPic"].startswith("http")
    (other,), (licence,) = masked["OtherFiles"], masked["BusinessLicensePics"]
    assert (other["PicUrl"], licence["PicUrl"][:4]) == ("", "http")
    assert whole["OtherFiles"][0]["PicUrl"].startswith("http")
    assert (masked["CompanyName"], masked["State"]) == (whole["CompanyName"], whole["State"])


def test_papers_that_may_show_persons_are_whole_only_for_keys_that_may_see_them(
    account: Account, client: Client
) -> None:
    picture = upload_key(client, "letter.png")
    a_power(account, grantor=PERSON, grantee=COMPANY, name=f"{PERSON}V1", picture_key=picture)
    mark = a_trademark(account)
    mark.owner = PERSON
    mark.save()
    reader = limited(account, client, KeyScope.PERSONAL)
    for caller, name, party in ((client, "授*****", "授***"), (reader, f"{PERSON}V1", PERSON)):
        (letter,) = caller.ok("QuerySmsAuthorizationLetter")["Data"]
        told = (letter["AuthorizationLetterName"], letter["Authorization"], letter["ProxyAuthorization"])
        assert told == (name, party, COMPANY)
        assert letter["AuthorizationLetterPic"].startswith("http") is (party == PERSON)
        (shown,) = caller.ok("QuerySmsTrademark", TrademarkIdList=[mark.pk])["Data"]
        assert shown["TrademarkApplicantName"] == party


@pytest.fixture
def temporary(account: Account) -> MadeToken:
    return create_token(OPERATOR, CreateToken(account.name, TokenKind.STS, HOUR, (KeyScope.READ_ONLY,)), NOW)


@pytest.fixture
def bearer(account: Account) -> MadeToken:
    command = CreateToken(account.name, TokenKind.BEARER, HOUR, (KeyScope.READ_ONLY,))
    return create_token(OPERATOR, command, NOW)


def v3_with(made: MadeToken, token: str, now: datetime, action: str = "QuerySmsSignList") -> RpcRequest:
    headers = {"x-acs-security-token": token, "x-acs-accesskey-id": made.row.token_id} if token else {}
    return v3_request(action, now, key=made.row.token_id, secret=made.secret, headers=headers)


def v1_with(made: MadeToken, token: str, now: datetime, action: str = "QuerySmsSignList") -> RpcRequest:
    given = {"SecurityToken": token} if token else {}
    return v1_request(action, now, given, key=made.row.token_id, secret=made.secret)


def borne_in_v3(token: str, action: str = "QuerySmsSignList", **more: str) -> RpcRequest:
    names = {"host": HOST, "x-acs-action": action, "x-acs-version": "2017-05-25"}
    headers = {**names, "x-acs-bearer-token": token, **more}
    pairs = tuple((name.encode(), value.encode()) for name, value in headers.items())
    return RpcRequest("POST", "/", b"SignatureType=BEARERTOKEN", pairs, b"")


def borne_in_v1(token: str, action: str = "QuerySmsSignList", **more: str) -> RpcRequest:
    given = {"Action": action, "Version": "2017-05-25", "BearerToken": token, "SignatureType": "BEARERTOKEN"}
    return RpcRequest("POST", "/", form_of({**given, **more}), ((b"host", HOST.encode()),), b"")


def asked(client: Client, request: RpcRequest) -> Told:
    return told(client.endpoint.answer(request))


signed = pytest.mark.parametrize("sign", [v3_with, v1_with], ids=["v3", "v1"])
borne = pytest.mark.parametrize("bear", [borne_in_v3, borne_in_v1], ids=["v3", "v1"])


@signed
def test_a_temporary_key_goes_with_its_own_token(
    client: Client, temporary: MadeToken, bearer: MadeToken, sign: Any
) -> None:
    now = client.clock.now()
    assert asked(client, sign(temporary, temporary.token, now)).code == "OK"
    assert asked(client, sign(temporary, temporary.token, now, "DeleteSmsTemplate")).code == "Forbidden.RAM"
    assert asked(client, sign(temporary, "", now)).code == "MissingSecurityToken"
    for wrong in ("nonsense", bearer.token):
        answer = asked(client, sign(temporary, wrong, now))
        assert (answer.status, answer.code) == (400, "InvalidSecurityToken.MismatchWithAccessKey")


@signed
def test_a_temporary_key_ends(client: Client, temporary: MadeToken, sign: Any) -> None:
    client.clock.moment = NOW + HOUR
    answer = asked(client, sign(temporary, temporary.token, NOW + HOUR))
    assert (answer.status, answer.code) == (400, "InvalidSecurityToken.Expired")
    client.clock.moment = NOW
    revoke_token(OPERATOR, temporary.row.token_id, NOW)
    assert asked(client, sign(temporary, temporary.token, NOW)).code == "InvalidAccessKeyId.Inactive"


@borne
def test_a_bearer_token_opens_what_its_scope_says(client: Client, bearer: MadeToken, bear: Any) -> None:
    for _ in range(2):
        assert asked(client, bear(bearer.token)).code == "OK"
    assert asked(client, bear(bearer.token, "DeleteSmsTemplate")).code == "Forbidden.RAM"


@borne
def test_a_bearer_token_ends(client: Client, bearer: MadeToken, bear: Any) -> None:
    assert asked(client, bear(bearer.token + "x")).code == "InvalidSecurityToken.NotFound"
    client.clock.moment = NOW + HOUR
    assert asked(client, bear(bearer.token)).code == "InvalidSecurityToken.Expired"
    client.clock.moment = NOW
    revoke_token(OPERATOR, bearer.row.token_id, NOW)
    assert asked(client, bear(bearer.token)).code == "InvalidSecurityToken.Revoked"


def test_a_nonce_that_comes_with_a_bearer_token_counts(client: Client, bearer: MadeToken) -> None:
    for request in (
        borne_in_v3(bearer.token, **{"x-acs-signature-nonce": "one"}),
        borne_in_v1(bearer.token, SignatureNonce="two"),
    ):
        assert asked(client, request).code == "OK"
        assert asked(client, request).code == "SignatureNonceUsed"
    old = borne_in_v1(bearer.token, Timestamp="2020-01-01T00:00:00Z")
    assert asked(client, old).code == "InvalidTimeStamp.Expired"


@borne
def test_what_a_bearer_token_comes_with_must_make_sense(client: Client, bearer: MadeToken, bear: Any) -> None:
    assert asked(client, bear("")).code == "IncompleteSignature"
    twice = bear(bearer.token)
    doubled = RpcRequest("POST", "/", twice.query + b"&SignName=a&SignName=b", twice.headers, b"")
    assert asked(client, doubled).code == "InvalidParameter.Format"


def test_a_temporary_key_is_nobodys_bearer_token(client: Client, temporary: MadeToken) -> None:
    assert asked(client, borne_in_v3(temporary.token)).code == "InvalidSecurityToken.NotFound"


def test_no_answer_repeats_a_secret(client: Client, temporary: MadeToken, bearer: MadeToken) -> None:
    now = client.clock.now()
    answers = [
        client.endpoint.answer(v3_with(temporary, temporary.token + "x", now)),
        client.endpoint.answer(borne_in_v3(bearer.token, "Nonsense")),
    ]
    for answer in answers:
        text = json.dumps(told(answer).body)
        assert temporary.token not in text
        assert bearer.token not in text
