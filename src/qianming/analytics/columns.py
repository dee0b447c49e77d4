"""The columns of the files that the evaluation reads and writes, and the numbers that stand in them.

Decides how codes are written into files. Numbers are a file format: they never change and are never reused.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from qianming.core.china_time import china_midnight
from qianming.core.codes import Abnormality, Carrier
from qianming.core.delivery.causes import FailureCause

CARRIER_NUMBERS: Final[Mapping[Carrier, int]] = MappingProxyType(
    {Carrier.MOBILE: 0, Carrier.UNICOM: 1, Carrier.TELECOM: 2}
)
CARRIERS: Final[Mapping[int, Carrier]] = MappingProxyType(
    {number: carrier for carrier, number in CARRIER_NUMBERS.items()}
)

# The reasons of health that only the nightly run raises, each a bit of a number.
REASON_BITS: Final[Mapping[Abnormality, int]] = MappingProxyType(
    {
        Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED: 1,
        Abnormality.ADMINISTRATOR_ID_EXPIRED: 2,
        Abnormality.POWER_OF_ATTORNEY_EXPIRED: 4,
        Abnormality.DELIVERY_ABNORMAL: 8,
        Abnormality.DELIVERY_ABNORMAL_UNFILED: 16,
        Abnormality.LONG_UNUSED: 32,
        Abnormality.RECENTLY_UNUSED: 64,
    }
)

# What a receipt code settles by itself, counted per day beside what arrived.
SAID_COLUMNS: Final[Mapping[FailureCause, str]] = MappingProxyType(
    {
        FailureCause.FILING: "said_filing",
        FailureCause.CONTENT: "said_content",
        FailureCause.NUMBER: "said_number",
        FailureCause.LIMIT: "said_limit",
    }
)
CAUSE_NUMBERS: Final[Mapping[FailureCause, int]] = MappingProxyType(
    {FailureCause.FILING: 1, FailureCause.CONTENT: 2, FailureCause.NUMBER: 3, FailureCause.LIMIT: 4}
)

# One message to one number. `sent_at` counts seconds since 1970, `delivered` is empty while the carrier has
# not answered, `said` is the number of what its receipt code settles, or 0, `linked` whether the text holds a
# link, a contact or an IP address.
RECORDS = pa.schema(
    [
        ("account", pa.int64()),
        ("signature", pa.int64()),
        ("carrier", pa.int8()),
        ("sent_at", pa.int64()),
        ("delivered", pa.bool_()),
        ("said", pa.int8()),
        ("linked", pa.bool_()),
    ]
)

# A day's messages of one signature with one carrier, the hours of an outage left out.
FOLDS = pa.schema(
    [
        ("day", pa.date32()),
        ("signature", pa.int64()),
        ("carrier", pa.int8()),
        ("answered", pa.int64()),
        ("delivered", pa.int64()),
        *((name, pa.int64()) for name in SAID_COLUMNS.values()),
        ("linked_answered", pa.int64()),
        ("linked_delivered", pa.int64()),
    ]
)

# A signature as the registry knows it. `edited_at` is its latest approval or edit and `used_at` its latest
# message, in seconds since 1970; `reasons` the bits of what is stored now. Empty dates mean that there is no
# such paper.
SIGNATURES = pa.schema(
    [
        ("signature", pa.int64()),
        ("filed", pa.bool_()),
        ("edited_at", pa.int64()),
        ("used_at", pa.int64()),
        ("legal_until", pa.date32()),
        ("administrator_until", pa.date32()),
        ("power_until", pa.date32()),
        ("reasons", pa.int16()),
    ]
)


def bits_of(reasons: Iterable[Abnormality]) -> int:
    """The number for a set of reasons; those of no nightly run count for nothing."""
    return sum(REASON_BITS.get(reason, 0) for reason in set(reasons))


def reasons_of(bits: int) -> Iterator[Abnormality]:
    """The reasons that a number stands for, heaviest first."""
    return (reason for reason, bit in REASON_BITS.items() if bits & bit)


def seconds(moment: datetime) -> int:
    """An instant in whole seconds since 1970."""
    return int(moment.timestamp())


def start_of(day: date) -> int:
    """The first second of a day in China time."""
    return seconds(china_midnight(day))
