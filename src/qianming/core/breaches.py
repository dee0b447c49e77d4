"""What can be wrong with a hash-chained history. Finds nothing; it names what was found."""

from enum import StrEnum


class Breach(StrEnum):
    """What somebody did to the history behind the service's back."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    HEAD_FORGED = "head_forged"
    ANCHOR_BROKEN = "anchor_broken"
    ANCHOR_MISSING = "anchor_missing"
