"""Two hands at once: one wins, the other is told, and nothing happens twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from qianming.carriers.protocol import FilingAnswer
from qianming.core.codes import Carrier, DecisionVerdict, FilingReason, FilingState
from qianming.registry.models import (
    CarrierFiling,
    Decision,
    Event,
    HealthReason,
    Message,
    PhoneCode,
    PowerOfAttorney,
    Qualification,
    Signature,
)
from qianming.services import (
    applications,
    filings,
    messages,
    phone_codes,
    powers,
    qualifications,
    reviews,
    signatures,
    submissions,
)
from qianming.services.applications import Resubmission, SubmitApplication
from qianming.services.messages import JournalEntry, JournalLine
from qianming.services.refusals import LimitReached, Refusal
from qianming.services.submissions import Submitted
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    MINUTE,
    NOW,
    OPERATOR,
    PHONE,
    REASON,
    REVIEWER,
    a_letter,
    a_live_signature,
    a_submission,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*attempts: Callable[[], object]) -> list[object]:
    """Run attempts in threads that start together; a refusal is a result like any other."""
    barrier = threading.Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        barrier.wait(30)
        try:
            return attempt()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(run, attempts))


def refusals(results: list[object]) -> list[str]:
    return sorted(result.code for result in results if isinstance(result, Refusal))


def test_of_two_reviewers_one_decides() -> None:
    actor = an_applicant(an_account())
    order_id = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    results = at_once(
        lambda: reviews.approve(REVIEWER, order_id, NOW),
        lambda: reviews.reject(OPERATOR, order_id, REASON, "", NOW),
    )
    assert refusals(results) == ["AlreadyDecided"]
    decision = Decision.objects.get(work_order=order_id)
    state = Signature.objects.get(name=DOUBTFUL).applications.get().state
    assert state == ("approved" if decision.verdict == DecisionVerdict.APPROVED else "rejected")
    assert Event.objects.filter(subject=f"application:{order_id}").count() == 2


def test_of_two_approvals_of_a_qualification_one_gives_the_gift() -> None:
    actor = an_applicant(an_account())
    submitted = qualifications.submit(actor, a_submission(actor), NOW)
    results = at_once(*[lambda: reviews.approve(REVIEWER, submitted.order_id, NOW)] * 3)
    assert refusals(results) == ["AlreadyDecided"] * 2
    assert Signature.objects.count() == 1


def test_of_two_applications_for_one_name_one_is_stored() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    command = SubmitApplication("云帆样例", qualification_id=qualification.pk)
    results = at_once(*[lambda: applications.submit(actor, command, NOW)] * 3)
    assert refusals(results) == ["SignName.Exists"] * 2
    assert Signature.objects.filter(name="云帆样例").count() == 1


def test_of_two_edits_one_is_stored() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    reviews.approve(REVIEWER, applied(actor, DOUBTFUL, qualification).order_id, NOW)
    commands = [
        SubmitApplication(DOUBTFUL, qualification_id=qualification.pk, remark=remark) for remark in "甲乙丙"
    ]
    results = at_once(*[lambda one=one: applications.edit(actor, one, NOW) for one in commands])
    assert set(refusals(results)) <= {"SMS_STATUS_ILLEGAL", "SignatureChangedMeanwhile"}
    assert len(refusals(results)) == 2
    assert Signature.objects.get(name=DOUBTFUL).applications.count() == 2


def test_of_two_edits_that_are_approved_at_once_none_is_lost() -> None:
    """A version that nobody saw is never edited away: who did not see it is told to look again."""
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    order_id = applied(actor, COMPANY, qualification).order_id
    edits = [Resubmission(order_id, remark=remark) for remark in "甲乙"]
    results = at_once(*[lambda one=one: applications.resubmit(actor, one, NOW) for one in edits])
    assert refusals(results) == ["SignatureChangedMeanwhile"]
    stored = next(result for result in results if not isinstance(result, Refusal))
    assert Signature.objects.get(name=COMPANY).approved.work_order_id == stored.order_id  # type: ignore[attr-defined]


def test_an_edit_and_a_deletion_at_once_leave_no_application_behind() -> None:
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    reviews.approve(REVIEWER, applied(actor, DOUBTFUL, qualification).order_id, NOW)
    command = SubmitApplication(DOUBTFUL, qualification_id=qualification.pk)
    results = at_once(
        lambda: applications.edit(actor, command, NOW),
        lambda: signatures.delete(actor, account.pk, DOUBTFUL, NOW),
    )
    assert len(refusals(results)) == 1
    row = Signature.objects.get(name=DOUBTFUL)
    assert row.applications.count() == (1 if row.deleted_at else 2)


def test_of_two_letters_of_one_name_one_is_stored() -> None:
    actor = an_applicant(an_account())
    given = a_letter(actor)
    results = at_once(*[lambda: powers.keep(actor, given, NOW)] * 3)
    assert refusals(results) == ["AuthorizationLetterNameRepeat"] * 2
    unnamed = replace(given, name="")
    at_once(*[lambda: powers.keep(actor, unnamed, NOW)] * 3)
    names = {row.name for row in PowerOfAttorney.objects.all()} - {given.name}
    assert sorted(names) == [f"{given.grantor}V{version}" for version in (1, 2, 3)]


def test_of_two_submissions_with_one_phone_code_one_is_stored() -> None:
    actor = an_applicant(an_account())
    command = a_submission(actor)
    results = at_once(*[lambda: qualifications.submit(actor, command, NOW)] * 3)
    assert len(refusals(results)) == 2
    assert Qualification.objects.count() == 1


def test_of_two_requests_for_a_phone_code_one_is_sent() -> None:
    one, other = an_applicant(an_account("one")), an_applicant(an_account("other"))
    results = at_once(
        *[lambda: phone_codes.request(one, PHONE, NOW), lambda: phone_codes.request(other, PHONE, NOW)] * 2
    )
    assert sum(isinstance(result, LimitReached) for result in results) == 3
    assert PhoneCode.objects.count() == 1


def test_many_wrong_tries_at_once_are_counted() -> None:
    actor = an_applicant(an_account())
    phone_codes.request(actor, PHONE, NOW)
    at_once(*[lambda: phone_codes.is_valid(actor, PHONE, "x", NOW)] * 8)
    assert PhoneCode.objects.get().failures == 5


def test_two_workers_never_claim_one_row() -> None:
    a_live_signature(an_account())
    results = at_once(*[lambda: [row.pk for row in filings.claim_due(NOW, 2)] for _ in range(3)])
    claimed = [pk for pks in results if isinstance(pks, list) for pk in pks]
    assert sorted(claimed) == sorted(set(claimed))
    assert CarrierFiling.objects.filter(leased_until__isnull=False).count() == len(claimed)


def test_a_slow_worker_cannot_record_after_a_second_one() -> None:
    a_live_signature(an_account())
    answer = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), None)
    slow = filings.claim_due(NOW, 10)
    quick = filings.claim_due(NOW + timedelta(hours=1), 10)
    assert [row.pk for row in slow] == [row.pk for row in quick]
    results = at_once(*[lambda row=row: filings.record_answer(row, answer, NOW) for row in [*slow, *quick]])
    assert results == [False] * 3 + [True] * 3


def test_three_answers_at_once_leave_no_stale_reason() -> None:
    signature = a_live_signature(an_account())
    CarrierFiling.objects.update(state=FilingState.FILING)
    answer = FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), None)
    rows = filings.claim_due(NOW, 10)
    at_once(*[lambda row=row: filings.record_answer(row, answer, NOW + MINUTE) for row in rows])
    signature.refresh_from_db()
    assert signature.availability == "available"
    assert not HealthReason.objects.exists()
    assert {row.carrier for row in CarrierFiling.objects.filter(state="unverified")} == set(Carrier)


def test_two_followers_record_a_batch_once() -> None:
    signature = a_live_signature(an_account())
    line = JournalLine(PHONE, f"【{COMPANY}】您好", signature.pk)
    batch = [JournalEntry(n, signature.account_id, f"b{n}", NOW, "SMS_1", (line,)) for n in range(1, 21)]
    results = at_once(*[lambda: messages.record_batch("lane", batch)] * 3)
    assert results == [20, 20, 20]
    assert Message.objects.count() == 20


def test_two_workers_submit_each_message_once() -> None:
    signature = a_live_signature(an_account())
    line = JournalLine(PHONE, f"【{COMPANY}】您好", signature.pk)
    entry = JournalEntry(1, signature.account_id, "b", NOW, "SMS_1", (line,) * 30)
    messages.record_batch("lane", [entry])

    def work() -> int:
        done = 0
        while rows := submissions.claim_due(NOW, 7):
            told = [(row, Submitted(submissions.submission_of(row), None)) for row in rows]
            done += submissions.record(told, NOW)
        return done

    results = at_once(work, work, work)
    assert sum(result for result in results if isinstance(result, int)) == 30
    assert Message.objects.filter(state="submitted").count() == 30


def test_administrators_of_two_accounts_are_judged_without_waiting_in_a_circle() -> None:
    orders = []
    for number, name in enumerate(("one", "other"), start=1):
        company = f"杭州样例{'一二'[number - 1]}号公司"
        actor = an_applicant(an_account(name, verified_name=company))
        submission = a_submission(
            actor,
            company_name=company,
            credit_code=f"91330100MA2B0AAA{number}X",
            administrator_phone=f"1390000000{number}",
        )
        orders.append(qualifications.submit(actor, submission, NOW).order_id)
    results = at_once(*[lambda order=order: reviews.approve(REVIEWER, order, NOW) for order in orders])
    assert results == [None, None]
    shared = HealthReason.objects.filter(code="SHARED_ADMINISTRATOR")
    assert shared.values("signature").distinct().count() == 2
