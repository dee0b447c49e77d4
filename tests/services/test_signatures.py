"""Live signatures: deleted, frozen, penalised."""

import pytest

from qianming.core.codes import EventKind, FreezeParty, ReviewState, SignatureKind
from qianming.core.permissions import Role
from qianming.core.rejections import RejectionReason
from qianming.registry import queries
from qianming.registry.models import Account, Event, Signature
from qianming.services import applications, reviews, signatures
from qianming.services.actors import user_actor
from qianming.services.refusals import Conflict, Forbidden, NotFound, RefusalCode
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    MINUTE,
    NOW,
    OPERATOR,
    REASON,
    REVIEWER,
    a_live_signature,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
)

pytestmark = pytest.mark.django_db

CUSTOMER, PLATFORM = FreezeParty.CUSTOMER, FreezeParty.PLATFORM
BROKEN = RejectionReason.RULES_VIOLATED


def version(account: Account) -> int:
    return Account.objects.get(pk=account.pk).sending_version


def test_deleting_frees_the_name_and_stops_everything() -> None:
    account = an_account()
    actor = an_applicant(account)
    signature = a_live_signature(account)
    before = version(account)
    signatures.delete(actor, account.pk, COMPANY, NOW + MINUTE)
    signature.refresh_from_db()
    assert signature.deleted_at == NOW + MINUTE
    assert queries.signature(account.pk, COMPANY) is None
    assert not signature.filings.filter(due_at__isnull=False).exists()
    assert not signature.health_reasons.exists()
    assert version(account) > before
    assert Event.objects.get(kind=EventKind.SIGNATURE_DELETED).old == "approved"


@pytest.mark.parametrize("state", ["withdrawn", "rejected", "approved"])
def test_it_deletes_what_is_decided_or_withdrawn(state: str) -> None:
    account = an_account()
    actor = an_applicant(account)
    submitted = applied(actor, DOUBTFUL, approved_qualification(actor))
    assert submitted.state is ReviewState.IN_REVIEW
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        signatures.delete(actor, account.pk, DOUBTFUL, NOW)
    assert refusal.value.code == RefusalCode.SIGNATURE_IN_REVIEW
    assert row_counts() == before
    if state == "withdrawn":
        applications.withdraw(actor, submitted.order_id, NOW)
    elif state == "rejected":
        reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    else:
        reviews.approve(REVIEWER, submitted.order_id, NOW)
    signatures.delete(actor, account.pk, DOUBTFUL, NOW)
    assert queries.signature(account.pk, DOUBTFUL) is None


def test_it_deletes_the_kind_that_is_meant() -> None:
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    command = applications.SubmitApplication(
        COMPANY, qualification_id=qualification.pk, kind=SignatureKind.VERIFICATION_CODE
    )
    applications.submit(actor, command, NOW)
    signatures.delete(actor, account.pk, COMPANY, NOW, kind=SignatureKind.VERIFICATION_CODE)
    (left,) = queries.signatures(account.pk)
    assert left.kind == SignatureKind.UNIVERSAL


def test_each_party_lifts_its_own_freeze() -> None:
    account = an_account()
    actor = an_applicant(account)
    signature = a_live_signature(account)
    signatures.freeze(actor, account.pk, COMPANY, CUSTOMER, None, NOW)
    signatures.freeze(OPERATOR, account.pk, COMPANY, PLATFORM, BROKEN, NOW)
    signature.refresh_from_db()
    assert signature.availability == "unavailable"
    assert signature.unavailabilities == ["FROZEN_BY_PLATFORM", "FROZEN_BY_CUSTOMER"]
    signatures.unfreeze(actor, account.pk, COMPANY, CUSTOMER, NOW)
    with pytest.raises(Conflict) as refusal:
        signatures.unfreeze(actor, account.pk, COMPANY, CUSTOMER, NOW)
    assert refusal.value.code == RefusalCode.NOT_FROZEN
    signature.refresh_from_db()
    assert signature.unavailabilities == ["FROZEN_BY_PLATFORM"]
    signatures.unfreeze(OPERATOR, account.pk, COMPANY, PLATFORM, NOW)
    signature.refresh_from_db()
    assert (signature.availability, signature.unavailabilities) == ("abnormal", [])


def test_freezing_twice_changes_nothing() -> None:
    account = an_account()
    a_live_signature(account)
    for _ in range(2):
        signatures.freeze(OPERATOR, account.pk, COMPANY, PLATFORM, BROKEN, NOW)
        signatures.disable(OPERATOR, account.pk, COMPANY, BROKEN, NOW)
    assert Event.objects.filter(kind=EventKind.SIGNATURE_FROZEN).count() == 1
    disabled = Event.objects.get(kind=EventKind.SIGNATURE_DISABLED)
    assert disabled.reasons == ["RULES_VIOLATED"]
    assert Signature.objects.get().unavailabilities == ["DISABLED", "FROZEN_BY_PLATFORM"]


def test_only_a_penalty_that_stands_is_lifted() -> None:
    account = an_account()
    signature = a_live_signature(account)
    signatures.freeze(OPERATOR, account.pk, COMPANY, PLATFORM, BROKEN, NOW)
    signatures.disable(OPERATOR, account.pk, COMPANY, BROKEN, NOW)
    with pytest.raises(Forbidden):
        signatures.enable(an_applicant(account), account.pk, COMPANY, NOW)
    signatures.enable(OPERATOR, account.pk, COMPANY, NOW)
    signature.refresh_from_db()
    assert signature.unavailabilities == ["FROZEN_BY_PLATFORM"]
    assert Event.objects.filter(kind=EventKind.SIGNATURE_ENABLED, old="disabled").count() == 1
    with pytest.raises(Conflict) as refusal:
        signatures.enable(OPERATOR, account.pk, COMPANY, NOW)
    assert refusal.value.code == RefusalCode.STATE_FORBIDS


def test_the_lane_follows_each_change() -> None:
    account = an_account()
    a_live_signature(account)
    for change in (
        lambda: signatures.freeze(OPERATOR, account.pk, COMPANY, CUSTOMER, None, NOW),
        lambda: signatures.unfreeze(OPERATOR, account.pk, COMPANY, CUSTOMER, NOW),
        lambda: signatures.disable(OPERATOR, account.pk, COMPANY, BROKEN, NOW),
        lambda: signatures.enable(OPERATOR, account.pk, COMPANY, NOW),
    ):
        before = version(account)
        change()
        assert version(account) > before


def test_a_customer_penalises_nobody_and_a_stranger_touches_nothing() -> None:
    account, other = an_account("one"), an_account("other")
    a_live_signature(account)
    actor, stranger = an_applicant(account), an_applicant(other)
    before = row_counts()
    for attempt in (
        lambda: signatures.freeze(actor, account.pk, COMPANY, PLATFORM, BROKEN, NOW),
        lambda: signatures.disable(actor, account.pk, COMPANY, BROKEN, NOW),
        lambda: signatures.freeze(stranger, account.pk, COMPANY, CUSTOMER, None, NOW),
        lambda: signatures.delete(stranger, account.pk, COMPANY, NOW),
        lambda: signatures.delete(REVIEWER, account.pk, COMPANY, NOW),
        lambda: signatures.delete(user_actor(5, Role.FILING_OPERATOR, None), account.pk, COMPANY, NOW),
    ):
        with pytest.raises(Forbidden):
            attempt()
    with pytest.raises(NotFound):
        signatures.delete(stranger, other.pk, COMPANY, NOW)
    assert row_counts() == before
