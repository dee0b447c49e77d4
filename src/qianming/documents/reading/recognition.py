"""Lines of text with their places on the page, whichever way up it was laid.

Decides how the page lies: most lines upright means a quarter turn, labels that cannot be found a half turn.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np

from qianming.documents.reading.pages import Page

_DETECTOR_SIDE = 1280
_LEAST_SCORE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text as found; `x` and `y` are its left and its middle, `width` and `height` its size."""

    text: str
    x: float
    y: float
    width: float
    height: float
    score: float

    @property
    def right(self) -> float:
        return self.x + self.width


def lines_of(page: Page, labels: Collection[str]) -> tuple[tuple[Line, ...], Page]:
    """The lines from top to bottom, and the page as it has to be held to read them."""
    found = _recognised(page)
    if found and sum(1 for box, _, _ in found if _is_upright(box)) * 2 > len(found):
        page = np.ascontiguousarray(np.rot90(page))
        found = _recognised(page)
    if _labels_in(found, labels) < 2:
        turned = np.ascontiguousarray(np.rot90(page, 2))
        other = _recognised(turned)
        if _labels_in(other, labels) > _labels_in(found, labels):
            page, found = turned, other
    return _levelled(found), page


_Found = Sequence[tuple[Any, str, float]]


def _recognised(page: Page) -> _Found:
    result = _engine()(page, use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return ()
    return tuple(zip(result.boxes, result.txts, result.scores, strict=True))


@cache
def _engine() -> Any:
    """The recogniser with the models that come with it; nothing is downloaded."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTOR_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )


def _is_upright(box: Any) -> bool:
    (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
    return bool(bottom - top > 1.5 * (right - left))


def _labels_in(found: _Found, labels: Collection[str]) -> int:
    """How many different labels begin a line."""
    texts = ["".join(text.split()) for _, text, _ in found]
    return sum(any(text.startswith(label) for text in texts) for label in labels)


def _levelled(found: _Found) -> tuple[Line, ...]:
    """Turn the places, not the picture, so that lines lie level; the median line says by how much."""
    wide = [box for box, text, _ in found if len(text) > 4]
    angles = [np.arctan2(*(box[1] - box[0])[::-1]) for box in wide]
    angle = float(np.median(angles)) if angles else 0.0
    matrix = np.array(cv2.getRotationMatrix2D((0, 0), np.degrees(angle), 1))[:, :2]
    lines = [
        _line(np.asarray(box) @ matrix.T, text, score) for box, text, score in found if score >= _LEAST_SCORE
    ]
    return tuple(sorted(lines, key=lambda line: (line.y, line.x)))


def _line(box: Any, text: str, score: float) -> Line:
    left, right = (box[0][0] + box[3][0]) / 2, (box[1][0] + box[2][0]) / 2
    height = float(np.linalg.norm(box[3] - box[0]) + np.linalg.norm(box[2] - box[1])) / 2
    # The middle of the left edge: on a leant page, it is what lies level with the label.
    return Line(text, float(left), float(box[:, 1].mean()), float(right - left), height, float(score))
