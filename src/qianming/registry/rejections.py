"""Why something was rejected: every reason with its field, its words, and whether it may come again.

Decides nothing. A reason is a reviewer's, or a finding of the rulebook where that was certain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import DecisionVerdict
from qianming.core.findings import Finding, Severity
from qianming.core.rejections import GUIDES, RejectionReason
from qianming.core.veil import mask_numbers, veiled
from qianming.registry.findings import open_findings
from qianming.registry.models import Decision, WorkOrder
from qianming.texts.catalog import Lang, UnknownCode, Words, explain


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """One reason. `field` names what is to be mended; `finding` is the rulebook's, None for a reviewer's."""

    code: str
    field: str
    may_resubmit: bool
    finding: Finding | None = None

    def words(self, lang: Lang) -> Words:
        """What it is, why, and what to do; a code that is known no more stands for itself."""
        try:
            return explain(self.code, lang, self.finding.params if self.finding else ())
        except UnknownCode:
            return Words(self.code, self.code, "")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A decision that said no, with everything that it was based on; the note is the reviewer's own."""

    order_id: int
    decided_at: datetime
    automatic: bool
    reasons: tuple[ReasonGiven, ...]
    note: str

    @property
    def may_resubmit(self) -> bool:
        """Whether the application may come again once every reason is mended."""
        return all(reason.may_resubmit for reason in self.reasons)


def rejection_of(order: WorkOrder) -> Rejection | None:
    """The last decision on an order, if it said no; None for what is in review or approved."""
    decision = max(order.decisions.all(), key=lambda row: row.pk, default=None)
    if decision is None or decision.verdict == DecisionVerdict.APPROVED:
        return None
    return Rejection(
        order_id=order.pk,
        decided_at=decision.decided_at,
        automatic=decision.automatic,
        reasons=tuple(reasons_of(order, decision)),
        note=mask_numbers(decision.note),
    )


def reasons_of(order: WorkOrder, decision: Decision, *, opened: bool = False) -> Iterator[ReasonGiven]:
    """In the decision's order; a code of the rulebook stands once for each of its findings.

    What findings quote is masked where it may be a person, unless it was opened with a logged reason.
    """
    told = open_findings(order) if opened else veiled(open_findings(order))
    found = [finding for finding in told if finding.severity is Severity.REJECT]
    for code in decision.reasons:
        findings = [finding for finding in found if finding.code == code]
        for finding in findings:
            yield ReasonGiven(code, finding.field, may_resubmit=True, finding=finding)
        if not findings:
            yield _of_reviewer(code)


def _of_reviewer(code: str) -> ReasonGiven:
    guide = GUIDES.get(RejectionReason(code)) if code in tuple(RejectionReason) else None
    return ReasonGiven(code, guide.field if guide else "", guide.may_resubmit if guide else True)
