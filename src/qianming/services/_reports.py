"""What callbacks say: the documented reports, field by field, and this service's own events.

Decides nothing about who is told. Texts inside reports are Chinese, as the documented ones are.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from qianming.core.china_time import china_text
from qianming.core.codes import EventKind, ReviewState, SignatureKind, SignatureSource, TemplateType
from qianming.registry.bodies import open_body
from qianming.registry.history import instant
from qianming.registry.models import Application, Event, Message, Signature, Template
from qianming.texts.catalog import Lang, UnknownCode, words

OWN_EVENTS = frozenset(
    {
        EventKind.FILING_MOVED,
        EventKind.QUALIFICATION_MOVED,
        EventKind.AVAILABILITY_CHANGED,
        EventKind.HEALTH_RAISED,
        EventKind.HEALTH_CLEARED,
        EventKind.WARNING_RAISED,
    }
)
_REPORTED = {
    ReviewState.IN_REVIEW.value: "approving",
    ReviewState.APPROVED.value: "approved",
    ReviewState.REJECTED.value: "rejected",
}
_DELIVERED = "DELIVERED"


class SignReport(msgspec.Struct, frozen=True):
    """`SignSmsReport`."""

    sign_name: str
    sign_status: str
    reason: str
    remark: str
    sign_source: str
    sign_scene: str
    orderId: str  # noqa: N815 - the wire's spelling
    create_date: str


class TemplateReport(msgspec.Struct, frozen=True):
    """`TemplateSmsReport`."""

    template_code: str
    template_name: str
    template_type: str
    template_content: str
    template_status: str
    reason: str
    remark: str
    orderId: str  # noqa: N815 - the wire's spelling
    create_date: str


class SmsReport(msgspec.Struct, frozen=True):
    """`SmsReport`; its size is a text, as documented."""

    phone_number: str
    send_time: str
    report_time: str
    success: bool
    err_code: str
    err_msg: str
    sms_size: str
    biz_id: str
    out_id: str


def sign_report(event: Event) -> bytes | None:
    """The report of a move of a signature's review; None for a move that is not reported."""
    status = _REPORTED.get(event.new)
    order = int(event.subject.partition(":")[2])
    row = Application.objects.select_related("signature").filter(work_order_id=order).first()
    if status is None or row is None:
        return None
    report = SignReport(
        sign_name=row.signature.name,
        sign_status=status,
        reason=_reasons(event.reasons),
        remark=row.remark,
        sign_source=words(SignatureSource(row.source), Lang.ZH).title,
        sign_scene=words(SignatureKind(row.signature.kind), Lang.ZH).title,
        orderId=str(row.work_order_id),
        create_date=china_text(row.created_at),
    )
    return msgspec.json.encode([report])


def template_report(event: Event) -> bytes | None:
    """The report of a move of a template's review; None for a move that is not reported."""
    status = _REPORTED.get(event.new)
    row = Template.objects.filter(code=event.subject.partition(":")[2]).first()
    if status is None or row is None:
        return None
    report = TemplateReport(
        template_code=row.code,
        template_name=row.name,
        template_type=words(TemplateType(row.template_type), Lang.ZH).title,
        template_content=row.content,
        template_status=status,
        reason=_reasons(event.reasons),
        remark=row.remark,
        orderId=str(row.work_order_id),
        create_date=china_text(row.created_at),
    )
    return msgspec.json.encode([report])


def sms_report(messages: Iterable[Message]) -> bytes:
    """What became of messages, in one list."""
    return msgspec.json.encode([_of_message(message) for message in messages])


def own_event(event: Event) -> bytes:
    """One of this service's own events, in the shape that Standard Webhooks recommends."""
    data: dict[str, Any] = {
        "subject": event.subject,
        "old": event.old,
        "new": event.new,
        "reasons": event.reasons,
        "sequence": event.sequence,
        **event.detail,
    }
    signature_id = signature_of(event)
    if signature_id is not None:
        named = Signature.objects.filter(pk=signature_id).values_list("name", flat=True).first()
        data |= {"signature": signature_id, "signature_name": named}
    return msgspec.json.encode({"type": str(event.kind), "timestamp": instant(event.at), "data": data})


def line_of(event: Event) -> str:
    """What events follow each other in: their signature, else their own subject."""
    signature_id = signature_of(event)
    return event.subject if signature_id is None else f"signature:{signature_id}"


def signature_of(event: Event) -> int | None:
    """The id of the signature that an event speaks of."""
    noun, _, number = event.subject.partition(":")
    if noun == "signature" and number.isdecimal():
        return int(number)
    named = event.detail.get("signature")
    return named if isinstance(named, int) else None


def _of_message(message: Message) -> SmsReport:
    code = message.error_code or str(message.state)
    body = open_body(message)
    return SmsReport(
        phone_number=body.phone,
        send_time=china_text(message.accepted_at),
        report_time=china_text(message.received_at or message.accepted_at),
        success=code == _DELIVERED,
        err_code=code,
        err_msg=_title(code),
        sms_size=str(message.segments),
        biz_id=message.biz_id,
        out_id=body.out_id,
    )


def _reasons(codes: Sequence[str]) -> str:
    return "；".join(_title(code) for code in codes)


def _title(code: str) -> str:
    try:
        return words(code, Lang.ZH).title
    except UnknownCode:
        return code
