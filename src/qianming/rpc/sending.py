"""What `SendSms` takes and answers, for the sending lane.

Only the wire's side of it: whether a message is accepted is the lane's and its gate's to decide.
"""

from collections.abc import Iterable
from typing import Annotated

from django.conf import settings
from msgspec import Meta

from qianming.core.codes import SendRefusal
from qianming.core.permissions import Permission
from qianming.rpc.actions import GET_AND_POST, VERSION
from qianming.rpc.authentication import Caller
from qianming.rpc.errors import PublicError, Regime, business_error, invalid, not_permitted, wrong_method
from qianming.rpc.rendering import Answer, Envelope, failure, success
from qianming.rpc.request import RpcAnswer
from qianming.rpc.wire import Parameters, parse
from qianming.texts.catalog import Lang, explain

SEND_SMS = "SendSms"
PERMISSION = Permission.MESSAGE_SEND
REGIME = Regime.LEGACY


class SendSmsParameters(Parameters, frozen=True):
    """The parameters of `SendSms`; `template_param` is the JSON text as sent."""

    phone_numbers: str
    sign_name: str
    template_code: str
    template_param: str = ""
    sms_up_extend_code: str = ""
    out_id: Annotated[str, Meta(max_length=255)] = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers as written; they stand between commas."""
        return tuple(part.strip() for part in self.phone_numbers.split(",") if part.strip())


class SendSmsAnswer(Answer, frozen=True):
    """`biz_id` names the request in receipts and in queries."""

    biz_id: str


def send_parameters(caller: Caller, method: str = "POST") -> SendSmsParameters:
    """What an authenticated caller asks to be sent; raises `PublicError`."""
    if caller.version != VERSION:
        raise invalid("Version", f"The version is {VERSION}.")
    if method.upper() not in GET_AND_POST:
        raise wrong_method(method, GET_AND_POST)
    if not caller.actor.may(PERMISSION):
        raise not_permitted(SEND_SMS, caller.key_id)
    return parse(caller.parameters, SendSmsParameters)


def accepted(envelope: Envelope, biz_id: str, answer_format: str = "") -> RpcAnswer:
    """The answer once the message is stored."""
    return success(envelope, SEND_SMS, SendSmsAnswer(biz_id=biz_id), answer_format)


def refused(envelope: Envelope, code: SendRefusal, params: Iterable[tuple[str, str]] = ()) -> RpcAnswer:
    """The answer when the gate said no: HTTP 200 with the gate's code, in the service's language."""
    return failure(envelope, refusal_error(code, params), REGIME)


def refusal_error(code: SendRefusal, params: Iterable[tuple[str, str]] = ()) -> PublicError:
    """The gate's refusal as a public error of the legacy regime."""
    language = Lang.EN if settings.QIANMING_LANG == "en" else Lang.ZH
    words = explain(code, language, params)
    return business_error(
        str(code.value), f"{words.why}{words.fix}" if language is Lang.ZH else f"{words.why} {words.fix}"
    )
