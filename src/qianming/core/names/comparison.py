"""Whether two names stand for the same entity, as far as writing tells. Decides nothing else."""

from enum import Enum, auto

from qianming.core.names.scripts import fold_brackets


class Likeness(Enum):
    """How alike two names are written."""

    SAME = auto()
    BRACKETS_DIFFER = auto()
    DIFFERENT = auto()


def likeness(one: str, other: str) -> Likeness:
    """Compare two names of entities; white space around them is ignored."""
    one, other = one.strip(), other.strip()
    if one == other:
        return Likeness.SAME
    if fold_brackets(one) == fold_brackets(other):
        return Likeness.BRACKETS_DIFFER
    return Likeness.DIFFERENT
