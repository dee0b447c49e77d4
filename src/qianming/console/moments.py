"""Times as people read them: China time, short, the year only when it is not the present one."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from qianming.core.china_time import CHINA
from qianming.services import clock

_WITHIN_YEAR = {"zh": "n月j日 H:i", "en": "j M H:i"}
_WITH_YEAR = {"zh": "Y年n月j日 H:i", "en": "j M Y H:i"}
_DAY = {"zh": "Y年n月j日", "en": "j M Y"}


def short_moment(value: datetime) -> str:
    """An aware time, to the minute."""
    local = value.astimezone(CHINA)
    this_year = local.year == clock.now().astimezone(CHINA).year
    return date_format(local, (_WITHIN_YEAR if this_year else _WITH_YEAR)[_spoken()])


def day(value: date) -> str:
    """A day of the calendar, with its year."""
    return date_format(value, _DAY[_spoken()])


def _spoken() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"
