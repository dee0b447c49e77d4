"""A row of existing stock as it is handed over, and what can be wrong with it. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qianming.core.codes import Carrier, FilingReason, FilingState, Purpose, SignatureKind, SignatureSource


class ImportFault(StrEnum):
    """What is wrong with a field of a row."""

    UNKNOWN = "unknown"
    IMPOSSIBLE = "impossible"
    FUTURE = "future"
    TWICE = "twice"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What keeps a row out: its line in the file, the field, and the value where one was given."""

    line: int
    field: str
    fault: ImportFault
    value: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFiling:
    """Where a carrier's filing stood, since when (the approval if None), and the carrier's reasons."""

    state: FilingState
    since: date | None = None
    reasons: tuple[FilingReason, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSignature:
    """One signature of the stock. Papers are named by their id or their name in the account."""

    line: int
    account: str
    name: str
    source: SignatureSource
    approved_on: date
    kind: SignatureKind = SignatureKind.UNIVERSAL
    purpose: Purpose | None = None
    qualification: str = ""
    trademark: str = ""
    power_of_attorney: str = ""
    filings: Mapping[Carrier, ImportedFiling] = field(default_factory=dict)
