"""The level that follows from the reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import Abnormality, Availability, ReviewState, SignatureSource, Unavailability
from qianming.core.status.availability import Assessment, assess
from qianming.core.subjects import SignatureFacts
from tests.core.samples import POLICY
from tests.core.status.facts import HEALTHY, TODAY, facts

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
