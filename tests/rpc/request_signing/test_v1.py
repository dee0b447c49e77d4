"""Version 1: what the signature covers, what is refused, and the words that old clients parse."""

from dataclasses import replace

import pytest

from qianming.rpc.authentication import signed_caller
from qianming.rpc.errors import PublicError
from qianming.rpc.request import RpcRequest, read
from qianming.rpc.request_signing import v1
from tests.rpc.captures import SECRETS, CapturedKeys
from tests.rpc.client import v1_request
from tests.services.making import NOW

KEY = "testAccessKeyId0001"
SECRET = SECRETS[KEY]


def request(**parameters: str) -> RpcRequest:
    return v1_request("GetSmsSign", NOW, {"SignName": "云帆 *~/+", **parameters}, key=KEY, secret=SECRET)


def refusal(sent: RpcRequest) -> PublicError:
    with pytest.raises(PublicError) as caught:
        signed_caller(read(sent), CapturedKeys(), NOW)
    return caught.value


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("in_body", [True, False])
@pytest.mark.parametrize("hash_name", ["sha1", "sha256"])
def test_it_knows_the_caller_of_a_signed_request(method: str, in_body: bool, hash_name: str) -> None:
    sent = v1_request(
        "GetSmsSign",
        NOW,
        {"SignName": "云帆", "Format": "XML", "SignatureType": ""},
        key=KEY,
        secret=SECRET,
        method=method,
        in_body=in_body,
        hash_name=hash_name,
    )
    caller = signed_caller(read(sent), CapturedKeys(), NOW)
    assert (caller.key_id, caller.action, caller.version) == (KEY, "GetSmsSign", "2017-05-25")
    assert caller.parameters["SignName"] == "云帆"


def test_a_mismatch_speaks_as_old_clients_expect() -> None:
    """They split at colons, take the second piece and compare it with their own string to sign."""
    sent = replace(request(), method="GET")
    error = refusal(sent)
    assert (error.code, error.status) == ("SignatureDoesNotMatch", 400)
    before, theirs = error.message.split(":")
    assert before == "Specified signature is not matched with our calculation. server string to sign is"
    assert theirs == v1.string_to_sign("GET", v1.claim(read(sent)).parameters)
    assert theirs.startswith("GET&%2F&AccessKeyId%3DtestAccessKeyId0001%26Action%3DGetSmsSign%26")
    assert SECRET not in error.message


def without(sent: RpcRequest, name: str) -> RpcRequest:
    kept = [pair for pair in sent.query.split(b"&") if not pair.startswith(name.encode() + b"=")]
    return replace(sent, query=b"&".join(kept))


@pytest.mark.parametrize("name", ["Signature", "Timestamp", "SignatureNonce"])
def test_the_signatures_own_parameters_are_needed(name: str) -> None:
    error = refusal(without(request(), name))
    assert (error.code, error.status) == ("IncompleteSignature", 400)
    assert name in error.message


def test_a_signature_without_a_key_lacks_the_key() -> None:
    assert refusal(without(request(), "AccessKeyId")).code == "MissingAccessKeyId"


@pytest.mark.parametrize(
    "given", [{"SignatureMethod": "HMAC-MD5"}, {"SignatureMethod": "RSA"}, {"SignatureVersion": "2.0"}]
)
def test_other_methods_are_refused(given: dict[str, str]) -> None:
    assert refusal(request(**given)).code == "InvalidSignatureMethod"


def test_a_parameter_given_twice_is_refused() -> None:
    sent = request()
    for twice in (replace(sent, query=sent.query + b"&SignName=x"), replace(sent, body=b"SignName=x")):
        error = refusal(twice)
        assert (error.code, error.status) == ("InvalidParameter.Format", 400)
        assert "SignName is given more than once" in error.message


def test_headers_beside_the_signature_are_not_believed() -> None:
    sent = request()
    headers = (
        *sent.headers,
        (b"x-acs-action", b"DeleteSmsSign"),
        (b"x-acs-version", b"1999-01-01"),
        (b"x-acs-signature-nonce", b"other"),
    )
    caller = signed_caller(read(replace(sent, headers=headers)), CapturedKeys(), NOW)
    assert (caller.action, caller.version) == ("GetSmsSign", "2017-05-25")
    assert caller.nonce.startswith("nonce-")


def test_a_body_that_nothing_signs_is_not_read() -> None:
    sent = replace(request(), headers=((b"content-type", b"application/json"),), body=b'{"Remark":"x"}')
    assert "Remark" not in signed_caller(read(sent), CapturedKeys(), NOW).parameters
