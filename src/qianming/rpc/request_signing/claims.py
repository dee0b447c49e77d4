"""What a signed request claims about itself, and what is said when the claim does not hold.

A claim is only read here. Nothing in it may be believed before its signature was compared.
"""

import hmac
from dataclasses import dataclass

from qianming.rpc.errors import PublicError
from qianming.rpc.request import Pair


@dataclass(frozen=True, slots=True)
class Claim:
    """The signed parts that authentication needs; `parameters` are those that the signature covers.

    `timestamp` is the text as sent; `token` is a temporary credential's security token, or empty.
    """

    key_id: str
    signature: str
    method: str
    timestamp: str
    nonce: str
    version: str
    action: str
    token: str
    parameters: tuple[Pair, ...]


def equal(ours: str, theirs: str) -> bool:
    """Compare in constant time; whatever bytes the client sent."""
    return hmac.compare_digest(ours.encode(), theirs.encode("utf-8", "surrogateescape"))


def incomplete(message: str) -> PublicError:
    """The signature's own headers or parameters are not all there."""
    return PublicError("IncompleteSignature", 400, f"The request signature is incomplete. {message}")


def unsupported_method(message: str) -> PublicError:
    """The algorithm is none of those that are checked here."""
    return PublicError("InvalidSignatureMethod", 400, f"Specified signature method is not valid. {message}")


def mismatch(message: str, advice: str = "") -> PublicError:
    """The signature is not the one that this server computes."""
    return PublicError("SignatureDoesNotMatch", 400, message, advice)
