"""The sixteen reasons of Available-Abnormal and the four of Unavailable, fact by fact."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import (
    Abnormality,
    Carrier,
    FilingState,
    FindingCode,
    QualificationState,
    ReviewState,
    SignatureSource,
    Timing,
    Unavailability,
)
from qianming.core.status.health import ABNORMALITIES, TIMING, UNAVAILABILITIES
from qianming.core.subjects import DeliveryFacts, LowDelivery, SignatureFacts, SixElements
from tests.core.samples import POLICY
from tests.core.status.facts import ELEMENTS, HEALTHY, TODAY, facts, filed, qualified

YESTERDAY = TODAY - timedelta(days=1)


def reasons(signature: SignatureFacts, today: date = TODAY) -> set[Abnormality]:
    return {code for code, holds in ABNORMALITIES.items() if holds(signature, today, POLICY)}


def idle(days: int) -> SignatureFacts:
    return facts(last_activity=datetime(2026, 11, 18, 4, tzinfo=UTC) - timedelta(days=days))


BAD = DeliveryFacts((LowDelivery(Carrier.MOBILE, 50, 30),))


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (HEALTHY, set()),
        (facts(source=SignatureSource.TRADEMARK), set()),
        *((facts(source=source), {Abnormality.SOURCE_UNSUPPORTED}) for source in list(SignatureSource)[2:]),
        (facts(qualification=None), {Abnormality.QUALIFICATION_MISSING}),
        (facts(violations=frozenset({FindingCode.NAME_RESTRICTED})), {Abnormality.NAME_MISMATCH}),
        (facts(violations=frozenset({FindingCode.SOURCE_UNSUPPORTED})), {Abnormality.SOURCE_UNSUPPORTED}),
        (facts(carrier_non_compliant=True), {Abnormality.CARRIER_NON_COMPLIANT}),
        *(
            (qualified(elements=replace(ELEMENTS, **{name: ""})), {Abnormality.QUALIFICATION_INCOMPLETE})
            for name in SixElements.__dataclass_fields__
        ),
        *(
            (qualified(state=state), {Abnormality.QUALIFICATION_NOT_APPROVED})
            for state in QualificationState
            if state not in (QualificationState.APPROVED, QualificationState.ASKED_FOR_MORE)
        ),
        (qualified(administrator_shared=True), {Abnormality.SHARED_ADMINISTRATOR}),
        (qualified(complete=False), {Abnormality.QUALIFICATION_INCOMPLETE}),
        (qualified(accurate=False), {Abnormality.QUALIFICATION_INACCURATE}),
        (
            qualified(legal_representative_id_until=YESTERDAY),
            {Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED},
        ),
        (qualified(legal_representative_id_until=TODAY), set()),
        (qualified(legal_representative_id_until=None), set()),
        (qualified(administrator_id_until=YESTERDAY), {Abnormality.ADMINISTRATOR_ID_EXPIRED}),
        (qualified(administrator_id_until=TODAY), set()),
        (qualified(administrator_id_until=None), set()),
        (facts(power_of_attorney_until=YESTERDAY), {Abnormality.POWER_OF_ATTORNEY_EXPIRED}),
        (facts(power_of_attorney_until=TODAY), set()),
        (facts(power_of_attorney_until=None), set()),
        (facts(filings={}), {Abnormality.FILING_ABNORMAL}),
        (facts(filings={Carrier.MOBILE: FilingState.FILED}), {Abnormality.FILING_ABNORMAL}),
        (facts(delivery=BAD), {Abnormality.DELIVERY_ABNORMAL}),
        (
            facts(delivery=BAD, filings={}),
            {Abnormality.FILING_ABNORMAL, Abnormality.DELIVERY_ABNORMAL_UNFILED},
        ),
        (facts(last_activity=None), set()),
        (idle(89), set()),
        (idle(90), {Abnormality.RECENTLY_UNUSED}),
        (idle(169), {Abnormality.RECENTLY_UNUSED}),
        (idle(170), {Abnormality.LONG_UNUSED}),
        (idle(4000), {Abnormality.LONG_UNUSED}),
    ],
)
def test_each_reason_follows_from_its_facts_alone(
    signature: SignatureFacts, expected: set[Abnormality]
) -> None:
    assert reasons(signature) == expected


ABNORMAL_FILINGS = {FilingState.NOT_FILED, FilingState.FILING, FilingState.FAILED, FilingState.EXPIRED}


@pytest.mark.parametrize(("carrier", "state"), [*product(Carrier, FilingState)])
def test_one_carriers_filing_is_enough(carrier: Carrier, state: FilingState) -> None:
    expected = {Abnormality.FILING_ABNORMAL} if state in ABNORMAL_FILINGS else set()
    assert reasons(filed(**{carrier.value: state})) == expected


@pytest.mark.parametrize(
    ("moment", "today", "reason"),
    [
        # 16:00 UTC is midnight in China: the same instant of rest counts from the China day.
        (datetime(2026, 8, 19, 15, 59, tzinfo=UTC), TODAY - timedelta(days=1), {Abnormality.RECENTLY_UNUSED}),
        (datetime(2026, 8, 19, 16, 0, tzinfo=UTC), TODAY - timedelta(days=1), set()),
        (datetime(2026, 8, 19, 16, 0, tzinfo=UTC), TODAY, {Abnormality.RECENTLY_UNUSED}),
    ],
)
def test_idle_days_are_days_in_china(moment: datetime, today: date, reason: set[Abnormality]) -> None:
    assert reasons(facts(last_activity=moment), today) == reason


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (HEALTHY, set()),
        (
            facts(latest_state=ReviewState.REJECTED, ever_approved=False),
            {Unavailability.APPROVAL_REJECTED},
        ),
        (facts(latest_state=ReviewState.REJECTED), set()),
        (facts(latest_state=ReviewState.IN_REVIEW, ever_approved=False), set()),
        (facts(latest_state=ReviewState.WITHDRAWN, ever_approved=False), set()),
        (facts(disabled=True), {Unavailability.DISABLED}),
        (facts(frozen_by_platform=True), {Unavailability.FROZEN_BY_PLATFORM}),
        (facts(frozen_by_customer=True), {Unavailability.FROZEN_BY_CUSTOMER}),
        (
            facts(frozen_by_customer=True, frozen_by_platform=True),
            {Unavailability.FROZEN_BY_PLATFORM, Unavailability.FROZEN_BY_CUSTOMER},
        ),
    ],
)
def test_the_reasons_of_unavailable(signature: SignatureFacts, expected: set[Unavailability]) -> None:
    assert {code for code, holds in UNAVAILABILITIES.items() if holds(signature, TODAY, POLICY)} == expected


def test_without_a_qualification_only_its_absence_is_told() -> None:
    assert reasons(facts(qualification=None)) == {Abnormality.QUALIFICATION_MISSING}


def test_every_reason_has_its_predicate_in_the_order_of_weight() -> None:
    assert list(ABNORMALITIES) == list(Abnormality)
    assert list(UNAVAILABILITIES) == list(Unavailability)


DAILY = {
    Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED,
    Abnormality.ADMINISTRATOR_ID_EXPIRED,
    Abnormality.POWER_OF_ATTORNEY_EXPIRED,
    Abnormality.DELIVERY_ABNORMAL,
    Abnormality.DELIVERY_ABNORMAL_UNFILED,
    Abnormality.LONG_UNUSED,
    Abnormality.RECENTLY_UNUSED,
}


@pytest.mark.parametrize("reason", [*Abnormality, *Unavailability])
def test_the_timing_of_every_reason(reason: Abnormality | Unavailability) -> None:
    assert TIMING[reason] is (Timing.DAILY if reason in DAILY else Timing.REAL_TIME)
    assert len(TIMING) == 20


@given(
    st.dictionaries(st.sampled_from(Carrier), st.sampled_from(FilingState)),
    st.booleans(),
    st.none() | st.integers(1, 9000).map(lambda days: idle(days).last_activity),
)
def test_reasons_that_exclude_each_other_never_meet(
    filings: dict[Carrier, FilingState], abnormal: bool, moment: datetime | None
) -> None:
    delivery = BAD if abnormal else DeliveryFacts()
    found = reasons(facts(filings=filings, delivery=delivery, last_activity=moment))
    assert not {Abnormality.DELIVERY_ABNORMAL, Abnormality.DELIVERY_ABNORMAL_UNFILED} <= found
    assert not {Abnormality.LONG_UNUSED, Abnormality.RECENTLY_UNUSED} <= found
    assert not {Abnormality.DELIVERY_ABNORMAL, Abnormality.FILING_ABNORMAL} <= found
    if Abnormality.DELIVERY_ABNORMAL_UNFILED in found:
        assert Abnormality.FILING_ABNORMAL in found
