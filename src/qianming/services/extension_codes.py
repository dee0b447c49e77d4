"""Extension codes: tying the digits behind the sender's number to one signature, changing and freeing them.

A code belongs to one signature: carriers recycle the number of a code that two signatures use. Which code a
message goes out with is decided by the sending gate.
"""

from datetime import datetime

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.sending.extension import is_extension
from qianming.registry.models import ExtensionCode, Signature
from qianming.registry.queries import for_account
from qianming.services import filings
from qianming.services._command import Change, record
from qianming.services._taking import taken_signature
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, NotFound, Noun, RefusalCode

# Undocumented; enough for a code per use, and small enough for a person to read.
CODES_PER_SIGNATURE = 10


def tie(actor: Actor, code: str, name: str, now: datetime) -> None:
    """Tie a code to a signature; doing it twice changes nothing.

    `Invalid` unless it is digits, `Conflict` when it is another signature's or this one has too many.
    """
    with taken_signature(actor.account_for(Permission.SIGNATURE_APPLY), name) as row:
        held = _held(row.account_id, code)
        if held is not None:
            _need_own(held, row)
            return
        if row.extension_codes.count() >= CODES_PER_SIGNATURE:
            raise Conflict(RefusalCode.EXTENSION_LIMIT)
        _store(row, code, now)
        _note(row, "", code, actor, now)


def replace(actor: Actor, name: str, old: str, new: str, now: datetime) -> None:
    """Replace one of a signature's codes; raises as `tie` does, `NotFound` when it has not the old one."""
    with taken_signature(actor.account_for(Permission.SIGNATURE_APPLY), name) as row:
        own = _own(row, old)
        held = _held(row.account_id, new)
        if held is not None:
            _need_own(held, row)
        if old == new:
            return
        own.delete()
        filings.recycle(row, old, now)
        if held is None:
            _store(row, new, now)
        _note(row, old, new, actor, now)


def free(actor: Actor, code: str, name: str, now: datetime) -> None:
    """Give one of a signature's codes free; `NotFound` when it has not this one."""
    with taken_signature(actor.account_for(Permission.SIGNATURE_APPLY), name) as row:
        _own(row, code).delete()
        filings.recycle(row, code, now)
        _note(row, code, "", actor, now)


def _held(account_id: int, code: str) -> ExtensionCode | None:
    """Whose the code is in this account; raises `Invalid` for what is no code.

    A deleted signature holds none any more.
    """
    if not is_extension(code):
        raise Invalid(Problem(RefusalCode.EXTENSION_INVALID, "code"))
    rows = for_account(ExtensionCode, account_id).filter(code=code)
    rows.filter(signature__deleted_at__isnull=False).delete()
    return rows.first()


def _need_own(held: ExtensionCode, row: Signature) -> None:
    if held.signature_id != row.pk:
        raise Conflict(RefusalCode.EXTENSION_TAKEN)


def _own(row: Signature, code: str) -> ExtensionCode:
    held = _held(row.account_id, code)
    if held is None or held.signature_id != row.pk:
        raise NotFound(Noun.EXTENSION_CODE)
    return held


def _store(row: Signature, code: str, now: datetime) -> None:
    ExtensionCode.objects.create(account_id=row.account_id, code=code, signature=row, created_at=now)


def _note(row: Signature, old: str, new: str, actor: Actor, now: datetime) -> None:
    subject = f"signature:{row.pk}"
    record(Change(EventKind.EXTENSION_CODE_MOVED, subject, row.account_id, old, new), actor, now)
