"""Why something was rejected, in sentences for the applicant. Decides only their order and language."""

from collections.abc import Iterable

from django.conf import settings

from qianming.core.codes import DecisionVerdict
from qianming.core.findings import Finding, Severity
from qianming.registry.findings import open_findings
from qianming.registry.models import Decision, WorkOrder
from qianming.texts.catalog import Lang, UnknownCode, explain, sentence


def language() -> Lang:
    """The language in which this service speaks to programs."""
    return Lang.EN if settings.QIANMING_LANG == "en" else Lang.ZH


def rejection(order: WorkOrder) -> str:
    """The sentences of the last decision, if it said no: the rulebook's findings, or the reviewer's reasons.

    Blank for what is in review or approved.
    """
    decision = order.decisions.order_by("-pk").first()
    if decision is None or decision.verdict == DecisionVerdict.APPROVED:
        return ""
    found = {finding.code: finding for finding in open_findings(order) if finding.severity is Severity.REJECT}
    told = [_told(code, found.get(code)) for code in decision.reasons]
    return _joined([*told, decision.note])


def rejection_codes(order: WorkOrder) -> str:
    """The codes of the last decision's reasons, joined by `;`."""
    decision: Decision | None = order.decisions.order_by("-pk").first()
    if decision is None or decision.verdict == DecisionVerdict.APPROVED:
        return ""
    return ";".join(decision.reasons)


def notices(findings: Iterable[Finding]) -> list[str]:
    """The sentences of what was let pass with a warning."""
    return [sentence(finding, language()) for finding in findings if finding.severity is Severity.NOTICE]


def _told(code: str, finding: Finding | None) -> str:
    if finding is not None:
        return sentence(finding, language())
    try:
        words = explain(code, language())
    except UnknownCode:
        return code
    return _joined([words.why, words.fix])


def _joined(sentences: Iterable[str]) -> str:
    between = " " if language() is Lang.EN else ""
    return between.join(text for text in sentences if text)
