"""What the lane asks of the committer, and what it is told after the commit."""

from dataclasses import dataclass

from qianming.core.message_codes import SendRefusal


@dataclass(frozen=True, slots=True)
class SendPart:
    """One signature and one set of values for some numbers, as the caller wrote it."""

    signature_name: str
    template_param: str
    phones: tuple[str, ...]
    extension: str = ""


@dataclass(frozen=True, slots=True)
class SendRequest:
    """One template in one part for up to a thousand numbers, or in as many parts as a batch has numbers."""

    template_code: str
    parts: tuple[SendPart, ...]
    out_id: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a correctly signed request wants stored: its nonce, or a message, or both at once."""

    nonce: bytes | None
    account_id: int | None = None
    key_id: str = ""
    send: SendRequest | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The nonce was fresh and is stored; `biz_id` is empty unless a message was accepted."""

    biz_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The nonce is stored, the gate said no. `params` are the values that the refusal's words mention."""

    code: SendRefusal
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NonceUsed:
    """The request was seen before; nothing is stored."""


@dataclass(frozen=True, slots=True)
class KeyWithdrawn:
    """The access key was disabled after the lane had learned it."""


@dataclass(frozen=True, slots=True)
class NotStored:
    """The store failed or is overloaded; nothing was accepted and the caller may try again."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The service itself has a fault; the log says which."""


Outcome = Stored | Refused | NonceUsed | KeyWithdrawn | NotStored | Failed
