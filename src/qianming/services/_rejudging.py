"""What reviewers are told of submissions that wait, judged again after their account was verified anew.

Decides nothing: the findings change, the states do not. To be called inside the transaction of the change.
"""

from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import FindingCode, Purpose, QualificationState, ReviewState
from qianming.core.findings import Finding
from qianming.core.rulebook import check
from qianming.policy.loader import policy_on
from qianming.registry.findings import open_findings, seal_findings
from qianming.registry.models import Account, Application, Qualification, WorkOrder
from qianming.registry.queries import for_account
from qianming.registry.subjects import stored_application_subject
from qianming.services._qualifying import purpose_findings

# What only counted at the moment of the submission cannot be judged again.
_OF_THE_MOMENT = frozenset({FindingCode.LIMIT_DAILY, FindingCode.NAME_TAKEN})
_OF_THE_ACCOUNT = frozenset({FindingCode.PURPOSE_ACCOUNT, FindingCode.PURPOSE_ENTITY})
_WAITING = (QualificationState.QUEUED, QualificationState.IN_REVIEW)


def judge_what_waits(account: Account, now: datetime) -> None:
    """Hold everything of the account that is in review against the rules again."""
    applications = for_account(Application, account.pk).filter(state=ReviewState.IN_REVIEW)
    for application in applications.select_related("work_order__account", "signature", "account"):
        _judge(application)
    rows = for_account(Qualification, account.pk).filter(state__in=_WAITING)
    for row in rows.select_related("work_order__account"):
        found = purpose_findings(account, Purpose(row.purpose), row.company_name, now)
        _keep(row.work_order, _OF_THE_ACCOUNT, found)


def _judge(application: Application) -> None:
    """By the day and the policy of the submission, as it was judged first."""
    order = application.work_order
    subject = stored_application_subject(application, china_day(order.submitted_at))
    verdict = check(subject, policy_on(order.policy))
    _keep(order, frozenset(FindingCode) - _OF_THE_MOMENT, verdict.findings)


def _keep(order: WorkOrder, replaced: frozenset[FindingCode], found: tuple[Finding, ...]) -> None:
    """Put the new findings in the place of the old ones of the same kinds."""
    kept = tuple(finding for finding in open_findings(order) if finding.code not in replaced)
    order.sealed_findings = seal_findings(order.account, (*found, *kept))
    order.save(update_fields=["sealed_findings"])
