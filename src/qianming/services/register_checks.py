"""Asking a register about the entity of a qualification, and telling the reviewer what it said.

A work order begins with the notice that nothing was compared; the answer takes its place. The register is
asked outside any transaction, between a claim and a record. Decides nothing about the qualification.
"""

from datetime import datetime, timedelta

from qianming.core.codes import EventKind, QualificationState
from qianming.core.papers.entity import ENTITY_RULES, EntitySubject, RegisterAnswer, check_entity
from qianming.registers.enterprises import EntityClaim, enterprise_register
from qianming.registry.findings import open_findings, seal_findings
from qianming.registry.models import Qualification, RegisterCheck, WorkOrder
from qianming.registry.persons import open_persons
from qianming.registry.standing import stands_elsewhere
from qianming.services import leases
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import policy_at
from qianming.services.actors import SYSTEM

_LEASE = timedelta(seconds=60)
_OPEN = (QualificationState.QUEUED, QualificationState.IN_REVIEW)
_TOLD_HERE = frozenset(code for rule in ENTITY_RULES.rules for code in rule.codes)


def claim_due(now: datetime, limit: int) -> list[RegisterCheck]:
    """Lease checks that are due."""
    return leases.claim(RegisterCheck, now, _LEASE, limit)


def ask(check: RegisterCheck) -> RegisterAnswer | None:
    """What the register says; None when it is empty, or when nobody waits for the answer any more.

    Raises `RegisterUnreachable`: then the check is made again later.
    """
    row = _waiting(check)
    if row is None:
        return None
    claim = EntityClaim(row.credit_code, row.company_name, open_persons(row).legal_representative.name)
    return enterprise_register().compare(claim)


def record_answer(check: RegisterCheck, answer: RegisterAnswer | None, now: datetime) -> bool:
    """Complete the work order's findings, once; False when the lease was lost meanwhile."""
    with write():
        lock_accounts(check.account_id)
        if not leases.settle(check, None):
            return False
        row = _waiting(check)
        if row is not None and answer is not None:
            RegisterCheck.objects.filter(pk=check.pk).update(answered_at=now)
            _tell(row, answer, now)
    return True


def postpone(check: RegisterCheck, due_at: datetime) -> bool:
    """Give a check back, to be made again."""
    return leases.postpone(check, due_at)


def ask_again(now: datetime) -> int:
    """Make the checks that got no answer due again, as after an import; returns how many."""
    with write():
        unanswered = RegisterCheck.objects.filter(
            answered_at__isnull=True, due_at__isnull=True, work_order__qualification__state__in=_OPEN
        )
        return unanswered.update(due_at=now)


def _waiting(check: RegisterCheck) -> Qualification | None:
    """The qualification, if the work order is still its own and still open."""
    rows = Qualification.objects.filter(work_order=check.work_order_id, state__in=_OPEN)
    return rows.select_related("account", "work_order", "work_order__account").first()


def _tell(row: Qualification, answer: RegisterAnswer, now: datetime) -> None:
    """Replace what the rules about entities said before by what they say now."""
    order: WorkOrder = row.work_order
    shared = stands_elsewhere(row.administrator_hash, row.credit_code)
    found = check_entity(EntitySubject(row.credit_code, shared, answer), policy_at(now)).findings
    kept = tuple(finding for finding in open_findings(order) if finding.code not in _TOLD_HERE)
    order.sealed_findings = seal_findings(row.account, (*kept, *found))
    order.save(update_fields=["sealed_findings"])
    reasons = [finding.code for finding in found]
    subject = f"work_order:{order.pk}"
    record(Change(EventKind.REGISTER_ANSWERED, subject, row.account_id, reasons=reasons), SYSTEM, now)
