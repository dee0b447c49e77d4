"""Round red marks on a page: how many, and how large. What a seal says is for the reviewer to read."""

from typing import Any

import cv2
import numpy as np

from qianming.documents.reading.pages import Page

_LEAST_SHARE, _MOST_SHARE = 0.05, 0.45
_ROUNDEST = 0.72
_SIDE = 1200


def seals_on(page: Page) -> int:
    """How many round red marks of a seal's size there are."""
    share = _SIDE / max(page.shape[:2])
    small = np.asarray(cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)
    red = _red(small)
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25)))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    side = min(small.shape[:2])
    return len([contour for contour in contours if len(contour) >= 5 and _is_seal(contour, side)])


def _red(page: Page) -> Page:
    coloured = cv2.cvtColor(page, cv2.COLOR_BGR2HSV)
    low = cv2.inRange(coloured, np.array([0, 70, 60]), np.array([12, 255, 255]))
    high = cv2.inRange(coloured, np.array([165, 70, 60]), np.array([180, 255, 255]))
    return np.asarray(cv2.bitwise_or(low, high), np.uint8)


def _is_seal(contour: Any, side: int) -> bool:
    _, axes, _ = cv2.fitEllipse(contour)
    small, large = min(axes), max(axes)
    round_enough = large > 0 and small / large > _ROUNDEST
    filled = cv2.contourArea(contour) > 0.6 * np.pi * small * large / 4
    return bool(round_enough and filled and _LEAST_SHARE * side < large < _MOST_SHARE * side)
