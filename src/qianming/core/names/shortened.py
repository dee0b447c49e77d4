"""Recognises a signature that shortens the location of its licence name: 杭州市X as 杭州X, 浙江省杭州市X as
杭州X.

Decides only whether it does; whether that is accepted is the policy's.
"""

from qianming.core.names.contiguity import Canonical
from qianming.core.names.enterprise_name import ParsedName
from qianming.core.names.location import Placement
from qianming.core.names.places import stem_of


def shortened_location(short: str, whole: Canonical, name: ParsedName) -> int | None:
    """How many characters follow a shortened location, or None where the signature is no such thing."""
    if name.placement not in (Placement.LEADING, Placement.NATIONAL):
        return None
    after = whole.folded[whole.after(name.location_span[1]) :]
    for spent in _spellings(short, name.location):
        rest = short[spent:]
        if rest and after.startswith(rest):
            return len(rest)
    return None


def _spellings(short: str, location: tuple[str, ...]) -> set[int]:
    """Lengths of the beginnings of a signature that are the location, suffixes or levels left out."""
    reached = {0}
    for part in location:
        forms = {part, stem_of(part)}
        reached |= {at + len(form) for at in reached for form in forms if short.startswith(form, at)}
    return reached - {0}
