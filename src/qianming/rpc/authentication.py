"""Who is calling, and whether the request is theirs, fresh, and sent for the first time.

Decides in the order that clients know: key known, key enabled, time stamp, signature, temporary credentials,
nonce. Which action is asked for and whether the caller may use it is the endpoint's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from qianming.core.access_scopes import KeyScope
from qianming.rpc import tokens
from qianming.rpc.errors import PublicError
from qianming.rpc.request import ReadRequest
from qianming.rpc.request_signing import bearer, v1, v3
from qianming.rpc.request_signing.claims import Claim, incomplete
from qianming.services.actors import Actor, key_actor
from qianming.services.tokens import token_hash

FRESHNESS = timedelta(minutes=15)
_TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"
_LONGEST_NONCE = 256


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """An access key or a token as authentication needs it. Has no repr: the secret must not reach a log.

    `token_hash` and `expires_at` are a temporary key's or a bearer token's; the latter has no secret.
    """

    key_id: str
    secret: str
    enabled: bool
    account_id: int
    scopes: frozenset[KeyScope] = frozenset()
    token_hash: str = ""
    expires_at: datetime | None = None


class KeyRing(Protocol):
    """Finds access keys and tokens."""

    def find(self, key_id: str) -> SigningKey | None:
        """The lasting or temporary key of exactly that id, enabled or not."""

    def bearer(self, hashed: str) -> SigningKey | None:
        """The bearer token of that hash, revoked or not."""


class NonceLedger(Protocol):
    """Remembers nonces per access key, across restarts.

    For 30 minutes: a time stamp may be 15 minutes ahead of the clock and stays acceptable for 15 more.
    """

    def remember(self, access_key_id: str, nonce: str, now: datetime) -> bool:
        """Store a nonce; False when it was used already. Of two at once exactly one is told True."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller and what the signed request asks for.

    `parameters` holds every signed parameter by name.
    """

    key_id: str
    account_id: int
    action: str
    version: str
    nonce: str
    parameters: Mapping[str, str]
    scopes: frozenset[KeyScope] = frozenset()

    @property
    def actor(self) -> Actor:
        """The caller as services know it."""
        return key_actor(self.key_id, self.account_id, self.scopes)

    @property
    def sees_personal(self) -> bool:
        """Whether answers may show this caller personal data in the clear."""
        return KeyScope.PERSONAL in self.scopes


def has_credentials(request: ReadRequest) -> bool:
    """Whether the request carries any credentials at all, right or wrong."""
    return v3.is_signed(request) or v1.is_signed(request) or bearer.is_borne(request)


def wants_xml(request: ReadRequest) -> bool:
    """Whether the request asks for XML, in so many words, wherever else it may be wrong.

    Version 3 of the signature has no `Format`, and its clients read successes as JSON only.
    """
    if v3.is_signed(request):
        return False
    return {value.upper() for name, value in request.query + request.form if name == "Format"} == {"XML"}


def signed_caller(request: ReadRequest, keys: KeyRing, now: datetime) -> Caller:
    """Every check but the nonce's; raises `PublicError`.

    The nonce must be remembered before the caller is believed: `authenticated` does, the sending lane does it
    together with what it stores.
    """
    if bearer.is_borne(request):
        claim, key = _borne(request, keys, now)
    else:
        claim, key = _checked(request, keys, now)
        tokens.need_own_token(claim.token, key)
    tokens.need_unexpired(key, now)
    return _caller(claim, key)


def authenticated(request: ReadRequest, keys: KeyRing, nonces: NonceLedger, now: datetime) -> Caller:
    """The caller of a request that is signed, fresh and new; raises `PublicError`."""
    caller = signed_caller(request, keys, now)
    # A bearer token signs nothing: its requests need no nonce, and are theirs who hold the token.
    if caller.nonce and not nonces.remember(caller.key_id, caller.nonce, now):
        raise nonce_used()
    return caller


def _borne(request: ReadRequest, keys: KeyRing, now: datetime) -> tuple[Claim, SigningKey]:
    claim = bearer.claim(request)
    key = keys.bearer(token_hash(claim.token))
    if key is None:
        raise tokens.unknown_token()
    if not key.enabled:
        raise tokens.revoked_token()
    if claim.timestamp:
        _require_fresh(claim.timestamp, now)
    if claim.nonce:
        _require_nonce(claim.nonce)
    return claim, key


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
    _require_nonce(claim.nonce)
    return key


def _require_nonce(nonce: str) -> None:
    if not 0 < len(nonce) <= _LONGEST_NONCE or not nonce.isprintable():
        raise incomplete(f"The nonce has 1 to {_LONGEST_NONCE} printable characters.")


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
        scopes=key.scopes,
    )


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
