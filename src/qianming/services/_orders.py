"""Work orders and the decisions on them, as rows. Decides nothing."""

from datetime import datetime

from qianming.core.codes import DecisionVerdict, WorkOrderKind
from qianming.core.findings import Severity, Verdict
from qianming.registry.findings import seal_findings
from qianming.registry.models import Account, Decision, WorkOrder
from qianming.services._moves import Move


def open_order(
    account: Account, kind: WorkOrderKind, verdict: Verdict, now: datetime, due_at: datetime
) -> WorkOrder:
    """A numbered submission with what the rulebook found."""
    return WorkOrder.objects.create(
        account=account,
        kind=kind,
        submitted_at=now,
        due_at=due_at,
        policy=verdict.policy,
        sealed_findings=seal_findings(account, verdict.findings),
    )


def note_decision(
    order: WorkOrder, verdict: DecisionVerdict, move: Move, *, note: str = "", automatic: bool = False
) -> Decision:
    """What was decided, by whom and why."""
    return Decision.objects.create(
        account_id=order.account_id,
        work_order=order,
        verdict=verdict,
        reasons=[str(reason) for reason in move.reasons],
        note=note,
        automatic=automatic,
        decided_by=move.actor.label,
        decided_at=move.now,
    )


def reject_codes(verdict: Verdict) -> tuple[str, ...]:
    """The codes for which the rulebook rejects, each once."""
    codes = (finding.code for finding in verdict.findings if finding.severity is Severity.REJECT)
    return tuple(dict.fromkeys(codes))
