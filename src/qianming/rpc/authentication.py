"""Who is calling, and whether the request is theirs, fresh, and sent for the first time.

Decides in the order that clients know: key known, key enabled, time stamp, signature, temporary credentials,
nonce. Which action is asked for and whether the caller may use it is the endpoint's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from qianming.rpc.errors import PublicError
from qianming.rpc.request import ReadRequest
from qianming.rpc.request_signing import v1, v3
from qianming.rpc.request_signing.claims import Claim, incomplete
from qianming.services.actors import Actor, key_actor

FRESHNESS = timedelta(minutes=15)
_TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"
_LONGEST_NONCE = 256


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """An access key as authentication needs it. Has no repr: the secret must not reach a log."""

    key_id: str
    secret: str
    enabled: bool
    account_id: int


class KeyRing(Protocol):
    """Finds access keys."""

    def find(self, key_id: str) -> SigningKey | None:
        """The key of exactly that id, enabled or not."""


class NonceLedger(Protocol):
    """Remembers nonces per access key, across restarts.

    For 30 minutes: a time stamp may be 15 minutes ahead of the clock and stays acceptable for 15 more.
    """

    def remember(self, access_key_id: str, nonce: str, now: datetime) -> bool:
        """Store a nonce; False when it was used already. Of two at once exactly one is told True."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller and what the signed request asks for.

    `parameters` holds every signed parameter by name; `answer_format` is the text of `Format`.
    """

    key_id: str
    account_id: int
    action: str
    version: str
    nonce: str
    parameters: Mapping[str, str]
    answer_format: str = ""

    @property
    def actor(self) -> Actor:
        """The caller as services know it."""
        return key_actor(self.key_id, self.account_id)


def has_credentials(request: ReadRequest) -> bool:
    """Whether the request carries any credentials at all, right or wrong."""
    return v3.is_signed(request) or v1.is_signed(request) or _bears_token(request)


def signed_caller(request: ReadRequest, keys: KeyRing, now: datetime) -> Caller:
    """Every check but the nonce's; raises `PublicError`.

    The nonce must be remembered before the caller is believed: `authenticated` does, the sending lane does it
    together with what it stores.
    """
    if _bears_token(request):
        raise _token_refused("bearer token")
    claim, key = _checked(request, keys, now)
    if claim.token:
        raise _token_refused("security token")
    return _caller(claim, key)


def authenticated(request: ReadRequest, keys: KeyRing, nonces: NonceLedger, now: datetime) -> Caller:
    """The caller of a request that is signed, fresh and new; raises `PublicError`."""
    caller = signed_caller(request, keys, now)
    if not nonces.remember(caller.key_id, caller.nonce, now):
        raise nonce_used()
    return caller


def _checked(request: ReadRequest, keys: KeyRing, now: datetime) -> tuple[Claim, SigningKey]:
    if v3.is_signed(request):
        header = v3.authorization(request)
        claim = v3.claim(request, header)
        key = _known(claim, keys, now)
        v3.verify(request, header, key.secret)
    else:
        claim = v1.claim(request)
        key = _known(claim, keys, now)
        v1.verify(claim, key.secret)
    return claim, key


def _known(claim: Claim, keys: KeyRing, now: datetime) -> SigningKey:
    """The key that the claim names, once key, time stamp and nonce are in order."""
    key = keys.find(claim.key_id) if claim.key_id.isprintable() else None
    if key is None:
        raise PublicError("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found.")
    if not key.enabled:
        raise key_disabled()
    _require_fresh(claim.timestamp, now)
    if not 0 < len(claim.nonce) <= _LONGEST_NONCE or not claim.nonce.isprintable():
        raise incomplete(f"The nonce has 1 to {_LONGEST_NONCE} printable characters.")
    return key


def _require_fresh(timestamp: str, now: datetime) -> None:
    try:
        claimed = datetime.strptime(timestamp, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        message = "Specified time stamp format is not valid: it is YYYY-MM-DDThh:mm:ssZ in UTC."
        raise PublicError("InvalidTimeStamp.Format", 400, message) from None
    if abs(now - claimed) > FRESHNESS:
        ours = now.astimezone(UTC).strftime(_TIMESTAMP)
        message = f"Specified time stamp or date value is expired. The server's time is {ours}."
        raise PublicError("InvalidTimeStamp.Expired", 400, message, "Set the calling machine's clock.")


def _caller(claim: Claim, key: SigningKey) -> Caller:
    return Caller(
        key_id=key.key_id,
        account_id=key.account_id,
        action=claim.action,
        version=claim.version,
        nonce=claim.nonce,
        parameters=dict(claim.parameters),
        answer_format=claim.answer_format,
    )


def _bears_token(request: ReadRequest) -> bool:
    names = {name for name, _ in request.query + request.form}
    return "x-acs-bearer-token" in request.headers or "BearerToken" in names


def _token_refused(kind: str) -> PublicError:
    """No token was ever issued here, so none can be right."""
    message = f"Specified {kind} is not found: this service issues none."
    return PublicError("InvalidSecurityToken.NotFound", 400, message, "Sign the request with an access key.")


def nonce_used() -> PublicError:
    """The request was sent before."""
    return PublicError("SignatureNonceUsed", 400, "Specified signature nonce was used already.")


def key_disabled() -> PublicError:
    """The key was stopped."""
    return PublicError("InvalidAccessKeyId.Inactive", 400, "Specified access key is disabled.")


def missing_key() -> PublicError:
    """The request carries no credentials."""
    message = "AccessKeyId is mandatory for this action."
    return PublicError("MissingAccessKeyId", 400, message, "Sign the request with an access key.")
