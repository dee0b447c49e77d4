"""What the RPC face asks of the journal: remembered nonces, and the messages that are no records yet."""

from collections.abc import Sequence
from datetime import datetime

from qianming.core.sending.number import PhoneNumber
from qianming.gateway import nonces
from qianming.gateway.committer import Committer
from qianming.gateway.follower import JOURNAL, entries
from qianming.gateway.journal.content import position_of
from qianming.gateway.journal.protocol import Journal, JournalUnavailable
from qianming.gateway.orders import NonceUsed, Order
from qianming.gateway.sending import biz_id_of
from qianming.gateway.tail_index import AccountTail
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
        self._accounts: dict[int, AccountTail] = {}

    def entries(self, account_id: int, number: PhoneNumber, biz_id: str = "") -> Sequence[JournalEntry]:
        """One account's entries to a number, or of one request; raises `PublicError` without the journal."""
        followed = messages.position_of(JOURNAL)
        try:
            positions = (
                [position for position in [position_of(biz_id)] if position > followed]
                if biz_id
                else self._positions(account_id, number, followed)
            )
            rows = self._journal.read_at(account_id, positions)
        except JournalUnavailable:
            raise unavailable() from None
        return list(entries(rows, self._clock.now()))

    def _positions(self, account_id: int, number: PhoneNumber, followed: int) -> list[int]:
        """Where they may be. An account is remembered as long as the follower is behind with it."""

        def read(after: int, limit: int) -> list[JournalEntry]:
            return list(entries(self._journal.read_account(account_id, after, limit), self._clock.now()))

        tail = self._accounts.setdefault(account_id, AccountTail())
        positions = tail.positions(number, followed, read)
        if not tail.lines:
            self._accounts.pop(account_id, None)
        return positions
