"""What services refuse, as public errors.

Decides which code, status and message a refusal has on the wire. The codes of most refusals are the wire's
own; what was not found gets its code here, or from the action when it has its own.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from qianming.core.findings import Finding
from qianming.core.problems import Problem
from qianming.rpc.errors import PublicError, business_error, not_permitted
from qianming.rpc.reasons import language
from qianming.services.refusals import (
    Forbidden,
    Invalid,
    LimitReached,
    NotFound,
    Noun,
    Refusal,
    RefusalCode,
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

_MESSAGES: Mapping[str, str] = {
    "SignatureNotFound": "The signature does not exist in this account.",
    "SmsSignatureNotFound": "The related signature does not exist in this account.",
    "TemplateNotFound": "The template does not exist in this account.",
    "QualificationNotFound": "The qualification does not exist in this account.",
    "SmsAuthorizationLetterNotExist": "The power of attorney does not exist in this account.",
    "isv.SMS_TEMPLATE_ILLEGAL": "该账号下找不到对应模板",
    "isv.CODE_NOT_EXIST": "该签名没有绑定此扩展码",
    RefusalCode.TEMPLATE_NOT_CHANGEABLE: "只有审核未通过的模板可以修改",
    RefusalCode.TEMPLATE_NOT_DELETABLE: "审核中的模板，暂时无法删除",
    RefusalCode.TEMPLATE_LIMIT: "今日申请模板数量已达上限: 100个/天",
    RefusalCode.EXTENSION_TAKEN: "扩展码已绑定其他签名",
    RefusalCode.EXTENSION_INVALID: "扩展码只能是1至12位数字",
    RefusalCode.EXTENSION_LIMIT: "一个签名最多绑定10个扩展码",
    "TrademarkNotExist": "The trademark does not exist in this account.",
    "AppIcpRecordNotExist": "The app filing record does not exist in this account.",
    "SmsSignatureNotExist": "The signature does not exist in this account.",
    "isv.SMS_SIGNATURE_ILLEGAL": "该账号下找不到对应签名",
    RefusalCode.NAME_INVALID: "The signature name breaks the format rules.",
    RefusalCode.NAME_EXISTS: "The signature name has been applied for already.",
    RefusalCode.QUALIFICATION_NOT_APPROVED: "The qualification is not approved.",
    RefusalCode.PURPOSE_MISMATCH: "ThirdParty does not agree with the purpose of the qualification.",
    RefusalCode.POWER_MISMATCH: "The credit codes of the power of attorney and of the qualification differ.",
    RefusalCode.POWER_SCOPE: "The power of attorney does not cover this signature name.",
    RefusalCode.POWER_NAME_EXISTS: "A power of attorney of this name exists already.",
    RefusalCode.DAILY_LIMIT: "The day's new signatures are used up; apply again tomorrow.",
    RefusalCode.CHANGED_MEANWHILE: "The signature was changed meanwhile; look at it again, then edit it.",
    RefusalCode.NAME_FIXED: "The name of a signature that was approved is fixed.",
    RefusalCode.QUALIFICATION_NOT_PASSED: "The qualification is not approved.",
    RefusalCode.QUALIFICATION_NOT_COMPLETE: "One of the six elements of the qualification is missing.",
    RefusalCode.QUALIFICATION_FILING_FAILED: "A carrier refused this qualification; correct it first.",
    RefusalCode.POWER_NOT_PASSED: "An approved power of attorney of the same credit code is needed.",
    RefusalCode.MATERIAL_UNKNOWN: "A file key names no uploaded file of this account.",
    RefusalCode.SIGNATURE_IN_REVIEW: "审核中的签名，暂时无法删除",
    RefusalCode.TEMPLATE_SIGNATURE_NOT_APPROVED: "The related signature is not approved.",
    RefusalCode.TEMPLATE_CONTENT_FORMAT: "The template content breaks the format rules.",
    RefusalCode.TEMPLATE_TOO_MANY_VARIABLES: "The template has more variables than its type may have.",
    RefusalCode.PHONE_CODE_LIMIT: "触发短信验证码流控: 同一号码1条/分钟、5条/小时、10条/天",
    RefusalCode.STATE_FORBIDS: "The present state does not allow this; it may have changed meanwhile.",
}

_ENDINGS: tuple[tuple[str, str], ...] = (
    ("OssFileNotUploadError", "the file key names no uploaded file"),
    ("NullError", "it is missing"),
    ("DateNotMatchRegexError", "a period is written YYYY-MM-DD~YYYY-MM-DD"),
    ("EfftimeNotMatchRegexError", "a period is written YYYY-MM-DD~YYYY-MM-DD"),
    ("ExpdateNotMatchRegexError", "a period is written YYYY-MM-DD~YYYY-MM-DD"),
    ("LetterDateNotMatchRegex", "a period is written YYYY-MM-DD~YYYY-MM-DD"),
    ("NotMatchRegex", "its format is wrong"),
    ("OverLimit", "it is too long, or there are too many"),
    ("DateNotValid", "today lies outside the period"),
    ("FileError", "the type of the file is not accepted"),
    ("FileTypeError", "the type of the file is not accepted"),
    ("TypeError", "it is none of the documented values"),
    ("AlreadyExist", "it exists already"),
)


def public(
    refusal: Refusal,
    action: str,
    key_id: str,
    now: datetime,
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
        case LimitReached(retry_at=retry_at):
            return _limit(refusal.code, retry_at - now)
        case _:
            return business_error(refusal.code, _message(refusal.code))


def _unnamed(what: Noun) -> tuple[str, int]:
    """For what the protocol has no code."""
    return "".join(part.title() for part in what.name.split("_")) + "NotFound", 404


def _message(code: str) -> str:
    return submission_sentence(code, language()) or _MESSAGES.get(code, f"{code}.")


def _with_sentences(code: str, findings: Iterable[Finding]) -> str:
    """The code's message, then every finding in the service's language."""
    return " ".join([_message(code), *(sentence(finding, language()) for finding in findings)])


def _problems(problems: Iterable[Problem]) -> str:
    """Every problem of a submission in one message, the first one first; no typed value is repeated."""
    return " ".join(_problem(problem) for problem in problems)


def _problem(problem: Problem) -> str:
    told = submission_sentence(problem.code, language(), problem.cause)
    if told is not None:
        return told
    if problem.code in _MESSAGES:
        return _MESSAGES[problem.code]
    reason = next((text for ending, text in _ENDINGS if problem.code.endswith(ending)), "it is not valid")
    return f"{problem.code} ({problem.field}): {reason}."


def _limit(code: str, wait: timedelta) -> PublicError:
    milliseconds = max(1, int(wait.total_seconds() * 1000))
    if not code.startswith("Throttling"):
        return business_error(code, _message(code))
    message = "Request was denied due to user flow control."
    return PublicError(code, 400, message, f"Wait {milliseconds} ms.", retry_after=milliseconds)
