"""Days and periods as documents write them. Long-term ends on 2099-12-31, as in the API."""

import re
from datetime import date

LONG_TERM = date(2099, 12, 31)
_DAY = re.compile(r"((?:19|20)\d\d)[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?")
_LASTING = ("长期", "永久", "不约定期限")


def days_in(text: str) -> list[date]:
    """Every day in the text that exists, in its order."""
    found = []
    for year, month, day in _DAY.findall("".join(text.split())):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def period_in(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of a period; either may not be there."""
    found = days_in(text)
    if any(word in text for word in _LASTING):
        return (found[0] if found else None), LONG_TERM
    if len(found) >= 2:
        return found[0], found[1]
    return (found[0] if found else None), None
