"""How many messages went out and what became of them, by day: `QuerySendStatistics`."""

from collections.abc import Iterator
from typing import Annotated, Literal

from django.db.models import Count, Q, QuerySet
from msgspec import Meta

from qianming.core.china_time import china_day
from qianming.core.codes import MessageState
from qianming.core.permissions import Permission
from qianming.registry.models import Message, Signature, Template
from qianming.registry.queries import for_account
from qianming.rpc.actions import POST_ONLY, Call, action
from qianming.rpc.errors import Regime, business_error
from qianming.rpc.language import said
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import TEMPLATE_TYPES, day_of
from qianming.rpc.wire import PageNumber, PageSize, Parameters
from qianming.services.refusals import NotFound, Noun

_MAINLAND = 1
Day = Annotated[str, Meta(pattern="^[0-9]{8}$")]


class QuerySendStatistics(Parameters, frozen=True, kw_only=True):
    """Days in China, `yyyyMMdd`; `is_globe` is 1 for the mainland, 2 for abroad, where nothing is sent to."""

    is_globe: Literal[1, 2]
    start_date: Day
    end_date: Day
    page_index: PageNumber
    page_size: PageSize
    sign_name: str = ""
    template_type: Literal[0, 1, 2, 3, 7] | None = None


class DayCounts(Answer, frozen=True, kw_only=True):
    """One day; what has no receipt yet is neither success nor failure."""

    send_date: str
    total_count: int
    responded_success_count: int
    responded_fail_count: int
    no_responded_count: int


class CountsPage(Answer, frozen=True, kw_only=True):
    target_list: list[DayCounts]
    total_size: int


class SendStatistics(Answer, frozen=True, kw_only=True):
    data: CountsPage


@action(
    "QuerySendStatistics",
    params=QuerySendStatistics,
    permission=Permission.MESSAGE_READ,
    regime=Regime.LEGACY,
    methods=POST_ONLY,
    not_found={Noun.SIGNATURE: ("isv.SMS_SIGNATURE_ILLEGAL", 400)},
)
def query_send_statistics(call: Call, parameters: QuerySendStatistics) -> SendStatistics:
    """A page of days on which messages were accepted, the first day first; of records, not of the journal."""
    start, end = day_of(parameters.start_date, "StartDate"), day_of(parameters.end_date, "EndDate")
    if end < start:
        raise business_error(
            "isv.INVALID_PARAMETERS", said("结束日期早于开始日期", "EndDate lies before StartDate.")
        )
    if start > china_day(call.now):
        raise business_error("isv.PARAMS_ILLEGAL", said("开始日期晚于今天", "StartDate lies after today."))
    days = list(_counted(_wanted(call, parameters).filter(day__range=(start, end))))
    first = (parameters.page_index - 1) * parameters.page_size
    return SendStatistics(
        data=CountsPage(target_list=days[first : first + parameters.page_size], total_size=len(days))
    )


def _wanted(call: Call, parameters: QuerySendStatistics) -> QuerySet[Message]:
    rows = for_account(Message, call.account_id)
    if parameters.sign_name:
        named = for_account(Signature, call.account_id).filter(name=parameters.sign_name)
        ids = list(named.values_list("pk", flat=True))
        if not ids:
            raise NotFound(Noun.SIGNATURE)
        rows = rows.filter(signature_id__in=ids)
    if parameters.template_type is not None:
        kind = TEMPLATE_TYPES.get(parameters.template_type, "")
        typed = for_account(Template, call.account_id).filter(template_type=kind)
        rows = rows.filter(template_code__in=typed.values("code"))
    return rows if parameters.is_globe == _MAINLAND else rows.none()


def _counted(rows: QuerySet[Message]) -> Iterator[DayCounts]:
    delivered = Count("pk", filter=Q(state=MessageState.DELIVERED))
    failed = Count("pk", filter=Q(state=MessageState.FAILED))
    counted = rows.values_list("day").annotate(total=Count("pk"), success=delivered, failure=failed)
    for day, total, success, failure in counted.order_by("day"):
        yield DayCounts(
            send_date=f"{day:%Y%m%d}",
            total_count=total,
            responded_success_count=success,
            responded_fail_count=failure,
            no_responded_count=total - success - failure,
        )
