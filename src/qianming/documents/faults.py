"""What can be wrong with the content of a file, and with the work on it. Decides nothing."""

from enum import StrEnum
from typing import Final

# Of a picture, and of a page drawn as one.
MOST_PIXELS: Final = 40_000_000
MOST_PAGES: Final = 10


class Fault(StrEnum):
    """Why a file is not taken in."""

    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_COMPLEX = "too_complex"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"


class Faulty(Exception):
    """The file has this fault; raised where it is seen."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Busy(Exception):
    """Too many files wait already; this one may be tried again in a moment."""
