"""Answers that fit nothing: kept, counted, asked for a few times more, and settled by one that fits."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from qianming.carriers.protocol import (
    CarrierMisunderstood,
    CarrierUnreachable,
    DeliveryPlan,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.core.codes import Carrier, FilingReason, FilingState
from qianming.core.mismatches import MismatchFault
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.models import CarrierFiling, FilingMismatch, Signature
from qianming.services.actors import Actor
from qianming.services.filing_mismatches import dismiss, mismatches, note_unasked
from qianming.services.filing_orders import record_unasked, refile, set_answer
from qianming.services.refusals import Conflict, Forbidden, NotFound
from tests.clock import StandingClock
from tests.services.making import NOW, OPERATOR, a_live_signature, an_account, an_applicant

pytestmark = pytest.mark.django_db

S, R, F = FilingState, FilingReason, MismatchFault
MINUTE = timedelta(minutes=1)
FILING = FilingAnswer(S.FILING, (R.REGISTERING,), NOW)
FILED = FilingAnswer(S.FILED, (R.DETECT_SUCCESS,), None)
# What was never in force does not expire.
IMPOSSIBLE = FilingAnswer(S.EXPIRED, (R.SUBPORT_RECYCLE,), NOW)


class Telling:
    """A carrier that answers whatever it was given last, or raises it."""

    def __init__(self, *answers: FilingAnswer | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        return self.file(None, now)  # type: ignore[arg-type]

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        raise CarrierUnreachable


@pytest.fixture
def signature(db: None) -> Signature:
    """With one filing alone, at the mobile carrier."""
    row = a_live_signature(an_account())
    row.filings.exclude(carrier=Carrier.MOBILE).update(due_at=None)
    return row


def live(signature: Signature, driver: Telling, days: float) -> None:
    """So long with a look at every minute at which something is due."""
    clock, handler = StandingClock(NOW), FilingHandler(dict.fromkeys(Carrier, driver))
    end = NOW + timedelta(days=days)
    for _ in range(200):
        due = filing(signature).due_at
        if due is None or due > end:
            return
        clock.moment = max(due, clock.moment)
        run_once(handler, clock)
    raise AssertionError("it is asked about endlessly")


def filing(signature: Signature) -> CarrierFiling:
    return signature.filings.get(carrier=Carrier.MOBILE)


@pytest.mark.parametrize(
    ("driver", "fault", "told", "state"),
    [
        (lambda: Telling(FILING, IMPOSSIBLE), F.IMPOSSIBLE, "expired", S.FILING),
        (lambda: Telling(CarrierMisunderstood(F.MALFORMED)), F.MALFORMED, "", S.NOT_FILED),
        (lambda: Telling(CarrierMisunderstood(F.REFUSED, "403")), F.REFUSED, "403", S.NOT_FILED),
        (lambda: Telling(FILING, CarrierMisunderstood(F.UNKNOWN, "filed")), F.UNKNOWN, "filed", S.FILING),
    ],
)
def test_it_is_counted_and_not_asked_for_endlessly(
    signature: Signature,
    driver: Callable[[], Telling],
    fault: MismatchFault,
    told: str,
    state: FilingState,
) -> None:
    carrier = driver()
    live(signature, carrier, 30)
    assert carrier.asked == 6 + (state is S.FILING)
    (row,) = mismatches(OPERATOR)
    assert (row.fault, row.told, row.times, row.asked_again_at) == (fault, told, 6, None)
    assert (row.signature, row.carrier) == (signature.name, Carrier.MOBILE)
    assert row.last_at - row.first_at == MINUTE * (1 + 4 + 16 + 64 + 256)
    assert filing(signature).state == state


def test_silence_is_no_mismatch(signature: Signature) -> None:
    live(signature, Telling(CarrierUnreachable("down")), 0.1)
    assert mismatches(OPERATOR) == []
    assert filing(signature).due_at is not None


def test_an_answer_that_fits_settles_it_and_begins_the_count_anew(signature: Signature) -> None:
    wrong = CarrierMisunderstood(F.MALFORMED)
    live(signature, Telling(wrong, wrong, FILING, wrong, FILED), 1)
    assert mismatches(OPERATOR) == []
    assert filing(signature).state == S.FILED
    assert sorted(FilingMismatch.objects.values_list("times", flat=True)) == [1, 2]


def by_hand(signature: Signature) -> None:
    assert set_answer(OPERATOR, signature, Carrier.MOBILE, FILED, NOW)


def filed_again(signature: Signature) -> None:
    refile(OPERATOR, signature, NOW, [Carrier.MOBILE])


@pytest.mark.parametrize("settle", [by_hand, filed_again])
def test_the_desk_settles_it(signature: Signature, settle: Callable[[Signature], None]) -> None:
    live(signature, Telling(CarrierMisunderstood(F.REFUSED, "401")), 1)
    settle(signature)
    assert mismatches(OPERATOR) == []


def test_what_is_told_unasked_and_fits_nothing_is_kept(signature: Signature) -> None:
    live(signature, Telling(FILING, FilingAnswer(S.FILED, (R.DETECT_SUCCESS,), None)), 1)
    reference = filing(signature).reference
    for _ in range(2):
        with pytest.raises(Conflict):
            record_unasked(Carrier.MOBILE, reference, FILING, NOW)
        with pytest.raises(NotFound):
            record_unasked(Carrier.MOBILE, "a reference of nobody", FILED, NOW)
    found = {row.fault: (row.reference, row.signature, row.times) for row in mismatches(OPERATOR)}
    assert found == {
        F.IMPOSSIBLE: (reference, signature.name, 2),
        F.UNKNOWN: ("a reference of nobody", "", 2),
    }
    assert mismatches(OPERATOR, Carrier.TELECOM) == []
    assert [row.fault for row in mismatches(OPERATOR, account=signature.account.name)] == [F.IMPOSSIBLE]


def test_it_is_laid_aside_by_number(signature: Signature) -> None:
    note_unasked(Carrier.MOBILE, "r" * 100, F.UNKNOWN, "filed", NOW, filing_id=None)
    (row,) = mismatches(OPERATOR)
    assert row.reference == "r" * 64
    with pytest.raises(NotFound):
        dismiss(OPERATOR, [row.number, 10**9], NOW)
    assert dismiss(OPERATOR, [row.number], NOW) == 1
    assert (mismatches(OPERATOR), dismiss(OPERATOR, [row.number], NOW)) == ([], 0)


def test_only_the_desk_sees_and_dismisses(signature: Signature) -> None:
    stranger: Actor = an_applicant(signature.account)
    with pytest.raises(Forbidden):
        mismatches(stranger)
    with pytest.raises(Forbidden):
        dismiss(stranger, [1], NOW)
