"""Whether a photo is good enough to be read, or a better one is to be asked for.

Figures: `docs/documents-measured.md`. What was read is kept with the flaws, whatever they are.
"""

from collections.abc import Sequence

import cv2

from qianming.core.readings import PhotoFlaw
from qianming.documents.reading.pages import Page
from qianming.documents.reading.recognition import Line

LEAST_SIDE = 1000
# Variance of the Laplacian, with the longest side brought to `_SIDE`.
LEAST_SHARPNESS = 60.0
LEAST_SCORE = 0.9
LEAST_LINES = 6
_SIDE = 1280


def flaws_of(page: Page, lines: Sequence[Line]) -> tuple[PhotoFlaw, ...]:
    """Everything that speaks for a better photo."""
    found = {
        PhotoFlaw.TOO_SMALL: min(page.shape[:2]) < LEAST_SIDE,
        PhotoFlaw.BLURRED: sharpness(page) < LEAST_SHARPNESS,
        PhotoFlaw.TOO_FEW_WORDS: len(lines) < LEAST_LINES,
        PhotoFlaw.UNCERTAIN: certainty(lines) < LEAST_SCORE,
    }
    return tuple(flaw for flaw, holds in found.items() if holds)


def sharpness(page: Page) -> float:
    """How much the brightness bends from point to point; blur and enlarging make it small."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    share = _SIDE / max(grey.shape)
    return float(cv2.Laplacian(cv2.resize(grey, None, fx=share, fy=share), cv2.CV_64F).var())


def certainty(lines: Sequence[Line]) -> float:
    """The mean score of the lines; none when there are none."""
    return sum(line.score for line in lines) / len(lines) if lines else 0.0
