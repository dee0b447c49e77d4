"""What a parameter may be, in a sentence: told to those who sent something else. Decides nothing.

The limits are those of the types that the parameters are read into.
"""

from collections.abc import Iterator

from msgspec import inspect


def limit_of(kind: inspect.Type) -> str:
    """The limits of a type, as advice; empty when it has none that a text could break."""
    one = plain(kind)
    if isinstance(one, inspect.ListType | inspect.VarTupleType):
        return " ".join(_many(one))
    told = " and ".join(_limits(one))
    return f"It is {told}." if told else ""


def plain(kind: inspect.Type) -> inspect.Type:
    """The type itself where it may also be None."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    return next(member for member in kind.types if not isinstance(member, inspect.NoneType))


def _many(kind: inspect.ListType | inspect.VarTupleType) -> Iterator[str]:
    if kind.max_length is not None:
        yield f"There are {kind.min_length or 0} to {kind.max_length} of them."
    if told := " and ".join(_limits(kind.item_type)):
        yield f"Each is {told}."


def _limits(kind: inspect.Type) -> Iterator[str]:
    if isinstance(kind, inspect.LiteralType):
        yield " or ".join(str(value) for value in kind.values if value != "")
    if isinstance(kind, inspect.IntType) and kind.ge is not None and kind.le is not None:
        yield f"{kind.ge} to {kind.le}"
    if isinstance(kind, inspect.StrType) and kind.max_length is not None:
        yield f"at most {kind.max_length} characters long"
    if isinstance(kind, inspect.StrType) and kind.pattern is not None:
        yield f"of the form {kind.pattern}"
