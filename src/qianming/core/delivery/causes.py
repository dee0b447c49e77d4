"""Why messages of a signature fail: filing, content, number, limit, an outage, or not to be told.

Receipt codes alone mislead, because a carrier may answer a missing filing with any code. So what a code does
not settle is settled by contrast: texts with links against others, before a filing against after it, carriers
that filed the signature against those that did not, and this signature against everybody else's in the same
hours. Decides nothing about the signature's health.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from qianming.core.codes import Carrier
from qianming.core.delivery.tally import NOTHING, Tally, is_abnormal, is_worse
from qianming.core.message_codes import ReceiptCode
from qianming.core.policy import DeliveryPolicy

_MAJORITY = 0.5


class FailureCause(StrEnum):
    """What makes messages fail. Only `FILING` is mended by working on the signature."""

    FILING = "filing"
    CONTENT = "content"
    NUMBER = "number"
    LIMIT = "limit"
    OUTAGE = "outage"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """By what a cause was told."""

    EVERYBODY_FAILS = "everybody_fails"
    RECEIPT_CODES = "receipt_codes"
    LINKS_FAIL = "links_fail"
    FAILED_BEFORE_FILING = "failed_before_filing"
    FILED_CARRIERS_DELIVER = "filed_carriers_deliver"
    OTHERS_DELIVER = "others_deliver"
    NOTHING_TELLS = "nothing_tells"


# What a receipt code settles. The others (no route, closed, no receipt, unknown …) may stand for anything.
SETTLED_BY_CODE: Mapping[ReceiptCode, FailureCause] = MappingProxyType(
    {
        ReceiptCode.PORT_NOT_REGISTERED: FailureCause.FILING,
        ReceiptCode.CONTENT_KEYWORD: FailureCause.CONTENT,
        ReceiptCode.CONTENT_ERROR: FailureCause.CONTENT,
        ReceiptCode.MOBILE_IN_BLACK: FailureCause.NUMBER,
        ReceiptCode.USER_REJECT: FailureCause.NUMBER,
        ReceiptCode.MOBILE_NOT_ON_SERVICE: FailureCause.NUMBER,
        ReceiptCode.MOBILE_ACCOUNT_ABNORMAL: FailureCause.NUMBER,
        ReceiptCode.MOBLLE_TERMINAL_ERROR: FailureCause.NUMBER,
        ReceiptCode.INVALID_NUMBER: FailureCause.NUMBER,
        ReceiptCode.SP_NOT_BY_INTER_SMS: FailureCause.NUMBER,
        ReceiptCode.MOBILE_SEND_LIMIT: FailureCause.LIMIT,
    }
)


@dataclass(frozen=True, slots=True)
class CarrierDelivery:
    """A signature's messages with one carrier in the window.

    `said` counts the failed ones whose receipt code settles their cause. `with_links` are those of `tally`
    whose text held a link, a contact or an IP address; `before_filing` those of the days before the filing
    was complete; `others` everybody else's messages with this carrier on the same days.
    """

    filed: bool
    tally: Tally
    said: Mapping[FailureCause, int] = field(default_factory=dict)
    with_links: Tally = NOTHING
    before_filing: Tally = NOTHING
    others: Tally = NOTHING


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cause of a signature's failures with one carrier, and by what it was told."""

    carrier: Carrier
    cause: FailureCause
    ground: Ground


Deliveries = Mapping[Carrier, CarrierDelivery]
_Told = tuple[FailureCause, Ground]


def causes(deliveries: Deliveries, policy: DeliveryPolicy) -> tuple[Attribution, ...]:
    """The cause for each carrier with which the success rate is abnormal, most failures first."""
    abnormal = [carrier for carrier, seen in deliveries.items() if is_abnormal(seen.tally, policy)]
    ordered = sorted(abnormal, key=lambda carrier: (-deliveries[carrier].tally.failed, carrier))
    return tuple(_attribute(carrier, deliveries, policy) for carrier in ordered)


def _attribute(carrier: Carrier, deliveries: Deliveries, policy: DeliveryPolicy) -> Attribution:
    seen = deliveries[carrier]
    elsewhere = [other for name, other in deliveries.items() if name is not carrier]
    told = next(_told(seen, elsewhere, policy), (FailureCause.UNKNOWN, Ground.NOTHING_TELLS))
    return Attribution(carrier, *told)


def _told(seen: CarrierDelivery, elsewhere: list[CarrierDelivery], policy: DeliveryPolicy) -> Iterator[_Told]:
    """What can be told, the surest first."""
    if is_abnormal(seen.others, policy):
        yield FailureCause.OUTAGE, Ground.EVERYBODY_FAILS
    leading, share = _leading(seen)
    if leading is not None and share > _MAJORITY:
        yield leading, Ground.RECEIPT_CODES
    if is_worse(seen.with_links, seen.tally - seen.with_links, policy):
        yield FailureCause.CONTENT, Ground.LINKS_FAIL
    if is_worse(seen.before_filing, seen.tally - seen.before_filing, policy):
        yield FailureCause.FILING, Ground.FAILED_BEFORE_FILING
    if not seen.filed:
        yield from _told_by_contrast(seen, elsewhere, policy)
    if leading is not None:
        yield leading, Ground.RECEIPT_CODES


def _told_by_contrast(
    seen: CarrierDelivery, elsewhere: list[CarrierDelivery], policy: DeliveryPolicy
) -> Iterator[_Told]:
    """An unfiled signature that fails where filed ones arrive fails for want of its filing."""
    filed = sum((other.tally for other in elsewhere if other.filed), NOTHING)
    if is_worse(seen.tally, filed, policy):
        yield FailureCause.FILING, Ground.FILED_CARRIERS_DELIVER
    if is_worse(seen.tally, seen.others, policy):
        yield FailureCause.FILING, Ground.OTHERS_DELIVER


def _leading(seen: CarrierDelivery) -> tuple[FailureCause | None, float]:
    """The cause that most receipt codes name, and its share of all failures."""
    if not any(seen.said.values()):
        return None, 0.0
    leading = max(seen.said, key=lambda cause: (seen.said[cause], cause))
    return leading, seen.said[leading] / max(1, seen.tally.failed)
