"""Templates: submitting them for review and withdrawing. The rulebook decides what it is certain of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qianming.core.codes import FindingCode, ReviewState, TemplateType, WorkOrderKind
from qianming.core.findings import Finding, Outcome, Severity, Verdict
from qianming.core.permissions import Permission
from qianming.core.sending.template import check_template
from qianming.core.status.calendar import review_due
from qianming.core.subjects import TemplateSubject
from qianming.registry.models import Account, Template
from qianming.registry.queries import signature
from qianming.services._command import lock_accounts, write
from qianming.services._fields import need_fitting, need_materials, policy_at
from qianming.services._moves import Move, move_template
from qianming.services._orders import open_order, reject_codes
from qianming.services._outcomes import approve_template, reject_template
from qianming.services.actors import SYSTEM, Actor
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode, RuleViolation

# Codes are told from order numbers, which are short, at a glance.
_FIRST_CODE = 150_000_000


@dataclass(frozen=True, slots=True)
class SubmitTemplate:
    """An application for a template; `rule` maps each variable to the kind of value it takes."""

    name: str
    content: str
    template_type: TemplateType
    related_signature: str = ""
    rule: Mapping[str, str] = field(default_factory=dict)
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmittedTemplate:
    """The stored template's code and number, and where it stands already."""

    code: str
    name: str
    order_id: int
    state: ReviewState
    due_at: datetime
    findings: tuple[Finding, ...]


def submit(actor: Actor, command: SubmitTemplate, now: datetime) -> SubmittedTemplate:
    """Apply for a template.

    The related signature must be the account's own (`NotFound`) and approved (`Conflict`). Format and number
    of variables are errors (`RuleViolation`); other reject findings store a rejected template.
    """
    account_id = actor.account_for(Permission.TEMPLATE_APPLY)
    need_fitting(("name", command.name, 60), ("scene", command.scene, 500), ("remark", command.remark, 2000))
    need_fitting(("content", command.content, 5000))
    verdict = check_template(_subject(command), policy_at(now))
    _raise_documented(verdict)
    with write():
        lock_accounts(account_id)
        need_materials(account_id, command.material_keys, "material_keys")
        _need_approved(account_id, command.related_signature)
        template = _stored(Account.objects.get(pk=account_id), command, verdict, Move(actor, now))
        _decide_if_certain(template, verdict, now)
    return SubmittedTemplate(
        code=template.code,
        name=template.name,
        order_id=template.work_order_id,
        state=ReviewState(template.state),
        due_at=template.work_order.due_at,
        findings=verdict.findings,
    )


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review; `NotFound`, `Conflict` once it is decided."""
    found = Template.objects.filter(work_order_id=order_id).first()
    if found is None or not actor.may(Permission.TEMPLATE_APPLY, found.account_id):
        raise NotFound(Noun.WORK_ORDER)
    with write():
        lock_accounts(found.account_id)
        found.refresh_from_db()
        move_template(found, ReviewState.WITHDRAWN, Move(actor, now))


def _subject(command: SubmitTemplate) -> TemplateSubject:
    return TemplateSubject(command.name, command.content, command.template_type, command.remark)


def _raise_documented(verdict: Verdict) -> None:
    """The rejections that the API documents as errors of its own."""
    certain = {finding.code: finding for finding in verdict.findings if finding.severity is Severity.REJECT}
    if FindingCode.TEMPLATE_LENGTH in certain or FindingCode.TEMPLATE_CHARACTERS in certain:
        raise RuleViolation(RefusalCode.TEMPLATE_CONTENT_FORMAT, verdict.findings)
    if (finding := certain.get(FindingCode.TEMPLATE_VARIABLES)) is not None:
        malformed = finding.span is not None
        code = RefusalCode.TEMPLATE_CONTENT_FORMAT if malformed else RefusalCode.TEMPLATE_TOO_MANY_VARIABLES
        raise RuleViolation(code, verdict.findings)


def _need_approved(account_id: int, name: str) -> None:
    """The related signature, where one is named, is there for the review: any approved one may send later."""
    if not name:
        return
    related = signature(account_id, name)
    if related is None:
        raise NotFound(Noun.SIGNATURE)
    if related.approved is None:
        raise Conflict(RefusalCode.TEMPLATE_SIGNATURE_NOT_APPROVED)


def _stored(account: Account, command: SubmitTemplate, verdict: Verdict, move: Move) -> Template:
    due_at = review_due(move.now, policy_at(move.now))
    order = open_order(account, WorkOrderKind.TEMPLATE, verdict, move.now, due_at)
    template = Template.objects.create(
        account=account,
        work_order=order,
        code=f"SMS_{_FIRST_CODE + order.pk}",
        name=command.name,
        content=command.content,
        template_type=command.template_type,
        related_signature=command.related_signature,
        rule=dict(command.rule),
        scene=command.scene,
        remark=command.remark,
        material_keys=list(command.material_keys),
        created_at=move.now,
    )
    move_template(template, ReviewState.IN_REVIEW, move)
    return template


def _decide_if_certain(template: Template, verdict: Verdict, now: datetime) -> None:
    if verdict.outcome is Outcome.REJECT:
        reject_template(template, Move(SYSTEM, now, reject_codes(verdict)), automatic=True)
    elif verdict.outcome is Outcome.PASS:
        approve_template(template, Move(SYSTEM, now), automatic=True)
