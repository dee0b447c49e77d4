"""What the model keeps of each signature: its versions, filings and reasons. Knows nothing of the service."""

from dataclasses import dataclass, field
from datetime import datetime

IN_FORCE = ("unverified", "filed")


@dataclass
class Version:
    """An application: where it stands, what it rests on, and since when it is approved."""

    state: str
    source: str
    qualification: int | None
    letter: int | None
    approved_at: datetime | None


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
    """Where it stands, and what reviewers said of its elements."""

    state: str = ""
    accurate: bool = True
    complete: bool = True


@dataclass
class Life:
    """One signature. `reasons` are those that hold, each since when."""

    created_at: datetime
    versions: dict[str, Version] = field(default_factory=dict)
    filings: dict[int, Filing] = field(default_factory=dict)
    reasons: dict[str, datetime] = field(default_factory=dict)
    frozen_by: set[str] = field(default_factory=set)
    objecting: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
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
        return next((one for one in reversed(self.versions.values()) if one.state == "approved"), None)

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

    def level(self) -> str:
        """The level that follows from all of it; nothing before a first decision."""
        if self.stopped():
            return "unavailable"
        if self.approved is None:
            return ""
        return "abnormal" if self.reasons else "available"
