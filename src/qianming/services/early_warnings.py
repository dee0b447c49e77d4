"""Telling what becomes abnormal soon, once for each signature, threat and day.

`core.status.warnings` decides what that is; this module looks at every live signature after the nightly
evaluation, tells what is new, and ends what is true no more. Repeating it tells nothing twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind
from qianming.core.policy import RulePolicy, StockEffect
from qianming.core.status.warnings import Threat, warnings
from qianming.policy import loader
from qianming.registry.dated import Dated, dated_pages
from qianming.registry.models import WarningTold
from qianming.services._command import Change, Detail, lock_accounts, record_all, write
from qianming.services._fields import policy_at
from qianming.services._stock import Comparison, judged_among
from qianming.services.actors import SYSTEM

_AT_ONCE = 200

Known = tuple[Threat, date]


def look_ahead(now: datetime) -> bool:
    """Tell what begins soon, over all live signatures; as a chore, of which there is never more."""
    coming = _policy_to_come(now)
    for page in dated_pages(_AT_ONCE):
        _tell(_with_policy(page, coming), now)
    _end_of_the_gone(now)
    return False


def _policy_to_come(now: datetime) -> Comparison | None:
    """The next policy, if it takes effect within the days of warning, beside the one in force."""
    loader.reload()
    before, today = policy_at(now), china_day(now)
    later = [policy for policy in loader.policies() if policy.effective > today]
    if not later:
        return None
    following = min(later, key=_effective)
    if following.effective - today > timedelta(days=before.filing.warning_days):
        return None
    return Comparison(before, following, following.effective)


def _effective(policy: RulePolicy) -> date:
    return policy.effective


def _with_policy(page: Sequence[Dated], coming: Comparison | None) -> Iterator[Dated]:
    """The page, with the day of the policy for those that it makes abnormal or freezes."""
    touched = _touched([one.signature.pk for one in page], coming) if coming else frozenset()
    for one in page:
        if coming and one.signature.pk in touched:
            yield replace(one, facts=replace(one.facts, policy_from=coming.day))
        else:
            yield one


def _touched(ids: Collection[int], coming: Comparison) -> frozenset[int]:
    return frozenset(
        judged.signature.pk
        for judged in judged_among(coming, ids)
        if any(change.after and change.after.effect is not StockEffect.NOTICE for change in judged.changes)
    )


def _tell(page: Iterator[Dated], now: datetime) -> None:
    """Store a page's warnings, with an event for each that was never told before."""
    today, policy = china_day(now), policy_at(now)
    due = {
        one.signature.pk: (one, {(found.threat, found.day) for found in warnings(one.facts, today, policy)})
        for one in page
    }
    with write():
        lock_accounts(*sorted({one.signature.account_id for one, _ in due.values()}))
        known = _known(due)
        _end([row for pk, (_, mine) in due.items() for key, row in known[pk].items() if key not in mine], now)
        _resume([row for pk, (_, mine) in due.items() for key, row in known[pk].items() if key in mine])
        fresh = [
            WarningTold(
                account_id=one.signature.account_id,
                signature=one.signature,
                threat=threat,
                day=day,
                told_at=now,
            )
            for pk, (one, mine) in due.items()
            for threat, day in sorted(mine - known[pk].keys())
        ]
        WarningTold.objects.bulk_create(fresh)
        record_all([_told(row, today) for row in fresh], SYSTEM, now)


def _known(ids: Collection[int]) -> Mapping[int, dict[Known, WarningTold]]:
    found: dict[int, dict[Known, WarningTold]] = {pk: {} for pk in ids}
    for row in WarningTold.objects.filter(signature__in=list(ids)):
        found[row.signature_id][Threat(row.threat), row.day] = row
    return found


def _end(rows: Sequence[WarningTold], now: datetime) -> None:
    standing = [row.pk for row in rows if row.ended_at is None]
    WarningTold.objects.filter(pk__in=standing).update(ended_at=now)


def _resume(rows: Sequence[WarningTold]) -> None:
    """True once more after it had ended: it stands again, and is not told again."""
    ended = [row.pk for row in rows if row.ended_at is not None]
    WarningTold.objects.filter(pk__in=ended).update(ended_at=None)


def _end_of_the_gone(now: datetime) -> None:
    """Of signatures that were deleted or lost their approval nothing stands."""
    gone = Q(signature__deleted_at__isnull=False) | Q(signature__approved__isnull=True)
    with write():
        WarningTold.objects.filter(gone, ended_at__isnull=True).update(ended_at=now)


def _told(row: WarningTold, today: date) -> Change:
    detail: Detail = {"day": row.day.isoformat(), "days_left": (row.day - today).days}
    subject = f"signature:{row.signature_id}"
    return Change(EventKind.WARNING_RAISED, subject, row.account_id, new=row.threat, detail=detail)
