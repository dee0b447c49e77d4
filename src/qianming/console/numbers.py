"""Numbers that arrive as text. Decides only whether a text is one that an id can have."""

_DIGITS = 18


def int_or_none(text: str) -> int | None:
    """The number of a row, or None for anything that no row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
