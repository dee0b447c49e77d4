"""Messages that were acknowledged but are no records yet: the end of the sending lane's journal.

Only the interface: who asks for an account's messages gets them at once, and the lane knows where they are.
"""

from collections.abc import Sequence
from typing import Protocol

from qianming.core.sending.number import PhoneNumber
from qianming.services.messages import JournalEntry


class UnfollowedMessages(Protocol):
    """The acknowledged requests that are still on their way to the records."""

    def entries(self, account_id: int, number: PhoneNumber, biz_id: str = "") -> Sequence[JournalEntry]:
        """The account's entries that can hold the number, or the one of that id, in order.

        One that just became a record may still be among them.
        """


class _Nothing:
    def entries(self, account_id: int, number: PhoneNumber, biz_id: str = "") -> Sequence[JournalEntry]:
        return ()


NOTHING_UNFOLLOWED: UnfollowedMessages = _Nothing()
