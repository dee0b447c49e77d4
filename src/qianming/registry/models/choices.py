"""How the vocabulary of `core` is written into columns. Decides nothing."""

from enum import StrEnum

from django.db import models


def code_field(
    kind: type[StrEnum], *, default: StrEnum | None = None, blank: bool = False
) -> "models.CharField[str, str]":
    """A column that holds a member's value.

    The values are not written into the schema: a new member of an enum is no migration, and `core` is the one
    place that knows them. `kind` documents the column and gives its width room to grow.
    """
    width = max(32, 2 * max(len(member.value) for member in kind))
    if default is None and not blank:
        return models.CharField(max_length=width)
    return models.CharField(max_length=width, default=default.value if default else "", blank=blank)
