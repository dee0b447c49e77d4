"""Documents read in the background: what is kept of them, what is tried again, what is given up."""

from typing import Any

import pytest

from qianming.core.codes import EventKind
from qianming.core.readings import Agreement, DocumentField, DocumentKind, PhotoFlaw, ReadingState
from qianming.documents import reader
from qianming.documents.faults import Busy, Fault, Faulty
from qianming.documents.reading.results import Reading, Seen, Witness
from qianming.jobs.due import run_once
from qianming.jobs.handlers.readings import ReadingHandler
from qianming.registry.models import DocumentReading, Event, Qualification
from qianming.registry.stores import StoreFailed
from qianming.services import powers, readings
from qianming.services.reading_results import letter_of, licences_of, open_reading
from qianming.services.refusals import NotFound, Unavailable
from tests.clock import StandingClock
from tests.documents.samples import DOCX
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    PNG,
    an_account,
    an_applicant,
    submitted_qualification,
    upload,
)

pytestmark = pytest.mark.django_db
F, W = DocumentField, Witness
READ = Reading(
    (
        Seen(F.NAME, W.PRINT, COMPANY),
        Seen(F.NAME, W.QR_CODE, COMPANY),
        Seen(F.CREDIT_CODE, W.PRINT, "91330100MA2B0AAA1X"),
        Seen(F.CREDIT_CODE, W.QR_CODE, CREDIT_CODE),
        Seen(F.LEGAL_REPRESENTATIVE, W.PRINT, "法人甲"),
        Seen(F.SEAL, W.MARK, "1"),
    )
)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The reader is the edge of the world: it takes seconds. It gives, or raises, what stands first here."""
    outcomes: list[Any] = []

    def read(content: bytes, kind: str, document: DocumentKind) -> Reading:
        assert content == PNG
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        assert isinstance(outcome, Reading)
        return outcome

    monkeypatch.setattr(reader, "read", read)
    monkeypatch.setattr(reader, "is_installed", lambda: True)
    return outcomes


def run() -> int:
    return run_once(ReadingHandler(), StandingClock(NOW))


def a_submitted_one() -> Qualification:
    submitted = submitted_qualification(an_applicant(an_account()))
    return Qualification.objects.select_related("account").get(pk=submitted.qualification_id)


def test_a_submitted_licence_is_read_in_the_background(reads: list[Any]) -> None:
    row = a_submitted_one()
    (waiting,) = licences_of(row)
    assert (waiting.state, waiting.fields) == (ReadingState.QUEUED, ())
    reads.append(READ)
    assert (run(), run()) == (1, 0)
    (document,) = licences_of(row)
    assert (document.state, document.flaws) == (ReadingState.READ, ())
    assert {one.field: one.agreement for one in document.fields} == {
        F.NAME: Agreement.STRONG,
        F.CREDIT_CODE: Agreement.DIFFERS,
        F.LEGAL_REPRESENTATIVE: Agreement.STRONG,
        F.VALID_FROM: Agreement.ALONE,
        F.VALID_UNTIL: Agreement.ALONE,
        F.SEAL: Agreement.ALONE,
    }
    assert Event.objects.filter(kind=EventKind.DOCUMENT_READ, new="read").count() == 1


def test_what_was_read_is_sealed_and_in_no_event(reads: list[Any]) -> None:
    a_submitted_one()
    reads.append(READ)
    run()
    stored = DocumentReading.objects.get()
    assert "法人甲".encode() not in bytes(stored.sealed_result or b"")
    assert open_reading(stored) == READ
    assert not any("法人甲" in str(vars(event)) for event in Event.objects.all())


def test_a_poor_photo_gets_a_request_for_a_better_one(reads: list[Any]) -> None:
    row = a_submitted_one()
    reads.append(Reading(READ.seen, (PhotoFlaw.BLURRED,), 0.7))
    run()
    (document,) = licences_of(row)
    assert (document.state, document.flaws) == (ReadingState.UNREADABLE, (PhotoFlaw.BLURRED,))
    assert document.fields


def test_what_kills_its_reader_is_given_up(reads: list[Any]) -> None:
    row = a_submitted_one()
    reads.append(Faulty(Fault.TOO_COMPLEX))
    run()
    (document,) = licences_of(row)
    assert (document.state, document.flaws) == (ReadingState.UNREADABLE, (PhotoFlaw.TOO_SLOW,))


def test_a_busy_reader_is_asked_again(reads: list[Any]) -> None:
    row = a_submitted_one()
    reads.append(Busy())
    assert run() == 1
    assert licences_of(row)[0].state == ReadingState.QUEUED
    due_at = DocumentReading.objects.get().due_at
    assert due_at is not None
    assert due_at > NOW


def test_no_document_is_given_up_because_its_file_was_out_of_reach(reads: list[Any]) -> None:
    row = a_submitted_one()
    for fault in (StoreFailed("no answer"), Busy(), StoreFailed("no answer"), Busy(), Busy()):
        reads.append(fault)
        assert run() == 1
        DocumentReading.objects.update(due_at=NOW)
    reads.append(READ)
    run()
    assert licences_of(row)[0].state == ReadingState.READ


def test_a_document_that_was_tried_too_often_is_given_up(reads: list[Any]) -> None:
    a_submitted_one()
    DocumentReading.objects.update(attempts=3)
    run()
    assert DocumentReading.objects.get().state == ReadingState.UNREADABLE


def test_without_the_extra_nothing_is_read_and_all_else_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "is_installed", lambda: False)
    row = a_submitted_one()
    run()
    assert [(one.state, one.fields) for one in licences_of(row)] == [(ReadingState.NOT_READ, ())]


def test_a_letter_is_read_when_it_is_registered(reads: list[Any]) -> None:
    account = an_account()
    actor = an_applicant(account)
    power = powers.keep(
        actor,
        powers.PowerFields(
            name="授权书",
            grantor=LONG_COMPANY,
            grantee=COMPANY,
            credit_code=OTHER_CREDIT_CODE,
            period="2026-01-01~2027-01-01",
            scope=("云帆样例",),
            picture_key=upload(actor),
        ),
        NOW,
    )
    reads.append(Reading((Seen(F.GRANTOR, W.PRINT, LONG_COMPANY), Seen(F.SCOPE, W.PRINT, "云帆样例"))))
    run()
    (document,) = letter_of(power)
    agreements = {one.field: one.agreement for one in document.fields}
    assert (agreements[F.GRANTOR], agreements[F.SCOPE]) == (Agreement.STRONG, Agreement.STRONG)
    assert agreements[F.GRANTEE] == Agreement.ALONE


def test_a_form_is_filled_from_the_surest_witness(reads: list[Any]) -> None:
    actor = an_applicant(an_account())
    key = upload(actor)
    reads.append(READ)
    proposal = readings.read_material(actor, key, DocumentKind.LICENCE, NOW)
    assert proposal.state == ReadingState.READ
    assert (proposal.fields[F.NAME], proposal.fields[F.CREDIT_CODE]) == (COMPANY, CREDIT_CODE)
    assert readings.read_material(actor, key, DocumentKind.LICENCE, NOW) == proposal


def test_a_form_says_what_cannot_be_read(reads: list[Any]) -> None:
    actor = an_applicant(an_account())
    key = upload(actor)
    with pytest.raises(NotFound):
        readings.read_material(actor, "1/none/a.png", DocumentKind.LICENCE, NOW)
    reads.append(Busy())
    with pytest.raises(Unavailable):
        readings.read_material(actor, key, DocumentKind.LICENCE, NOW)
    document = upload(actor, "a.docx", DOCX)
    assert readings.read_material(actor, document, DocumentKind.LICENCE, NOW).state == ReadingState.NOT_READ


def test_what_another_account_uploaded_is_not_found(reads: list[Any]) -> None:
    key = upload(an_applicant(an_account()))
    with pytest.raises(NotFound):
        readings.read_material(an_applicant(an_account("other")), key, DocumentKind.LICENCE, NOW)
