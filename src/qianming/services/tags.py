"""Tags: labels that an account gives to its templates, each key once per template."""

from collections.abc import Collection, Mapping
from datetime import datetime

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.models import Template, TemplateTag
from qianming.registry.queries import templates
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import need_fitting
from qianming.services.actors import Actor
from qianming.services.refusals import Invalid, NotFound, Noun, RefusalCode

TAGS_PER_TEMPLATE = 20
_LONGEST = 128


def put(actor: Actor, codes: Collection[str], tags: Mapping[str, str], now: datetime) -> None:
    """Give every one of these templates these tags; a new value replaces the old one.

    All or nothing: `NotFound` when one of them does not exist, `Invalid` when one would have too many.
    """
    account_id = actor.account_for(Permission.TEMPLATE_APPLY)
    for key, value in tags.items():
        need_fitting(("key", key, _LONGEST), ("value", value, _LONGEST))
    with write():
        lock_accounts(account_id)
        for template in _found(account_id, codes):
            for key, value in tags.items():
                TemplateTag.objects.update_or_create(
                    template=template, key=key, defaults={"account_id": account_id, "value": value}
                )
            if template.tags.count() > TAGS_PER_TEMPLATE:
                raise Invalid(Problem(RefusalCode.TAGS_INVALID, "tags"))
            _note(template, actor, now)


def remove(actor: Actor, codes: Collection[str], keys: Collection[str] | None, now: datetime) -> None:
    """Take these tags, or all where no keys are named, from these templates; absent ones do not matter."""
    account_id = actor.account_for(Permission.TEMPLATE_APPLY)
    with write():
        lock_accounts(account_id)
        for template in _found(account_id, codes):
            rows = template.tags.all() if keys is None else template.tags.filter(key__in=keys)
            if rows.delete()[0]:
                _note(template, actor, now)


def _found(account_id: int, codes: Collection[str]) -> list[Template]:
    rows = list(templates(account_id).filter(code__in=codes).order_by("pk"))
    if {row.code for row in rows} != set(codes):
        raise NotFound(Noun.TEMPLATE)
    return rows


def _note(template: Template, actor: Actor, now: datetime) -> None:
    change = Change(EventKind.TEMPLATE_TAGGED, f"template:{template.code}", template.account_id, new="tagged")
    record(change, actor, now)
