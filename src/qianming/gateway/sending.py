"""SendSms as an action of the RPC face: its parameters, its answer, and the public name of each outcome."""

from typing import Annotated

import msgspec
from django.conf import settings

from qianming.core.codes import SendRefusal
from qianming.core.permissions import Permission
from qianming.gateway.committer import Committer
from qianming.gateway.orders import (
    KeyWithdrawn,
    NonceUsed,
    NotStored,
    Order,
    Outcome,
    Refused,
    SendRequest,
    Stored,
)
from qianming.rpc.actions import Action, Call
from qianming.rpc.authentication import key_disabled, nonce_used
from qianming.rpc.errors import Regime, business_error, internal_error, unavailable
from qianming.rpc.rendering import Answer
from qianming.rpc.wire import Parameters
from qianming.texts.catalog import Lang, explain

ACTION = "SendSms"
PERMISSION = Permission.MESSAGE_SEND


class SendSmsParameters(Parameters, frozen=True):
    """Extension digits are accepted and not used: no carrier channel here has any."""

    phone_numbers: str
    sign_name: str
    template_code: str
    template_param: str = ""
    sms_up_extend_code: str = ""
    out_id: Annotated[str, msgspec.Meta(max_length=255)] = ""

    def request(self) -> SendRequest:
        """The same as the lane stores it."""
        phones = tuple(phone for phone in self.phone_numbers.replace("，", ",").split(",") if phone.strip())
        return SendRequest(self.sign_name, self.template_code, self.template_param, phones, self.out_id)


class SendSmsAnswer(Answer, frozen=True):
    """The id under which the message can be asked for."""

    biz_id: str


def sending_action(committer: Committer) -> Action:
    """The action for the RPC face, where the caller's nonce has been used up already."""

    def send(call: Call, parameters: SendSmsParameters) -> SendSmsAnswer:
        order = Order(None, call.account_id, call.caller.key_id, parameters.request())
        return SendSmsAnswer(biz_id=biz_id_of(committer.outcome_now(order)))

    return Action(ACTION, SendSmsParameters, send, PERMISSION, Regime.LEGACY)


def biz_id_of(outcome: Outcome) -> str:
    """The public id of a stored order; raises `PublicError` for every other outcome."""
    match outcome:
        case Stored(biz_id=biz_id):
            return biz_id
        case Refused(code=code, params=params):
            raise business_error(code, _told(code, params))
        case NonceUsed():
            raise nonce_used()
        case KeyWithdrawn():
            raise key_disabled()
        case NotStored():
            raise unavailable()
        case _:
            raise internal_error()


def _told(code: SendRefusal, params: tuple[tuple[str, str], ...]) -> str:
    """Why, and what to do, in the service's language: this regime's answers have one field for both."""
    language = Lang.EN if settings.QIANMING_LANG == "en" else Lang.ZH
    words = explain(code, language, params)
    return f"{words.why} {words.fix}" if language is Lang.EN else words.why + words.fix
