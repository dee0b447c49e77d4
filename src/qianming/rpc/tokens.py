"""Whether a temporary key came with its token, and whether key or token may still be used.

Decides with the codes that the protocol's clients know; what a token may do is its scopes' matter.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from qianming.rpc.errors import PublicError
from qianming.rpc.request_signing.claims import equal
from qianming.services.tokens import token_hash

if TYPE_CHECKING:
    from qianming.rpc.authentication import SigningKey

_ADVICE = "Ask for a new token."


def need_own_token(token: str, key: "SigningKey") -> None:
    """A temporary key signs together with its own token only, a lasting one without any."""
    if not key.token_hash:
        if token:
            raise unknown_token()
        return
    if not token:
        message = "SecurityToken is mandatory for this action."
        raise PublicError("MissingSecurityToken", 400, message, "Send the token that came with the key.")
    if not equal(key.token_hash, token_hash(token)):
        raise _refused("MismatchWithAccessKey", "is not the one of this access key")


def need_unexpired(key: "SigningKey", now: datetime) -> None:
    """A token ends at its time, whoever remembers it."""
    if key.expires_at is not None and key.expires_at <= now:
        raise _refused("Expired", "has expired")


def unknown_token() -> PublicError:
    """No such token was made here, or none for a lasting key."""
    return _refused("NotFound", "is not found")


def revoked_token() -> PublicError:
    """The bearer token was revoked."""
    return _refused("Revoked", "was revoked")


def _refused(kind: str, why: str) -> PublicError:
    return PublicError(f"InvalidSecurityToken.{kind}", 400, f"Specified security token {why}.", _ADVICE)
