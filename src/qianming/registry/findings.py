"""What the rulebook found on a submission, as one sealed document beside its work order. Decides nothing."""

import msgspec

from qianming.core.findings import Finding
from qianming.registry.models import Account, WorkOrder
from qianming.registry.sealing import AccountSeal

_CONTEXT = "work_order.findings"


def seal_findings(account: Account, findings: tuple[Finding, ...]) -> bytes:
    """The findings as they are stored."""
    return AccountSeal(account.wrapped_key).seal(msgspec.json.encode(findings).decode(), _CONTEXT)


def open_findings(order: WorkOrder) -> tuple[Finding, ...]:
    """The findings that were stored with a work order."""
    text = AccountSeal(order.account.wrapped_key).open(order.sealed_findings, _CONTEXT)
    return msgspec.json.decode(text, type=tuple[Finding, ...])
