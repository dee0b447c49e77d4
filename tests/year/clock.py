"""A clock that stands still until it is moved, and then only forward."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CHINA = ZoneInfo("Asia/Shanghai")


class MovedClock:
    """The time of the year that is lived; `tick` keeps one happening apart from the next."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    @property
    def today(self) -> date:
        """The day in China."""
        return self._now.astimezone(_CHINA).date()

    def tick(self) -> datetime:
        """A second later."""
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, day: date, hour: int) -> None:
        """An hour of a day in China; never earlier than it is."""
        wanted = datetime.combine(day, time(hour), _CHINA).astimezone(UTC)
        assert wanted >= self._now, "this year goes forward only"
        self._now = wanted
