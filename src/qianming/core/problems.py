"""What is wrong with a field that somebody filled in: the one shape in which every layer tells it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field; `code` is the API's public error code.

    `cause` says more where the rules know more, such as which part of a number is wrong.
    """

    code: str
    field: str
    cause: StrEnum | None = None
