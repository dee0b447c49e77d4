"""Texts over a service upstream: each goes out by the one template there that it is made from.

A call whose answer was lost may have been heard. So before a text is handed over a second time the service
upstream is asked whether it has it, by the number of ours that went with it (OutId).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from qianming.carriers.protocol import (
    CarrierMisunderstood,
    DeliveryPlan,
    Relayed,
    RelayedProbe,
    Submission,
    TextReport,
)
from qianming.carriers.relay.calling import Upstream
from qianming.core.china_time import china_day
from qianming.core.message_codes import ReceiptCode
from qianming.core.sending.template import PLACEHOLDER

_PAGE, _MOST_PAGES = 50, 20
_WAITING = 1


class RelayTexts:
    """Hands texts over and asks what became of them; `templates` are those upstream, content by code."""

    def __init__(self, upstream: Upstream, templates: Mapping[str, str]) -> None:
        self._upstream = upstream
        self._templates = {code: _pattern(content) for code, content in templates.items()}

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | Relayed:
        """Send it once; a text that fits no template upstream or several, or is refused, finds no route."""
        try:
            if submission.again and self._is_there(submission, now):
                return Relayed()
            sent = self._sent(submission)
        except CarrierMisunderstood:
            sent = None
        return sent or DeliveryPlan(ReceiptCode.NO_ROUTE, now, reaches_phone=False)

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        """What became of a text; None while that is open or nothing is known of it."""
        for detail in self._details(probe.phone, _days(probe.sent_at, now), probe.upstream_id):
            if detail.get("OutId") == probe.reference:
                return None if detail.get("SendStatus") == _WAITING else TextReport(_code(detail))
        return None

    def _sent(self, submission: Submission) -> Relayed | None:
        signature, _, content = submission.text.removeprefix("【").partition("】")
        fitting = [
            (code, match.groupdict())
            for code, pattern in self._templates.items()
            if (match := pattern.fullmatch(content)) is not None
        ]
        if len(fitting) != 1:
            return None
        code, values = fitting[0]
        called = self._upstream.call(
            "SendSms",
            PhoneNumbers=submission.phone,
            SignName=signature,
            TemplateCode=code,
            TemplateParam=msgspec.json.encode(values).decode(),
            OutId=submission.reference,
        )
        return Relayed(str(called.body.get("BizId", ""))) if called.code == "OK" else None

    def _is_there(self, submission: Submission, now: datetime) -> bool:
        days = _days(submission.accepted_at or now, now)
        return any(
            detail.get("OutId") == submission.reference for detail in self._details(submission.phone, days)
        )

    def _details(
        self, phone: str, days: Iterator[date], upstream_id: str = ""
    ) -> Iterator[Mapping[str, Any]]:
        """What the service upstream says of texts to a number, page by page."""
        known = {"BizId": upstream_id} if upstream_id else {}
        for day in days:
            for page in range(1, _MOST_PAGES + 1):
                called = self._upstream.call(
                    "QuerySendDetails",
                    PhoneNumber=phone,
                    SendDate=day.strftime("%Y%m%d"),
                    PageSize=_PAGE,
                    CurrentPage=page,
                    **known,
                )
                found = (called.body.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or ()
                yield from found
                if len(found) < _PAGE:
                    break


def _days(first: datetime, last: datetime) -> Iterator[date]:
    """The days in China from one moment to another."""
    day = china_day(first)
    while day <= china_day(last):
        yield day
        day += timedelta(days=1)


def _code(detail: Mapping[str, Any]) -> ReceiptCode:
    told = str(detail.get("ErrCode", ""))
    return ReceiptCode(told) if told in set(ReceiptCode) else ReceiptCode.SP_UNKNOWN_ERROR


def _pattern(content: str) -> re.Pattern[str]:
    """What texts of a template look like; each variable by its name, with one value wherever it stands."""
    parts, end = [], 0
    known: set[str] = set()
    for found in PLACEHOLDER.finditer(content):
        value = f"(?P={found[1]})" if found[1] in known else f"(?P<{found[1]}>.+?)"
        known.add(found[1])
        parts += [re.escape(content[end : found.start()]), value]
        end = found.end()
    return re.compile("".join((*parts, re.escape(content[end:]))), re.DOTALL)
