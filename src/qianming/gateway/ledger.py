"""What the RPC face asks of the journal: remembered nonces, and the messages that are no records yet."""

from collections.abc import Sequence
from datetime import datetime

from qianming.gateway import nonces
from qianming.gateway.committer import Committer
from qianming.gateway.follower import JOURNAL, entries
from qianming.gateway.journal.protocol import Journal, JournalUnavailable
from qianming.gateway.orders import NonceUsed, Order
from qianming.gateway.sending import biz_id_of
from qianming.rpc.errors import unavailable
from qianming.services import messages
from qianming.services.clock import Clock
from qianming.services.messages import JournalEntry


class JournalNonces:
    """Stores nonces durably, in the same commits as the lane's messages."""

    def __init__(self, committer: Committer) -> None:
        self._committer = committer

    def remember(self, access_key_id: str, nonce: str, now: datetime) -> bool:
        """Store a nonce; False when it was used already. Raises `PublicError` when it cannot be stored."""
        outcome = self._committer.outcome_now(Order(nonces.digest(access_key_id, nonce)))
        if isinstance(outcome, NonceUsed):
            return False
        biz_id_of(outcome)
        return True


class JournalTail:
    """The acknowledged messages beyond the follower.

    To be read before the records: what moves meanwhile is then in both, and nothing in neither.
    """

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def entries(self, account_id: int) -> Sequence[JournalEntry]:
        """One account's entries in order; raises `PublicError` when the journal cannot be read."""
        position = messages.position_of(JOURNAL)
        try:
            rows = self._journal.read_account(account_id, position)
        except JournalUnavailable:
            raise unavailable() from None
        return list(entries(rows, self._clock.now()))
