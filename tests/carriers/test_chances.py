"""What befalls simulated filings by rule, by chance and by outage."""

from datetime import UTC, datetime, timedelta

import pytest

from qianming.carriers.protocol import (
    CarrierUnreachable,
    ComplianceVerdict,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.simulator import BadConfiguration, CarrierBehaviour, SimulatedCarrier
from qianming.carriers.simulator.configuration import parse
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.subjects import SixElements

# A Friday: 12 June 2026, 10:00 in China.
NOW = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
R, S = FilingReason, FilingState


def a_carrier(text: str, carrier: Carrier = Carrier.MOBILE) -> SimulatedCarrier:
    behaviour = parse(text)[carrier]
    return SimulatedCarrier(lambda: behaviour)


def request(reference: str = "r", name: str = "云帆样例") -> FilingRequest:
    return FilingRequest(reference, Carrier.MOBILE, name, SignatureSource.ENTERPRISE_NAME, SixElements())


def probe(state: FilingState = S.FILING, reference: str = "r", name: str = "云帆样例") -> FilingProbe:
    return FilingProbe(reference, Carrier.MOBILE, state, NOW, name)


def test_working_days_leave_out_the_weekend() -> None:
    carrier = a_carrier("[all]\nfiling_delay_seconds = 0\nfiling_delay_days = 2\nprobe_delay_days = 1")
    answer = carrier.file(request(), NOW)
    assert answer.ask_again_at == NOW + 4 * DAY
    assert carrier.poll(probe(), NOW + 4 * DAY - SECOND).state is S.FILING
    probing = carrier.poll(probe(), NOW + 4 * DAY)
    assert (probing.state, probing.ask_again_at) == (S.UNVERIFIED, NOW + 5 * DAY + 2 * SECOND)


def test_days_are_spread_by_the_reference_and_stay() -> None:
    text = "[all]\nfiling_delay_days = 5\nfiling_delay_days_most = 10\nseed = 3"
    ends = [a_carrier(text).file(request(str(number)), NOW).ask_again_at for number in range(50)]
    assert ends == [a_carrier(text).file(request(str(number)), NOW).ask_again_at for number in range(50)]
    assert len(set(ends)) == 50
    assert NOW + 7 * DAY < min(filter(None, ends)) < max(filter(None, ends)) < NOW + 18 * DAY


def test_shares_are_kept_and_change_with_the_seed() -> None:
    text = """[all]
        filing_delay_seconds = 0
        failed_share = 0.3
        timeout_share = 0.1
        filing_reasons = ["QUALIFICATION_ERROR", "SIGNATURE_ERROR"]
        filing_text = "证件号不符"
    """
    answers = [a_carrier(text).poll(probe(reference=str(number)), NOW) for number in range(1000)]
    states = [answer.state for answer in answers]
    assert 260 < states.count(S.FAILED) < 340
    assert 70 < states.count(S.FILING) < 130
    failed = [answer for answer in answers if answer.state is S.FAILED]
    assert {answer.reasons for answer in failed} == {(R.QUALIFICATION_ERROR,), (R.SIGNATURE_ERROR,)}
    assert all(answer.texts == {answer.reasons[0]: ("证件号不符",)} for answer in failed)
    other = a_carrier(f"{text}\nseed = 2")
    assert states != [other.poll(probe(reference=str(number)), NOW).state for number in range(1000)]


def test_the_first_rule_that_fits_the_name_counts() -> None:
    text = """
        [all]
        filing_delay_seconds = 0
        [[rule]]
        name = "云帆*"
        carrier = "mobile"
        filing_outcome = "failed"
        filing_reason = "SIGNATURE_ERROR"
        [[rule]]
        name = "*"
        filing_delay_seconds = 9
    """
    assert a_carrier(text).poll(probe(), NOW).reasons == (R.SIGNATURE_ERROR,)
    assert a_carrier(text).poll(probe(name="样例"), NOW).ask_again_at == NOW + 9 * SECOND
    assert a_carrier(text, Carrier.UNICOM).poll(probe(), NOW).state is S.FILING


def test_an_outage_answers_nothing_until_it_ends() -> None:
    text = """
        [[outage]]
        carrier = "mobile"
        start = 2026-06-12T10:00:00+08:00
        end = 2026-06-12T11:00:00+08:00
    """
    carrier = a_carrier(text)
    text_out = Submission("M1", Carrier.MOBILE, "13800000001", "【云帆样例】您好", True)
    for call in (
        lambda now: carrier.file(request(), now),
        lambda now: carrier.poll(probe(), now),
        lambda now: carrier.deliver(text_out, now),
    ):
        with pytest.raises(CarrierUnreachable):
            call(NOW)
        with pytest.raises(CarrierUnreachable):
            call(NOW + timedelta(minutes=59))
        assert call(NOW + timedelta(hours=1)) is not None
    assert a_carrier(text, Carrier.UNICOM).file(request(), NOW).state is S.FILING


def test_a_lost_answer_is_given_again_when_asked_again() -> None:
    carrier = a_carrier("[all]\nlost_share = 1")
    for _ in range(2):
        with pytest.raises(CarrierUnreachable):
            carrier.file(request(), NOW)
        assert carrier.file(request(), NOW).state is S.FILING
        carrier = a_carrier("[all]\nlost_share = 1")
    with pytest.raises(CarrierUnreachable):
        carrier.poll(probe(), NOW + DAY)
    assert carrier.poll(probe(), NOW + DAY).state is S.UNVERIFIED


@pytest.mark.parametrize(("outcome", "end"), [("filed", S.FILED), ("failed", S.FAILED)])
def test_a_duplicated_answer_comes_twice_and_says_the_same(outcome: str, end: FilingState) -> None:
    carrier = a_carrier(f'[all]\nduplicate_share = 1\nfiling_outcome = "{outcome}"')
    asked = S.UNVERIFIED if end is S.FILED else S.FILING
    first = carrier.poll(probe(asked), NOW + DAY)
    again = carrier.poll(probe(end), NOW + 2 * DAY)
    assert (first.state, first.reasons) == (again.state, again.reasons) == (end, first.reasons)
    assert first.ask_again_at is not None
    assert again.ask_again_at is None


def test_a_filed_signature_is_watched_and_judged() -> None:
    watching = '[all]\nwatch_seconds = 60\ncompliance = "{}"\ncompliance_text = "名称不符"'
    objecting = a_carrier(watching.format("non_compliant")).poll(probe(S.FILED), NOW)
    assert objecting.verdict == ComplianceVerdict(False, "名称不符")
    assert objecting.ask_again_at == NOW + timedelta(seconds=60)
    assert a_carrier(watching.format("compliant")).poll(probe(S.FILED), NOW).verdict == ComplianceVerdict(
        True
    )
    assert a_carrier("").poll(probe(S.FILED), NOW).verdict is None
    assert a_carrier("").poll(probe(S.FILED), NOW).ask_again_at is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[rule]\nname = 1", "[[rule]]"),
        ("[[rule]]\nfailed_share = 1", "rule.name"),
        ('[[rule]]\nname = "*"\ncarrier = "nobody"', "rule.carrier"),
        ('[[rule]]\nname = "*"\ncolour = 1', "rule.colour"),
        ("[[outage]]\nstart = 2026-06-12T10:00:00\nend = 2026-06-13T10:00:00", "outage: write start"),
        ("[[outage]]\nstart = 2026-06-12T10:00:00Z\nend = 2026-06-12T10:00:00Z", "later end"),
        ("[all]\nfailed_share = 1.5", "all.failed_share: 1.5 cannot be used; write a share from 0 to 1."),
        ("[all]\nseed = 1.5", "all.seed"),
        ("[all]\nfiling_text = 1", "all.filing_text"),
        ('[all]\nfiling_reasons = "NON_REGISTER"', "a list of reasons"),
        ("[all]\nfiling_delay_days = 101", "working days from 0 to 100"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, named: str) -> None:
    with pytest.raises(BadConfiguration) as refused:
        parse(text)
    assert named in str(refused.value)


def test_a_rule_changes_no_other_name() -> None:
    behaviour = parse('[[rule]]\nname = "甲"\nfailed_share = 1')[Carrier.MOBILE]
    assert behaviour.toward("乙") == behaviour
    assert behaviour.toward("甲").failed_share == 1
    assert CarrierBehaviour().toward("甲") == CarrierBehaviour()
