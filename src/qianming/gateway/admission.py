"""Decides one sending request: refused with a code, or the sealed content to store.

The rules are `core.sending`'s; this brings them together with the snapshot.
"""

from collections.abc import Collection
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.message_codes import SendRefusal
from qianming.core.policy import RulePolicy
from qianming.core.sending.extension import extension_refusal
from qianming.core.sending.gate import decide
from qianming.core.sending.number import normalise
from qianming.core.sending.params import GateRefusal, parse_params
from qianming.core.sending.segments import message_text
from qianming.core.sending.template import render
from qianming.gateway.journal.content import Content, Part, sealed
from qianming.gateway.orders import KeyWithdrawn, Order, Refused, SendPart, SendRequest
from qianming.gateway.snapshot import AccountSnapshot, Snapshot
from qianming.policy.loader import policy_on


class Admission:
    """The committer's gate, over a snapshot of the registry."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def refresh(self, account_ids: Collection[int]) -> None:
        """Forget what changed in these accounts."""
        self._snapshot.refresh(account_ids)

    def decide(self, order: Order, now: datetime) -> bytes | Refused | KeyWithdrawn | None:
        """The sealed content, a refusal, or None when the order sends nothing."""
        if order.account_id is None:
            return None
        account = self._snapshot.account(order.account_id)
        if account is None or order.key_id not in account.keys:
            return KeyWithdrawn()
        if order.send is None:
            return None
        parts = _admitted(account, order.send, policy_on(china_day(now)))
        if isinstance(parts, GateRefusal):
            return Refused(parts.code, parts.params)
        return sealed(Content(now, order.send.template_code, order.send.out_id, parts), account.seal)


def _admitted(
    account: AccountSnapshot, request: SendRequest, policy: RulePolicy
) -> tuple[Part, ...] | GateRefusal:
    """Every part, or why the first wrong one, and with it the whole request, is refused."""
    admitted = []
    for asked in request.parts:
        part = _part(account, request.template_code, asked, policy)
        if isinstance(part, GateRefusal):
            return part
        admitted.append(part)
    return tuple(admitted)


def _part(
    account: AccountSnapshot, template_code: str, asked: SendPart, policy: RulePolicy
) -> Part | GateRefusal:
    signature = account.signature(asked.signature_name)
    template = account.template(template_code)
    params = parse_params(asked.template_param)
    state = signature.state if signature else None
    refusal = decide(state, template, params, len(asked.phones), policy)
    if refusal is not None:
        return refusal
    if signature is None or template is None or isinstance(params, GateRefusal):
        raise AssertionError("the gate refuses what is not there")
    code = extension_refusal(asked.extension, account.extension_owner(asked.extension), signature.id)
    if code is not None:
        return GateRefusal(code)
    phones = tuple(dict.fromkeys(normalise(phone) for phone in asked.phones))
    if None in phones:
        return GateRefusal(SendRefusal.NUMBER_ILLEGAL)
    text = message_text(asked.signature_name, render(template.content, params))
    numbers = tuple(phone for phone in phones if phone is not None)
    return Part(signature.id, text, numbers, asked.extension or signature.extension)
