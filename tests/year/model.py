"""A second opinion on a year: what became of every signature, recomputed from its history alone.

Knows the events and the field's rules, and nothing else of the service. What the history tells the causes of
(reviews, qualifications, filings, freezes, verdicts, policies) is decided here once more; what rests on
messages, on dates of documents and on other accounts' persons is only told as raised and cleared, and kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

CARRIERS = ("mobile", "unicom", "telecom")
IN_FORCE = ("unverified", "filed")
COMPLIANT_SOURCES = ("enterprise", "trademark")
UNDER_CHANGE = ("queued", "in_review", "withdrawn", "rejected")
DECIDED_HERE = (
    "SOURCE_UNSUPPORTED",
    "QUALIFICATION_MISSING",
    "NAME_MISMATCH",
    "CARRIER_NON_COMPLIANT",
    "QUALIFICATION_NOT_APPROVED",
    "QUALIFICATION_INACCURATE",
    "FILING_ABNORMAL",
)
Told = Mapping[str, Any]


@dataclass
class Version:
    """An application: where it stands, and what it rests on."""

    state: str
    source: str
    qualification: int | None


@dataclass
class Filing:
    """One carrier's filing of one version."""

    carrier: str
    state: str
    reasons: list[str]
    since: datetime
    given_up: bool = False


@dataclass
class Qualification:
    state: str = ""
    accurate: bool = True


@dataclass
class Life:
    """One signature. `reasons` are those that hold, each since when."""

    versions: dict[str, Version] = field(default_factory=dict)
    filings: dict[int, Filing] = field(default_factory=dict)
    reasons: dict[str, datetime] = field(default_factory=dict)
    frozen_by: set[str] = field(default_factory=set)
    objecting: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    disabled: bool = False
    deleted: bool = False
    availability: str = ""
    availability_since: datetime | None = None

    @property
    def review(self) -> str:
        """Where the latest application stands."""
        return list(self.versions.values())[-1].state

    @property
    def approved(self) -> Version | None:
        """The version that sends."""
        standing = [version for version in self.versions.values() if version.state == "approved"]
        return standing[-1] if standing else None

    def filed(self, carrier: str) -> str:
        """Where the filing stands that messages to a carrier rest on."""
        found = "not_filed"
        for row in self.filings.values():
            if (
                row.carrier == carrier
                and not row.given_up
                and (row.state in IN_FORCE or found not in IN_FORCE)
            ):
                found = row.state
        return found

    def stopped(self) -> list[str]:
        """The reasons for which it cannot be used at all."""
        refused = self.approved is None and self.review == "rejected"
        causes = {
            "APPROVAL_REJECTED": refused,
            "DISABLED": self.disabled,
            "FROZEN_BY_PLATFORM": "platform" in self.frozen_by,
            "FROZEN_BY_CUSTOMER": "customer" in self.frozen_by,
        }
        return [name for name, holds in causes.items() if holds]


