"""Version 3: what must be signed, which algorithms there are, and what a mismatch says."""

import hashlib
from dataclasses import replace

import pytest

from qianming.rpc.authentication import signed_caller
from qianming.rpc.errors import PublicError
from qianming.rpc.request import RpcRequest, read
from qianming.rpc.request_signing import v3
from tests.rpc.captures import SECRETS, CapturedKeys
from tests.rpc.client import v3_request
from tests.services.making import NOW

KEY = "testAccessKeyId0001"
SECRET = SECRETS[KEY]


def request(**changes: object) -> RpcRequest:
    return v3_request("GetSmsSign", NOW, {"SignName": "云帆 科技"}, key=KEY, secret=SECRET, **changes)  # type: ignore[arg-type]


def refusal(sent: RpcRequest) -> PublicError:
    with pytest.raises(PublicError) as caught:
        signed_caller(read(sent), CapturedKeys(), NOW)
    return caught.value


def with_authorization(sent: RpcRequest, change: tuple[str, str]) -> RpcRequest:
    headers = tuple(
        (name, value.decode().replace(*change).encode() if name == b"authorization" else value)
        for name, value in sent.headers
    )
    return replace(sent, headers=headers)


def test_it_knows_the_caller_of_a_signed_request() -> None:
    caller = signed_caller(read(request()), CapturedKeys(), NOW)
    assert (caller.key_id, caller.action, caller.version) == (KEY, "GetSmsSign", "2017-05-25")
    assert caller.parameters == {"SignName": "云帆 科技"}


@pytest.mark.parametrize(
    "name",
    [
        "host",
        "x-acs-action",
        "x-acs-version",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-content-sha256",
    ],
)
def test_what_identifies_a_request_must_be_signed(name: str) -> None:
    error = refusal(request(unsigned=(name,)))
    assert (error.code, error.status) == ("IncompleteSignature", 400)
    assert name in error.message


def test_a_security_token_must_be_signed() -> None:
    error = refusal(request(headers={"x-acs-security-token": "t"}, unsigned=("x-acs-security-token",)))
    assert error.code == "IncompleteSignature"


@pytest.mark.parametrize("part", ["Credential", "SignedHeaders", "Signature"])
def test_every_part_of_the_authorization_is_needed(part: str) -> None:
    error = refusal(with_authorization(request(), (f"{part}=", f"No{part}=")))
    assert error.code == "IncompleteSignature"
    assert part in error.message


def test_blanks_after_the_commas_are_tolerated() -> None:
    signed_caller(read(with_authorization(request(), (",", ", "))), CapturedKeys(), NOW)


@pytest.mark.parametrize("algorithm", ["ACS3-RSA-SHA256", "ACS3-HMAC-MD5", "ACS3-"])
def test_other_algorithms_are_refused_by_name(algorithm: str) -> None:
    error = refusal(with_authorization(request(), ("ACS3-HMAC-SHA256", algorithm)))
    assert (error.code, error.status) == ("InvalidSignatureMethod", 400)
    assert "ACS3-HMAC-SHA256" in error.message


def test_a_server_without_sm3_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(v3, "_available", lambda name: name != "sm3")
    error = refusal(with_authorization(request(), ("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3")))
    assert error.code == "InvalidSignatureMethod"
    assert "OpenSSL" in error.message


def test_a_hash_that_openssl_lacks_is_not_available() -> None:
    assert v3._available("sha256")
    assert not v3._available("no-such-hash")


def test_a_mismatch_shows_both_texts_of_the_server() -> None:
    sent = request()
    error = refusal(replace(sent, query=b"SignName=x"))
    assert (error.code, error.status) == ("SignatureDoesNotMatch", 400)
    assert error.message.startswith(
        "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\n"
    )
    assert "server CanonicalRequest is [POST\n/\nSignName=x\nhost:127.0.0.1:8460\n" in error.message
    assert "if they are equal, the secret is wrong" in error.message
    assert SECRET not in error.message


def test_a_changed_body_is_named_as_what_differs() -> None:
    error = refusal(replace(request(body=b"a=1"), body=b"a=2"))
    assert error.code == "SignatureDoesNotMatch"
    assert "The body differs" in error.message
    assert hashlib.sha256(b"a=2").hexdigest() in error.message


def test_a_signed_path_is_named_as_what_differs() -> None:
    sent = replace(request(), path="/base/")
    header = v3.authorization(read(sent))
    body_hash = hashlib.sha256(b"").hexdigest()
    canonical = v3.canonical_request(read(sent), header, body_hash, "/base/")
    signature = v3._signature(header, v3.string_to_sign(header, canonical), SECRET)
    error = refusal(with_authorization(sent, (header.signature, signature)))
    assert "The canonical URI differs" in error.message


def test_a_key_made_for_version_1_is_named_as_what_differs() -> None:
    error = refusal(v3_request("GetSmsSign", NOW, key=KEY, secret=f"{SECRET}&"))
    assert "The key differs" in error.message


@pytest.mark.parametrize(
    "sent",
    [
        v3_request("A", NOW, {"a": "1"}, key=KEY, secret=SECRET, body=b"a=2"),
        v3_request("A", NOW, key=KEY, secret=SECRET, body=b"a=2&a=3"),
        v3_request(
            "A",
            NOW,
            {"a": "1"},
            key=KEY,
            secret=SECRET,
            body=b'{"a":2}',
            headers={"content-type": "application/json"},
        ),
    ],
)
def test_a_parameter_given_twice_is_refused(sent: RpcRequest) -> None:
    assert refusal(sent).code == "InvalidParameter.Format"


def test_query_and_body_are_looked_up_together() -> None:
    sent = v3_request("A", NOW, {"a": "1"}, key=KEY, secret=SECRET, body=b"b=x+y")
    assert signed_caller(read(sent), CapturedKeys(), NOW).parameters == {"a": "1", "b": "x y"}


def test_an_empty_body_may_claim_any_type() -> None:
    sent = request(headers={"content-type": "application/octet-stream"}, unsigned=("content-type",))
    assert signed_caller(read(sent), CapturedKeys(), NOW).parameters == {"SignName": "云帆 科技"}


def test_parameters_that_look_like_version_1_do_not_count() -> None:
    given = {"Action": "DeleteSmsSign", "Version": "1", "SignatureNonce": "other", "SignName": "a"}
    caller = signed_caller(
        read(v3_request("GetSmsSign", NOW, given, key=KEY, secret=SECRET)), CapturedKeys(), NOW
    )
    assert (caller.action, caller.version) == ("GetSmsSign", "2017-05-25")
    assert caller.nonce != "other"
