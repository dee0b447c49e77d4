"""The clock of China, on which rules, limits and deadlines go by wherever the service runs."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def china_day(moment: datetime) -> date:
    """The day that it is in China at an aware moment."""
    return moment.astimezone(CHINA).date()


def china_text(moment: datetime) -> str:
    """An aware moment as the API's answers and reports write it: `yyyy-MM-dd HH:mm:ss`, in China."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def china_midnight(day: date) -> datetime:
    """The instant at which a day begins in China."""
    return datetime.combine(day, time(), CHINA)
