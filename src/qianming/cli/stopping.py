"""The work behind `signature withdraw`, `freeze`, `unfreeze`, `disable` and `enable`."""

from collections.abc import Sequence
from enum import StrEnum

from qianming.cli.failures import ExitCode
from qianming.cli.finding import found_account, found_signature
from qianming.cli.naming import naming
from qianming.cli.options import OutputFormat
from qianming.cli.printing import put
from qianming.cli.standing import shown
from qianming.cli.standing_grids import list_grid
from qianming.core.codes import FreezeParty, SignatureKind
from qianming.core.rejections import RejectionReason
from qianming.registry.queries import latest_application
from qianming.services import applications, clock, finding, signatures
from qianming.services.actors import operator
from qianming.services.refusals import Noun


class Stop(StrEnum):
    """What is done to a signature."""

    WITHDRAW = "withdraw"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    DISABLE = "disable"
    ENABLE = "enable"


def stop_or_free(
    stop: Stop,
    account: str,
    names: Sequence[str],
    output: OutputFormat,
    *,
    by: FreezeParty = FreezeParty.PLATFORM,
    reason: RejectionReason | None = None,
    kind: SignatureKind | None = None,
) -> ExitCode:
    """Do it to each signature in turn and show how it stands afterwards.

    All names are looked up first: a mistyped one stops the command before anything has changed.
    """
    account_id = found_account(account).pk
    for name in names:
        found_signature(account, name, kind)
    for name in names:
        with naming({Noun.SIGNATURE: name, Noun.WORK_ORDER: name}):
            _do(stop, account_id, name, by, reason, kind)
    rows = [shown(found_signature(account, name, kind)) for name in names]
    put(rows[0] if len(rows) == 1 else rows, output, list_grid(rows))
    return ExitCode.FINE


def _do(
    stop: Stop,
    account_id: int,
    name: str,
    by: FreezeParty,
    reason: RejectionReason | None,
    kind: SignatureKind | None,
) -> None:
    actor, now = operator(account_id), clock.now()
    match stop:
        case Stop.FREEZE:
            signatures.freeze(actor, account_id, name, by, reason, now, kind=kind)
        case Stop.UNFREEZE:
            signatures.unfreeze(actor, account_id, name, by, now, kind=kind)
        case Stop.DISABLE:
            signatures.disable(
                actor, account_id, name, reason or RejectionReason.RULES_VIOLATED, now, kind=kind
            )
        case Stop.ENABLE:
            signatures.enable(actor, account_id, name, now, kind=kind)
        case Stop.WITHDRAW:
            row = finding.found_signature(account_id, name, kind)
            applications.withdraw(actor, latest_application(row).work_order_id, now)
