"""What a signature rests on, the reasons that follow, and the events of their coming and going."""

from datetime import date, timedelta

import pytest

from qianming.core.china_time import china_day
from qianming.core.codes import Abnormality, Carrier, EventKind, SignatureSource
from qianming.core.delivery.causes import FailureCause, Ground
from qianming.core.rejections import RejectionReason
from qianming.core.subjects import DeliveryFacts, LowDelivery
from qianming.registry.models import Account, Application, Event, HealthReason, Qualification, Signature
from qianming.services import health, reviews
from qianming.services._command import write
from tests.services.making import (
    MINUTE,
    NOW,
    REASON,
    REVIEWER,
    a_live_signature,
    a_power,
    an_account,
    an_applicant,
    approved_qualification,
    filed,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(db: None) -> Signature:
    """A signature with nothing wrong."""
    live = a_live_signature(an_account())
    for carrier in Carrier:
        filed(live, carrier)
    assert refreshed(live) == ("available", set())
    return live


def refreshed(signature: Signature, later: timedelta = timedelta()) -> tuple[str, set[str]]:
    with write():
        health.refresh(signature, NOW + later)
    signature.refresh_from_db()
    reasons = HealthReason.objects.filter(signature=signature).values_list("code", flat=True)
    return signature.availability, set(reasons)


def evaluated(
    signature: Signature, later: timedelta = timedelta(), low: tuple[LowDelivery, ...] = ()
) -> tuple[str, set[str]]:
    """After a nightly run."""
    moment = NOW + later
    with write():
        health.refresh_nightly({signature.pk: DeliveryFacts(low)}, china_day(moment), moment)
    signature.refresh_from_db()
    reasons = HealthReason.objects.filter(signature=signature).values_list("code", flat=True)
    return signature.availability, set(reasons)


def test_a_source_that_has_ended_is_a_reason(signature: Signature) -> None:
    Application.objects.update(source=SignatureSource.APP)
    assert refreshed(signature) == ("abnormal", {"SOURCE_UNSUPPORTED"})
    assert HealthReason.objects.get().evidence == {"source": "app"}


def test_a_missing_qualification_is_a_reason(signature: Signature) -> None:
    Application.objects.update(qualification=None)
    assert refreshed(signature) == ("abnormal", {"QUALIFICATION_MISSING"})


def test_a_name_that_does_not_match_is_a_reason(signature: Signature) -> None:
    Qualification.objects.update(company_name="完全不同的名字")
    assert refreshed(signature) == ("abnormal", {"NAME_MISMATCH"})


def test_what_a_carrier_finds_non_compliant_is_a_reason(signature: Signature) -> None:
    Signature.objects.update(carrier_non_compliant=True)
    assert refreshed(signature) == ("abnormal", {"CARRIER_NON_COMPLIANT"})


def test_an_incomplete_qualification_is_a_reason(signature: Signature) -> None:
    Qualification.objects.update(credit_code="")
    assert refreshed(signature) == ("abnormal", {"QUALIFICATION_INCOMPLETE"})
    assert HealthReason.objects.get().evidence == {"missing": "credit_code"}


def test_an_inaccurate_qualification_is_a_reason(signature: Signature) -> None:
    Qualification.objects.update(accurate=False)
    assert refreshed(signature) == ("abnormal", {"QUALIFICATION_INACCURATE"})
    assert HealthReason.objects.get().evidence == {"verdict": "ELEMENTS_INACCURATE"}


def test_what_a_reviewer_found_incomplete_stays_so_until_an_approval(signature: Signature) -> None:
    order = Qualification.objects.get().work_order_id
    reviews.revoke(REVIEWER, order, [RejectionReason.ELEMENTS_INCOMPLETE], "", NOW + MINUTE)
    assert refreshed(signature)[1] == {"QUALIFICATION_INCOMPLETE", "QUALIFICATION_NOT_APPROVED"}
    reason = HealthReason.objects.get(code=Abnormality.QUALIFICATION_INCOMPLETE)
    assert reason.evidence == {"verdict": "ELEMENTS_INCOMPLETE"}
    Qualification.objects.update(complete=True)
    assert refreshed(signature)[1] == {"QUALIFICATION_NOT_APPROVED"}


def test_identity_documents_expire(signature: Signature) -> None:
    yesterday = date(2026, 6, 9)
    Qualification.objects.update(
        legal_representative_id_until=yesterday, administrator_id_until=date(2026, 6, 10)
    )
    assert refreshed(signature) == ("available", set())
    assert evaluated(signature) == ("abnormal", {"LEGAL_REPRESENTATIVE_ID_EXPIRED"})
    assert HealthReason.objects.get().evidence == {"until": "2026-06-09"}
    assert "ADMINISTRATOR_ID_EXPIRED" in evaluated(signature, timedelta(days=1))[1]


def test_the_power_of_attorney_expires(signature: Signature) -> None:
    power = a_power(signature.account, valid_until=date(2026, 6, 9))
    Application.objects.update(power_of_attorney=power)
    assert refreshed(signature) == ("available", set())
    assert evaluated(signature) == ("abnormal", {"POWER_OF_ATTORNEY_EXPIRED"})


def test_unfinished_filings_are_a_reason(signature: Signature) -> None:
    filed(signature, Carrier.TELECOM, "expired")
    assert refreshed(signature) == ("abnormal", {"FILING_ABNORMAL"})
    assert HealthReason.objects.get().evidence == {"mobile": "filed", "unicom": "filed", "telecom": "expired"}


@pytest.mark.parametrize(
    ("days", "reason"), [(89, None), (90, "RECENTLY_UNUSED"), (169, "RECENTLY_UNUSED"), (170, "LONG_UNUSED")]
)
def test_idle_time_is_a_reason_in_two_steps(signature: Signature, days: int, reason: str | None) -> None:
    expected = {reason} if reason else set()
    assert refreshed(signature, timedelta(days=days)) == ("available", set())
    assert evaluated(signature, timedelta(days=days))[1] == expected


def test_sending_ends_idle_time_at_the_next_nightly_run(signature: Signature) -> None:
    assert evaluated(signature, timedelta(days=100))[1] == {"RECENTLY_UNUSED"}
    Signature.objects.update(last_sent_at=NOW + timedelta(days=100))
    assert refreshed(signature, timedelta(days=101))[1] == {"RECENTLY_UNUSED"}
    assert evaluated(signature, timedelta(days=101)) == ("available", set())


def test_delivery_is_told_with_its_figures_and_its_cause(signature: Signature) -> None:
    low = LowDelivery(Carrier.UNICOM, 60, 20, FailureCause.CONTENT, Ground.RECEIPT_CODES)
    assert evaluated(signature, low=(low,)) == ("abnormal", {"DELIVERY_ABNORMAL"})
    assert HealthReason.objects.get().evidence == {"delivered_unicom": "20/60", "cause_unicom": "content"}
    filed(signature, Carrier.TELECOM, "expired")
    assert refreshed(signature)[1] == {"DELIVERY_ABNORMAL", "FILING_ABNORMAL"}
    assert evaluated(signature, low=(low,))[1] == {"DELIVERY_ABNORMAL_UNFILED", "FILING_ABNORMAL"}
    assert evaluated(signature)[1] == {"FILING_ABNORMAL"}


def test_a_repair_clears_what_the_night_raised(signature: Signature) -> None:
    Qualification.objects.update(administrator_id_until=date(2026, 6, 9))
    assert evaluated(signature)[1] == {"ADMINISTRATOR_ID_EXPIRED"}
    Qualification.objects.update(administrator_id_until=date(2036, 6, 9))
    assert refreshed(signature)[1] == {"ADMINISTRATOR_ID_EXPIRED"}
    with write():
        health.refresh(signature, NOW, repaired=True)
    assert refreshed(signature) == ("available", set())


def test_a_reason_that_stays_keeps_since_and_a_new_evidence_replaces_the_old(signature: Signature) -> None:
    filed(signature, Carrier.TELECOM, "failed")
    refreshed(signature, MINUTE)
    filed(signature, Carrier.TELECOM, "expired")
    refreshed(signature, 2 * MINUTE)
    reason = HealthReason.objects.get()
    assert (reason.since, reason.evidence["telecom"]) == (NOW + MINUTE, "expired")
    raised = Event.objects.filter(kind=EventKind.HEALTH_RAISED, at=NOW + MINUTE)
    assert [event.new for event in raised] == [Abnormality.FILING_ABNORMAL]
    assert not Event.objects.filter(at=NOW + 2 * MINUTE).exists()


def test_each_change_of_availability_is_an_event_with_its_time(signature: Signature) -> None:
    filed(signature, Carrier.TELECOM, "failed")
    refreshed(signature, MINUTE)
    event = Event.objects.filter(kind=EventKind.AVAILABILITY_CHANGED).last()
    assert event is not None
    assert (event.old, event.new, event.actor) == ("available", "abnormal", "system")
    signature.refresh_from_db()
    assert signature.availability_since == NOW + MINUTE


def test_a_deleted_signature_is_left_alone(signature: Signature) -> None:
    Signature.objects.update(deleted_at=NOW)
    filed(signature, Carrier.TELECOM, "failed")
    assert refreshed(signature) == ("available", set())


def test_one_administrator_for_several_enterprises_shows_on_all_of_them() -> None:
    one, other = an_account("one"), an_account("other", verified_name="杭州另一家样例公司")
    mine = a_live_signature(one)
    foreign = submitted_qualification(
        an_applicant(other),
        company_name="杭州另一家样例公司",
        credit_code="91330100MA2B0BBB2L",
        administrator_phone="13900000002",
    )
    code = Abnormality.SHARED_ADMINISTRATOR
    assert not HealthReason.objects.filter(code=code).exists()
    version = Account.objects.get(pk=one.pk).sending_version
    reviews.approve(REVIEWER, foreign.order_id, NOW + MINUTE)
    theirs = Signature.objects.get(account=other)
    assert set(HealthReason.objects.filter(code=code).values_list("signature_id", "since")) == {
        (mine.pk, NOW + MINUTE),
        (theirs.pk, NOW + MINUTE),
    }
    assert Account.objects.get(pk=one.pk).sending_version >= version
    reviews.revoke(REVIEWER, foreign.order_id, REASON, "", NOW + 2 * MINUTE)
    assert not HealthReason.objects.filter(code=code, signature=mine).exists()


def test_one_enterprise_with_two_qualifications_shares_nobody() -> None:
    actor = an_applicant(an_account())
    approved_qualification(actor)
    approved_qualification(actor, name="第二份资质", administrator_phone="13900000002")
    assert not HealthReason.objects.filter(code=Abnormality.SHARED_ADMINISTRATOR).exists()
