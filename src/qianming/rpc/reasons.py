"""Why something was rejected, in sentences for the applicant. Decides only their order and language."""

from collections.abc import Iterable

from qianming.core.findings import Finding, Severity
from qianming.registry.models import WorkOrder
from qianming.registry.rejections import ReasonGiven, rejection_of
from qianming.rpc.language import language
from qianming.texts.catalog import Lang, sentence


def rejection(order: WorkOrder) -> str:
    """Every reason of the last decision, if it said no, with what to do about it, and the reviewer's note.

    Blank for what is in review or approved.
    """
    given = rejection_of(order)
    return _joined([*map(_told, given.reasons), given.note]) if given else ""


def rejection_codes(order: WorkOrder) -> str:
    """The codes of the last decision's reasons, each once, joined by `;`."""
    given = rejection_of(order)
    return ";".join(dict.fromkeys(reason.code for reason in given.reasons)) if given else ""


def notices(findings: Iterable[Finding]) -> list[str]:
    """The sentences of what was let pass with a warning."""
    return [sentence(finding, language()) for finding in findings if finding.severity is Severity.NOTICE]


def _told(reason: ReasonGiven) -> str:
    words = reason.words(language())
    between = ": " if language() is Lang.EN else "："
    return between.join([words.title, _joined([words.why, words.fix])])


def _joined(sentences: Iterable[str]) -> str:
    between = " " if language() is Lang.EN else ""
    return between.join(text for text in sentences if text)
