"""Waiting for the service to get somewhere, without hammering its database."""

import time
from collections.abc import Callable

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0


def waited(reached: Callable[[], bool], seconds: float) -> bool:
    """Ask until the answer is yes or the seconds are over; the pauses grow to a second."""
    deadline = time.monotonic() + seconds
    pause = _FIRST_PAUSE
    while not reached():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_PAUSE)
    return True
