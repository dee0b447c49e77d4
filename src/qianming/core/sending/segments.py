"""The text of a message and the number of segments that it is billed as."""

_SINGLE = 70
_PART = 67


def message_text(signature: str, body: str) -> str:
    """A whole message: the signature in its brackets, then the text."""
    return f"【{signature}】{body}"


def segments(text: str) -> int:
    """How many segments a whole text takes: one up to 70 characters, else one per 67.

    Characters are counted as the network counts them, in units of 16 bits.
    """
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return 1 if length <= _SINGLE else -(-length // _PART)
