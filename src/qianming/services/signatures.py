"""Signatures as a whole: deleting, freezing, unfreezing, disabling.

Decides who may stop a signature from sending; what follows for its availability is `services.health`.
"""

from datetime import datetime

from qianming.core.codes import FreezeParty, RejectionReason, SignatureKind
from qianming.services.actors import Actor


def delete(
    actor: Actor, account_id: int, name: str, now: datetime, *, kind: SignatureKind | None = None
) -> None:
    """Delete for good: its name becomes free and it stops sending.

    Only withdrawn, rejected or approved ones: `Conflict(SIGNATURE_IN_REVIEW)` otherwise. Of two kinds of one
    name the universal one is meant unless `kind` says so. `NotFound` when the account has none.
    """
    raise NotImplementedError


def freeze(
    actor: Actor,
    account_id: int,
    name: str,
    by: FreezeParty,
    reason: RejectionReason | None,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Stop a signature for a while; a second freeze by the same party changes nothing."""
    raise NotImplementedError


def unfreeze(
    actor: Actor,
    account_id: int,
    name: str,
    by: FreezeParty,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Lift a party's own freeze; `Conflict(NOT_FROZEN)` when that party froze nothing."""
    raise NotImplementedError


def disable(
    actor: Actor,
    account_id: int,
    name: str,
    reason: RejectionReason,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Forbid a signature as a security penalty."""
    raise NotImplementedError
