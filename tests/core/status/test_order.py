"""What a signature is depends on what has happened, never on the order in which it did."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

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
)
from qianming.core.status.availability import Assessment, assess, assess_between
from qianming.core.subjects import DeliveryFacts, LowDelivery, QualificationFacts, SignatureFacts
from tests.core.samples import POLICY
from tests.core.status.facts import HEALTHY, QUALIFICATION, TODAY

Happening = Callable[[SignatureFacts], SignatureFacts]
YESTERDAY = TODAY - timedelta(days=1)


def sets(**changes: Any) -> Happening:
    return lambda facts: replace(facts, **changes)


def sets_bound(**changes: Any) -> Happening:
    def happen(facts: SignatureFacts) -> SignatureFacts:
        bound: QualificationFacts = facts.qualification or QUALIFICATION
        return replace(facts, qualification=replace(bound, **changes))

    return happen


def answers(carrier: Carrier, state: FilingState) -> Happening:
    return lambda facts: replace(facts, filings={**facts.filings, carrier: state})


# Each list changes one fact; happenings of different lists know nothing of each other.
INDEPENDENT: tuple[st.SearchStrategy[Happening], ...] = (
    st.sampled_from(SignatureSource).map(lambda source: sets(source=source)),
    st.booleans().map(lambda is_so: sets(carrier_non_compliant=is_so)),
    st.booleans().map(lambda is_so: sets(disabled=is_so)),
    st.booleans().map(lambda is_so: sets(frozen_by_platform=is_so)),
    st.booleans().map(lambda is_so: sets(frozen_by_customer=is_so)),
    st.sampled_from(ReviewState).map(lambda state: sets(latest_state=state)),
    st.sampled_from([frozenset(), frozenset({FindingCode.NAME_RESTRICTED})]).map(
        lambda broken: sets(violations=broken)
    ),
    st.sampled_from([YESTERDAY, TODAY, None]).map(lambda day: sets(power_of_attorney_until=day)),
    st.sampled_from(QualificationState).map(lambda state: sets_bound(state=state)),
    st.booleans().map(lambda is_so: sets_bound(accurate=is_so)),
    st.booleans().map(lambda is_so: sets_bound(complete=is_so)),
    st.booleans().map(lambda is_so: sets_bound(administrator_shared=is_so)),
    st.sampled_from([YESTERDAY, TODAY]).map(lambda day: sets_bound(administrator_id_until=day)),
    st.sampled_from([YESTERDAY, TODAY]).map(lambda day: sets_bound(legal_representative_id_until=day)),
    *(st.sampled_from(FilingState).map(partial(answers, carrier)) for carrier in Carrier),
    st.sampled_from([(), (LowDelivery(Carrier.MOBILE, 50, 10),)]).map(
        lambda low: sets(delivery=DeliveryFacts(low))
    ),
    st.integers(0, 200).map(
        lambda days: sets(last_activity=datetime(2026, 11, 18, 4, tzinfo=UTC) - timedelta(days=days))
    ),
)


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[list[Happening], list[Happening]]:
    """Some happenings, none about the same fact, in two orders."""
    chosen = draw(st.lists(st.sampled_from(range(len(INDEPENDENT))), unique=True, min_size=2, max_size=10))
    happened = [draw(INDEPENDENT[place]) for place in chosen]
    return happened, draw(st.permutations(happened))


def lived(happened: list[Happening], nights: set[int]) -> tuple[Assessment, Assessment]:
    """The real-time assessment after the last happening, and that of the night that follows.

    Each happening is assessed at once, from what the one before left; after some of them comes a night.
    """
    facts = HEALTHY
    now = assess(facts, TODAY, POLICY)
    for place, happen in enumerate(happened):
        facts = happen(facts)
        now = assess_between(facts, now.abnormalities, TODAY, POLICY)
        if place in nights:
            now = assess(facts, TODAY, POLICY)
    return now, assess(facts, TODAY, POLICY)


@given(two_orders(), st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_after_the_next_night_no_order_shows(
    orders: tuple[list[Happening], list[Happening]], nights: set[int], other_nights: set[int]
) -> None:
    one, other = orders
    assert lived(one, nights)[1] == lived(other, other_nights)[1]


@given(two_orders())
def test_between_two_nights_no_order_shows_either(
    orders: tuple[list[Happening], list[Happening]],
) -> None:
    one, other = orders
    assert lived(one, set())[0] == lived(other, set())[0]


def test_it_would_see_an_order() -> None:
    stopped, free = sets(disabled=True), sets(disabled=False)
    assert lived([stopped, free], set()) != lived([free, stopped], set())
    assert Abnormality.CARRIER_NON_COMPLIANT not in lived([stopped], set())[1].abnormalities
