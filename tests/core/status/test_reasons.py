"""The twenty reasons in one table: the smallest facts that raise each, what clears it, and when that shows.

The specification is the reference page's two tables of reasons.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

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
from qianming.core.status.availability import Assessment, assess, assess_between
from qianming.core.subjects import DeliveryFacts, LowDelivery, SignatureFacts
from tests.core.samples import POLICY
from tests.core.status.facts import ELEMENTS, HEALTHY, TODAY, facts, filed, qualified

A, U = Abnormality, Unavailability
YESTERDAY = TODAY - timedelta(days=1)
NOON = datetime(2026, 11, 18, 4, tzinfo=UTC)
LOW = DeliveryFacts((LowDelivery(Carrier.MOBILE, 50, 30),))
FAILED = filed(telecom=FilingState.FAILED)
REJECTED = facts(latest_state=ReviewState.REJECTED, ever_approved=False, filings={}, qualification=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One fact differs between `raised` and `cleared`; `beside` holds in both and has its own row."""

    code: Abnormality | Unavailability
    timing: Timing
    raised: SignatureFacts
    cleared: SignatureFacts = HEALTHY
    beside: tuple[Abnormality, ...] = ()


REAL, DAILY = Timing.REAL_TIME, Timing.DAILY
TABLE = (
    Row(A.SOURCE_UNSUPPORTED, REAL, facts(source=SignatureSource.APP)),
    Row(A.QUALIFICATION_MISSING, REAL, facts(qualification=None)),
    Row(A.NAME_MISMATCH, REAL, facts(violations=frozenset({FindingCode.NAME_RESTRICTED}))),
    Row(A.CARRIER_NON_COMPLIANT, REAL, facts(carrier_non_compliant=True)),
    Row(A.QUALIFICATION_INCOMPLETE, REAL, qualified(elements=replace(ELEMENTS, credit_code=""))),
    Row(A.QUALIFICATION_NOT_APPROVED, REAL, qualified(state=QualificationState.IN_REVIEW)),
    Row(A.SHARED_ADMINISTRATOR, REAL, qualified(administrator_shared=True)),
    Row(A.QUALIFICATION_INACCURATE, REAL, qualified(accurate=False)),
    Row(
        A.LEGAL_REPRESENTATIVE_ID_EXPIRED,
        DAILY,
        qualified(legal_representative_id_until=YESTERDAY),
        qualified(legal_representative_id_until=TODAY),
    ),
    Row(
        A.ADMINISTRATOR_ID_EXPIRED,
        DAILY,
        qualified(administrator_id_until=YESTERDAY),
        qualified(administrator_id_until=TODAY),
    ),
    Row(
        A.POWER_OF_ATTORNEY_EXPIRED,
        DAILY,
        facts(power_of_attorney_until=YESTERDAY),
        facts(power_of_attorney_until=TODAY),
    ),
    Row(A.FILING_ABNORMAL, REAL, FAILED, filed(telecom=FilingState.UNVERIFIED)),
    Row(A.DELIVERY_ABNORMAL, DAILY, facts(delivery=LOW)),
    Row(A.DELIVERY_ABNORMAL_UNFILED, DAILY, replace(FAILED, delivery=LOW), FAILED, (A.FILING_ABNORMAL,)),
    Row(
        A.LONG_UNUSED,
        DAILY,
        facts(last_activity=NOON - timedelta(days=170)),
        facts(last_activity=NOON),
    ),
    Row(
        A.RECENTLY_UNUSED,
        DAILY,
        facts(last_activity=NOON - timedelta(days=90)),
        facts(last_activity=NOON - timedelta(days=89)),
    ),
    Row(U.APPROVAL_REJECTED, REAL, REJECTED),
    Row(U.DISABLED, REAL, facts(disabled=True)),
    Row(U.FROZEN_BY_PLATFORM, REAL, facts(frozen_by_platform=True)),
    Row(U.FROZEN_BY_CUSTOMER, REAL, facts(frozen_by_customer=True)),
)
BY_CODE = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.code)


def held(assessment: Assessment) -> set[Abnormality | Unavailability]:
    return {*assessment.unavailabilities, *assessment.abnormalities}


def test_the_table_has_every_reason_once() -> None:
    assert [row.code for row in TABLE] == [*Abnormality, *Unavailability]


@BY_CODE
def test_its_facts_raise_it_and_nothing_else(row: Row) -> None:
    assert held(assess(row.raised, TODAY, POLICY)) == {row.code, *row.beside}


@BY_CODE
def test_the_change_clears_it(row: Row) -> None:
    assert held(assess(row.cleared, TODAY, POLICY)) == set(row.beside)


@BY_CODE
def test_nobody_elses_facts_raise_it(row: Row) -> None:
    others = [other for other in TABLE if other is not row and row.code not in other.beside]
    assert not [other.code for other in others if row.code in held(assess(other.raised, TODAY, POLICY))]


@BY_CODE
def test_when_it_shows_and_when_it_goes(row: Row) -> None:
    """In real time at once; else not before the night raises it, and not before the night clears it."""
    at_once = held(assess_between(row.raised, row.beside, TODAY, POLICY))
    assert (row.code in at_once) is (row.timing is Timing.REAL_TIME)
    stored = [code for code in (row.code, *row.beside) if isinstance(code, Abnormality)]
    mended = held(assess_between(row.cleared, stored, TODAY, POLICY))
    assert (row.code in mended) is (row.timing is Timing.DAILY)
