"""Every captured request gets its verdict, however it is encoded, and no change to a signed value passes."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, quote_plus

import pytest

from qianming.rpc.authentication import has_credentials, signed_caller
from qianming.rpc.errors import PublicError
from qianming.rpc.request import Pair, RpcRequest, pairs, read
from qianming.rpc.request_signing import v1, v3
from tests.rpc.captures import FOLDER, SIGNED, UNSIGNED, Capture, CapturedKeys, captures
from tests.rpc.request_signing.changes import changed_requests, encoded

REFUSED = {
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "InvalidSignatureMethod",
    "InvalidAccessKeyId.NotFound",
    "InvalidParameter.Format",
    "InvalidTimeStamp.Format",
    "InvalidTimeStamp.Expired",
    "MissingAccessKeyId",
}
by_name = pytest.mark.parametrize("capture", SIGNED, ids=lambda capture: capture.name)


def verdict(request: RpcRequest, capture: Capture) -> str:
    """ "match", or the code with which the request is refused."""
    if not has_credentials(read(request)):
        return "no credentials"
    try:
        signed_caller(read(request), CapturedKeys(), capture.sent_at)
    except PublicError as error:
        # The signature of a temporary credential is compared before its token is refused.
        return "match" if error.code == "InvalidSecurityToken.NotFound" else error.code
    return "match"


def test_every_file_is_in_the_manifest() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {capture.name for capture in captures()}
    assert len(captures()) == 47


@by_name
def test_it_accepts_what_real_clients_signed(capture: Capture) -> None:
    assert verdict(capture.request, capture) == "match"


@by_name
def test_it_builds_the_same_canonical_text(capture: Capture) -> None:
    content = read(capture.request)
    if v3.is_signed(content):
        header = v3.authorization(content)
        body_hash = hashlib.new(header.hash_name, content.body).hexdigest()
        checksum = v3.string_to_sign(header, v3.canonical_request(content, header, body_hash)).split("\n")[1]
    else:
        text = v1.string_to_sign(content.method, v1.claim(content).parameters)
        checksum = hashlib.sha256(text.encode()).hexdigest()
    assert checksum.startswith(capture.checksum)


@pytest.mark.parametrize("capture", UNSIGNED, ids=lambda capture: capture.name)
def test_it_refuses_tokens_with_a_clear_error(capture: Capture) -> None:
    with pytest.raises(PublicError, match="security token is not found") as caught:
        signed_caller(read(capture.request), CapturedKeys(), capture.sent_at)
    assert (caught.value.code, caught.value.status) == ("InvalidSecurityToken.NotFound", 400)


@pytest.mark.parametrize("name", ["py46_v3_GetSmsSign_sts", "py46_v1_GetSmsSign_sts"])
def test_it_compares_the_signature_of_a_temporary_credential_before_refusing_its_token(name: str) -> None:
    capture = next(capture for capture in SIGNED if capture.name == name)
    with pytest.raises(PublicError) as caught:
        signed_caller(read(capture.request), CapturedKeys(), capture.sent_at)
    assert caught.value.code == "InvalidSecurityToken.NotFound"


def encoded_differently(parameters: tuple[Pair, ...]) -> Iterator[bytes]:
    """The same values as other clients would write them on the wire."""
    for encode in (
        quote,
        quote_plus,
        lambda text: quote(text, safe="/,:?*'()!~"),
        _every_byte,
    ):
        yield "&".join(f"{encode(name)}={encode(value)}" for name, value in parameters).encode()
    yield encoded(parameters[::-1])


def _every_byte(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@by_name
def test_it_does_not_care_how_the_query_is_encoded(capture: Capture) -> None:
    request = capture.request
    for query in encoded_differently(pairs(request.query)):
        assert verdict(replace(request, query=query), capture) == "match"


@pytest.mark.parametrize("capture", [c for c in SIGNED if "_v1_" in c.name], ids=lambda capture: capture.name)
def test_it_does_not_care_where_version_1_parameters_stand(capture: Capture) -> None:
    request = capture.request
    parameters = pairs(request.query) + pairs(request.body)
    form = (*request.headers, (b"content-type", b"application/x-www-form-urlencoded"))
    for text in encoded_differently(parameters):
        assert verdict(replace(request, query=text, body=b""), capture) == "match"
        plain = tuple(header for header in form if header[0] != b"content-type") + form[-1:]
        assert verdict(replace(request, query=b"", body=text, headers=plain), capture) == "match"


@by_name
@pytest.mark.parametrize("path", ["/", "//", "/base/", "/any/where"])
def test_it_does_not_care_for_the_path(capture: Capture, path: str) -> None:
    assert verdict(replace(capture.request, path=path), capture) == "match"


@by_name
def test_it_refuses_every_change_of_a_signed_value(capture: Capture) -> None:
    tried = 0
    for request in changed_requests(capture.request):
        assert verdict(request, capture) in {*REFUSED, "no credentials"}, request
        tried += 1
    assert tried > 400


@by_name
def test_it_refuses_another_secret(capture: Capture) -> None:
    with pytest.raises(PublicError) as caught:
        signed_caller(read(capture.request), CapturedKeys(cut=1), capture.sent_at)
    assert caught.value.code == "SignatureDoesNotMatch"
