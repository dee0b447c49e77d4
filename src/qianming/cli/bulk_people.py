"""Which of many names of two to four characters could be a person's.

Decides nothing: the model's figures are rounded in favour of a person.
"""

import numpy as np

from qianming.cli.bulk_letters import TOP, Numbers, flags
from qianming.core.names import personal
from qianming.core.tables import people_words

_NEVER = 10_000


class People:
    """The model of persons' names as tables, its figures rounded in favour of a person."""

    def __init__(self) -> None:
        model, (openings, middles, endings) = personal.model(), personal.brands()
        everyday = {c: min(cost, personal.UNKNOWN_ORDINARY) for c, cost in model.ordinary.items()}
        self._surnames = _costs({c: cost for c, cost in model.surnames.items() if len(c) == 1}, _NEVER)
        self._given = _costs(model.given, personal.UNKNOWN_GIVEN)
        self._ordinary = [
            np.minimum(_costs(everyday, personal.UNKNOWN_ORDINARY), _costs(table, _NEVER))
            for table in (openings, middles, endings)
        ]
        compound = {word[:2] for word in personal.compound_surnames()}
        stems = {word[:2] for word in personal.stems()}
        self._pairs = _pairs(compound | stems | {word[-2:] for word in personal.titles() if len(word) > 1})
        self._last = flags({word for word in personal.titles() if len(word) == 1})
        self._nicknames = flags(set(people_words.NICKNAMES))

    def possible(self, rows: Numbers) -> Numbers:
        """Which rows of two to four characters reach the score of a review, or hold a title or a stem."""
        length = rows.shape[1]
        held = self._last[rows[:, -1]] | self._nicknames[rows[:, 0]]
        for place in range(length - 1):
            held |= np.isin(rows[:, place].astype(np.int64) * TOP + rows[:, place + 1], self._pairs)
        family = self._surnames[rows[:, 0]]
        given = rows[:, 1:]
        if length == 4:
            family, given = family + self._surnames[rows[:, 1]], rows[:, 2:]
        person = family + self._given[given].sum(axis=1)
        opening, middle, ending = self._ordinary
        ordinary = opening[rows[:, 0]] + middle[rows[:, 1:-1]].sum(axis=1) + ending[rows[:, -1]]
        lowest = personal.REVIEW_FROM[length] + (1.5 if length == 4 else 0)
        return held | ((ordinary - person) / 10 >= lowest - 0.01)


def _costs(table: dict[str, int], otherwise: int) -> Numbers:
    found = np.full(TOP, otherwise, np.int32)
    for character, cost in table.items():
        if ord(character) < TOP:
            found[ord(character)] = cost
    return found


def _pairs(chosen: set[str]) -> Numbers:
    return np.array(sorted(ord(word[0]) * TOP + ord(word[1]) for word in chosen if len(word) > 1), np.int64)
