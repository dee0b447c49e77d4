"""How the simulated carriers behave: what may stand in `simulator.toml`, and what it means.

Reads no file; `qianming.carriers.simulator.source` does.

    [all]                           # for what the carriers have in common; then [mobile], [unicom], [telecom]
    filing_delay_seconds = 2        # from the filing to the carrier's answer
    probe_delay_seconds = 2         # from the answer to the end of the delivery probe
    filing_outcome = "filed"        # filed, failed, or timeout: no answer until this is changed
    filing_reason = "OTHERS_ERROR"  # why it failed
    receipt_delay_seconds = 2
    receipts = "deliver"            # deliver, drop (delivered, never reported), or a code such as "NO_ROUTE"
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from qianming.core.codes import Carrier, FilingReason, ReceiptCode

COMMON = "all"
_LONGEST_DELAY = 30 * 24 * 3600


class BadConfiguration(Exception):
    """The text cannot be used; the message names the key and what may stand there."""


class FilingOutcome(StrEnum):
    """What the carrier answers to a filing in the end; TIMEOUT is no answer."""

    FILED = "filed"
    FAILED = "failed"
    TIMEOUT = "timeout"


class ReceiptMode(StrEnum):
    """DELIVER and DROP both put the text on the phone; DROP never reports it."""

    DELIVER = "deliver"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class CarrierBehaviour:
    """One carrier's behaviour; delays in seconds."""

    filing_delay_seconds: float = 2.0
    probe_delay_seconds: float = 2.0
    filing_outcome: FilingOutcome = FilingOutcome.FILED
    filing_reason: FilingReason = FilingReason.OTHERS_ERROR
    receipt_delay_seconds: float = 2.0
    receipts: ReceiptMode | ReceiptCode = ReceiptMode.DELIVER


Behaviours = Mapping[Carrier, CarrierBehaviour]
DEFAULTS: Behaviours = MappingProxyType({carrier: CarrierBehaviour() for carrier in Carrier})


def parse(text: str) -> Behaviours:
    """The behaviours that a text describes; raises `BadConfiguration`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(f"no valid TOML: {error}") from error
    names = (COMMON, *Carrier)
    for name, table in tables.items():
        if name not in names or not isinstance(table, dict):
            raise BadConfiguration(f"{name}: unknown; write tables named {', '.join(names)}.")
    common = _changed(CarrierBehaviour(), COMMON, tables.get(COMMON, {}))
    return {carrier: _changed(common, carrier, tables.get(carrier, {})) for carrier in Carrier}


def _changed(base: CarrierBehaviour, name: str, table: Mapping[str, Any]) -> CarrierBehaviour:
    values: dict[str, Any] = {}
    for key, value in table.items():
        read = _READERS.get(key)
        if read is None:
            raise BadConfiguration(f"{name}.{key}: unknown; known are {', '.join(_READERS)}.")
        try:
            values[key] = read(value)
        except ValueError as error:
            raise BadConfiguration(f"{name}.{key}: {value!r} cannot be used; write {error}.") from None
    return replace(base, **values)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST_DELAY:
        raise ValueError(f"seconds from 0 to {_LONGEST_DELAY}")
    return float(value)


def _one_of(value: object, *kinds: type[StrEnum]) -> StrEnum:
    members = {member.value: member for kind in kinds for member in kind}
    if not isinstance(value, str) or value not in members:
        raise ValueError(f"one of {', '.join(members)}")
    return members[value]


_READERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "filing_delay_seconds": _seconds,
        "probe_delay_seconds": _seconds,
        "filing_outcome": lambda value: _one_of(value, FilingOutcome),
        "filing_reason": lambda value: _one_of(value, FilingReason),
        "receipt_delay_seconds": _seconds,
        "receipts": lambda value: _one_of(value, ReceiptMode, ReceiptCode),
    }
)
