"""What happens to pages between the printer and the upload.

The same page is always spoilt in the same way.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import cv2
import numpy as np

Page: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
_GROUND = (205, 205, 200)


def _noisy(page: Page) -> Page:
    noise = np.random.default_rng(7).normal(0, 25, page.shape)
    return np.asarray(np.clip(page + noise, 0, 255), np.uint8)


def _turned(degrees: float) -> Callable[[Page], Page]:
    def turn(page: Page) -> Page:
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
        cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
        size = int(height * sine + width * cosine), int(height * cosine + width * sine)
        matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
        return np.asarray(cv2.warpAffine(page, matrix, size, borderValue=_GROUND), np.uint8)

    return turn


def _squeezed(quality: int) -> Callable[[Page], Page]:
    def squeeze(page: Page) -> Page:
        _, content = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)

    return squeeze


def _scaled(share: float) -> Callable[[Page], Page]:
    def scale(page: Page) -> Page:
        return np.asarray(cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)

    return scale


def _grey(page: Page) -> Page:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def _photographed(lean: float, blur: float, quality: int, share: float) -> Callable[[Page], Page]:
    """From an angle, on paper that is not flat, in uneven light, not quite sharp, and made small."""

    def photograph(page: Page) -> Page:
        height, width = page.shape[:2]
        columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        curled = rows + np.float32(lean * 60) * np.sin(columns / width * np.pi)
        bent = cv2.remap(page, columns, curled.astype(np.float32), cv2.INTER_LINEAR, borderValue=_GROUND)
        x, y = width * lean, height * lean
        before = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        after = np.array([[x, y * 0.6], [width - x * 0.4, 0], [width, height - y], [0, height]], np.float32)
        matrix = cv2.getPerspectiveTransform(before, after)
        leant = cv2.warpPerspective(bent, matrix, (width, height), borderValue=_GROUND)
        light = 1.05 - 0.35 * (columns / width) * (rows / height)
        lit = np.clip(leant * light[..., None], 0, 255).astype(np.uint8)
        return _squeezed(quality)(_scaled(share)(np.asarray(cv2.GaussianBlur(lit, (0, 0), blur), np.uint8)))

    return photograph


ORDINARY: Mapping[str, Callable[[Page], Page]] = {
    "clean": lambda page: page,
    "noise": _noisy,
    "turned by 3 degrees": _turned(3),
    "turned by -12 degrees": _turned(-12),
    "a quarter turn": _turned(90),
    "upside down": _turned(180),
    "JPEG 20": _squeezed(20),
    "JPEG 8": _squeezed(8),
    "40 %": _scaled(0.4),
    "grey copy": _grey,
    "phone photo": _photographed(0.08, 0.9, 55, 0.75),
}
HARD: Mapping[str, Callable[[Page], Page]] = {"hard phone photo": _photographed(0.14, 2.0, 35, 0.55)}
