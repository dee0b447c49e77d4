"""Whether two names can be taken for each other: by case, width, shape of the characters, or sound.

Decides resemblance only; which names are compared, and what follows, is decided where live signatures are
known. Keys make that fast: equal keys resemble each other, so a registry can store and index them.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from qianming.core.names.enterprise_name import fold_width
from qianming.core.tables import lookalikes, readings


class Resemblance(StrEnum):
    """In which way one name can be taken for another."""

    SPELLING = "spelling"
    SHAPE = "shape"
    SOUND = "sound"


class Keys(NamedTuple):
    """What names that resemble each other have in common: spelling, shape and sound."""

    spelling: str
    shape: str
    sound: str


def keys(name: str) -> Keys:
    """The keys of a name; two names resemble each other in each respect in which their keys are equal."""
    spelling = fold_width(name).lower()
    shapes, sounds = _shapes(), _sounds()
    shape = "".join([shapes.get(character, character) for character in spelling])
    sound = " ".join([sounds.get(character, character) for character in spelling])
    return Keys(spelling, shape, sound)


def resemblances(name: str, other: str) -> tuple[Resemblance, ...]:
    """In which ways two different names resemble each other; a name does not resemble itself."""
    if name == other:
        return ()
    kinds = (Resemblance.SPELLING, Resemblance.SHAPE, Resemblance.SOUND)
    return tuple(
        kind for kind, mine, theirs in zip(kinds, keys(name), keys(other), strict=True) if mine == theirs
    )


def initials(name: str) -> str:
    """The first letters of a name's readings; letters stand for themselves, other characters end a word."""
    sounds = _sounds()
    return "".join(
        [character if character.isascii() and character.isalnum() else sounds.get(character, " ")[0]
         for character in fold_width(name).lower()]
    )  # fmt: skip


@cache
def _shapes() -> dict[str, str]:
    """Each confusable character with the one that stands for its group; groups that share one are joined."""
    found: dict[str, str] = {}
    for group in (lookalikes.GROUPS + lookalikes.LATIN).split():
        leaders = {found[character] for character in group if character in found} or {group[0]}
        leader = min(leaders)
        for character, known in tuple(found.items()):
            if known in leaders:
                found[character] = leader
        found.update(dict.fromkeys(group, leader))
    return found


@cache
def _sounds() -> dict[str, str]:
    """Each character with its reading, tones left out."""
    found: dict[str, str] = {}
    for entry in readings.READINGS.replace("\n", "").split(";"):
        characters = entry.lstrip("abcdefghijklmnopqrstuvwxyz")
        found.update(dict.fromkeys(characters, entry[: len(entry) - len(characters)]))
    return found
