"""The code that proves an administrator's phone: `RequiredPhoneCode` and `ValidPhoneCode`."""

from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.sending.number import normalise
from qianming.rpc.actions import Call, action
from qianming.rpc.rendering import SuccessAnswer
from qianming.rpc.wire import Parameters
from qianming.services import phone_codes
from qianming.services.refusals import Invalid, RefusalCode


class RequiredPhoneCode(Parameters, frozen=True, kw_only=True):
    phone_no: str


class PhoneCodeSent(SuccessAnswer, frozen=True, kw_only=True):
    """`data` is unused by the protocol."""

    data: str = ""


@action("RequiredPhoneCode", params=RequiredPhoneCode, permission=Permission.QUALIFICATION_SUBMIT)
def required_phone_code(call: Call, parameters: RequiredPhoneCode) -> PhoneCodeSent:
    """Send a code to the administrator's phone."""
    phone_codes.request(call.actor, parameters.phone_no, call.now)
    return PhoneCodeSent()


class ValidPhoneCode(Parameters, frozen=True, kw_only=True):
    phone_no: str
    certify_code: str


class PhoneCodeChecked(SuccessAnswer, frozen=True, kw_only=True):
    """`data` is the result of the check."""

    data: bool


@action("ValidPhoneCode", params=ValidPhoneCode, permission=Permission.QUALIFICATION_SUBMIT)
def valid_phone_code(call: Call, parameters: ValidPhoneCode) -> PhoneCodeChecked:
    """Check a code without using it up: the same one is sent again with the qualification."""
    if normalise(parameters.phone_no) is None:
        raise Invalid(Problem(RefusalCode.PHONE_NUMBER_INVALID, "PhoneNo"))
    right = phone_codes.is_valid(call.actor, parameters.phone_no, parameters.certify_code, call.now)
    return PhoneCodeChecked(data=right)
