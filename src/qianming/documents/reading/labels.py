"""From a label to the value beside it. A label is never a value, and spaces within a label mean nothing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from qianming.documents.reading.recognition import Line

# How far two lines of one row may be apart in height, and a value from its label, in heights of a line.
_SAME_ROW = 0.8
_FARTHEST = 12.0
_NEXT_ROW = 2.2
_SAME_COLUMN = 4.0
_WIDTHS = str.maketrans(":()", "：（）")
_LEANT_ROW = 1.2


def plain(text: str) -> str:
    """Without spaces; colons and brackets in their Chinese width, whichever the machine took them for."""
    return "".join(text.split()).translate(_WIDTHS)


def joined(lines: Sequence[Line], labels: Collection[str]) -> tuple[Line, ...]:
    """The lines, with labels that were set wide (名　称) put together again."""
    whole, taken = [], set[int]()
    for index, line in enumerate(lines):
        for other in range(len(lines)):
            pair = plain(line.text) + plain(lines[other].text)
            if index != other and pair in labels and _is_right_of(lines[other], line):
                width = lines[other].right - line.x
                whole.append(replace(line, text=pair, width=width))
                taken |= {index, other}
    whole.extend(_completed(line, labels) for index, line in enumerate(lines) if index not in taken)
    return tuple(sorted(whole, key=lambda line: (line.y, line.x)))


def _completed(line: Line, labels: Collection[str]) -> Line:
    """Half of a label that was set so wide that the other half was overlooked."""
    text = plain(line.text)
    halves = [label for label in labels if len(text) == 1 and len(label) == 2 and text in label]
    return replace(line, text=halves[0]) if len(halves) == 1 else line


def value_of(lines: Sequence[Line], wanted: Collection[str], labels: Collection[str]) -> str:
    """What stands beside the first of the wanted labels that has something, with its further lines."""
    for line in lines:
        text = plain(line.text)
        label = next((label for label in wanted if text.startswith(label)), None)
        if label is None:
            continue
        rest = text[len(label) :].lstrip("：")
        if rest:
            return rest
        beside = [other for other in lines if _is_value_of(other, line, labels)]
        if beside:
            first = min(beside, key=lambda other: other.x)
            return "".join([plain(first.text), *_continued(lines, first, line, labels)])
    return ""


def starts_with_label(line: Line, labels: Collection[str]) -> bool:
    """Whether a line begins a field of its own, and so ends the one before it."""
    text = plain(line.text)
    return any(text.startswith(label) for label in labels)


def _is_value_of(line: Line, label: Line, labels: Collection[str]) -> bool:
    near = line.x - label.right < _FARTHEST * label.height
    return near and _is_right_of(line, label) and not starts_with_label(line, labels)


def _is_right_of(line: Line, other: Line) -> bool:
    """In the same row and to the right; they may overlap by a character."""
    return (
        abs(line.y - other.y) < _SAME_ROW * max(line.height, other.height)
        and line.x > other.right - other.height
    )


def _continued(lines: Sequence[Line], first: Line, label: Line, labels: Collection[str]) -> Iterator[str]:
    """The lines below a value that belong to it: begun at the same place, and no label beside them."""
    last = first
    for line in lines:
        below = 0.5 * last.height < line.y - last.y < _NEXT_ROW * last.height
        if not below or abs(line.x - first.x) > 1.5 * first.height or starts_with_label(line, labels):
            continue
        if any(_begins_row(other, line, label) for other in lines if starts_with_label(other, labels)):
            return
        yield plain(line.text)
        last = line


def _begins_row(other: Line, line: Line, label: Line) -> bool:
    """Whether a label stands in the first one's column and in a line's row, on a leant page too."""
    same_column = abs(other.x - label.x) < _SAME_COLUMN * label.height
    return other is not label and same_column and abs(other.y - line.y) < _LEANT_ROW * line.height
