"""Signature version 1: the parameters `Signature`, `AccessKeyId` and their kin, in the query or a form body.

Only the signed parameters are believed: action, version and nonce are never taken from the `x-acs-*` headers
that some clients send beside them, and a JSON body is not read, because nothing signs it.
"""

import base64
import hmac

from qianming.rpc.errors import malformed, missing
from qianming.rpc.request import Pair, ReadRequest
from qianming.rpc.request_signing.canonical import canonical_query, encoded, repeated_name
from qianming.rpc.request_signing.claims import Claim, equal, incomplete, mismatch, unsupported_method

_HASHES = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256"}
_DEFAULT_METHOD = "HMAC-SHA1"


def is_signed(request: ReadRequest) -> bool:
    """Whether the request names a key or a signature in its parameters, rightly or not."""
    names = {name for name, _ in request.query + request.form}
    return "Signature" in names or "AccessKeyId" in names


def claim(request: ReadRequest) -> Claim:
    """What the signed parameters say; raises `PublicError` when one is missing or given twice."""
    parameters = request.query + request.form
    twice = repeated_name(parameters)
    if twice is not None:
        # Sorting hides which came first: their order could be changed without breaking the signature.
        raise malformed(f"{twice} is given more than once")
    given = dict(parameters)
    if not given.get("AccessKeyId"):
        raise missing("AccessKeyId")
    for name in ("Signature", "Timestamp", "SignatureNonce"):
        if not given.get(name):
            raise incomplete(f"The parameter {name} is missing.")
    _hash_of(given)
    return Claim(
        key_id=given["AccessKeyId"],
        signature=given["Signature"],
        method=request.method,
        timestamp=given["Timestamp"],
        nonce=given["SignatureNonce"],
        version=given.get("Version", ""),
        action=given.get("Action", ""),
        token=given.get("SecurityToken", ""),
        parameters=parameters,
    )


def _hash_of(given: dict[str, str]) -> str:
    if given.get("SignatureVersion", "1.0") != "1.0":
        raise unsupported_method("SignatureVersion is 1.0.")
    method = given.get("SignatureMethod") or _DEFAULT_METHOD
    if method not in _HASHES:
        raise unsupported_method(f"Supported are {', '.join(_HASHES)}.")
    return _HASHES[method]


def verify(signed: Claim, secret: str) -> None:
    """Raise `SignatureDoesNotMatch` unless the secret made this signature.

    The message ends in a colon and the server's string to sign and has no other colon: an old client takes
    what follows the first one and compares it with its own.
    """
    to_sign = string_to_sign(signed.method, signed.parameters)
    digest = hmac.new(f"{secret}&".encode(), to_sign.encode(), _hash_of(dict(signed.parameters))).digest()
    if not equal(base64.b64encode(digest).decode(), signed.signature):
        raise mismatch(
            f"Specified signature is not matched with our calculation. server string to sign is:{to_sign}",
            "Compare it with your own string to sign: if they are equal, the secret is wrong.",
        )


def string_to_sign(method: str, parameters: tuple[Pair, ...]) -> str:
    """Method, URI and the sorted parameters without the signature, encoded once more as a whole."""
    query = canonical_query(pair for pair in parameters if pair[0] != "Signature")
    return f"{method}&{encoded('/')}&{encoded(query)}"
