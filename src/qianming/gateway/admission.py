"""Decides one sending request: refused with a code, or the sealed content to store.

The rules are `core.sending`'s; this brings them together with the snapshot.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from qianming.core.codes import SendRefusal
from qianming.core.policy import RulePolicy
from qianming.core.sending.gate import decide
from qianming.core.sending.number import normalise
from qianming.core.sending.params import GateRefusal, parse_params
from qianming.core.sending.segments import message_text
from qianming.core.sending.template import render
from qianming.gateway.journal.content import Content, Part, sealed
from qianming.gateway.orders import KeyWithdrawn, Order, Refused, SendRequest
from qianming.gateway.snapshot import AccountSnapshot, Snapshot
from qianming.policy.loader import policy_on

_CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class _Admitted:
    signature_id: int
    text: str
    phones: tuple[str, ...]


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
        admitted = _admitted(account, order.send, policy_on(now.astimezone(_CHINA).date()))
        if isinstance(admitted, GateRefusal):
            return Refused(admitted.code, admitted.params)
        part = Part(admitted.signature_id, admitted.text, admitted.phones)
        return sealed(Content(now, order.send.template_code, order.send.out_id, (part,)), account.seal)


def _admitted(account: AccountSnapshot, request: SendRequest, policy: RulePolicy) -> _Admitted | GateRefusal:
    signature = account.signature(request.signature_name)
    template = account.template(request.template_code)
    params = parse_params(request.template_param)
    state = signature.state if signature else None
    refusal = decide(state, template, params, len(request.phones), policy)
    if refusal is not None:
        return refusal
    phones = tuple(dict.fromkeys(normalise(phone) for phone in request.phones))
    if None in phones:
        return GateRefusal(SendRefusal.NUMBER_ILLEGAL)
    if signature is None or template is None or isinstance(params, GateRefusal):
        raise AssertionError("the gate refuses what is not there")
    text = message_text(request.signature_name, render(template.content, params))
    return _Admitted(signature.id, text, tuple(phone for phone in phones if phone is not None))
