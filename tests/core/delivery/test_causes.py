"""Why messages fail: what each contrast tells, and how often the right cause is named."""

from collections import Counter
from dataclasses import replace

import pytest

from qianming.core.codes import Carrier
from qianming.core.delivery.causes import (
    SETTLED_BY_CODE,
    Attribution,
    CarrierDelivery,
    FailureCause,
    Ground,
    causes,
)
from qianming.core.delivery.tally import Tally
from qianming.core.message_codes import ReceiptCode
from qianming.core.policy import DeliveryPolicy
from tests.core.delivery.scenarios import scenarios

POLICY = DeliveryPolicy()
WELL = CarrierDelivery(filed=True, tally=Tally(100, 97), others=Tally(2000, 1900))
BADLY = CarrierDelivery(filed=True, tally=Tally(100, 20), others=Tally(2000, 1900))
UNFILED = replace(BADLY, filed=False)


@pytest.mark.parametrize(
    ("seen", "cause", "ground"),
    [
        (replace(BADLY, others=Tally(2000, 400)), FailureCause.OUTAGE, Ground.EVERYBODY_FAILS),
        (
            replace(BADLY, said={FailureCause.FILING: 80}),
            FailureCause.FILING,
            Ground.RECEIPT_CODES,
        ),
        (
            replace(BADLY, said={FailureCause.CONTENT: 80}),
            FailureCause.CONTENT,
            Ground.RECEIPT_CODES,
        ),
        (replace(BADLY, said={FailureCause.NUMBER: 80}), FailureCause.NUMBER, Ground.RECEIPT_CODES),
        (
            replace(BADLY, said={FailureCause.LIMIT: 80}),
            FailureCause.LIMIT,
            Ground.RECEIPT_CODES,
        ),
        (
            replace(BADLY, tally=Tally(200, 110), with_links=Tally(100, 15)),
            FailureCause.CONTENT,
            Ground.LINKS_FAIL,
        ),
        (
            replace(BADLY, tally=Tally(200, 110), before_filing=Tally(100, 15)),
            FailureCause.FILING,
            Ground.FAILED_BEFORE_FILING,
        ),
        (UNFILED, FailureCause.FILING, Ground.FILED_CARRIERS_DELIVER),
        (BADLY, FailureCause.UNKNOWN, Ground.NOTHING_TELLS),
        (
            replace(BADLY, said={FailureCause.NUMBER: 5}),
            FailureCause.NUMBER,
            Ground.RECEIPT_CODES,
        ),
    ],
)
def test_each_ground_names_its_cause(seen: CarrierDelivery, cause: FailureCause, ground: Ground) -> None:
    deliveries = {Carrier.MOBILE: seen, Carrier.UNICOM: WELL}
    assert causes(deliveries, POLICY) == (Attribution(Carrier.MOBILE, cause, ground),)


def test_an_unfiled_signature_that_is_sent_nowhere_else_is_held_against_everybody_else() -> None:
    (told,) = causes({Carrier.MOBILE: UNFILED}, POLICY)
    assert told == Attribution(Carrier.MOBILE, FailureCause.FILING, Ground.OTHERS_DELIVER)
    (told,) = causes({Carrier.MOBILE: replace(UNFILED, others=Tally())}, POLICY)
    assert told.cause is FailureCause.UNKNOWN


def test_half_of_the_codes_settles_nothing() -> None:
    split = {FailureCause.NUMBER: 40}
    (told, *_) = causes({Carrier.MOBILE: replace(UNFILED, said=split), Carrier.UNICOM: WELL}, POLICY)
    assert told.cause is FailureCause.FILING


def test_only_abnormal_rates_are_explained() -> None:
    assert causes({Carrier.MOBILE: WELL, Carrier.UNICOM: replace(BADLY, tally=Tally(20, 2))}, POLICY) == ()


def test_the_carrier_with_most_failures_comes_first() -> None:
    worse = replace(BADLY, tally=Tally(300, 20))
    told = causes({Carrier.MOBILE: BADLY, Carrier.TELECOM: worse, Carrier.UNICOM: WELL}, POLICY)
    assert [attribution.carrier for attribution in told] == [Carrier.TELECOM, Carrier.MOBILE]


def test_delivered_settles_nothing() -> None:
    assert ReceiptCode.DELIVERED not in SETTLED_BY_CODE


def test_the_right_cause_is_named_in_nineteen_of_twenty_scenarios() -> None:
    right, seen = Counter[FailureCause](), Counter[FailureCause]()
    for truth, deliveries in scenarios(600, seed=5):
        (told, *_) = causes(deliveries, POLICY)
        seen[truth] += 1
        right[truth] += told.cause is truth
    assert sum(right.values()) >= 0.95 * sum(seen.values())
    assert all(right[truth] >= 0.9 * seen[truth] for truth in seen), right
