"""What one decision means for a thousand signatures is stored in the same transaction.

How soon is measured by `make bench-realtime`.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianming.core.codes import EventKind, Origin, ReviewState, SignatureKind, WorkOrderKind
from qianming.core.names.lookalike import keys
from qianming.registry.models import (
    Account,
    Application,
    CarrierFiling,
    Event,
    HealthReason,
    Qualification,
    Signature,
    WorkOrder,
)
from qianming.registry.standing import standings
from qianming.services import health, reviews
from qianming.services.qualification_updates import UpdateQualification, update
from tests.services.making import (
    NOW,
    REASON,
    REVIEWER,
    a_trademark,
    an_account,
    an_applicant,
    approved_qualification,
    phone_code,
)

pytestmark = pytest.mark.django_db

MANY = 1000
LATER = NOW + timedelta(minutes=5)


def stock(account: Account, qualification: Qualification, count: int, *, trademarks: bool = False) -> None:
    """So many approved and filed signatures of one qualification, each with a trademark of its own if so."""
    names = [f"杭州云帆{number:04d}" for number in range(count)]
    gift = Signature.objects.select_related("approved__work_order").get(account=account).approved
    assert gift is not None
    findings = gift.work_order.sealed_findings
    orders = WorkOrder.objects.bulk_create(
        WorkOrder(
            account=account,
            kind=WorkOrderKind.SIGNATURE,
            submitted_at=NOW,
            due_at=NOW,
            policy=NOW.date(),
            sealed_findings=findings,
        )
        for _ in names
    )
    rows = Signature.objects.bulk_create(_signature(account, name) for name in names)
    versions = Application.objects.bulk_create(
        Application(
            account=account,
            signature=row,
            work_order=order,
            source="trademark" if trademarks else "enterprise",
            purpose="own",
            qualification=qualification,
            trademark=a_trademark(account, row.name) if trademarks else None,
            state=ReviewState.APPROVED,
            created_at=NOW,
            decided_at=NOW,
        )
        for row, order in zip(rows, orders, strict=True)
    )
    for row, version in zip(rows, versions, strict=True):
        row.approved = version
    Signature.objects.bulk_update(rows, ["approved"], batch_size=200)
    CarrierFiling.objects.bulk_create(
        CarrierFiling(
            account=account, signature=row, application=version, carrier=carrier, state="filed", since=NOW
        )
        for row, version in zip(rows, versions, strict=True)
        for carrier in ("mobile", "unicom", "telecom")
    )


def _signature(account: Account, name: str) -> Signature:
    alike = keys(name)
    return Signature(
        account=account,
        name=name,
        kind=SignatureKind.UNIVERSAL,
        origin=Origin.APPLIED_FOR,
        spelling_key=alike.spelling,
        shape_key=alike.shape,
        sound_key=alike.sound,
        code=name,
        created_at=NOW,
    )


def test_a_thousand_signatures_follow_their_qualification() -> None:
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    stock(account, qualification, MANY)
    code = phone_code(actor, "13800000007", LATER)
    command = UpdateQualification(qualification.pk, qualification.work_order_id, "13800000007", code)
    update(actor, command, LATER)
    raised = HealthReason.objects.filter(code="QUALIFICATION_NOT_APPROVED")
    assert raised.count() == MANY + 1
    assert (
        Event.objects.filter(kind=EventKind.HEALTH_RAISED, new="QUALIFICATION_NOT_APPROVED").count() == 1001
    )
    assert set(Signature.objects.values_list("availability", flat=True)) == {"abnormal"}


def statements(name: str, phone: str, count: int, *, trademarks: bool = False) -> int:
    """How many statements it takes to revoke a qualification with so many signatures beside its gift."""
    account = an_account(name)
    qualification = approved_qualification(an_applicant(account), administrator_phone=phone)
    stock(account, qualification, count, trademarks=trademarks)
    with CaptureQueriesContext(connection) as queries:
        reviews.revoke(REVIEWER, qualification.work_order_id, REASON, "", NOW)
    return len(queries)


@pytest.mark.parametrize("trademarks", [False, True])
def test_twenty_signatures_cost_hardly_more_statements_than_one(trademarks: bool) -> None:
    one = statements("one", "13800000030", 0)
    assert statements("many", "13800000031", 20, trademarks=trademarks) <= one + 2


def test_more_than_fit_into_one_statement_are_assessed_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "SIGNATURES_AT_ONCE", 2)
    qualification = approved_qualification(an_applicant(an_account()))
    stock(qualification.account, qualification, 4)
    reviews.revoke(REVIEWER, qualification.work_order_id, REASON, "", NOW)
    raised = HealthReason.objects.filter(code="QUALIFICATION_NOT_APPROVED").values_list(
        "signature", flat=True
    )
    assert set(raised) == set(Signature.objects.values_list("pk", flat=True))
    assert set(Signature.objects.values_list("availability", flat=True)) == {"abnormal"}


def test_pages_of_signatures_are_read_alike() -> None:
    account = an_account()
    qualification = approved_qualification(an_applicant(account))
    stock(account, qualification, 501)
    read = list(standings(Signature.objects.values_list("pk", flat=True)))
    assert len(read) == 502
    assert {one.qualification is not None for one in read} == {True}
    assert all(len(one.filings) == 3 for one in read)
