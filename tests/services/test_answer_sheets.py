"""Answer sheets with more rows than one transaction takes: each row for itself, and cheaply.

What a single row may say is shown in `tests.cli.test_filings`.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianming.carriers.protocol import ComplianceVerdict, FilingAnswer
from qianming.carriers.simulator.behaviour import CarrierBehaviour
from qianming.carriers.simulator.driver import SimulatedCarrier
from qianming.carriers.spreadsheet import SpreadsheetCarrier
from qianming.carriers.spreadsheet.answers import AnswerRow
from qianming.carriers.spreadsheet.layout import Layout
from qianming.core.access import AccessReason
from qianming.core.codes import Abnormality, Carrier, EventKind, FilingReason, FilingState
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.models import Account, CarrierFiling, Event, HealthReason
from qianming.services import audit
from qianming.services.answer_sheets import MatchFault, SheetImported, import_answers
from qianming.services.filing_batches import hand_over, prepare
from qianming.services.filing_orders import refile, set_answer
from tests.clock import StandingClock
from tests.services.making import NOW, OPERATOR, a_live_signature, an_applicant, approved_qualification
from tests.services.test_many_signatures import stock

pytestmark = pytest.mark.django_db

S, R = FilingState, FilingReason
LATER = NOW + timedelta(days=3)
COUNT = 30
LAYOUT = Layout(columns={}, answers={}, states={})


@pytest.fixture
def waiting(account: Account) -> list[CarrierFiling]:
    """Signatures that wait for one carrier and are filed with the others."""
    stock(account, approved_qualification(an_applicant(account)), COUNT)
    rows = list(CarrierFiling.objects.filter(carrier=Carrier.MOBILE, state=S.FILED).order_by("pk"))
    for row in rows:
        row.state, row.reasons, row.reference = S.NOT_FILED, [R.NON_REGISTER], f"r{row.pk}"
    CarrierFiling.objects.bulk_update(rows, ["state", "reasons", "reference"])
    return rows


def told(line: int, reference: str, state: FilingState | None, **more: object) -> AnswerRow:
    said = {"signature": "", "credit_code": "", "reason": None, "text": "", "verdict": None} | more
    return AnswerRow(line=line, reference=reference, state=state, **said)  # type: ignore[arg-type]


def imported(rows: list[AnswerRow]) -> SheetImported:
    return import_answers(OPERATOR, Carrier.MOBILE, rows, LAYOUT, LATER)


def states() -> Counter[str]:
    return Counter(CarrierFiling.objects.filter(carrier=Carrier.MOBILE).values_list("state", flat=True))


def test_a_batch_is_handed_over_whole_and_apart_from_what_went_another_way(
    waiting: list[CarrierFiling],
) -> None:
    batch = prepare(OPERATOR, Carrier.MOBILE)
    ready = len(batch.requests)
    assert ready >= COUNT
    CarrierFiling.objects.filter(pk=waiting[7].pk).update(reference="another")
    assert hand_over(OPERATOR, batch, NOW) == ready - 1
    assert states() == {S.FILING: ready - 1, S.NOT_FILED: 1}
    handed = CarrierFiling.objects.filter(state=S.FILING)
    assert not handed.filter(asked_at=None).exists()
    assert not handed.filter(extension="").exists()
    assert not handed.filter(papers=None).exists()
    opened = Event.objects.filter(kind=EventKind.PERSONAL_OPENED, reasons=[AccessReason.CARRIER_FILING])
    assert opened.count() == ready - 1
    assert hand_over(OPERATOR, batch, NOW) == 0


@pytest.mark.parametrize("failed", [False, True])
def test_the_job_hands_nothing_to_a_carrier_that_files_by_sheet(account: Account, failed: bool) -> None:
    """The filing, be it a new one or one that is filed again, stays in the queue: the next batch has it."""
    row = CarrierFiling.objects.get(signature=a_live_signature(account), carrier=Carrier.MOBILE)
    if failed:
        sign = row.signature
        set_answer(OPERATOR, sign, Carrier.MOBILE, FilingAnswer(S.FAILED, (R.SIGNATURE_ERROR,), None), NOW)
        refile(OPERATOR, sign, NOW, [Carrier.MOBILE])
        row.refresh_from_db()
    carriers = dict.fromkeys(Carrier, SpreadsheetCarrier(LAYOUT, SimulatedCarrier(CarrierBehaviour)))
    run_once(FilingHandler(carriers), StandingClock(NOW))
    left = CarrierFiling.objects.get(pk=row.pk)
    assert (left.state, left.asked_at, left.papers_id, left.due_at) == (S.NOT_FILED, None, None, None)
    assert not Event.objects.filter(subject=f"filing:{row.pk}", new=S.FILING)[int(failed) :].exists()
    assert row.reference in {request.reference for request in prepare(OPERATOR, Carrier.MOBILE).requests}


def test_a_row_that_is_impossible_leaves_those_beside_it_alone(waiting: list[CarrierFiling]) -> None:
    hand_over(OPERATOR, prepare(OPERATOR, Carrier.MOBILE), NOW)
    impossible, objected, compliant = waiting[3], waiting[4], waiting[5]
    rows = [
        told(line, row.reference, S.EXPIRED if row == impossible else S.FILED)
        for line, row in enumerate(waiting, start=2)
    ]
    rows[4] = told(6, objected.reference, S.FILED, verdict=ComplianceVerdict(False, "名称不符"))
    rows[5] = told(7, compliant.reference, None, verdict=ComplianceVerdict(False, "不符"))
    done = imported(rows)
    assert (done.recorded, done.unchanged) == (COUNT - 1, 0)
    assert [(bad.line, bad.fault) for bad in done.mismatches] == [(5, MatchFault.IMPOSSIBLE)]
    left = CarrierFiling.objects.get(pk=impossible.pk)
    assert (left.state, left.answered_at, left.reasons) == (S.FILING, None, ["REGISTERING"])
    assert not Event.objects.filter(subject=f"filing:{impossible.pk}", new=S.EXPIRED).exists()
    assert (
        CarrierFiling.objects.filter(pk__in=[row.pk for row in waiting], state=S.FILED).count() == COUNT - 2
    )
    raised = HealthReason.objects.filter(code=Abnormality.CARRIER_NON_COMPLIANT)
    assert set(raised.values_list("signature", flat=True)) == {objected.signature_id, compliant.signature_id}
    abnormal = HealthReason.objects.filter(code=Abnormality.FILING_ABNORMAL, signature__in=stocked(waiting))
    assert set(abnormal.values_list("signature", flat=True)) == {
        impossible.signature_id,
        compliant.signature_id,
    }
    assert not list(audit.verify())


def test_the_same_sheet_again_tells_nothing_new(waiting: list[CarrierFiling]) -> None:
    hand_over(OPERATOR, prepare(OPERATOR, Carrier.MOBILE), NOW)
    rows = [told(line, row.reference, S.FILED) for line, row in enumerate(waiting, start=2)]
    assert imported(rows).recorded == COUNT
    known = Event.objects.count()
    again = imported(rows)
    assert (again.recorded, again.unchanged, again.mismatches) == (0, COUNT, ())
    assert Event.objects.count() == known


def test_rows_are_matched_and_recorded_many_at_once(waiting: list[CarrierFiling]) -> None:
    """Each alone took thirty statements."""
    hand_over(OPERATOR, prepare(OPERATOR, Carrier.MOBILE), NOW)
    rows = [told(line, row.reference, S.FILED) for line, row in enumerate(waiting, start=2)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert imported(rows).recorded == COUNT
    assert len(asked) < 10 * COUNT


def stocked(rows: list[CarrierFiling]) -> list[int]:
    return [row.signature_id for row in rows]
