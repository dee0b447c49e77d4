"""Waiting for the service to get somewhere, without hammering its database."""

import sys
import time
from collections.abc import Callable

from qianming.cli.language import say

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0


def waited(reached: Callable[[], bool], seconds: float) -> bool:
    """Ask until the answer is yes or the seconds are over; on a terminal something moves meanwhile."""
    if not sys.stderr.isatty():
        return _asked(reached, seconds)
    from rich.console import Console

    with Console(stderr=True).status(say("Waiting for at most {seconds} s …", seconds=f"{seconds:g}")):
        return _asked(reached, seconds)


def _asked(reached: Callable[[], bool], seconds: float) -> bool:
    """The pauses between two questions grow to a second."""
    deadline = time.monotonic() + seconds
    pause = _FIRST_PAUSE
    while not reached():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_PAUSE)
    return True
