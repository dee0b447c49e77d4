"""Messages that were acknowledged but are no records yet: the end of the sending lane's journal.

Only the interface: who asks for an account's messages gets them at once, and the lane knows where they are.
"""

from collections.abc import Sequence
from typing import Protocol

from qianming.services.messages import JournalEntry


class UnfollowedMessages(Protocol):
    """The acknowledged requests that are still on their way to the records."""

    def entries(self, account_id: int) -> Sequence[JournalEntry]:
        """The account's entries, in order. One that just became a record may still be among them."""


class _Nothing:
    def entries(self, account_id: int) -> Sequence[JournalEntry]:
        return ()


NOTHING_UNFOLLOWED: UnfollowedMessages = _Nothing()
