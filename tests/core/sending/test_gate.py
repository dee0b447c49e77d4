"""The gate: which request may be sent, and why another may not."""

import pytest

from qianming.core.codes import SignatureKind, TemplateType
from qianming.core.message_codes import SendRefusal
from qianming.core.sending.gate import SendingState, TemplateState, decide
from qianming.core.sending.params import GateRefusal, parse_params
from tests.core.samples import POLICY

OPEN = SendingState(approved=True)
CODE_ONLY = SendingState(approved=True, kind=SignatureKind.VERIFICATION_CODE)
CODE = TemplateState(True, TemplateType.VERIFICATION_CODE, "您的验证码为${code}")
PLAIN = TemplateState(True, TemplateType.NOTIFICATION, "您好")
PROMOTION = TemplateState(True, TemplateType.PROMOTION, "新品上市，拒收请回复R")
ABROAD = TemplateState(True, TemplateType.INTERNATIONAL, "hello")
UNAPPROVED = TemplateState(False, TemplateType.NOTIFICATION, "您好")


@pytest.mark.parametrize(
    ("signature", "template", "code"),
    [
        (OPEN, PLAIN, None),
        (OPEN, PROMOTION, None),
        (CODE_ONLY, CODE, None),
        (None, PLAIN, SendRefusal.SIGNATURE_NOT_USABLE),
        (SendingState(approved=False), PLAIN, SendRefusal.SIGNATURE_NOT_USABLE),
        (SendingState(approved=False, frozen=True, disabled=True), PLAIN, SendRefusal.SIGNATURE_NOT_USABLE),
        (SendingState(approved=True, frozen=True), PLAIN, SendRefusal.SIGNATURE_UNAVAILABLE),
        (SendingState(approved=True, disabled=True), PLAIN, SendRefusal.SIGNATURE_FORBIDDEN),
        (SendingState(approved=True, frozen=True, disabled=True), PLAIN, SendRefusal.SIGNATURE_FORBIDDEN),
        (OPEN, None, SendRefusal.TEMPLATE_NOT_USABLE),
        (OPEN, UNAPPROVED, SendRefusal.TEMPLATE_NOT_USABLE),
        (CODE_ONLY, PLAIN, SendRefusal.SIGNATURE_SCENE),
        (CODE_ONLY, PROMOTION, SendRefusal.SIGNATURE_SCENE),
        (CODE_ONLY, ABROAD, SendRefusal.SIGNATURE_SCENE),
        (OPEN, ABROAD, SendRefusal.DOMESTIC_NUMBER),
        # the signature is mended before the template, the template before the rest
        (None, None, SendRefusal.SIGNATURE_NOT_USABLE),
        (CODE_ONLY, UNAPPROVED, SendRefusal.TEMPLATE_NOT_USABLE),
    ],
)
def test_the_states_decide(
    signature: SendingState | None, template: TemplateState | None, code: SendRefusal | None
) -> None:
    refusal = decide(signature, template, {"code": "1234"}, 1, POLICY)
    assert refusal == (GateRefusal(code) if code else None)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ('{"code":"1234"}', None),
        ("{}", GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_MISSING, (("variables", "code"),))),
        (
            '{"code":""}',
            GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_INVALID, (("variable", "code"), ("max", "35"))),
        ),
        ("{", GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON)),
    ],
)
def test_the_values_decide(text: str, refusal: GateRefusal | None) -> None:
    assert decide(OPEN, CODE, parse_params(text), 1, POLICY) == refusal


@pytest.mark.parametrize(
    ("numbers", "refusal"),
    [
        (1, None),
        (1000, None),
        (1001, GateRefusal(SendRefusal.TOO_MANY_NUMBERS, (("max", "1000"),))),
        (0, GateRefusal(SendRefusal.NUMBER_ILLEGAL)),
        (-1, GateRefusal(SendRefusal.NUMBER_ILLEGAL)),
    ],
)
def test_the_number_of_numbers_decides(numbers: int, refusal: GateRefusal | None) -> None:
    assert decide(OPEN, PLAIN, {}, numbers, POLICY) == refusal


def test_the_first_refusal_counts() -> None:
    unreadable = parse_params("{")
    assert decide(None, None, unreadable, 0, POLICY) == GateRefusal(SendRefusal.SIGNATURE_NOT_USABLE)
    assert decide(OPEN, None, unreadable, 0, POLICY) == GateRefusal(SendRefusal.TEMPLATE_NOT_USABLE)
    assert decide(OPEN, ABROAD, unreadable, 0, POLICY) == GateRefusal(SendRefusal.DOMESTIC_NUMBER)
    assert decide(OPEN, CODE, unreadable, 0, POLICY) == unreadable
    missing = decide(OPEN, CODE, {}, 0, POLICY)
    assert missing is not None
    assert missing.code is SendRefusal.TEMPLATE_PARAMETERS_MISSING
