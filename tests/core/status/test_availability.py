"""The level that follows from the reasons."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import (
    Abnormality,
    Availability,
    Carrier,
    ReviewState,
    SignatureSource,
    Timing,
    Unavailability,
)
from qianming.core.status.availability import Assessment, assess, assess_between
from qianming.core.status.health import TIMING
from qianming.core.subjects import DeliveryFacts, LowDelivery, SignatureFacts
from tests.core.samples import POLICY
from tests.core.status.facts import HEALTHY, TODAY, facts, qualified

NEW = {"ever_approved": False, "filings": {}, "qualification": None}
FRESH = (Abnormality.QUALIFICATION_MISSING, Abnormality.FILING_ABNORMAL)


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (HEALTHY, Assessment(Availability.AVAILABLE)),
        (
            facts(filings={}, qualification=None),
            Assessment(Availability.ABNORMAL, abnormalities=FRESH),
        ),
        # nothing was decided yet
        (facts(latest_state=ReviewState.DRAFT, **NEW), Assessment(None)),
        (facts(latest_state=ReviewState.IN_REVIEW, **NEW), Assessment(None)),
        (facts(latest_state=ReviewState.WITHDRAWN, **NEW), Assessment(None)),
        # rejected, and never approved
        (
            facts(latest_state=ReviewState.REJECTED, **NEW),
            Assessment(Availability.UNAVAILABLE, (Unavailability.APPROVAL_REJECTED,)),
        ),
        # the approved version stays live
        (facts(latest_state=ReviewState.IN_REVIEW), Assessment(Availability.AVAILABLE)),
        (facts(latest_state=ReviewState.REJECTED), Assessment(Availability.AVAILABLE)),
        (facts(latest_state=ReviewState.WITHDRAWN), Assessment(Availability.AVAILABLE)),
        # unavailable beats abnormal, and both sets of reasons stay visible
        (
            facts(frozen_by_customer=True, disabled=True, source=SignatureSource.APP, filings={}),
            Assessment(
                Availability.UNAVAILABLE,
                (Unavailability.DISABLED, Unavailability.FROZEN_BY_CUSTOMER),
                (Abnormality.SOURCE_UNSUPPORTED, Abnormality.FILING_ABNORMAL),
            ),
        ),
        (
            facts(frozen_by_platform=True),
            Assessment(Availability.UNAVAILABLE, (Unavailability.FROZEN_BY_PLATFORM,)),
        ),
    ],
)
def test_the_level_follows_from_the_reasons(signature: SignatureFacts, expected: Assessment) -> None:
    assert assess(signature, TODAY, POLICY) == expected


@given(
    st.builds(
        facts,
        latest_state=st.sampled_from(ReviewState),
        ever_approved=st.booleans(),
        source=st.sampled_from(SignatureSource),
        disabled=st.booleans(),
        frozen_by_platform=st.booleans(),
        frozen_by_customer=st.booleans(),
        carrier_non_compliant=st.booleans(),
    )
)
def test_there_is_always_exactly_one_explanation(signature: SignatureFacts) -> None:
    found = assess(signature, TODAY, POLICY)
    assert (found.availability is Availability.UNAVAILABLE) == bool(found.unavailabilities)
    if found.availability is Availability.ABNORMAL:
        assert found.abnormalities
    if found.availability in {None, Availability.AVAILABLE}:
        assert not found.abnormalities
    if found.availability is None:
        assert not signature.ever_approved


A = Abnormality
EXPIRED = qualified(administrator_id_until=TODAY - timedelta(days=1))
LOW = facts(delivery=DeliveryFacts((LowDelivery(Carrier.MOBILE, 50, 10),)))


@pytest.mark.parametrize(
    ("signature", "stored", "repaired", "expected"),
    [
        # nothing of the nightly run is raised in between
        (EXPIRED, set(), False, ()),
        (EXPIRED, set(), True, ()),
        (LOW, set(), False, ()),
        # what it raised stays, whatever the facts are by now
        (HEALTHY, {A.ADMINISTRATOR_ID_EXPIRED}, False, (A.ADMINISTRATOR_ID_EXPIRED,)),
        (HEALTHY, {A.LONG_UNUSED}, False, (A.LONG_UNUSED,)),
        # an approval clears what it repaired, and nothing else
        (HEALTHY, {A.ADMINISTRATOR_ID_EXPIRED, A.LONG_UNUSED}, True, ()),
        (EXPIRED, {A.ADMINISTRATOR_ID_EXPIRED}, True, (A.ADMINISTRATOR_ID_EXPIRED,)),
        (HEALTHY, {A.DELIVERY_ABNORMAL}, True, (A.DELIVERY_ABNORMAL,)),
        # real-time reasons follow the facts
        (facts(carrier_non_compliant=True), set(), False, (A.CARRIER_NON_COMPLIANT,)),
        (HEALTHY, {A.CARRIER_NON_COMPLIANT}, False, ()),
        (
            facts(carrier_non_compliant=True),
            {A.RECENTLY_UNUSED},
            False,
            (A.CARRIER_NON_COMPLIANT, A.RECENTLY_UNUSED),
        ),
        # before a first approval there is nothing to be abnormal
        (facts(latest_state=ReviewState.IN_REVIEW, **NEW), {A.LONG_UNUSED}, False, ()),
    ],
)
def test_what_may_change_between_two_nightly_runs(
    signature: SignatureFacts, stored: set[Abnormality], repaired: bool, expected: tuple[Abnormality, ...]
) -> None:
    found = assess_between(signature, stored, TODAY, POLICY, repaired=repaired)
    assert found.abnormalities == expected


def test_a_policy_may_leave_all_clearing_to_the_night() -> None:
    strict = replace(POLICY, repair_clears_daily=False)
    found = assess_between(HEALTHY, {A.LONG_UNUSED}, TODAY, strict, repaired=True)
    assert found == Assessment(Availability.ABNORMAL, abnormalities=(A.LONG_UNUSED,))


@given(
    st.sampled_from([HEALTHY, EXPIRED, LOW, facts(filings={}), facts(source=SignatureSource.APP)]),
    st.sets(st.sampled_from(Abnormality)),
    st.booleans(),
)
def test_between_runs_no_nightly_reason_begins_and_every_other_one_is_true(
    signature: SignatureFacts, stored: set[Abnormality], repaired: bool
) -> None:
    found = assess_between(signature, stored, TODAY, POLICY, repaired=repaired).abnormalities
    full = assess(signature, TODAY, POLICY).abnormalities
    assert {code for code in found if TIMING[code] is Timing.DAILY} <= stored
    assert {code for code in found if TIMING[code] is Timing.REAL_TIME} == {
        code for code in full if TIMING[code] is Timing.REAL_TIME
    }
