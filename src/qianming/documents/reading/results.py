"""What was read on a page: values by field and witness, and what was wrong with the picture.

Decides nothing.
"""

from enum import StrEnum

import msgspec

from qianming.core.readings import DocumentField, PhotoFlaw


class Witness(StrEnum):
    """Where a value was seen: in print, in the QR code, in a digital document's own text, as a red mark."""

    PRINT = "print"
    QR_CODE = "qr_code"
    TEXT = "text"
    MARK = "mark"


class Seen(msgspec.Struct, frozen=True):
    """One value of one field, as one witness has it; days are ISO 8601, names of a scope joined by 、."""

    field: DocumentField
    witness: Witness
    value: str


class Reading(msgspec.Struct, frozen=True):
    """Everything seen on one page; `score` is the mean certainty of its lines, from 0 to 1."""

    seen: tuple[Seen, ...]
    flaws: tuple[PhotoFlaw, ...] = ()
    score: float = 1.0

    def value(self, field: DocumentField, witness: Witness = Witness.PRINT) -> str:
        """What a witness has for a field; empty when it has nothing."""
        return next((one.value for one in self.seen if (one.field, one.witness) == (field, witness)), "")
