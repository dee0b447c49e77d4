"""The signatures whose health rests on a qualification: its own, and those of others with its administrator.

Decides nothing; finds them, takes their accounts' turns, and has them assessed. An update may change the
administrator: then those of both are concerned.
"""

from datetime import datetime

from django.db.models import QuerySet

from qianming.core.codes import QualificationState
from qianming.registry.models import Qualification, Signature
from qianming.services import health
from qianming.services._command import lock_accounts, take_turn


def take_related_turn(qualification: Qualification, *administrators: str) -> None:
    """Before a qualification is moved: let nobody else move one of the same administrator meanwhile.

    `administrators` are the hashes of further persons whose enterprises are concerned.
    """
    for person in sorted({qualification.administrator_hash, *administrators}):
        take_turn(f"administrator:{person}")
    accounts = _related(qualification, administrators).values_list("account_id", flat=True)
    lock_accounts(qualification.account_id, *accounts)


def refresh_related(qualification: Qualification, now: datetime, *administrators: str) -> None:
    """Assess every signature that the move of a qualification may have changed.

    Its approval repairs what its dates had ended.
    """
    repaired = qualification.state == QualificationState.APPROVED
    health.refresh_all(_related(qualification, administrators), now, repaired=repaired)


def _related(qualification: Qualification, administrators: tuple[str, ...]) -> QuerySet[Signature]:
    persons = {qualification.administrator_hash, *administrators}
    # In whatever state: a signature may rest on one that is being changed, and is told all the same.
    alike = Qualification.objects.filter(administrator_hash__in=persons, deleted_at__isnull=True)
    concerned = alike | Qualification.objects.filter(pk=qualification.pk)
    return Signature.objects.filter(deleted_at__isnull=True, approved__qualification__in=concerned)
