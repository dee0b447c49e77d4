"""What services refuse, as public errors.

Decides which code, status and message a refusal has on the wire. The codes of most refusals are the wire's
own; what was not found gets its code here, or from the action when it has its own.
"""

from collections.abc import Iterable, Mapping

from qianming.core.findings import Finding
from qianming.core.problems import Problem
from qianming.rpc.errors import PublicError, business_error, not_permitted
from qianming.rpc.language import language, said
from qianming.rpc.messages import ENDINGS, MESSAGES, NOT_VALID
from qianming.services.refusals import (
    Forbidden,
    Invalid,
    NotFound,
    Noun,
    Refusal,
    RuleViolation,
)
from qianming.texts.catalog import sentence
from qianming.texts.submission import submission_sentence

_NOT_FOUND: Mapping[Noun, tuple[str, int]] = {
    Noun.SIGNATURE: ("SignatureNotFound", 404),
    Noun.TEMPLATE: ("TemplateNotFound", 404),
    Noun.QUALIFICATION: ("QualificationNotFound", 404),
    Noun.POWER_OF_ATTORNEY: ("SmsAuthorizationLetterNotExist", 400),
    Noun.TRADEMARK: ("TrademarkNotExist", 400),
}


def public(
    refusal: Refusal,
    action: str,
    key_id: str,
    not_found: Mapping[Noun, tuple[str, int]],
) -> PublicError:
    """The refusal as the action's clients know it; `not_found` are the action's own codes."""
    match refusal:
        case Forbidden():
            return not_permitted(action, key_id)
        case NotFound(what=what):
            code, status = not_found.get(what) or _NOT_FOUND.get(what) or _unnamed(what)
            return business_error(code, _message(code), status)
        case Invalid(problems=problems):
            return business_error(problems[0].code, _problems(problems))
        case RuleViolation(findings=findings):
            return business_error(refusal.code, _with_sentences(refusal.code, findings))
        case _:
            return business_error(refusal.code, _message(refusal.code))


def _unnamed(what: Noun) -> tuple[str, int]:
    """For what the protocol has no code."""
    return "".join(part.title() for part in what.name.split("_")) + "NotFound", 404


def _message(code: str) -> str:
    return submission_sentence(code, language()) or (
        said(*MESSAGES[code]) if code in MESSAGES else f"{code}."
    )


def _with_sentences(code: str, findings: Iterable[Finding]) -> str:
    """The code's message, then every finding."""
    return " ".join([_message(code), *(sentence(finding, language()) for finding in findings)])


def _problems(problems: Iterable[Problem]) -> str:
    """Every problem of a submission in one message, the first one first; no typed value is repeated."""
    return " ".join(_problem(problem) for problem in problems)


def _problem(problem: Problem) -> str:
    told = submission_sentence(problem.code, language(), problem.cause)
    if told is not None:
        return told
    if problem.code in MESSAGES:
        return said(*MESSAGES[problem.code])
    reason = next((texts for ending, texts in ENDINGS if problem.code.endswith(ending)), NOT_VALID)
    return said(
        f"{problem.code}（{problem.field}）：{reason[0]}。", f"{problem.code} ({problem.field}): {reason[1]}."
    )
