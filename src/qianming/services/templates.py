"""Templates: submitting them, mending rejected ones, withdrawing and deleting.

The rulebook decides what it is certain of; a reviewer decides the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from qianming.core.china_time import china_day, china_midnight
from qianming.core.codes import EventKind, FindingCode, ReviewState, TemplateType, WorkOrderKind
from qianming.core.findings import Finding, Outcome, Severity, Verdict
from qianming.core.permissions import Permission
from qianming.core.sending.template import check_template
from qianming.core.status.calendar import review_due
from qianming.core.subjects import TemplateSubject
from qianming.registry.models import Account, Template, TemplateTag, WorkOrder
from qianming.registry.queries import for_account
from qianming.services._command import Change, lock_accounts, record, touch_sending, write
from qianming.services._fields import need_fitting, need_materials, policy_at
from qianming.services._moves import Move, move_template
from qianming.services._orders import open_order, reject_codes
from qianming.services._outcomes import approve_template, reject_template
from qianming.services.actors import SYSTEM, Actor, ActorKind
from qianming.services.finding import found_signature, found_submission, found_template
from qianming.services.refusals import Conflict, LimitReached, RefusalCode, RuleViolation

# Codes are told from order numbers, which are short, at a glance.
_FIRST_CODE = 150_000_000
# The documented number of applications a day by programs; people at the console are not counted.
_APPLICATIONS_PER_DAY = 100


@dataclass(frozen=True, slots=True)
class SubmitTemplate:
    """An application for a template; `rule` maps each variable to the kind of value it takes.

    `intl_type` is the purpose of an international one, `traffic_driving` what is said about links and numbers
    in the text; both are kept for the reviewer.
    """

    name: str
    content: str
    template_type: TemplateType
    related_signature: str = ""
    rule: Mapping[str, str] = field(default_factory=dict)
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()
    intl_type: int | None = None
    traffic_driving: tuple[Mapping[str, str], ...] = ()


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
    verdict = _checked(command, now)
    with write():
        lock_accounts(account_id)
        _need_room(actor, account_id, now)
        _need_papers(account_id, command)
        template = Template(account=Account.objects.get(pk=account_id), created_at=now)
        _apply_for(template, command, verdict, Move(actor, now))
    return _submitted(template, verdict)


def update(actor: Actor, code: str, command: SubmitTemplate, now: datetime) -> SubmittedTemplate:
    """Mend a rejected template and submit it again under its code; raises as `submit` does.

    `NotFound` when the account has none of that code; `Conflict(TEMPLATE_NOT_CHANGEABLE)` unless rejected.
    """
    account_id = actor.account_for(Permission.TEMPLATE_APPLY)
    verdict = _checked(command, now)
    with write():
        lock_accounts(account_id)
        template = found_template(account_id, code)
        if template.state != ReviewState.REJECTED:
            raise Conflict(RefusalCode.TEMPLATE_NOT_CHANGEABLE)
        _need_room(actor, account_id, now)
        _need_papers(account_id, command)
        _apply_for(template, command, verdict, Move(actor, now))
    return _submitted(template, verdict)


def delete(actor: Actor, code: str, now: datetime) -> None:
    """Delete for good, with its tags; it stops sending.

    `Conflict(TEMPLATE_NOT_DELETABLE)` while in review.
    """
    account_id = actor.account_for(Permission.TEMPLATE_APPLY)
    with write():
        lock_accounts(account_id)
        template = found_template(account_id, code)
        if template.state == ReviewState.IN_REVIEW:
            raise Conflict(RefusalCode.TEMPLATE_NOT_DELETABLE)
        template.deleted_at = now
        template.save(update_fields=["deleted_at"])
        TemplateTag.objects.filter(template=template).delete()
        change = Change(EventKind.TEMPLATE_DELETED, f"template:{code}", account_id, template.state, "deleted")
        record(change, actor, now)
        touch_sending(account_id)


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review; `NotFound`, `Conflict` once it is decided."""
    found = found_submission(Template.objects.all(), order_id, actor, Permission.TEMPLATE_APPLY)
    with write():
        lock_accounts(found.account_id)
        found.refresh_from_db()
        move_template(found, ReviewState.WITHDRAWN, Move(actor, now))


def _checked(command: SubmitTemplate, now: datetime) -> Verdict:
    """What the rulebook says; raises what needs no row to be wrong."""
    need_fitting(("name", command.name, 60), ("scene", command.scene, 500), ("remark", command.remark, 2000))
    need_fitting(("content", command.content, 5000))
    verdict = check_template(_subject(command), policy_at(now))
    _raise_documented(verdict)
    return verdict


def _need_papers(account_id: int, command: SubmitTemplate) -> None:
    need_materials(account_id, command.material_keys, "material_keys")
    _need_approved(account_id, command.related_signature)


def _need_room(actor: Actor, account_id: int, now: datetime) -> None:
    """Raise `LimitReached` when programs have applied for as many templates today as they may.

    That they should come 30 seconds apart is advice of the reference, with no code for breaking it.
    """
    if actor.kind is not ActorKind.KEY:
        return
    today = china_midnight(china_day(now))
    orders = for_account(WorkOrder, account_id).filter(kind=WorkOrderKind.TEMPLATE, submitted_at__gte=today)
    if orders.count() >= _APPLICATIONS_PER_DAY:
        raise LimitReached(RefusalCode.TEMPLATE_LIMIT, today + timedelta(days=1))


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
    if found_signature(account_id, name).approved is None:
        raise Conflict(RefusalCode.TEMPLATE_SIGNATURE_NOT_APPROVED)


def _apply_for(template: Template, command: SubmitTemplate, verdict: Verdict, move: Move) -> None:
    """Store the application as the template's newest one, and decide it where the rulebook is certain."""
    policy = policy_at(move.now)
    due_at = review_due(move.now, policy)
    order = open_order(template.account, WorkOrderKind.TEMPLATE, verdict, move.now, due_at)
    template.work_order = order
    template.code = template.code or f"SMS_{_FIRST_CODE + order.pk}"
    template.name = command.name
    template.content = command.content
    template.template_type = command.template_type
    template.intl_type = command.intl_type
    template.traffic_driving = [dict(item) for item in command.traffic_driving]
    template.related_signature = command.related_signature
    template.rule = dict(command.rule)
    template.scene = command.scene
    template.remark = command.remark
    template.material_keys = list(command.material_keys)
    template.save()
    move_template(template, ReviewState.IN_REVIEW, move)
    _decide_if_certain(template, verdict, move.now)


def _submitted(template: Template, verdict: Verdict) -> SubmittedTemplate:
    return SubmittedTemplate(
        code=template.code,
        name=template.name,
        order_id=template.work_order_id,
        state=ReviewState(template.state),
        due_at=template.work_order.due_at,
        findings=verdict.findings,
    )


def _decide_if_certain(template: Template, verdict: Verdict, now: datetime) -> None:
    if verdict.outcome is Outcome.REJECT:
        reject_template(template, Move(SYSTEM, now, reject_codes(verdict)), automatic=True)
    elif verdict.outcome is Outcome.PASS:
        approve_template(template, Move(SYSTEM, now), automatic=True)
