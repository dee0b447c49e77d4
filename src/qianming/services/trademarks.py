"""Trademarks that signatures take their names from, and what the public register says of them.

Decides nothing about a mark: the register's answer is kept with it, and the rules and a reviewer weigh it.
The register is asked before the transaction; when it gives no answer, what it said before stays.
"""

from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind, SignatureSource
from qianming.core.papers.qualification import parse_period
from qianming.core.papers.records import TrademarkFields, trademark_problems
from qianming.core.permissions import Permission
from qianming.core.subjects import Period
from qianming.registers.asking import RegisterUnreachable
from qianming.registers.trademarks import trademark_register
from qianming.registry.models import Trademark
from qianming.registry.queries import for_account
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._papers import NamedPapers
from qianming.services._records import created, need_pictures, need_sound
from qianming.services.actors import SYSTEM, Actor

__all__ = ["TrademarkFields", "keep", "look_up"]


def keep(actor: Actor, given: TrademarkFields, now: datetime) -> Trademark:
    """Keep a trademark and what the register says of it; `Invalid` names every wrong field."""
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    need_sound(trademark_problems(given, china_day(now)))
    need_pictures(account_id, [given.picture_key], "TrademarkOssFileNotUploadError", "picture_key")
    period = parse_period(given.period)
    assert isinstance(period, Period)
    with write():
        lock_accounts(account_id)
        row = Trademark.objects.create(
            account_id=account_id,
            text=given.text,
            registration_number=given.registration_number,
            owner=given.owner,
            valid_from=period.start,
            valid_until=period.end,
            picture_key=given.picture_key,
            created_at=now,
        )
        created(EventKind.TRADEMARK_CREATED, f"trademark:{row.pk}", account_id, actor, now)
    _ask(row, now)
    return row


def look_up(account_id: int, named: NamedPapers, now: datetime) -> None:
    """Ask the register about the mark that an application names, if it names one; outside any transaction."""
    if named.source is not SignatureSource.TRADEMARK or not named.trademark_id:
        return
    row = for_account(Trademark, account_id).filter(pk=named.trademark_id).first()
    if row is not None:
        _ask(row, now)


def _ask(row: Trademark, now: datetime) -> None:
    """Keep the register's answer; blank where it has no such number, as before where it gives none."""
    try:
        entry = trademark_register().entry(row.registration_number, row.text)
    except RegisterUnreachable:
        return
    before = row.status
    row.status = entry.status if entry else ""
    row.register_owner = entry.owner if entry else ""
    row.other_owners = list(entry.other_owners) if entry else []
    row.looked_up_at = now
    with write():
        row.save(update_fields=["status", "register_owner", "other_owners", "looked_up_at"])
        if row.status != before:
            subject = f"trademark:{row.pk}"
            change = Change(EventKind.TRADEMARK_LOOKED_UP, subject, row.account_id, before, row.status)
            record(change, SYSTEM, now)
