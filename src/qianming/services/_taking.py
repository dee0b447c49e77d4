"""Takes a signature for a change, which the sending lane follows. Decides nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from qianming.core.codes import SignatureKind
from qianming.registry.models import Signature
from qianming.services._command import lock_accounts, touch_sending, write
from qianming.services.finding import found_signature


@contextmanager
def taken_signature(account_id: int, name: str, kind: SignatureKind | None = None) -> Iterator[Signature]:
    """The live signature of that name inside a write transaction; `NotFound` if there is none."""
    with write():
        lock_accounts(account_id)
        yield found_signature(account_id, name, kind)
        touch_sending(account_id)
