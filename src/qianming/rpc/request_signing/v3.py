"""Signature version 3: `Authorization: ACS3-HMAC-SHA256` or `ACS3-HMAC-SM3`.

The signed headers are read from the request, never assumed; the canonical URI is always `/`, because clients
sign that whatever path their endpoint setting made them send.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache

from qianming.rpc.errors import PublicError, malformed
from qianming.rpc.request import Pair, ReadRequest, document
from qianming.rpc.request_signing.canonical import canonical_query, repeated_name
from qianming.rpc.request_signing.claims import Claim, equal, incomplete, mismatch, unsupported_method

PREFIX = "ACS3-"
_HASHES = {"ACS3-HMAC-SHA256": "sha256", "ACS3-HMAC-SM3": "sm3"}
_TOKEN_HEADER = "x-acs-security-token"
_BODY_DIFFERS = (
    "The body differs: x-acs-content-sha256 is not the hash of the bytes that arrived, which is the last "
    "line of the canonical request."
)
_REQUIRED = (
    "host",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-content-sha256",
)


@dataclass(frozen=True, slots=True)
class Authorization:
    """The `Authorization` header, taken apart."""

    algorithm: str
    hash_name: str
    key_id: str
    signed_headers: str
    signature: str

    @property
    def header_names(self) -> list[str]:
        return self.signed_headers.split(";")


def is_signed(request: ReadRequest) -> bool:
    """Whether the request is signed in this version, rightly or not."""
    return request.headers.get("authorization", "").startswith(PREFIX)


def authorization(request: ReadRequest) -> Authorization:
    """Take the header apart; raises `PublicError` for an unknown algorithm or a missing part."""
    algorithm, _, rest = request.headers["authorization"].partition(" ")
    hash_name = _hash_of(algorithm)
    parts = dict(_part(piece) for piece in rest.split(","))
    for name in ("Credential", "SignedHeaders", "Signature"):
        if not parts.get(name):
            raise incomplete(f"{name} is missing in the Authorization header.")
    return Authorization(
        algorithm, hash_name, parts["Credential"], parts["SignedHeaders"], parts["Signature"]
    )


def _part(piece: str) -> tuple[str, str]:
    name, _, value = piece.strip().partition("=")
    return name, value


@lru_cache(maxsize=8)
def _available(hash_name: str) -> bool:
    try:
        hashlib.new(hash_name)
    except ValueError:
        return False
    return True


def _hash_of(algorithm: str) -> str:
    hash_name = _HASHES.get(algorithm)
    if hash_name is None:
        raise unsupported_method(f"Supported are {', '.join(_HASHES)}.")
    if not _available(hash_name):
        raise unsupported_method(
            f"The OpenSSL of this server has no {hash_name.upper()}; use ACS3-HMAC-SHA256."
        )
    return hash_name


def claim(request: ReadRequest, header: Authorization) -> Claim:
    """What the request says of itself in its signed headers; raises `PublicError` when one is not signed."""
    signed = set(header.header_names)
    needed = (*_REQUIRED, _TOKEN_HEADER) if _TOKEN_HEADER in request.headers else _REQUIRED
    for name in needed:
        if name not in signed or name not in request.headers:
            raise incomplete(f"The header {name} must be sent and signed.")
    return Claim(
        key_id=header.key_id,
        signature=header.signature,
        method=request.method,
        timestamp=request.headers["x-acs-date"],
        nonce=request.headers["x-acs-signature-nonce"],
        version=request.headers["x-acs-version"],
        action=request.headers["x-acs-action"],
        token=request.headers.get(_TOKEN_HEADER, ""),
        parameters=_parameters(request),
    )


def _parameters(request: ReadRequest) -> tuple[Pair, ...]:
    """Query and body together; a name that stands twice would be ambiguous and is refused."""
    together = request.query + request.form + document(request)
    twice = repeated_name(together)
    if twice is not None:
        raise malformed(f"{twice} is given more than once")
    return together


def verify(request: ReadRequest, header: Authorization, secret: str) -> None:
    """Raise `SignatureDoesNotMatch`, saying which part differs, unless the secret made this signature."""
    body_hash = hashlib.new(header.hash_name, request.body).hexdigest()
    canonical = canonical_request(request, header, body_hash)
    to_sign = string_to_sign(header, canonical)
    if not equal(body_hash, request.headers["x-acs-content-sha256"]):
        raise _not_matched(to_sign, canonical, _BODY_DIFFERS)
    if not equal(_signature(header, to_sign, secret), header.signature):
        raise _not_matched(to_sign, canonical, _likely_cause(request, header, body_hash, secret))


def canonical_request(request: ReadRequest, header: Authorization, body_hash: str, uri: str = "/") -> str:
    """Method, URI, query, signed headers, their names, the body's hash; an absent header is blank."""
    names = header.header_names
    lines = "".join(f"{name.lower()}:{request.headers.get(name.lower(), '')}\n" for name in names)
    parts = (request.method, uri, canonical_query(request.query), lines, header.signed_headers, body_hash)
    return "\n".join(parts)


def string_to_sign(header: Authorization, canonical: str) -> str:
    """The algorithm and the hash of the canonical request."""
    return f"{header.algorithm}\n{hashlib.new(header.hash_name, _bytes(canonical)).hexdigest()}"


def _signature(header: Authorization, to_sign: str, secret: str) -> str:
    return hmac.new(secret.encode(), to_sign.encode(), header.hash_name).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _likely_cause(request: ReadRequest, header: Authorization, body_hash: str, secret: str) -> str:
    """Try the mistakes that own implementations make; name the one that explains the signature."""
    with_path = canonical_request(request, header, body_hash, request.path)
    if equal(_signature(header, string_to_sign(header, with_path), secret), header.signature):
        return "The canonical URI differs: it is / whatever the path."
    ours = string_to_sign(header, canonical_request(request, header, body_hash))
    if equal(_signature(header, ours, f"{secret}&"), header.signature):
        return "The key differs: version 3 signs with the secret alone, without an ampersand."
    return (
        "The body's hash is right. Compare your canonical request with the server's: "
        "if they are equal, the secret is wrong, otherwise the first line that differs is."
    )


def _not_matched(to_sign: str, canonical: str, cause: str) -> PublicError:
    shown = _bytes(canonical).decode("utf-8", "replace")
    return mismatch(
        f"Specified signature does not match our calculation. server StringToSign is [{to_sign}] "
        f"server CanonicalRequest is [{shown}] {cause}",
        cause,
    )
