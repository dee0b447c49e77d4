"""What a text holds that carriers do not take: links, contacts, IP addresses, odd characters.

Decides where such parts stand. That links, contacts and IP addresses only raise a notice, and that carriers
block them whatever the signature is, is the template rules' matter. All patterns are bounded, so that no text
makes them slow.
"""

import re

Span = tuple[int, int]

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IP_ADDRESS = re.compile(
    rf"(?<![0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9]|\.[0-9])"
    r"|(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:])"
)

_MAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,}"

# Endings of bare domains that are met in messages; a link with a scheme or `www.` needs none of them.
_TOP_LEVEL = (
    "com|cn|net|org|gov|edu|info|biz|top|xyz|vip|club|shop|site|online|store|tech|cc|co|io|me|tv|la|so|im|app"
    "|dev|link|ltd|group|wang|ren|fun|pro|mobi|asia|hk|tw|us|uk|jp|eu|ly|gl|gd|ink|cloud|wiki|win|work|live"
)
_NOT_IN_LINK = r"\s，。；！？、（）【】“”"
_LINK = re.compile(
    rf"(?P<mail>{_MAIL})"
    rf"|(?P<link>(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{{0,15}}://[^{_NOT_IN_LINK}]+"
    rf"|(?<![A-Za-z0-9])www\.[a-z0-9-]+[^{_NOT_IN_LINK}]*"
    rf"|(?<![A-Za-z0-9])(?:[a-z0-9-]{{1,63}}\.){{1,8}}(?:{_TOP_LEVEL})(?![A-Za-z0-9-])(?:[:/?][^{_NOT_IN_LINK}]*)?)",
    re.IGNORECASE | re.ASCII,
)

# A short number is a service number unless it counts something.
_SHORT_NUMBER = (
    r"(?<![0-9.,¥￥$])(?:95[0-9]{3,6}|96[0-9]{3,6}|1[0-2][0-9]{3})(?![0-9.,%]|\s*[元分个次条万千人点积])"
)
_CONTACT = re.compile(
    r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"
    r"|(?<![0-9])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])"
    r"|(?<![0-9])[48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"
    rf"|{_SHORT_NUMBER}"
    rf"|{_MAIL}"
    r"|(?:QQ|微信|WeChat|VX|加V)(?:公众)?[群号]?[ :：]{0,3}[A-Za-z0-9_-]{5,30}",
    re.IGNORECASE,
)

# Signature brackets, quotes, symbols and pictures, and characters that cannot be seen.
_UNSUPPORTED = re.compile(
    "[【】〖〗『』「」²•※™®©"
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2190-\u21ff\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\U0001f000-\U0001faff\U000e0000-\U000e01ef]"
)


def links(text: str) -> list[Span]:
    """Where links stand: with a scheme, with `www.`, or a bare domain of a common ending."""
    return [match.span() for match in _LINK.finditer(text) if match["link"]]


def has_link(text: str) -> bool:
    """Whether a text holds a link; an e-mail address is none."""
    return any(match["link"] for match in _LINK.finditer(text))


def contacts(text: str) -> list[Span]:
    """Where ways to reach somebody stand: phone and service numbers, e-mail addresses, chat accounts."""
    return [match.span() for match in _CONTACT.finditer(text)]


def ip_addresses(text: str) -> list[Span]:
    """Where IP addresses stand."""
    return [match.span() for match in _IP_ADDRESS.finditer(text)]


def is_linked(text: str) -> bool:
    """Whether a text holds a link, a contact or an IP address: what carriers block whoever sends it."""
    return has_link(text) or bool(contacts(text)) or bool(ip_addresses(text))


def has_unsupported(text: str) -> bool:
    """Whether a text holds a character that carriers do not transport."""
    return _UNSUPPORTED.search(text) is not None
