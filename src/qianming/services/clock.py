"""The service's clock: one place that the process, or a test, can set. Decides nothing."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always aware of its zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


system_clock: Clock = SystemClock()


class _Wall:
    """Where the process's clock hangs."""

    clock: Clock = system_clock


def set_clock(clock: Clock) -> None:
    """Replace the clock for the whole process."""
    _Wall.clock = clock


def now() -> datetime:
    """The present time by the clock in force."""
    return _Wall.clock.now()
