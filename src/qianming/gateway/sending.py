"""SendSms and SendBatchSms as actions: parameters, answer, and the public name of each outcome."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec

from qianming.core.message_codes import SendRefusal
from qianming.core.permissions import Permission
from qianming.core.sending.batch import read_batch
from qianming.core.sending.params import GateRefusal
from qianming.gateway.committer import Committer
from qianming.gateway.orders import (
    KeyWithdrawn,
    NonceUsed,
    NotStored,
    Order,
    Outcome,
    Refused,
    SendPart,
    SendRequest,
    Stored,
)
from qianming.rpc.actions import Action, Call
from qianming.rpc.authentication import key_disabled, nonce_used
from qianming.rpc.errors import Regime, business_error, internal_error, unavailable
from qianming.rpc.language import language
from qianming.rpc.rendering import Answer
from qianming.rpc.wire import Parameters
from qianming.texts.catalog import Lang, explain

PERMISSION = Permission.MESSAGE_SEND


class SendSmsParameters(Parameters, frozen=True):
    """`sms_up_extend_code` are the last digits of the sender's number, else the signature's own code."""

    phone_numbers: str
    sign_name: str
    template_code: str
    template_param: str = ""
    sms_up_extend_code: str = ""
    out_id: Annotated[str, msgspec.Meta(max_length=255)] = ""

    def request(self) -> SendRequest:
        """The same as the lane stores it."""
        phones = tuple(phone for phone in self.phone_numbers.replace("，", ",").split(",") if phone.strip())
        part = SendPart(self.sign_name, self.template_param, phones, self.sms_up_extend_code)
        return SendRequest(self.template_code, (part,), self.out_id)


class SendBatchSmsParameters(Parameters, frozen=True):
    """Lists as JSON text, equally long: one signature, one object of values and one code for every number."""

    phone_number_json: str
    sign_name_json: str
    template_code: str
    template_param_json: str = ""
    sms_up_extend_code_json: str = ""
    out_id: Annotated[str, msgspec.Meta(max_length=255)] = ""

    def request(self) -> SendRequest:
        """The same as the lane stores it; raises `PublicError` for lists that are none."""
        lines = read_batch(
            self.phone_number_json,
            self.sign_name_json,
            self.template_param_json,
            self.sms_up_extend_code_json,
        )
        if isinstance(lines, GateRefusal):
            raise business_error(lines.code, _told(lines.code, lines.params))
        parts = (SendPart(line.signature, line.params, (line.phone,), line.extension) for line in lines)
        return SendRequest(self.template_code, tuple(parts), self.out_id)


# What the lane answers, by the action's name.
SENDING: Mapping[str, type[SendSmsParameters] | type[SendBatchSmsParameters]] = MappingProxyType(
    {"SendSms": SendSmsParameters, "SendBatchSms": SendBatchSmsParameters}
)


class SendSmsAnswer(Answer, frozen=True):
    """The id under which the message can be asked for."""

    biz_id: str


def sending_actions(committer: Committer) -> list[Action]:
    """The actions for the RPC face, where the caller's nonce has been used up already."""

    def send(call: Call, parameters: SendSmsParameters | SendBatchSmsParameters) -> SendSmsAnswer:
        order = Order(None, call.account_id, call.caller.key_id, parameters.request())
        return SendSmsAnswer(biz_id=biz_id_of(committer.outcome_now(order)))

    return [Action(name, kind, send, PERMISSION, Regime.LEGACY) for name, kind in SENDING.items()]


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
    """Why, and what to do: this regime's answers have one field for both."""
    lang = language()
    words = explain(code, lang, params)
    return f"{words.why} {words.fix}" if lang is Lang.EN else words.why + words.fix
