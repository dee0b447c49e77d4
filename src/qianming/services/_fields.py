"""Checks of typed text that the columns need, whatever the rulebook says. Decides nothing else."""

from collections.abc import Sequence
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.policy import RulePolicy
from qianming.core.problems import Problem
from qianming.policy.loader import policy_on
from qianming.registry.models import Material
from qianming.registry.queries import for_account
from qianming.services.refusals import Invalid, RefusalCode

MAXIMUM_MATERIALS = 20


def policy_at(now: datetime) -> RulePolicy:
    """The policy in force."""
    return policy_on(china_day(now))


def need_fitting(*fields: tuple[str, str, int]) -> None:
    """Raise `Invalid` for each (field, text, longest) that no column can hold."""
    wrong = [name for name, text, longest in fields if len(text) > longest or "\x00" in text]
    if wrong:
        raise Invalid(*(Problem(RefusalCode.VALUE_INVALID, name) for name in wrong))


def need_materials(account_id: int, keys: Sequence[str], field: str) -> None:
    """Raise `Invalid` unless every key names a file that the account uploaded."""
    wanted = set(keys)
    rows = for_account(Material, account_id).filter(key__in=wanted)
    if len(keys) > MAXIMUM_MATERIALS or rows.count() != len(wanted):
        raise Invalid(Problem(RefusalCode.MATERIAL_UNKNOWN, field))
