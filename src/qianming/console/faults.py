"""What services refuse, put beside the field that it is about: which field, what is wrong, what to do.

Decides fields and words of refusals; the words of the rulebook's findings are the catalogue's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianming.console.fault_words import ENDINGS, FIELDS, SENTENCES
from qianming.console.moments import short_moment
from qianming.console.wording import say, say_finding
from qianming.core.findings import Finding, Severity
from qianming.core.problems import Problem
from qianming.services.refusals import (
    Invalid,
    LimitReached,
    NotFound,
    Noun,
    Refusal,
    RefusalCode,
    RuleViolation,
)

_SOMETHING_ELSE: Promise = gettext_lazy("This cannot be taken as it is. Correct it and send the form again.")
_GONE: Mapping[Noun, tuple[str, Promise]] = {
    Noun.QUALIFICATION: (
        "qualification",
        gettext_lazy("Choose an approved qualification. Without one no name can be applied for."),
    ),
    Noun.SIGNATURE: (
        "related_signature",
        gettext_lazy("The account has no such signature. Choose one of the list."),
    ),
}
# The rulebook names the inputs that it judges; forms call some of them otherwise.
_INPUTS: Mapping[str, str] = {
    "enterprise_name": "qualification",
    "credit_code": "qualification",
    "account_type": "purpose",
    "period": "valid_until",
    "picture_key": "picture",
    "material_keys": "materials",
    "names": "scope",
    "grantor_code": "credit_code",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one field, as a sentence with its reason and its fix; no field means the whole form."""

    field: str
    sentence: str


def faults_of(refusal: Refusal) -> tuple[Fault, ...]:
    """Every fault that a refusal names, each once."""
    return tuple(dict.fromkeys(_faults(refusal)))


def sentence_of(problem: Problem) -> str:
    """The sentence for one problem of one field."""
    if problem.cause is not None:
        words = say(problem.cause)
        return f"{words.title}{_('. ')}{words.fix}"
    if problem.code == RefusalCode.CHARACTER_UNPRINTABLE:
        # The characters stand behind the field's name.
        told = _("These characters cannot be printed in the form: %(characters)s. Write another spelling.")
        return told % {"characters": problem.field.partition(" ")[2]}
    return _told(problem.code)


def _told(code: str) -> str:
    """The code's own sentence, else that of its ending: codes of one kind of mistake end alike."""
    by_ending = (words for ending, words in ENDINGS if code.endswith(ending))
    return str(SENTENCES.get(code) or next(by_ending, _SOMETHING_ELSE))


def _input(code: str, field: str) -> str:
    named = field.partition(" ")[0]
    return FIELDS.get(code) or _INPUTS.get(named, named)


def _faults(refusal: Refusal) -> Iterator[Fault]:
    match refusal:
        case Invalid(problems=problems):
            yield from (Fault(_input(found.code, found.field), sentence_of(found)) for found in problems)
        case RuleViolation(findings=findings) if _certain(findings):
            yield from (finding_fault(finding) for finding in _certain(findings))
        case NotFound(what=what) if what in _GONE:
            field, sentence = _GONE[what]
            yield Fault(field, str(sentence))
        case LimitReached(retry_at=retry_at):
            again = _("Try again at %(at)s.") % {"at": short_moment(retry_at)}
            yield Fault(FIELDS.get(refusal.code, ""), f"{_told(refusal.code)} {again}")
        case _:
            yield Fault(FIELDS.get(refusal.code, ""), _told(refusal.code))


def finding_fault(finding: Finding) -> Fault:
    """A finding of the rulebook beside the input that it is about."""
    words = say_finding(finding)
    return Fault(_INPUTS.get(finding.field, finding.field), f"{words.why} {words.fix}")


def _certain(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.REJECT]
