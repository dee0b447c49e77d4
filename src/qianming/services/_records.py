"""What storing any record shares: the checked problems, its pictures, and its event. Decides nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from qianming.core.codes import EventKind
from qianming.core.problems import Problem
from qianming.registry.models import Material
from qianming.registry.queries import for_account
from qianming.services._command import Change, record
from qianming.services.actors import Actor
from qianming.services.refusals import Invalid


def need_sound(problems: Sequence[Problem]) -> None:
    """Raise `Invalid` with every problem of the fields."""
    if problems:
        raise Invalid(*problems)


def need_pictures(account_id: int, keys: Iterable[str], code: str, field: str) -> None:
    """Raise `Invalid` with the API's code unless every key that is given names an uploaded file."""
    wanted = {key for key in keys if key}
    if for_account(Material, account_id).filter(key__in=wanted).count() != len(wanted):
        raise Invalid(Problem(code, field))


def created(
    kind: EventKind,
    subject: str,
    account_id: int,
    actor: Actor,
    now: datetime,
    detail: Mapping[str, str | int | bool] = MappingProxyType({}),
) -> None:
    """The event of a record that was made; what it says of persons and entities is not repeated."""
    record(Change(kind, subject, account_id, new="created", detail=detail), actor, now)
