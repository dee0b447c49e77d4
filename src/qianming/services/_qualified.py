"""What a decision on a qualification brings about: a complimentary signature, filings and health anew.

Decides nothing; whoever calls has decided. Always inside the transaction of the decision.
"""

from qianming.core.codes import DecisionVerdict, QualificationState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Qualification
from qianming.services import complimentary, filings
from qianming.services._moves import Move, move_qualification
from qianming.services._orders import note_decision
from qianming.services._refiling import file_anew
from qianming.services._related import refresh_related


def approve_qualification(qualification: Qualification, move: Move) -> None:
    """The qualification may be used; for own use a complimentary signature comes with it."""
    _keep_verdict(qualification, accurate=True, complete=True)
    move_qualification(qualification, QualificationState.APPROVED, move)
    note_decision(qualification.work_order, DecisionVerdict.APPROVED, move)
    complimentary.give(qualification, move)
    file_anew(qualification, move)
    filings.wake_for(qualification, move.now)
    refresh_related(qualification, move.now)


def reject_qualification(qualification: Qualification, move: Move, *, note: str = "") -> None:
    """The qualification is refused."""
    _refuse(qualification, DecisionVerdict.REJECTED, move, note)


def revoke_qualification(qualification: Qualification, move: Move, *, note: str = "") -> None:
    """The approval is taken back; bound signatures become abnormal."""
    _refuse(qualification, DecisionVerdict.REVOKED, move, note)


def ask_for_more(qualification: Qualification, move: Move, *, note: str) -> None:
    """The applicant is asked for more; the note says for what."""
    _keep_faults(qualification, move)
    move_qualification(qualification, QualificationState.ASKED_FOR_MORE, move)
    note_decision(qualification.work_order, DecisionVerdict.ASKED_FOR_MORE, move, note=note)
    refresh_related(qualification, move.now)


def _refuse(qualification: Qualification, verdict: DecisionVerdict, move: Move, note: str) -> None:
    _keep_faults(qualification, move)
    move_qualification(qualification, QualificationState.REJECTED, move)
    note_decision(qualification.work_order, verdict, move, note=note)
    refresh_related(qualification, move.now)


def _keep_faults(qualification: Qualification, move: Move) -> None:
    """What the reviewer found wrong with the elements stays found until an approval."""
    _keep_verdict(
        qualification,
        accurate=qualification.accurate and RejectionReason.ELEMENTS_INACCURATE not in move.reasons,
        complete=qualification.complete and RejectionReason.ELEMENTS_INCOMPLETE not in move.reasons,
    )


def _keep_verdict(qualification: Qualification, *, accurate: bool, complete: bool) -> None:
    """Whether the elements agree with what the reviewer could verify, and whether they are all there."""
    if (qualification.accurate, qualification.complete) != (accurate, complete):
        qualification.accurate, qualification.complete = accurate, complete
        qualification.save(update_fields=["accurate", "complete"])
