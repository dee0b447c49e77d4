"""How the wire spells states, kinds and times. Decides nothing else.

Two vocabularies exist for the state of a qualification, and both are kept: clients compare them.
"""

from collections.abc import Mapping
from datetime import date, datetime

from qianming.core.china_time import CHINA, china_text
from qianming.core.codes import (
    FilingState,
    MessageState,
    Origin,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
    TemplateType,
)
from qianming.rpc.errors import invalid

NO_REMARK = "无审批备注"

SOURCES: Mapping[int, SignatureSource] = {
    0: SignatureSource.ENTERPRISE_NAME,
    1: SignatureSource.WEBSITE,
    2: SignatureSource.APP,
    3: SignatureSource.MINI_PROGRAM,
    4: SignatureSource.SHOP,
    5: SignatureSource.TRADEMARK,
}
KINDS: Mapping[int, SignatureKind] = {0: SignatureKind.VERIFICATION_CODE, 1: SignatureKind.UNIVERSAL}
KIND_WORDS: Mapping[SignatureKind, str] = {
    SignatureKind.VERIFICATION_CODE: "验证码类型",
    SignatureKind.UNIVERSAL: "通用",
}
TAGS: Mapping[Origin, str] = {Origin.APPLIED_FOR: "2", Origin.COMPLIMENTARY: "3"}

REVIEW_NUMBERS: Mapping[ReviewState, int] = {
    ReviewState.DRAFT: 0,
    ReviewState.IN_REVIEW: 0,
    ReviewState.APPROVED: 1,
    ReviewState.REJECTED: 2,
    ReviewState.WITHDRAWN: 10,
}
REVIEW_WORDS: Mapping[ReviewState, str] = {
    ReviewState.DRAFT: "AUDIT_STATE_INIT",
    ReviewState.IN_REVIEW: "AUDIT_STATE_INIT",
    ReviewState.APPROVED: "AUDIT_STATE_PASS",
    ReviewState.REJECTED: "AUDIT_STATE_NOT_PASS",
    ReviewState.WITHDRAWN: "AUDIT_STATE_CANCEL",
}

QUALIFICATION_IN_LISTS: Mapping[QualificationState, str] = {
    QualificationState.QUEUED: "INIT",
    QualificationState.IN_REVIEW: "INIT",
    QualificationState.APPROVED: "PASS",
    QualificationState.REJECTED: "NOT_PASS",
    QualificationState.ASKED_FOR_MORE: "NOT_FINISH",
    QualificationState.WITHDRAWN: "CANCEL",
}
QUALIFICATION_ALONE: Mapping[QualificationState, str] = {
    QualificationState.QUEUED: "INT",
    QualificationState.IN_REVIEW: "INT",
    QualificationState.APPROVED: "PASSED",
    QualificationState.REJECTED: "FAILED",
    QualificationState.ASKED_FOR_MORE: "NOT_FINISH",
    QualificationState.WITHDRAWN: "CANCELED",
}

FILING_NUMBERS: Mapping[FilingState, int] = {
    FilingState.NOT_FILED: -2,
    FilingState.FILING: -1,
    FilingState.FAILED: 0,
    FilingState.UNVERIFIED: 1,
    FilingState.EXPIRED: 2,
    FilingState.FILED: 3,
}

TEMPLATE_TYPES: Mapping[int, TemplateType] = {
    0: TemplateType.VERIFICATION_CODE,
    1: TemplateType.NOTIFICATION,
    2: TemplateType.PROMOTION,
    3: TemplateType.INTERNATIONAL,
}
TEMPLATE_NUMBERS: Mapping[TemplateType, int] = {kind: number for number, kind in TEMPLATE_TYPES.items()}

# Lists tell the type a second time, by numbers of their own; withdrawn is misspelt there, and stays so.
TEMPLATE_INNER_NUMBERS: Mapping[TemplateType, int] = {
    TemplateType.NOTIFICATION: 0,
    TemplateType.PROMOTION: 1,
    TemplateType.VERIFICATION_CODE: 2,
    TemplateType.INTERNATIONAL: 6,
}
TEMPLATE_REVIEW_WORDS: Mapping[ReviewState, str] = {
    **REVIEW_WORDS,
    ReviewState.WITHDRAWN: "AUDIT_SATE_CANCEL",
}

MESSAGE_NUMBERS: Mapping[MessageState, int] = {
    MessageState.ACCEPTED: 1,
    MessageState.SUBMITTED: 1,
    MessageState.FAILED: 2,
    MessageState.DELIVERED: 3,
}


def time_text(moment: datetime | None) -> str:
    """A time in China as `yyyy-MM-dd HH:mm:ss`; blank when there is none."""
    return "" if moment is None else china_text(moment)


def day_of(text: str, parameter: str) -> date:
    """The day that a parameter names as `yyyyMMdd`; raises `PublicError` for anything else."""
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=CHINA).date()
    except ValueError:
        raise invalid(parameter, "It is written yyyyMMdd.") from None


def period_text(start: date, end: date) -> str:
    """A validity period; 2099-12-31 at its end means without end."""
    return f"{start.isoformat()}~{end.isoformat()}"