class Model:
    """All signatures, as the events make them. `changes` are the reasons raised (+) and cleared (-)."""

    def __init__(self) -> None:
        self.lives: dict[int, Life] = defaultdict(Life)
        self.qualifications: dict[int, Qualification] = defaultdict(Qualification)
        self.changes: list[tuple[datetime, int, str]] = []

    def live_through(self, events: Iterable[Told]) -> None:
        """Take all events in; those of one instant belong to one change."""
        for at, together in groupby(events, key=lambda event: event["at"]):
            concerned: set[int] = set()
            for event in together:
                concerned.update(self._take(event))
            for number in sorted(concerned):
                if not self.lives[number].deleted:
                    self._decide(number, self.lives[number], at)

    def _take(self, event: Told) -> Iterable[int]:
        """Change what the event says; the signatures that it concerns."""
        noun, _, name = event["subject"].partition(":")
        if event["kind"] == "application.moved":
            return self._move_application(event, name)
        if event["kind"] == "qualification.moved":
            return self._move_qualification(event, int(name))
        if event["kind"] == "filing.moved":
            return self._move_filing(event, int(name))
        if noun != "signature":
            return ()
        self._change(self.lives[int(name)], event)
        return (int(name),)

    def _move_application(self, event: Told, order: str) -> Iterable[int]:
        detail = event["detail"]
        versions = self.lives[detail["signature"]].versions
        versions[order] = Version(event["new"], detail["source"], detail.get("qualification"))
        return (detail["signature"],)

    def _move_qualification(self, event: Told, number: int) -> Iterable[int]:
        found = self.qualifications[number]
        found.state = event["new"]
        if found.state == "approved":
            found.accurate = True
        elif "ELEMENTS_INACCURATE" in event["reasons"]:
            found.accurate = False
        return [
            signature
            for signature, life in self.lives.items()
            if life.approved is not None and life.approved.qualification == number
        ]

    def _move_filing(self, event: Told, number: int) -> Iterable[int]:
        detail, state = event["detail"], event["new"]
        filings = self.lives[detail["signature"]].filings
        row = filings.get(number)
        if row is None:
            since = datetime.fromisoformat(detail["since"]) if "since" in detail else event["at"]
            row = filings[number] = Filing(detail["carrier"], state, event["reasons"], since)
        elif row.state != state:
            row.since = event["at"]
        row.state, row.reasons = state, event["reasons"]
        for other, earlier in filings.items():
            replaced = earlier.state not in IN_FORCE or state in IN_FORCE
            if other < number and earlier.carrier == row.carrier and replaced:
                earlier.given_up = True
        return (detail["signature"],)

    def _change(self, life: Life, event: Told) -> None:
        kind, new, old = event["kind"], event["new"], event["old"]
        if kind == "signature.frozen":
            life.frozen_by.add(new)
        elif kind == "signature.unfrozen":
            life.frozen_by.discard(old)
        elif kind in ("signature.disabled", "signature.enabled"):
            life.disabled = kind == "signature.disabled"
        elif kind == "signature.deleted":
            life.deleted = True
        elif kind == "compliance.reported":
            (life.objecting.discard if new == "compliant" else life.objecting.add)(event["detail"]["carrier"])
        elif kind == "policy.applied":
            for rule, effect in event["detail"].items():
                (life.broken.add if effect == "abnormal" else life.broken.discard)(rule)
        elif kind == "health.raised":
            life.told.add(new)
        elif kind == "health.cleared":
            life.told.discard(old)

    def _decide(self, number: int, life: Life, at: datetime) -> None:
        """The reasons that hold now, and the level that follows from them."""
        holding = set(self._holding(life)) | {code for code in life.told if code not in DECIDED_HERE}
        for code in holding - life.reasons.keys():
            life.reasons[code] = at
            self.changes.append((at, number, f"+{code}"))
        for code in life.reasons.keys() - holding:
            del life.reasons[code]
            self.changes.append((at, number, f"-{code}"))
        level = self._level(life)
        if level != life.availability:
            life.availability, life.availability_since = level, at

    def _holding(self, life: Life) -> Iterator[str]:
        version = life.approved
        if version is None:
            return
        bound = self.qualifications[version.qualification] if version.qualification else None
        holds = {
            "SOURCE_UNSUPPORTED": version.source not in COMPLIANT_SOURCES,
            "QUALIFICATION_MISSING": bound is None,
            "NAME_MISMATCH": bool(life.broken),
            "CARRIER_NON_COMPLIANT": bool(life.objecting),
            "QUALIFICATION_NOT_APPROVED": bound is not None and bound.state in UNDER_CHANGE,
            "QUALIFICATION_INACCURATE": bound is not None and not bound.accurate,
            "FILING_ABNORMAL": any(life.filed(carrier) not in IN_FORCE for carrier in CARRIERS),
        }
        yield from (code for code, true in holds.items() if true)

    def _level(self, life: Life) -> str:
        if life.stopped():
            return "unavailable"
        if life.approved is None:
            return ""
        return "abnormal" if life.reasons else "available"
