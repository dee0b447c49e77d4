"""What services refuse, as public errors."""

from typing import Any

import pytest

from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Severity
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.rpc.errors import PublicError
from qianming.rpc.refusals import public
from qianming.services.refusals import (
    Conflict,
    Forbidden,
    Invalid,
    LimitReached,
    NotFound,
    Noun,
    Refusal,
    RefusalCode,
    RuleViolation,
)
from qianming.texts.catalog import Lang, sentence
from tests.services.making import NOW

TOO_LONG = Finding(FindingCode.NAME_LENGTH, Severity.REJECT, "name", "source", params=(("length", "13"),))


def said(refusal: Refusal, **codes: Any) -> PublicError:
    return public(refusal, "CreateSmsSign", "KEY", codes.get("not_found", {}))


@pytest.mark.parametrize(
    ("refusal", "code", "status"),
    [
        (Forbidden(Permission.SIGNATURE_APPLY), "Forbidden.RAM", 403),
        (NotFound(Noun.QUALIFICATION), "QualificationNotFound", 404),
        (NotFound(Noun.TRADEMARK), "TrademarkNotExist", 400),
        (NotFound(Noun.WORK_ORDER), "WorkOrderNotFound", 404),
        (Invalid(Problem("CompanyTypeError", "company_type")), "CompanyTypeError", 400),
        (RuleViolation(RefusalCode.NAME_INVALID, (TOO_LONG,)), "InvalidSignName", 400),
        (Conflict(RefusalCode.STATE_FORBIDS), "SMS_STATUS_ILLEGAL", 400),
        (Conflict("SomethingElse"), "SomethingElse", 400),
        (LimitReached(RefusalCode.PHONE_CODE_LIMIT, NOW), "isv.BUSINESS_LIMIT_CONTROL", 400),
    ],
)
def test_every_refusal_has_a_code_and_a_message(refusal: Refusal, code: str, status: int) -> None:
    error = said(refusal)
    assert (error.code, error.status) == (code, status)
    assert error.message


def test_an_actions_own_code_comes_first() -> None:
    own = {Noun.SIGNATURE: ("SmsSignatureNotFound", 404)}
    assert said(NotFound(Noun.SIGNATURE), not_found=own).code == "SmsSignatureNotFound"
    assert said(NotFound(Noun.SIGNATURE)).code == "SignatureNotFound"


def test_a_broken_rule_is_explained() -> None:
    error = said(RuleViolation(RefusalCode.NAME_INVALID, (TOO_LONG,)))
    assert sentence(TOO_LONG, Lang.ZH) in error.message


def test_every_problem_of_a_submission_is_in_the_message() -> None:
    refusal = Invalid(Problem("AdminNameNullError", "administrator"), Problem("Odd", "remark"))
    assert said(refusal).message == ("AdminName：为空；请填写管理员姓名。 Odd（remark）：不正确。")
