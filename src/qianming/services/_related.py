"""The signatures whose health rests on a qualification: its own, and those of others with its administrator.

Decides nothing; finds them, takes their accounts' turns, and has them assessed.
"""

from datetime import datetime

from django.db.models import QuerySet

from qianming.core.codes import QualificationState
from qianming.registry.models import Qualification, Signature
from qianming.services import health
from qianming.services._command import lock_accounts, take_turn


def take_related_turn(qualification: Qualification) -> None:
    """Before a qualification is moved: let nobody else move one of the same administrator meanwhile."""
    take_turn(f"administrator:{qualification.administrator_hash}")
    accounts = _related(qualification).values_list("account_id", flat=True)
    lock_accounts(qualification.account_id, *accounts)


def refresh_related(qualification: Qualification, now: datetime) -> None:
    """Assess every signature that the move of a qualification may have changed."""
    health.refresh_all(_related(qualification), now)


def _related(qualification: Qualification) -> QuerySet[Signature]:
    alike = Qualification.objects.filter(
        administrator_hash=qualification.administrator_hash, deleted_at__isnull=True
    )
    concerned = alike.filter(pk=qualification.pk) | alike.filter(state=QualificationState.APPROVED)
    return Signature.objects.filter(deleted_at__isnull=True, approved__qualification__in=concerned)
