"""Made-up weeks of delivery whose cause is known, with the noise that real receipts have."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from qianming.core.codes import Carrier
from qianming.core.delivery.causes import SETTLED_BY_CODE, CarrierDelivery, FailureCause
from qianming.core.delivery.tally import NOTHING, Tally
from qianming.core.message_codes import ReceiptCode

# What carriers answer when they do not say why.
VAGUE = (ReceiptCode.SP_UNKNOWN_ERROR, ReceiptCode.NO_ROUTE, ReceiptCode.REQUEST_SUCCESS, ReceiptCode.EXPIRED)
SAID = {
    FailureCause.FILING: (ReceiptCode.PORT_NOT_REGISTERED,),
    FailureCause.CONTENT: (ReceiptCode.CONTENT_KEYWORD, ReceiptCode.CONTENT_ERROR),
    FailureCause.NUMBER: (ReceiptCode.MOBILE_NOT_ON_SERVICE, ReceiptCode.INVALID_NUMBER),
    FailureCause.LIMIT: (ReceiptCode.MOBILE_SEND_LIMIT,),
}
TRUTHS = tuple(cause for cause in FailureCause if cause is not FailureCause.UNKNOWN)
Scenario = tuple[FailureCause, dict[Carrier, CarrierDelivery]]


def scenarios(count: int, seed: int) -> Iterator[Scenario]:
    """Labelled scenarios; each fails with the mobile carrier, most of them without a telling code."""
    chance = Random(seed)
    for number in range(count):
        truth = TRUTHS[number % len(TRUTHS)]
        yield truth, _scenario(truth, chance)


def _scenario(truth: FailureCause, chance: Random) -> dict[Carrier, CarrierDelivery]:
    healthy = {
        carrier: CarrierDelivery(True, _sent(chance, chance.randint(100, 500), 0.95), others=_others(chance))
        for carrier in (Carrier.UNICOM, Carrier.TELECOM)
    }
    return {Carrier.MOBILE: _failing(truth, chance), **healthy}


def _failing(truth: FailureCause, chance: Random) -> CarrierDelivery:
    count = chance.randint(120, 600)
    rate = chance.uniform(0.2, 0.6)
    tally = _sent(chance, count, rate)
    links = before = NOTHING
    filed = truth is not FailureCause.FILING or chance.random() < 0.4
    if truth is FailureCause.CONTENT:
        links = _sent(chance, count, rate / 2)
        tally = links + _sent(chance, count // 2, 0.95)
    elif truth is FailureCause.FILING and filed:
        before = _sent(chance, count, rate / 2)
        tally = before + _sent(chance, count // 4, 0.95)
    others = _others(chance, chance.uniform(0.1, 0.4) if truth is FailureCause.OUTAGE else 0.93)
    said = _said(truth, tally.failed, chance)
    return CarrierDelivery(filed, tally, said, links, before, others)


def _said(truth: FailureCause, failed: int, chance: Random) -> Counter[FailureCause]:
    """Numbers and limits are always named; the rest of the time carriers are mostly vague."""
    always = truth in (FailureCause.NUMBER, FailureCause.LIMIT)
    telling = chance.uniform(0.7, 1) if always else chance.choice((0.0, 0.1, 0.8))
    codes = [
        chance.choice(SAID[truth]) if truth in SAID and chance.random() < telling else chance.choice(VAGUE)
        for _ in range(failed)
    ]
    strays = chance.choices(SAID[FailureCause.NUMBER], k=failed // 25)
    seen = codes[len(strays) :] + strays
    return Counter(SETTLED_BY_CODE[code] for code in seen if code in SETTLED_BY_CODE)


def _sent(chance: Random, count: int, rate: float) -> Tally:
    return Tally(count, sum(chance.random() < rate for _ in range(count)))


def _others(chance: Random, rate: float = 0.93) -> Tally:
    return _sent(chance, 2000, rate)
