"""What each character of many names says about them, as the rules about characters see it.

Decides nothing by itself: a character's signs come from the rules' own functions and are kept in a table.
"""

import numpy as np

from qianming.cli.bulk_letters import TOP, Letters, Numbers, counted
from qianming.cli.bulk_verdicts import Sign
from qianming.core.names.characters import simplified_form
from qianming.core.names.scripts import BRACKETS, HAN
from qianming.core.outline import common_characters
from qianming.core.policy import RulePolicy

LONGEST_JUDGED = 40  # what rules make of longer names they decide themselves
_DOTS = frozenset("·•・‧∙")  # they stand in names of persons
_UNSEEN = -1


class Characters:
    """A table of the characters' signs, filled as they occur."""

    def __init__(self, policy: RulePolicy) -> None:
        self._limits = policy.name_length_min, policy.name_length_max
        self._signs = np.full(TOP, _UNSEEN, np.int32)

    def signs(self, letters: Letters) -> Numbers:
        """The signs of names by their characters and their length."""
        points, starts, ends = letters.points, letters.starts, letters.ends
        each = self._each(points)
        each[ends] = each[ends[-1] :] = 0
        found = np.bitwise_or.reduceat(each, starts)
        length, ascii_only = ends - starts, counted(points < 0x80, starts, ends)
        digits = counted((points >= ord("0")) & (points <= ord("9")), starts, ends)
        unsure = (length == 0) | (length > LONGEST_JUDGED) | ((ascii_only == length) & (digits != length))
        found[unsure] |= int(Sign.UNSURE)
        found[(length < self._limits[0]) | (length > self._limits[1])] |= int(Sign.LENGTH)
        found[digits == length] |= int(Sign.DIGITS_ONLY)
        found[(digits < length) & (found & int(Sign.HAN) == 0)] |= int(Sign.NO_CHINESE)
        return found & ~int(Sign.HAN)

    def _each(self, points: Numbers) -> Numbers:
        known = np.minimum(points, TOP - 1)
        found = self._signs[known]
        unseen = np.unique(known[found == _UNSEEN])
        if len(unseen):
            self._signs[unseen] = [_signs_of(chr(point)) for point in unseen.tolist()]
            found = self._signs[known]
        found[points >= TOP] = int(Sign.UNSURE)
        return found


def _signs_of(character: str) -> int:
    """The signs of one character; unsure are those that another rule than those about characters minds."""
    if character in common_characters():
        return int(Sign.HAN) if HAN.match(character) else 0
    if HAN.match(character):
        changed = simplified_form(character) != character
        return int(Sign.HAN | (Sign.TRADITIONAL if changed else Sign.RARE))
    capital = not character.isascii() and character.lower() != character
    if character.isspace() or character in _DOTS or capital or "\ud800" <= character <= "\udfff":
        return int(Sign.UNSURE)
    return int(Sign.BRACKET if BRACKETS.match(character) else Sign.FOREIGN)
