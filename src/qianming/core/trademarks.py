"""What the public register says of a trademark. Decides nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TrademarkStatus(StrEnum):
    """Where a trademark stands at the trademark office; only a registered one carries a name."""

    REGISTERED = "registered"
    PENDING = "pending"
    REFUSED = "refused"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class TrademarkEntry:
    """One entry of the register. `other_owners` hold the same mark, registered, under other numbers."""

    number: str
    text: str
    owner: str
    status: TrademarkStatus
    valid_until: date | None = None
    other_owners: tuple[str, ...] = ()
