"""How the simulated carriers behave: what may stand in `simulator.toml`, and what it means.

Reads no file; `qianming.carriers.simulator.source` does.

    [all]                           # for what the carriers have in common; then [mobile], [unicom], [telecom]
    filing_delay_seconds = 2        # from the filing to the carrier's answer
    probe_delay_seconds = 2         # from the answer to the end of the delivery probe
    filing_outcome = "filed"        # filed, failed, or timeout: no answer until this is changed
    filing_reason = "OTHERS_ERROR"  # why it failed
    receipt_delay_seconds = 2
    receipts = "deliver"            # deliver, drop (delivered, never reported), or a code such as "NO_ROUTE"
    filing_delay_days = 5           # and so many working days beside the seconds; likewise probe_delay_days
    filing_delay_days_most = 10     # by chance up to so many
    seed = 7                        # another one throws the dice anew
    failed_share = 0.1              # of all filings fail, for one of
    filing_reasons = ["QUALIFICATION_ERROR", "SIGNATURE_ERROR"]
    filing_text = "证件号不符"       # the carrier's own words for it
    timeout_share = 0.02            # are never answered
    lost_share = 0.1                # of all answers do not arrive at first
    duplicate_share = 0.1           # arrive twice
    compliance = "non_compliant"    # what it says apart from filing: unsaid, compliant, non_compliant
    compliance_text = "名称不符"
    watch_seconds = 60              # how often it looks at a filed signature again; 0 for never

    [[rule]]                        # for signatures of such a name; the first that fits counts
    name = "*测试*"
    carrier = "mobile"              # for all carriers where it is left out
    filing_outcome = "failed"       # and any other key from above

    [[outage]]                      # no answer at all
    carrier = "unicom"
    start = 2026-11-02T00:00:00+08:00
    end = 2026-11-04T00:00:00+08:00
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from qianming.carriers.simulator.behaviour import (
    CarrierBehaviour,
    Compliance,
    FilingOutcome,
    Outage,
    ReceiptMode,
    Rule,
)
from qianming.core.codes import Carrier, FilingReason
from qianming.core.message_codes import ReceiptCode

COMMON = "all"
RULE, OUTAGE = "rule", "outage"
_LONGEST_DELAY = 30 * 24 * 3600
_MOST_DAYS = 100


class BadConfiguration(Exception):
    """The text cannot be used; the message names the key and what may stand there."""


Behaviours = Mapping[Carrier, CarrierBehaviour]
DEFAULTS: Behaviours = MappingProxyType({carrier: CarrierBehaviour() for carrier in Carrier})


def parse(text: str) -> Behaviours:
    """The behaviours that a text describes; raises `BadConfiguration`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(f"no valid TOML: {error}") from error
    rules, outages = _entries(tables, RULE), _entries(tables, OUTAGE)
    names = (COMMON, *Carrier)
    for name, table in tables.items():
        if name not in names or not isinstance(table, dict):
            raise BadConfiguration(
                f"{name}: unknown; write tables named {', '.join(names)}, and lists [[rule]] and [[outage]]."
            )
    common = _changed(CarrierBehaviour(), COMMON, tables.get(COMMON, {}))
    return {
        carrier: replace(
            _changed(common, carrier, tables.get(carrier, {})),
            rules=tuple(_rule(rule) for rule in _of(rules, carrier)),
            outages=tuple(_outage(outage) for outage in _of(outages, carrier)),
        )
        for carrier in Carrier
    }


def _entries(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The entries of a list, taken out of the tables."""
    found = tables.pop(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise BadConfiguration(f"{name}: write each one as [[{name}]].")
    for entry in found:
        if entry.get("carrier", COMMON) not in (COMMON, *Carrier):
            raise BadConfiguration(
                f"{name}.carrier: {entry['carrier']!r}; write one of {', '.join(Carrier)}."
            )
    return found


def _of(entries: list[dict[str, Any]], carrier: Carrier) -> Iterator[dict[str, Any]]:
    """The entries for a carrier, or for all."""
    for entry in entries:
        if entry.get("carrier", COMMON) in (COMMON, carrier):
            yield {key: value for key, value in entry.items() if key != "carrier"}


def _rule(entry: Mapping[str, Any]) -> Rule:
    pattern = entry.get("name")
    if not isinstance(pattern, str) or not pattern:
        raise BadConfiguration(f'{RULE}.name: write the names that it is for, such as "*测试*".')
    return Rule(pattern, _values(RULE, {key: value for key, value in entry.items() if key != "name"}))


def _outage(entry: Mapping[str, Any]) -> Outage:
    start, end = entry.get("start"), entry.get("end")
    aware = all(isinstance(time, datetime) and time.tzinfo is not None for time in (start, end))
    if not aware or set(entry) != {"start", "end"} or entry["end"] <= entry["start"]:
        raise BadConfiguration(
            f"{OUTAGE}: write start and a later end, both with their zone, such as 2026-11-02T00:00:00+08:00."
        )
    return Outage(entry["start"], entry["end"])


def _changed(base: CarrierBehaviour, name: str, table: Mapping[str, Any]) -> CarrierBehaviour:
    return replace(base, **_values(name, table))


def _values(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        read = _READERS.get(key)
        if read is None:
            raise BadConfiguration(f"{name}.{key}: unknown; known are {', '.join(_READERS)}.")
        try:
            values[key] = read(value)
        except ValueError as error:
            raise BadConfiguration(f"{name}.{key}: {value!r} cannot be used; write {error}.") from None
    return values


def _seconds(value: object) -> float:
    return _number(value, _LONGEST_DELAY, "seconds")


def _days(value: object) -> float:
    return _number(value, _MOST_DAYS, "working days")


def _share(value: object) -> float:
    return _number(value, 1, "a share")


def _number(value: object, most: float, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(f"{what} from 0 to {most:g}")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("a whole number")
    return value


def _reasons(value: object) -> tuple[StrEnum, ...]:
    if not isinstance(value, list):
        raise ValueError("a list of reasons")
    return tuple(_one_of(item, FilingReason) for item in value)


def _one_of(value: object, *kinds: type[StrEnum]) -> StrEnum:
    members = {member.value: member for kind in kinds for member in kind}
    if not isinstance(value, str) or value not in members:
        raise ValueError(f"one of {', '.join(members)}")
    return members[value]


_READERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "filing_delay_seconds": _seconds,
        "filing_delay_days": _days,
        "filing_delay_days_most": _days,
        "probe_delay_days": _days,
        "filing_reasons": _reasons,
        "filing_text": _text,
        "seed": _whole,
        "failed_share": _share,
        "timeout_share": _share,
        "lost_share": _share,
        "duplicate_share": _share,
        "compliance": lambda value: _one_of(value, Compliance),
        "compliance_text": _text,
        "watch_seconds": _seconds,
        "probe_delay_seconds": _seconds,
        "filing_outcome": lambda value: _one_of(value, FilingOutcome),
        "filing_reason": lambda value: _one_of(value, FilingReason),
        "receipt_delay_seconds": _seconds,
        "receipts": lambda value: _one_of(value, ReceiptMode, ReceiptCode),
    }
)
