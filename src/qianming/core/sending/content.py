"""What a text holds that carriers do not take: links, contacts, IP addresses, odd characters.

Decides where such parts stand. That links, contacts and IP addresses only raise a notice, and that carriers
block them whatever the signature is, is the template rules' matter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

_EDGE = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IP_ADDRESS = re.compile(
    rf"(?<![0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9]|\.[0-9])"
    r"|(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:])"
)

_TOP_LEVEL = (
    "com|cn|net|org|gov|edu|info|biz|top|xyz|vip|club|shop|site|online|store|tech|cc|co|io|me|tv|la|so|im|app|dev"
    "|link|ltd|group|wang|ren|fun|pro|mobi|asia|hk|tw|us|uk|jp|eu|ly|gl|gd|at|to|ink|cloud|wiki|win|work|live"
)
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://[^\s，。；！？、）】]+"
    rf"|{_EDGE}www\.[a-z0-9-]+"
    rf"|{_EDGE}(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+(?:{_TOP_LEVEL}){_END}(?:[:/][^\s，。；！？、）】]*)?",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"
    r"|(?<![0-9])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])"
    r"|(?<![0-9])[48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"
    r"|(?<![0-9])(?:95|96|100|101|12)[0-9]{3,6}(?![0-9])"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?:QQ|微信号?|WeChat|VX|加V)(?:群)?[ :：号]*[A-Za-z0-9_-]{5,}",
    re.IGNORECASE,
)

_FORBIDDEN = frozenset("【】〖〗『』「」²•①②③④⑤⑥⑦⑧⑨⑩★☆※→←↑↓❤™®©")
_PICTURES = ((0x2600, 0x27BF), (0x1F000, 0x1FAFF), (0xFE00, 0xFE0F), (0x200B, 0x200F), (0xD800, 0xDFFF))


def links(text: str) -> list[Span]:
    """Where links stand: with a scheme, with `www.`, or a bare domain of a common ending."""
    return [match.span() for match in _LINK.finditer(text)]


def contacts(text: str) -> list[Span]:
    """Where ways to reach somebody stand: phone and service numbers, e-mail addresses, chat accounts."""
    return [match.span() for match in _CONTACT.finditer(text)]


def ip_addresses(text: str) -> list[Span]:
    """Where IP addresses stand."""
    return [match.span() for match in _IP_ADDRESS.finditer(text)]


@lru_cache(maxsize=10_000)
def has_link(text: str) -> bool:
    """Whether a text holds a link."""
    return _LINK.search(text) is not None


def unsupported(text: str) -> Iterator[Span]:
    """Where characters stand that carriers do not transport: brackets of a signature, symbols, pictures."""
    for position, character in enumerate(text):
        if is_unsupported(character):
            yield position, position + 1


def is_unsupported(character: str) -> bool:
    """Whether carriers do not transport a character."""
    return character in _FORBIDDEN or any(first <= ord(character) <= last for first, last in _PICTURES)
