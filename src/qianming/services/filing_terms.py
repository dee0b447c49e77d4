"""What time alone does to filings: one that is never sent over expires, one that is never answered times out.

Both are counted per carrier. Run daily; each round is short, and what is done is not found again.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from qianming.core.china_time import china_day, china_midnight
from qianming.core.codes import EventKind, FilingReason, FilingState
from qianming.core.policy import RulePolicy
from qianming.core.status.holiday_table import is_estimated
from qianming.registry.models import CarrierFiling, Event
from qianming.registry.queries import IN_FORCE
from qianming.services import filings
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import policy_at
from qianming.services._filing_answers import is_timed_out
from qianming.services._moves import Move, move_filing
from qianming.services.actors import SYSTEM

_AT_ONCE = 200
_DECEMBER = 12


def pass_time(now: datetime) -> bool:
    """Expire and time out what is due; whether there is more."""
    policy = policy_at(now)
    return _expire_some(policy, now) or _time_out_some(policy, now)


def warn_of_holidays(now: datetime) -> bool:
    """From 1 December on tell once that next year's holidays are not known; there is never more."""
    today = china_day(now)
    year = today.year + 1
    subject = f"calendar:{year}"
    if not holidays_missing(today, policy_at(now)):
        return False
    with write():
        if not Event.objects.filter(kind=EventKind.HOLIDAYS_MISSING, subject=subject).exists():
            record(Change(EventKind.HOLIDAYS_MISSING, subject, None), SYSTEM, now)
    return False


def holidays_missing(today: date, policy: RulePolicy) -> bool:
    """Whether it is December and next year's arrangement is a mere estimate."""
    return today.month == _DECEMBER and is_estimated(today.year + 1, policy.calendar)


def _expire_some(policy: RulePolicy, now: datetime) -> bool:
    idle = _idle(policy, now)
    ids = list(idle.order_by("pk").values_list("pk", "account_id")[:_AT_ONCE])
    if ids:
        with write():
            lock_accounts(*{account_id for _, account_id in ids})
            rows = idle.filter(pk__in=[pk for pk, _ in ids]).order_by("pk")
            filings.expire(rows, FilingReason.NO_SEND_RECORD, now)
    return len(ids) == _AT_ONCE


def _idle(policy: RulePolicy, now: datetime) -> QuerySet[CarrierFiling]:
    """Filings in force whose last message, or completion, lies as many days back as makes them expire."""
    first_day = china_day(now) - timedelta(days=policy.filing.expiry_days - 1)
    limit = china_midnight(first_day)
    in_force = CarrierFiling.objects.filter(
        state__in=IN_FORCE, superseded_at__isnull=True, signature__deleted_at__isnull=True
    )
    made = in_force.annotate(made_at=Coalesce("completed_at", "since")).filter(made_at__lt=limit)
    return made.filter(Q(last_sent_at__isnull=True) | Q(last_sent_at__lt=limit))


def _time_out_some(policy: RulePolicy, now: datetime) -> bool:
    """What a carrier has not answered; a pointless filing's carrier is asked nothing any more."""
    silent = CarrierFiling.objects.filter(state=FilingState.FILING, superseded_at__isnull=True)
    asked = silent.filter(asked_at__lte=now - timedelta(days=policy.filing.timeout_working_days))
    moved = 0
    for row in asked.exclude(reasons=[FilingReason.REGISTER_TIMEOUT.value]).order_by("pk").iterator():
        if is_timed_out(row, now, policy) and _time_out(row.pk, row.account_id, policy, now):
            moved += 1
        if moved == _AT_ONCE:
            return True
    return False


def _time_out(filing_id: int, account_id: int, policy: RulePolicy, now: datetime) -> bool:
    """Unless an answer came meanwhile."""
    with write():
        lock_accounts(account_id)
        row = CarrierFiling.objects.get(pk=filing_id)
        if not is_timed_out(row, now, policy):
            return False
        move_filing(row, FilingState.FILING, Move(SYSTEM, now, [FilingReason.REGISTER_TIMEOUT]))
    return True
