"""The gate: whether a request to send may be accepted, from the states that it rests on.

Filing is not asked here: a carrier that has not filed the signature refuses later, by its receipt.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qianming.core.codes import SignatureKind, TemplateType
from qianming.core.message_codes import SendRefusal
from qianming.core.policy import RulePolicy
from qianming.core.sending.params import GateRefusal, params_refusal
from qianming.core.sending.template import variables


@dataclass(frozen=True, slots=True)
class SendingState:
    """What the gate reads of a signature. `approved` is whether an approved version of it is live."""

    approved: bool
    kind: SignatureKind = SignatureKind.UNIVERSAL
    frozen: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class TemplateState:
    """What the gate reads of a template."""

    approved: bool
    template_type: TemplateType
    content: str


def decide(
    signature: SendingState | None,
    template: TemplateState | None,
    params: Mapping[str, str] | GateRefusal,
    numbers: int,
    policy: RulePolicy,
) -> GateRefusal | None:
    """Why a request is not accepted, or None. `params` are what `parse_params` made of the request.

    The first refusal counts, in the order signature, template, values, numbers: that is the order in which
    a sender has to mend them.
    """
    if (code := _signature_refusal(signature)) is not None:
        return GateRefusal(code)
    if template is None or not template.approved:
        return GateRefusal(SendRefusal.TEMPLATE_NOT_USABLE)
    if (code := _scene_refusal(signature, template)) is not None:
        return GateRefusal(code)
    if isinstance(params, GateRefusal):
        return params
    refusal = params_refusal(variables(template.content), params, policy)
    return refusal or _numbers_refusal(numbers, policy)


def _signature_refusal(signature: SendingState | None) -> SendRefusal | None:
    """Unknown, in review and rejected look alike from outside; a penalty weighs more than a freeze."""
    if signature is None or not signature.approved:
        return SendRefusal.SIGNATURE_NOT_USABLE
    if signature.disabled:
        return SendRefusal.SIGNATURE_FORBIDDEN
    return SendRefusal.SIGNATURE_UNAVAILABLE if signature.frozen else None


def _scene_refusal(signature: SendingState | None, template: TemplateState) -> SendRefusal | None:
    verification = template.template_type is TemplateType.VERIFICATION_CODE
    if signature is not None and signature.kind is SignatureKind.VERIFICATION_CODE and not verification:
        return SendRefusal.SIGNATURE_SCENE
    if template.template_type is TemplateType.INTERNATIONAL:
        return SendRefusal.DOMESTIC_NUMBER
    return None


def _numbers_refusal(numbers: int, policy: RulePolicy) -> GateRefusal | None:
    if numbers < 1:
        return GateRefusal(SendRefusal.NUMBER_ILLEGAL)
    if numbers > policy.numbers_per_request_max:
        return GateRefusal(SendRefusal.TOO_MANY_NUMBERS, (("max", str(policy.numbers_per_request_max)),))
    return None
