"""Why something in a list was rejected, as the lists of signatures and templates tell it. Decides nothing."""

from qianming.core.codes import ReviewState
from qianming.registry.models import Application, Template
from qianming.rpc.reasons import rejection, rejection_codes
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import NO_REMARK, time_text


class RejectReason(Answer, frozen=True, kw_only=True):
    """What is not rejected has no remarks, which is said in words."""

    reject_date: str
    reject_info: str
    reject_sub_info: str


def reject_reason(row: Application | Template) -> RejectReason:
    """The reasons in sentences, then their codes."""
    if row.state != ReviewState.REJECTED:
        return RejectReason(reject_date="", reject_info=NO_REMARK, reject_sub_info=NO_REMARK)
    return RejectReason(
        reject_date=time_text(row.decided_at),
        reject_info=rejection(row.work_order),
        reject_sub_info=rejection_codes(row.work_order),
    )
