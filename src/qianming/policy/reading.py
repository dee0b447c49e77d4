"""Reading one policy file: whole, of the right kinds, and with figures that make sense.

Decides nothing about the figures themselves. Every complaint names the file and the field.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from qianming.core.codes import Carrier
from qianming.core.names.neutral import LONGEST_WORD
from qianming.core.policy import DeliveryPolicy, EffectOnStock, FilingPolicy, RulePolicy, StockEffect
from qianming.policy.words_file import LONGEST_RESTRICTED_WORD

LONGEST_GRACE = 366
WIDEST_CONFIDENCE = 5
_FIELDS = frozenset(field.name for field in fields(RulePolicy)) - {"calendar"}
_EFFECT_FIELDS = frozenset(field.name for field in fields(EffectOnStock))


class BadPolicy(ValueError):
    """A policy file that cannot be used; the message names the file and what is wrong with it."""


def read(path: Path) -> RulePolicy:
    """One file as a rule set. Raises `BadPolicy` for a missing, unknown or senseless figure."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        policy = msgspec.convert(raw, RulePolicy)
    except OSError as error:
        raise BadPolicy(f"{path.name}: {error.strerror or type(error).__name__}") from error
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise BadPolicy(f"{path.name}: {error}") from error
    if raw.keys() != _FIELDS:
        wrong = ", ".join(sorted(raw.keys() ^ _FIELDS))
        raise BadPolicy(f"{path.name}: missing or unknown: {wrong}")
    if problem := next(chain(_strange(raw), _nonsense(policy)), None):
        raise BadPolicy(f"{path.name}: {problem}")
    return policy


def _strange(raw: Mapping[str, Any]) -> Iterator[str]:
    yield from _strange_effects(raw["effects"])
    for name, kind in (("delivery", DeliveryPolicy), ("filing", FilingPolicy)):
        for wrong in sorted(raw[name].keys() ^ {field.name for field in fields(kind)}):
            yield f"{name}: missing or unknown: {wrong}"


def _strange_effects(effects: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Fields of an effect that nothing reads, such as a misspelt number of days."""
    for code, entry in effects.items():
        for name in sorted(entry.keys() - _EFFECT_FIELDS):
            yield f"effects.{code}: missing or unknown: {name}"


def _nonsense(policy: RulePolicy) -> Iterator[str]:
    """What would make a rule never hold, a deadline never come, or a word never be found."""
    yield from _senseless_figures(policy)
    yield from _senseless_words(policy)
    yield from _senseless_effects(policy)
    yield from _senseless_delivery(policy.delivery)
    yield from _senseless_filing(policy.filing)
    for carrier in Carrier:
        if carrier not in policy.shortened_location:
            yield f"shortened_location.{carrier} is missing"
        if carrier not in policy.filing.published_days:
            yield f"filing.published_days.{carrier} is missing"


def _senseless_figures(policy: RulePolicy) -> Iterator[str]:
    if not 0 < policy.name_length_min <= policy.name_length_max:
        yield "name_length_min must be above 0 and not above name_length_max"
    if not policy.review_opens < policy.review_closes:
        yield "review_opens must be before review_closes"
    if min(policy.review_minutes, policy.government_working_days, policy.qualification_working_days) < 1:
        yield "review times must be at least 1"
    if policy.individual_applications_per_day < 1 or policy.enterprise_applications_per_day < 0:
        yield "individual_applications_per_day must be at least 1, enterprise_applications_per_day 0 or more"
    if not 0 < policy.recently_unused_days < policy.long_unused_days:
        yield "recently_unused_days must be above 0 and below long_unused_days"


def _senseless_delivery(delivery: DeliveryPolicy) -> Iterator[str]:
    if not (0 < delivery.rate_min < 1 and 0 < delivery.outage_rate_max < 1):
        yield "delivery: rates must lie between 0 and 1"
    if min(delivery.window_days, delivery.sample_min, delivery.outage_sample_min) < 1:
        yield "delivery: window and samples must be at least 1"
    if not 0 < delivery.confidence <= WIDEST_CONFIDENCE:
        yield f"delivery.confidence must be above 0 and at most {WIDEST_CONFIDENCE}"


def _senseless_filing(filing: FilingPolicy) -> Iterator[str]:
    for carrier, (shortest, longest) in filing.published_days.items():
        if not 0 < shortest <= longest:
            yield f"filing.published_days.{carrier}: the first must be above 0 and not above the second"
    if min(filing.history_min, filing.timeout_working_days, filing.warning_days) < 1:
        yield "filing: figures must be at least 1"
    if filing.warning_days >= filing.expiry_days:
        yield "filing.warning_days must be below expiry_days"


def _senseless_words(policy: RulePolicy) -> Iterator[str]:
    for field, words, longest in (
        ("neutral_words", policy.neutral_words, LONGEST_WORD),
        ("unlawful_words", policy.unlawful_words, LONGEST_RESTRICTED_WORD),
        ("ambiguous_words", policy.ambiguous_words, LONGEST_RESTRICTED_WORD),
        ("test_words", policy.test_words, LONGEST_RESTRICTED_WORD),
    ):
        for word in words:
            if word != word.strip() or not 0 < len(word) <= longest:
                yield f"{field}: {word!r} must have 1 to {longest} characters and no spaces around them"


def _senseless_effects(policy: RulePolicy) -> Iterator[str]:
    for code, entry in policy.effects.items():
        if code.startswith("TEMPLATE_"):
            yield f"effects.{code}: rules about templates have no effect on signatures"
        if entry.effect is StockEffect.FREEZE and not 0 < entry.grace_days <= LONGEST_GRACE:
            yield f"effects.{code}: grace_days must be 1 to {LONGEST_GRACE}"
        if entry.effect is not StockEffect.FREEZE and entry.grace_days:
            yield f"effects.{code}: grace_days belong to a freeze"
