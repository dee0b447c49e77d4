"""On the real services too: independent happenings in any order leave the same status and reasons."""

import random
from collections.abc import Callable
from datetime import datetime

import pytest

from qianming.carriers.protocol import ComplianceVerdict
from qianming.core.china_time import china_day
from qianming.core.codes import Carrier, FreezeParty
from qianming.core.rejections import RejectionReason
from qianming.core.subjects import DeliveryFacts
from qianming.registry.models import HealthReason, Qualification, Signature
from qianming.services import health, reviews, signatures
from qianming.services._command import write
from qianming.services.compliance import record_compliance
from tests.services.making import (
    COMPANY,
    NOW,
    OPERATOR,
    REVIEWER,
    SECOND,
    a_live_signature,
    an_account,
    an_applicant,
    approved_qualification,
    filed,
)

pytestmark = pytest.mark.django_db
OTHER, OTHERS_CODE = "杭州另一家样例公司", "91330100MA2B0BBB2L"
BROKEN = RejectionReason.RULES_VIOLATED
Happening = Callable[[Signature, datetime], None]


def customer_freezes(row: Signature, now: datetime) -> None:
    party = FreezeParty.CUSTOMER
    signatures.freeze(an_applicant(row.account), row.account_id, COMPANY, party, None, now)


def platform_freezes(row: Signature, now: datetime) -> None:
    signatures.freeze(OPERATOR, row.account_id, COMPANY, FreezeParty.PLATFORM, BROKEN, now)


def platform_disables(row: Signature, now: datetime) -> None:
    signatures.disable(OPERATOR, row.account_id, COMPANY, BROKEN, now)


def carrier_objects(row: Signature, now: datetime) -> None:
    record_compliance(row, Carrier.UNICOM, ComplianceVerdict(compliant=False), OPERATOR, now)


def reviewer_revokes(row: Signature, now: datetime) -> None:
    order = Qualification.objects.get(account=row.account).work_order_id
    reviews.revoke(REVIEWER, order, [RejectionReason.ELEMENTS_INACCURATE], "", now)


def administrator_joins_another(row: Signature, now: datetime) -> None:
    actor = an_applicant(an_account("neighbour", verified_name=OTHER))
    given = {"company_name": OTHER, "credit_code": OTHERS_CODE, "administrator_phone": "13900000002"}
    approved_qualification(actor, now, **given)


def night_comes(row: Signature, now: datetime) -> None:
    """Here nothing is measured and nothing has ended: it changes nothing by itself."""
    with write():
        health.refresh_nightly({row.pk: DeliveryFacts()}, china_day(now), now)


HAPPENINGS: tuple[Happening, ...] = (
    customer_freezes,
    platform_freezes,
    platform_disables,
    carrier_objects,
    reviewer_revokes,
    administrator_joins_another,
    night_comes,
)
STOPPED = ["DISABLED", "FROZEN_BY_PLATFORM", "FROZEN_BY_CUSTOMER"]
ABNORMAL = {
    "CARRIER_NON_COMPLIANT",
    "QUALIFICATION_NOT_APPROVED",
    "SHARED_ADMINISTRATOR",
    "QUALIFICATION_INACCURATE",
}


@pytest.mark.parametrize("seed", range(8))
def test_no_order_shows(seed: int) -> None:
    signature = a_live_signature(an_account())
    for carrier in Carrier:
        filed(signature, carrier)
    with write():
        health.refresh(signature, NOW)
    order = random.Random(seed).sample(HAPPENINGS, len(HAPPENINGS))
    for place, happen in enumerate(order, start=1):
        happen(signature, NOW + place * SECOND)
    signature.refresh_from_db()
    held = set(HealthReason.objects.filter(signature=signature).values_list("code", flat=True))
    assert (signature.availability, signature.unavailabilities, held) == ("unavailable", STOPPED, ABNORMAL)
