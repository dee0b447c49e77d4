"""A batch: many numbers in one request, each with its own signature and values (`SendBatchSms`).

Decides whether the lists of a batch are lists at all and belong together; what is in them is judged by the
gate, one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from qianming.core.message_codes import SendRefusal
from qianming.core.sending.params import GateRefusal

# The documented limit of one request.
NUMBERS_MAX = 100

_TEXTS = msgspec.json.Decoder(list[str | int])
_OBJECTS = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One number with what it is to be told; `params` is a JSON object as text."""

    phone: str
    signature: str
    params: str
    extension: str = ""


def read_batch(
    phones: str, signatures: str, params: str = "", extensions: str = ""
) -> tuple[BatchLine, ...] | GateRefusal:
    """The lines of a batch from its JSON lists; the last two may be left out."""
    try:
        numbers, names = _texts(phones), _texts(signatures)
        codes = _texts(extensions) if extensions.strip() else [""] * len(numbers)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return GateRefusal(SendRefusal.BATCH_NOT_A_LIST)
    values = _values(params, len(numbers))
    if isinstance(values, GateRefusal):
        return values
    return _lines(numbers, names, values, codes)


def _lines(
    numbers: Sequence[str], names: Sequence[str], values: Sequence[str], codes: Sequence[str]
) -> tuple[BatchLine, ...] | GateRefusal:
    if not numbers:
        return GateRefusal(SendRefusal.NUMBER_ILLEGAL)
    if len(numbers) > NUMBERS_MAX:
        return GateRefusal(SendRefusal.TOO_MANY_NUMBERS, (("max", str(NUMBERS_MAX)),))
    if not len(numbers) == len(names) == len(values) == len(codes):
        return GateRefusal(SendRefusal.BATCH_UNEVEN)
    return tuple(BatchLine(*line) for line in zip(numbers, names, values, codes, strict=True))


def _texts(text: str) -> list[str]:
    """A list of texts; numbers may be written as JSON numbers."""
    return [str(item) for item in _TEXTS.decode(text)]


def _values(text: str, length: int) -> list[str] | GateRefusal:
    if not text.strip():
        return [""] * length
    try:
        return [bytes(item).decode() for item in _OBJECTS.decode(text)]
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON)
