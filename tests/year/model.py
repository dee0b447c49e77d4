"""A second opinion on a year: what became of every signature, recomputed from its history.

Knows the events, the few facts that no event tells (`tests.year.facts`) and the field's rules, and nothing of
the service. All sixteen abnormalities and four unavailabilities are decided here once more, the events of
health and availability left unread: a real-time reason at the instant of its cause, a T+1 reason by night, or
cleared at once when the version that repairs it is approved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tests.year.facts import Facts, Traffic, china_day
from tests.year.lives import IN_FORCE, Filing, Life, Qualification, Version

CARRIERS = ("mobile", "unicom", "telecom")
COMPLIANT_SOURCES = ("enterprise", "trademark")
UNDER_CHANGE = ("queued", "in_review", "withdrawn", "rejected")
LONG_UNUSED, RECENTLY_UNUSED = timedelta(days=170), timedelta(days=90)
MEASURED = frozenset({"DELIVERY_ABNORMAL", "DELIVERY_ABNORMAL_UNFILED"})
DAILY = MEASURED | {
    "LEGAL_REPRESENTATIVE_ID_EXPIRED",
    "ADMINISTRATOR_ID_EXPIRED",
    "POWER_OF_ATTORNEY_EXPIRED",
    "LONG_UNUSED",
    "RECENTLY_UNUSED",
}
Told = Mapping[str, Any]
# The signatures that an event concerns, and whether it approves what may repair them.
Concerned = tuple[Iterable[int], bool]
NOBODY: Concerned = ((), False)


class Model:
    """All signatures, as the events make them. `changes` are the reasons raised (+) and cleared (-)."""

    def __init__(self, facts: Facts) -> None:
        self.lives: dict[int, Life] = {}
        self.qualifications: dict[int, Qualification] = defaultdict(Qualification)
        self.changes: list[tuple[datetime, int, str]] = []
        self._letters: dict[int, date] = {}
        self._facts, self._traffic = facts, Traffic(facts.sent)

    @property
    def outages(self) -> Collection[tuple[str, datetime]]:
        """The carriers' hours in which next to nothing arrived, of anybody."""
        return self._traffic.outages

    def live_through(self, events: Iterable[Told]) -> None:
        """Take all events in, and every night between them; those of one instant belong to one change."""
        instants: dict[datetime, list[Told]] = {at: [] for at in self._facts.nights}
        for event in events:
            instants.setdefault(event["at"], []).append(event)
        for at in sorted(instants):
            concerned: dict[int, bool] = {}
            for event in instants[at]:
                numbers, repairing = self._take(event)
                concerned |= {number: repairing or concerned.get(number, False) for number in numbers}
            for number in sorted(concerned):
                self._decide(number, at, repaired=concerned[number])
            if at in self._facts.nights:
                self._evaluate(self._facts.nights[at], at)

    def _take(self, event: Told) -> Concerned:
        """Change what the event says."""
        noun, _, name = event["subject"].partition(":")
        if event["kind"] == "application.moved":
            return self._move_application(event, name)
        if event["kind"] == "qualification.moved":
            return self._move_qualification(event, int(name))
        if event["kind"] == "filing.moved":
            return self._move_filing(event, int(name))
        if event["kind"] == "power_of_attorney.created":
            self._letters[int(name)] = date.fromisoformat(event["detail"]["until"])
        if noun != "signature" or event["kind"].startswith(("health.", "availability.")):
            return NOBODY
        self._change(self.lives[int(name)], event)
        return (int(name),), False

    def _move_application(self, event: Told, order: str) -> Concerned:
        detail, state = event["detail"], event["new"]
        life = self.lives.setdefault(detail["signature"], Life(event["at"]))
        approved_at = event["at"] if state == "approved" else None
        papers = detail.get("qualification"), detail.get("power_of_attorney")
        life.versions[order] = Version(state, detail["source"], *papers, approved_at)
        return (detail["signature"],), state == "approved"

    def _move_qualification(self, event: Told, number: int) -> Concerned:
        """It concerns all that rest on papers of the same administrator, whoever's they are."""
        found, at = self.qualifications[number], event["at"]
        found.state = event["new"]
        if found.state == "approved":
            found.accurate = found.complete = True
        found.accurate &= "ELEMENTS_INACCURATE" not in event["reasons"]
        found.complete &= "ELEMENTS_INCOMPLETE" not in event["reasons"]
        person = self._facts.papers_at(number, at).administrator
        alike = {other for other, _ in self._facts.of_administrator(person, at)}
        resting = [
            signature
            for signature, life in self.lives.items()
            if life.approved is not None and life.approved.qualification in alike
        ]
        return resting, found.state == "approved"

    def _move_filing(self, event: Told, number: int) -> Concerned:
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
        return (detail["signature"],), False

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

    def _decide(self, number: int, at: datetime, *, repaired: bool) -> None:
        """The reasons after a change by day: real-time ones anew, the others as they are unless repaired."""
        life = self.lives[number]
        version = life.approved
        if version is None:
            self._keep(number, set(), at)
            return
        kept = DAILY & life.reasons.keys()
        if repaired:
            kept &= MEASURED | self._daily(number, version, china_day(at), at)
        self._keep(number, self._real_time(life, version, at) | kept, at)

    def _evaluate(self, day: date, at: datetime) -> None:
        """A night: the T+1 reasons of every signature, whether anything has happened to it or not."""
        for number, life in self.lives.items():
            if (version := life.approved) is not None:
                self._keep(number, (life.reasons.keys() - DAILY) | self._daily(number, version, day, at), at)

    def _keep(self, number: int, holding: set[str], at: datetime) -> None:
        """The reasons that hold now, and the level that follows from them."""
        life = self.lives[number]
        if life.deleted:
            return
        for code in holding - life.reasons.keys():
            life.reasons[code] = at
            self.changes.append((at, number, f"+{code}"))
        for code in life.reasons.keys() - holding:
            del life.reasons[code]
            self.changes.append((at, number, f"-{code}"))
        level = life.level()
        if level != life.availability:
            life.availability, life.availability_since = level, at

    def _real_time(self, life: Life, version: Version, at: datetime) -> set[str]:
        holds = {
            "SOURCE_UNSUPPORTED": version.source not in COMPLIANT_SOURCES,
            "QUALIFICATION_MISSING": version.qualification is None,
            "NAME_MISMATCH": bool(life.broken),
            "CARRIER_NON_COMPLIANT": bool(life.objecting),
            "FILING_ABNORMAL": not self._is_filed(life),
        }
        if version.qualification is not None:
            bound = self.qualifications[version.qualification]
            papers = self._facts.papers_at(version.qualification, at)
            holds |= {
                "QUALIFICATION_INCOMPLETE": not (papers.whole and bound.complete),
                "QUALIFICATION_NOT_APPROVED": bound.state in UNDER_CHANGE,
                "QUALIFICATION_INACCURATE": not bound.accurate,
                "SHARED_ADMINISTRATOR": any(
                    self.qualifications[other].state == "approved" and theirs.enterprise != papers.enterprise
                    for other, theirs in self._facts.of_administrator(papers.administrator, at)
                ),
            }
        return {code for code, true in holds.items() if true}

    def _daily(self, number: int, version: Version, day: date, at: datetime) -> set[str]:
        life = self.lives[number]
        is_low, is_filed = self._traffic.is_low(number, day), self._is_filed(life)
        holds = {
            "DELIVERY_ABNORMAL": is_low and is_filed,
            "DELIVERY_ABNORMAL_UNFILED": is_low and not is_filed,
        }
        if version.letter is not None:
            holds["POWER_OF_ATTORNEY_EXPIRED"] = self._letters[version.letter] < day
        if version.qualification is not None:
            papers = self._facts.papers_at(version.qualification, at)
            holds["LEGAL_REPRESENTATIVE_ID_EXPIRED"] = papers.legal_until < day
            holds["ADMINISTRATOR_ID_EXPIRED"] = papers.administrator_until < day
        idle = day - self._last_use(number, version, at)
        holds["LONG_UNUSED"] = idle >= LONG_UNUSED
        holds["RECENTLY_UNUSED"] = RECENTLY_UNUSED <= idle < LONG_UNUSED
        return {code for code, true in holds.items() if true}

    def _last_use(self, number: int, version: Version, at: datetime) -> date:
        moments = (self.lives[number].created_at, version.approved_at, self._traffic.last(number, at))
        return china_day(max(moment for moment in moments if moment is not None))

    def _is_filed(self, life: Life) -> bool:
        return all(life.filed(carrier) in IN_FORCE for carrier in CARRIERS)
