"""Powers of attorney: registering the letter by which another entity lets the account use its names.

Decides what a letter must say. A letter has no review of its own: it is judged with the first application
that rests on it, and has passed once a name of its scope was approved.
"""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind
from qianming.core.papers.qualification import parse_period
from qianming.core.papers.records import NAME_MAX, PowerFields, power_problems
from qianming.core.permissions import Permission
from qianming.core.subjects import Period
from qianming.registry.models import Account, PowerOfAttorney
from qianming.registry.phones import letter_name_hash
from qianming.registry.queries import for_account
from qianming.services import readings
from qianming.services._command import lock_accounts, write
from qianming.services._fields import policy_at
from qianming.services._records import created, need_pictures, need_sound
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, RefusalCode

__all__ = ["PowerFields", "is_in_force", "keep"]


def keep(actor: Actor, given: PowerFields, now: datetime) -> PowerOfAttorney:
    """Register a letter; an empty name becomes the grantor's with a version (甲公司V1).

    `Invalid` names every wrong field; `Conflict` when the account has a letter of that name.
    """
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    given = _tidied(given)
    today = china_day(now)
    need_sound(power_problems(given, today, policy_at(now)))
    need_pictures(account_id, [given.picture_key], "AuthorizationOssFileNotUploadError", "picture_key")
    with write():
        lock_accounts(account_id)
        account = Account.objects.get(pk=account_id)
        row = _stored(account, replace(given, name=given.name or _next_name(account_id, given.grantor)), now)
        readings.queue_letter(row, now)
        period = {"from": row.valid_from.isoformat(), "until": row.valid_until.isoformat()}
        created(EventKind.POWER_CREATED, f"power_of_attorney:{row.pk}", account_id, actor, now, period)
        return row


def is_in_force(row: PowerOfAttorney, now: datetime) -> bool:
    """Whether the letter's period covers the present day in China."""
    return row.valid_from <= china_day(now) <= row.valid_until


def _tidied(given: PowerFields) -> PowerFields:
    """Without spaces around what was typed; a name that stands twice in the scope stands once."""
    return PowerFields(
        name=given.name.strip(),
        grantor=given.grantor.strip(),
        grantee=given.grantee.strip(),
        credit_code=given.credit_code.strip(),
        period=given.period,
        scope=tuple(dict.fromkeys(name.strip() for name in given.scope)),
        picture_key=given.picture_key.strip(),
    )


def _next_name(account_id: int, grantor: str) -> str:
    """The grantor's name with the next free version; the account's turn is taken."""
    bare = "".join(character for character in grantor if character.isalnum())[: NAME_MAX - 5]
    taken = set(for_account(PowerOfAttorney, account_id).values_list("name_hash", flat=True))
    names = (f"{bare}V{version}" for version in range(1, len(taken) + 2))
    return next(name for name in names if letter_name_hash(account_id, name) not in taken)


def _stored(account: Account, given: PowerFields, now: datetime) -> PowerOfAttorney:
    period = parse_period(given.period)
    assert isinstance(period, Period)
    try:
        with transaction.atomic():
            return PowerOfAttorney.objects.create(
                account=account,
                name=given.name,
                name_hash=letter_name_hash(account.pk, given.name),
                grantor=given.grantor,
                grantee=given.grantee,
                credit_code=given.credit_code,
                scope=list(given.scope),
                valid_from=period.start,
                valid_until=period.end,
                picture_key=given.picture_key,
                created_at=now,
            )
    except IntegrityError:
        raise Conflict(RefusalCode.POWER_NAME_EXISTS) from None
