"""Finds what is meant by a name, a code or a work order; what is not there, or out of reach, is refused."""

from typing import TypeVar

from django.db.models import QuerySet

from qianming.core.codes import SignatureKind
from qianming.core.permissions import Permission
from qianming.registry.models import Application, Qualification, Signature, Template
from qianming.registry.queries import signature, template
from qianming.services.actors import Actor
from qianming.services.refusals import NotFound, Noun

SubmissionT = TypeVar("SubmissionT", Application, Qualification, Template)


def found_signature(account_id: int, name: str, kind: SignatureKind | None = None) -> Signature:
    """The live signature of that name, of two kinds the universal one; `NotFound` if there is none."""
    row = signature(account_id, name, kind)
    if row is None:
        raise NotFound(Noun.SIGNATURE)
    return row


def found_template(account_id: int, code: str) -> Template:
    """The template of exactly that code; `NotFound` if the account has none."""
    row = template(account_id, code)
    if row is None or row.code != code:
        raise NotFound(Noun.TEMPLATE)
    return row


def found_submission(
    rows: QuerySet[SubmissionT], order_id: int, actor: Actor, permission: Permission
) -> SubmissionT:
    """What was submitted under a work order; `NotFound` for who may not touch it, as if there were none."""
    row = rows.filter(work_order_id=order_id).first()
    if row is None or not actor.may(permission, row.account_id):
        raise NotFound(Noun.WORK_ORDER)
    return row
