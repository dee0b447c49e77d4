"""What two policies differ in, part by part. Decides nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from qianming.core.policy import EffectOnStock, RulePolicy


class PolicyPart(StrEnum):
    """What kind of entry of a policy changed."""

    FIGURE = "figure"
    WORD = "word"
    SOURCE = "source"
    CARRIER = "carrier"
    SEVERITY = "severity"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that changed: `name` is the field, a code, a carrier or a word; None means "not there"."""

    part: PolicyPart
    field: str
    name: str
    before: str | None
    after: str | None


# The date is what two policies are told apart by; the calendar belongs to none of them.
_NOT_COMPARED = frozenset({"effective", "calendar"})

_PARTS: Mapping[str, PolicyPart] = {
    "severities": PolicyPart.SEVERITY,
    "effects": PolicyPart.EFFECT,
    "shortened_location": PolicyPart.CARRIER,
    "ended_sources": PolicyPart.SOURCE,
    "filing.published_days": PolicyPart.CARRIER,
}


def differences(before: RulePolicy, after: RulePolicy) -> tuple[Difference, ...]:
    """Everything that changed but the date, in the order of a policy's fields."""
    names = [field.name for field in fields(RulePolicy) if field.name not in _NOT_COMPARED]
    values = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(found for name, old, new in values for found in _of_field(name, old, new))


def _of_field(name: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if is_dataclass(old):
        for part in fields(old):
            yield from _of_field(f"{name}.{part.name}", getattr(old, part.name), getattr(new, part.name))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _of_entries(PolicyPart.WORD, name, dict.fromkeys(old, ""), dict.fromkeys(new, ""))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_entries(_PARTS[name], name, old, new)
    else:
        yield Difference(PolicyPart.FIGURE, name, name, str(old), str(new))


def _of_entries(
    part: PolicyPart, field: str, old: Mapping[Any, Any], new: Mapping[Any, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Difference(part, field, str(key), _said(old, key), _said(new, key))


def _said(entries: Mapping[Any, Any], key: object) -> str | None:
    if key not in entries:
        return None
    value = entries[key]
    if isinstance(value, EffectOnStock):
        return f"{value.effect} {value.grace_days}" if value.grace_days else str(value.effect)
    return str(value)
