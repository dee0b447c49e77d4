"""The simulated phones' inbox: what was "delivered" to which number, the service's own codes included."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One text on a simulated phone; `kind` is "message" or "phone_code"."""

    phone: str
    text: str
    sent_at: datetime
    signature: str
    kind: str


def items(phone: str | None = None, limit: int = 1000) -> list[InboxItem]:
    """What arrived, newest first; of one number if it is named (any way a number is written)."""
    raise NotImplementedError


def clear(phone: str | None = None) -> int:
    """Empty the inbox, or one phone's part of it; returns how many texts went."""
    raise NotImplementedError
