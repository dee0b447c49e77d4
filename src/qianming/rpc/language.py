"""The language in which this service speaks to programs: the one that a request asks for, else the setting's.

`Accept-Language` chooses; no SDK sends it by itself. Only what people read follows it: codes never do, and
the gateway's own sentences, which clients parse, are the protocol's English always.
"""

from collections.abc import Iterable
from contextvars import ContextVar

from django.conf import settings

from qianming.texts.catalog import Lang

_asked: ContextVar[Lang | None] = ContextVar("asked", default=None)


def language() -> Lang:
    """The language of the request that is being answered."""
    return _asked.get() or (Lang.EN if settings.QIANMING_LANG == "en" else Lang.ZH)


def listen(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Speak as the request wishes until the next one is listened to."""
    wish = next((value for name, value in headers if name.lower() == b"accept-language"), b"")
    _asked.set(wished(wish.decode("latin-1")) if wish else None)


def wished(accepted: str) -> Lang | None:
    """The language that an `Accept-Language` likes best of those spoken here; None when it likes neither."""
    liked: list[tuple[float, Lang]] = []
    for part in accepted.split(","):
        tag, _, quality = part.partition(";")
        lang = {"zh": Lang.ZH, "en": Lang.EN}.get(tag.strip().lower().partition("-")[0])
        if lang is not None and (weight := _weight(quality)) > 0:
            liked.append((weight, lang))
    return max(liked, key=lambda one: one[0])[1] if liked else None


def _weight(quality: str) -> float:
    name, _, figure = quality.strip().partition("=")
    try:
        return float(figure) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def said(chinese: str, english: str) -> str:
    """Whichever of the two the request is answered in."""
    return english if language() is Lang.EN else chinese
