"""The canonical text of parameters, as both signature versions define it.

Always rebuilt from decoded values: clients encode the same value in different ways on the wire.
"""

from collections.abc import Iterable
from urllib.parse import quote

from qianming.rpc.request import Pair


def encoded(text: str) -> str:
    """RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` as %XX of its UTF-8 bytes."""
    return quote(text, safe="~", errors="surrogateescape")


def canonical_query(parameters: Iterable[Pair]) -> str:
    """Sorted by name, then value, by code point; a blank value contributes `name=`."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(parameters))


def repeated_name(parameters: Iterable[Pair]) -> str | None:
    """The first parameter name that occurs twice, if any."""
    seen: set[str] = set()
    for name, _ in parameters:
        if name in seen:
            return name
        seen.add(name)
    return None
