"""The account's qualifications: `QuerySmsQualificationRecord`."""

from typing import Literal

from django.db.models import QuerySet

from qianming.core.codes import Purpose, QualificationState
from qianming.core.papers.identity import mask_name
from qianming.core.permissions import Permission
from qianming.registry.models import Qualification
from qianming.registry.persons import open_persons
from qianming.registry.queries import Page, page, qualifications
from qianming.rpc.actions import Call, action
from qianming.rpc.reasons import rejection
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.vocabulary import QUALIFICATION_IN_LISTS, time_text
from qianming.rpc.wire import PageNumber, PageSize, Parameters


class QuerySmsQualificationRecord(Parameters, frozen=True, kw_only=True):
    """Names of qualification and company are found by any part of them, a person's only whole."""

    qualification_group_name: str = ""
    company_name: str = ""
    legal_person_name: str = ""
    state: Literal["INIT", "NOT_PASS", "PASS", "NOT_FINISH", "CANCEL"] | None = None
    use_by_self: bool | None = None
    work_order_id: int | None = None
    page_no: PageNumber = 1
    page_size: PageSize = 10


class QualificationRecord(Answer, frozen=True, kw_only=True):
    """`use_by_self` is text here, although it is a boolean elsewhere."""

    group_id: int
    work_order_id: int
    qualification_group_name: str
    company_name: str
    legal_person_name: str
    state_name: str
    audit_remark: str
    audit_time: str
    create_date: str
    use_by_self: str


class QualificationPage(Answer, frozen=True, kw_only=True):
    list: list[QualificationRecord]
    page_no: int
    page_size: int
    total: int


class QualificationRecordAnswer(SuccessAnswer, frozen=True, kw_only=True):
    data: QualificationPage


@action(
    "QuerySmsQualificationRecord",
    params=QuerySmsQualificationRecord,
    permission=Permission.QUALIFICATION_READ,
)
def query_sms_qualification_record(
    call: Call, parameters: QuerySmsQualificationRecord
) -> QualificationRecordAnswer:
    """A filtered page of qualifications with their review state, newest first."""
    found = _page(_filtered(qualifications(call.account_id), parameters), parameters)
    return QualificationRecordAnswer(
        data=QualificationPage(
            list=[_record(call, row) for row in found.rows],
            page_no=found.number,
            page_size=found.size,
            total=found.total,
        )
    )


def _filtered(rows: QuerySet[Qualification], wanted: QuerySmsQualificationRecord) -> QuerySet[Qualification]:
    if wanted.qualification_group_name:
        rows = rows.filter(name__contains=wanted.qualification_group_name)
    if wanted.company_name:
        rows = rows.filter(company_name__contains=wanted.company_name)
    if wanted.state is not None:
        states = [state for state, word in QUALIFICATION_IN_LISTS.items() if word == wanted.state]
        rows = rows.filter(state__in=states)
    if wanted.use_by_self is not None:
        rows = rows.filter(purpose=Purpose.OWN_USE if wanted.use_by_self else Purpose.FOR_OTHERS)
    if wanted.work_order_id is not None:
        rows = rows.filter(work_order_id=wanted.work_order_id)
    return rows


def _page(rows: QuerySet[Qualification], wanted: QuerySmsQualificationRecord) -> Page[Qualification]:
    """Persons' names are sealed and compared after opening; an account has few qualifications."""
    if not wanted.legal_person_name:
        return page(rows, wanted.page_no, wanted.page_size)
    named = [row for row in rows if _legal_representative(row) == wanted.legal_person_name.strip()]
    start = (wanted.page_no - 1) * wanted.page_size
    return Page(named[start : start + wanted.page_size], wanted.page_no, wanted.page_size, len(named))


def _legal_representative(row: Qualification) -> str:
    return open_persons(row).legal_representative.name


def _record(call: Call, row: Qualification) -> QualificationRecord:
    return QualificationRecord(
        group_id=row.pk,
        work_order_id=row.work_order_id,
        qualification_group_name=row.name,
        company_name=row.company_name,
        legal_person_name=call.shown(_legal_representative(row), mask_name),
        state_name=QUALIFICATION_IN_LISTS[QualificationState(row.state)],
        audit_remark=rejection(row.work_order),
        audit_time=time_text(row.decided_at),
        create_date=time_text(row.created_at),
        use_by_self="true" if row.purpose == Purpose.OWN_USE else "false",
    )
