"""The driver of carriers that file over HTTP, against a carrier that answers in process."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from qianming.carriers.http_json import HttpJsonCarrier, HttpJsonEntry
from qianming.carriers.protocol import (
    CarrierMisunderstood,
    CarrierUnreachable,
    ComplianceVerdict,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.mismatches import MismatchFault
from qianming.core.subjects import SixElements

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
R, S, F = FilingReason, FilingState, MismatchFault
REQUEST = FilingRequest(
    "ref-1", Carrier.UNICOM, "云帆样例", SignatureSource.ENTERPRISE_NAME, SixElements("甲公司"), "42"
)
PROBE = FilingProbe("ref-1", Carrier.UNICOM, S.FILING, NOW, "云帆样例")


class NoTexts:
    """Another way for texts, which has no plan for any."""

    def deliver(self, submission: Submission, now: datetime) -> None:
        return None


class Line:
    """Answers in turn, and keeps what was asked."""

    def __init__(self, *answers: object, **entry: object) -> None:
        self.answers, self.asked, self.waits = list(answers), list[httpx.Request](), list[float]()
        self.carrier = HttpJsonCarrier(
            HttpJsonEntry("https://carrier.example/v1/", token="t0ken", **entry),  # type: ignore[arg-type]
            NoTexts(),
            transport=httpx.MockTransport(self._answer),
            wait=self.waits.append,
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return httpx.Response(answer)
        if isinstance(answer, bytes):
            return httpx.Response(200, content=answer)
        return httpx.Response(200, json=answer)


def test_a_filing_is_posted_with_its_reference_as_key() -> None:
    line = Line({"state": "filing"})
    assert line.carrier.file(REQUEST, NOW) == FilingAnswer(S.FILING, (R.REGISTERING,), NOW + HOUR)
    (asked,) = line.asked
    assert (asked.method, str(asked.url)) == ("POST", "https://carrier.example/v1/filings")
    assert asked.headers["idempotency-key"] == "ref-1"
    assert asked.headers["authorization"] == "Bearer t0ken"
    body = json.loads(asked.content)
    assert (body["reference"], body["signature"], body["extension"]) == ("ref-1", "云帆样例", "42")
    assert body["elements"]["enterprise_name"] == "甲公司"


def test_a_failing_call_is_made_again_with_the_same_key() -> None:
    line = Line(httpx.ConnectError("down"), 503, {"state": "filing"})
    assert line.carrier.file(REQUEST, NOW).state is S.FILING
    assert {asked.headers["idempotency-key"] for asked in line.asked} == {"ref-1"}
    assert len({asked.content for asked in line.asked}) == 1
    assert line.waits == [0.2, 0.4]


@pytest.mark.parametrize(
    ("answers", "tries"),
    [
        ((503, 429, 500), 3),
        ((httpx.ReadTimeout("slow"),) * 3, 3),
    ],
)
def test_silence_is_no_answer(answers: tuple[object, ...], tries: int) -> None:
    line = Line(*answers)
    with pytest.raises(CarrierUnreachable) as silent:
        line.carrier.poll(PROBE, NOW)
    assert len(line.asked) == tries
    assert "云帆" not in str(silent.value)


@pytest.mark.parametrize(
    ("answer", "fault", "told"),
    [
        (404, F.REFUSED, "404"),
        (302, F.REFUSED, "302"),
        (b"<html>", F.MALFORMED, ""),
        ({"state": "wonderful"}, F.MALFORMED, ""),
        ({"state": "failed", "reasons": [{"code": "BECAUSE"}]}, F.MALFORMED, ""),
        (b"x" * 300_000, F.MALFORMED, "200"),
        ({"state": "filed", "reference": "ref-2"}, F.UNKNOWN, "filed"),
    ],
)
def test_what_is_no_answer_to_the_question_is_told_at_once(
    answer: object, fault: MismatchFault, told: str
) -> None:
    line = Line(answer)
    with pytest.raises(CarrierMisunderstood) as refused:
        line.carrier.poll(PROBE, NOW)
    assert (refused.value.fault, refused.value.told, len(line.asked)) == (fault, told, 1)
    assert "云帆" not in str(refused.value)


def test_an_answer_may_repeat_the_reference() -> None:
    assert Line({"state": "filed", "reference": "ref-1"}).carrier.poll(PROBE, NOW).state is S.FILED


def test_everything_that_an_answer_may_say() -> None:
    line = Line(
        {
            "state": "failed",
            "reasons": [{"code": "SIGNATURE_ERROR", "texts": ["名称不符", "请更名"]}],
            "compliance": {"compliant": False, "text": "名称不符"},
        }
    )
    answer = line.carrier.poll(PROBE, NOW)
    assert str(line.asked[0].url) == "https://carrier.example/v1/filings/ref-1"
    assert (answer.state, answer.reasons, answer.ask_again_at) == (S.FAILED, (R.SIGNATURE_ERROR,), None)
    assert answer.texts == {R.SIGNATURE_ERROR: ("名称不符", "请更名")}
    assert answer.verdict == ComplianceVerdict(False, "名称不符")


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ({"state": "filing", "ask_again_seconds": 60}, NOW + timedelta(minutes=1)),
        ({"state": "unverified", "ask_again_seconds": -5}, NOW + timedelta(seconds=1)),
        ({"state": "filing", "ask_again_seconds": 1e9}, NOW + DAY),
        ({"state": "filed"}, NOW + DAY),
        ({"state": "expired", "reasons": [{"code": "SUBPORT_RECYCLE"}]}, None),
    ],
)
def test_when_it_is_asked_again(told: dict[str, object], again: datetime | None) -> None:
    assert Line(told).carrier.poll(PROBE, NOW).ask_again_at == again


def test_a_filed_one_is_not_watched_where_that_is_switched_off() -> None:
    assert Line({"state": "filed"}, watch_seconds=0).carrier.poll(PROBE, NOW).ask_again_at is None


def test_texts_go_out_on_the_other_way_and_the_address_is_checked() -> None:
    text = Submission("M1", Carrier.UNICOM, "13000000001", "【云帆样例】您好", True)
    assert Line().carrier.deliver(text, NOW) is None
    with pytest.raises(ValueError, match="url"):
        HttpJsonCarrier(HttpJsonEntry("ftp://carrier.example"), NoTexts())
