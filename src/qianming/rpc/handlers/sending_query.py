"""What became of the messages to one number: `QuerySendDetails`."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from django.db.models import QuerySet
from msgspec import Meta, field

from qianming.core.china_time import china_day
from qianming.core.codes import MessageState
from qianming.core.message_codes import ReceiptCode, SendRefusal
from qianming.core.papers.identity import mask_phone
from qianming.core.permissions import Permission
from qianming.core.sending.masking import MASK, masked_text
from qianming.core.sending.number import PhoneNumber, normalise
from qianming.registry.bodies import open_body
from qianming.registry.models import Message, Template
from qianming.registry.phones import phone_hash
from qianming.registry.queries import for_account, messages
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import Regime, business_error, invalid
from qianming.rpc.language import said
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import MESSAGE_NUMBERS, day_of, time_text
from qianming.rpc.wire import PageNumber, PageSize, Parameters
from qianming.services.messages import JournalEntry

KEPT = timedelta(days=30)


class QuerySendDetails(Parameters, frozen=True, kw_only=True):
    """`send_date` is a day in China, `yyyyMMdd`."""

    phone_number: str
    send_date: Annotated[str, Meta(pattern="^[0-9]{8}$")]
    page_size: PageSize
    current_page: PageNumber
    biz_id: str = ""


class SendDetail(Answer, frozen=True, kw_only=True):
    """`content` is the whole text with the signature in its brackets.

    Number and values are masked for a key that may neither send, and so wrote the text itself, nor see
    personal data.
    """

    phone_num: str
    content: str
    send_status: int
    err_code: str
    template_code: str
    send_date: str
    receive_date: str
    out_id: str


class SendDetailList(Answer, frozen=True, kw_only=True):
    details: list[SendDetail] = field(name="SmsSendDetailDTO")


class SendDetails(Answer, frozen=True, kw_only=True):
    """The total is text here."""

    total_count: str
    page: SendDetailList = field(name="SmsSendDetailDTOs")


@action(
    "QuerySendDetails",
    params=QuerySendDetails,
    permission=Permission.MESSAGE_READ,
    regime=Regime.LEGACY,
)
def query_send_details(call: Call, parameters: QuerySendDetails) -> SendDetails:
    """A page of one number's messages of one day, newest first; what was acknowledged is there at once."""
    day = _day(parameters.send_date, call.now)
    number = normalise(parameters.phone_number)
    if number is None:
        raise business_error(
            SendRefusal.NUMBER_ILLEGAL, said("手机号码格式错误", "PhoneNumber is no mobile number.")
        )
    # The tail is read first: what becomes a record meanwhile is then in both, and nothing in neither.
    unfollowed = call.unfollowed.entries(call.account_id, number, parameters.biz_id)
    tail = [entry for entry in unfollowed if _is_wanted(entry, day, parameters)]
    records = messages(call.account_id, phone_hash(number), day, parameters.biz_id)
    fresh = _without_records(tail, records)
    # What is shown from the tail may become a record before the page is read: it must not be shown twice.
    records = records.exclude(journal_position__in=[entry.position for entry in fresh])
    shown = _Shown(call)
    waiting = list(_waiting(fresh, number, shown))
    start = (parameters.current_page - 1) * parameters.page_size
    end = start + parameters.page_size
    first, last = max(0, start - len(waiting)), max(0, end - len(waiting))
    recorded = [_recorded(row, shown) for row in records.select_related("account")[first:last]]
    return SendDetails(
        total_count=str(len(waiting) + records.count()),
        page=SendDetailList(details=[*waiting[start:end], *recorded]),
    )


def _day(text: str, now: datetime) -> date:
    day, today = day_of(text, "SendDate"), china_day(now)
    if day < today - KEPT:
        raise invalid("SendDate", "Only the last 30 days can be asked for.")
    if day > today:
        raise business_error("isv.PARAMS_ILLEGAL", said("发送日期晚于今天", "SendDate lies after today."))
    return day


def _is_wanted(entry: JournalEntry, day: date, parameters: QuerySendDetails) -> bool:
    return china_day(entry.accepted_at) == day and parameters.biz_id in ("", entry.biz_id)


def _without_records(tail: Sequence[JournalEntry], records: QuerySet[Message]) -> list[JournalEntry]:
    positions = [entry.position for entry in tail]
    known = set(records.filter(journal_position__in=positions).values_list("journal_position", flat=True))
    return [entry for entry in tail if entry.position not in known]


class _Shown:
    """How number and text of a message are shown to the caller."""

    def __init__(self, call: Call) -> None:
        self._account_id = call.account_id
        self._in_the_clear = call.sees_personal or call.actor.may(Permission.MESSAGE_SEND)
        self._templates: dict[str, str] = {}

    def phone(self, number: str) -> str:
        return number if self._in_the_clear else mask_phone(number)

    def text(self, text: str, template_code: str) -> str:
        """The text with every value masked, told from the template; a lost template hides the whole text."""
        if self._in_the_clear:
            return text
        if template_code not in self._templates:
            rows = for_account(Template, self._account_id).filter(code=template_code)
            self._templates[template_code] = rows.values_list("content", flat=True).first() or MASK
        return masked_text(text, self._templates[template_code])


def _waiting(tail: Sequence[JournalEntry], number: PhoneNumber, shown: _Shown) -> Iterator[SendDetail]:
    """The messages to a number in the tail, newest first."""
    for entry in reversed(tail):
        for line in entry.lines:
            if line.phone == number:
                yield SendDetail(
                    phone_num=shown.phone(line.phone),
                    content=shown.text(line.text, entry.template_code),
                    send_status=MESSAGE_NUMBERS[MessageState.ACCEPTED],
                    err_code="",
                    template_code=entry.template_code,
                    send_date=time_text(entry.accepted_at),
                    receive_date="",
                    out_id=entry.out_id,
                )


def _recorded(row: Message, shown: _Shown) -> SendDetail:
    body = open_body(row)
    delivered = row.state == MessageState.DELIVERED
    return SendDetail(
        phone_num=shown.phone(body.phone),
        content=shown.text(body.text, row.template_code),
        send_status=MESSAGE_NUMBERS[MessageState(row.state)],
        err_code=ReceiptCode.DELIVERED if delivered else row.error_code,
        template_code=row.template_code,
        send_date=time_text(row.accepted_at),
        receive_date=time_text(row.received_at),
        out_id=body.out_id,
    )
