"""Correcting what an application says of its industry, while it is in review.

Decides who may; what follows is the rulebook's, by the policy under which the application was submitted. The
decision stays the reviewer's.
"""

from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind, Industry, ReviewState
from qianming.core.findings import Finding
from qianming.core.papers.industries import industry_of
from qianming.core.permissions import Permission
from qianming.core.rulebook import check
from qianming.core.status.calendar import review_due
from qianming.core.veil import veiled
from qianming.policy.loader import policy_on
from qianming.registry.findings import seal_findings
from qianming.registry.models import Application
from qianming.registry.subjects import stored_application_subject
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode


def correct_industry(actor: Actor, order_id: int, industry: Industry, now: datetime) -> tuple[Finding, ...]:
    """Say which industry an application belongs to; what the rules find then is returned and kept.

    For the applicant and for reviewers. `NotFound` for anybody else's application, `Conflict` once it is
    decided. The deadline follows the industry.
    """
    found = Application.objects.filter(work_order_id=order_id).first()
    if found is None or not _may(actor, found.account_id):
        raise NotFound(Noun.WORK_ORDER)
    with write():
        lock_accounts(found.account_id)
        application = Application.objects.select_related("work_order__account", "signature").get(pk=found.pk)
        if application.state != ReviewState.IN_REVIEW:
            raise Conflict(RefusalCode.ALREADY_DECIDED)
        return _corrected(application, industry, actor, now)


def _may(actor: Actor, account_id: int) -> bool:
    return actor.may(Permission.REVIEW_DECIDE, account_id) or actor.may(
        Permission.SIGNATURE_APPLY, account_id
    )


def _corrected(
    application: Application, industry: Industry, actor: Actor, now: datetime
) -> tuple[Finding, ...]:
    order = application.work_order
    before = _industry(application)
    application.industry = industry
    application.save(update_fields=["industry"])
    policy = policy_on(order.policy)
    verdict = check(stored_application_subject(application, china_day(order.submitted_at)), policy)
    order.sealed_findings = seal_findings(order.account, verdict.findings)
    order.due_at = review_due(order.submitted_at, policy, government=industry is Industry.GOVERNMENT)
    order.save(update_fields=["sealed_findings", "due_at"])
    subject = f"application:{order.pk}"
    change = Change(EventKind.INDUSTRY_CORRECTED, subject, application.account_id, before, industry)
    record(change, actor, now)
    return veiled(verdict.findings)


def _industry(application: Application) -> Industry:
    """The industry as it stands: told or corrected, else inferred."""
    return industry_of(stored_application_subject(application, china_day(application.created_at)))
