"""What one row of the journal says, packed and sealed, and how it becomes an entry for the records."""

from datetime import datetime

import msgspec

from qianming.registry.sealing import AccountSeal
from qianming.services.messages import JournalEntry, JournalLine

_CONTEXT = "journal.entry"
# Positions are microseconds of the clock: sixteen digits, for another two hundred years.
_LONGEST_POSITION = 18


class Part(msgspec.Struct, frozen=True, array_like=True):
    """One text for some numbers; `text` is whole, signature included."""

    signature_id: int
    text: str
    phones: tuple[str, ...]
    extension: str = ""


class Content(msgspec.Struct, frozen=True, array_like=True):
    """One accepted request: its parts, and what its records and receipts repeat."""

    accepted_at: datetime
    template_code: str
    out_id: str
    parts: tuple[Part, ...]


def biz_id(position: int) -> str:
    """The public id of an accepted request. Positions are never used twice, so neither are these."""
    return f"{position}^0"


def position_of(public_id: str) -> int:
    """The position that a public id names; 0, where no row is, if it is none of ours."""
    position, mark, part = public_id.partition("^")
    is_ours = part == "0" and position.isascii() and position.isdigit() and len(position) <= _LONGEST_POSITION
    return int(position) if mark and is_ours else 0


def sealed(content: Content, seal: AccountSeal) -> bytes:
    """The content as it is stored: numbers and texts are personal data."""
    return seal.seal(msgspec.json.encode(content).decode(), _CONTEXT)


def opened(sealed_content: bytes, seal: AccountSeal) -> Content:
    """The content of a row; raises `UnreadableSeal` once the account's key has been destroyed."""
    return msgspec.json.decode(seal.open(sealed_content, _CONTEXT), type=Content)


def entry(position: int, account_id: int, content: Content) -> JournalEntry:
    """The row as the records are made from it: one line per number."""
    return JournalEntry(
        position=position,
        account_id=account_id,
        biz_id=biz_id(position),
        accepted_at=content.accepted_at,
        template_code=content.template_code,
        lines=tuple(
            JournalLine(phone, part.text, part.signature_id, part.extension)
            for part in content.parts
            for phone in part.phones
        ),
        out_id=content.out_id,
    )
