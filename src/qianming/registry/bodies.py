"""What a message says to whom, as one sealed document. Decides nothing about who may open it."""

import msgspec

from qianming.registry.models import Account, Message
from qianming.registry.sealing import AccountSeal

_CONTEXT = "message.body"


class MessageBody(msgspec.Struct, frozen=True):
    """The recipient, the whole text, signature included, and the sender's own number of the request."""

    phone: str
    text: str
    out_id: str = ""


def seal_body(account: Account, body: MessageBody) -> bytes:
    """The document as it is stored."""
    return AccountSeal(account.wrapped_key).seal(msgspec.json.encode(body).decode(), _CONTEXT)


def open_body(message: Message) -> MessageBody:
    """The document in the clear; raises `UnreadableSeal` when the account's key was destroyed."""
    text = AccountSeal(message.account.wrapped_key).open(message.sealed_body, _CONTEXT)
    return msgspec.json.decode(text, type=MessageBody)
