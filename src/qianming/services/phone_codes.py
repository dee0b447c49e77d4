"""Phone codes: six digits, five minutes, sent to the administrator of a qualification.

Decides how often a number may be sent one and whether a code is right. Codes and numbers are kept as keyed
hashes; the only place where a code can be read is the simulated phone's inbox.
"""

from datetime import datetime

from qianming.services.actors import Actor


def request(actor: Actor, phone: str, now: datetime) -> None:
    """Send a code to a mainland mobile number.

    At most 1 a minute, 5 an hour and 10 a day for one number, whoever asks (`LimitReached`); `Invalid` when
    the text is no mainland mobile number.
    """
    raise NotImplementedError


def is_valid(actor: Actor, phone: str, code: str, now: datetime) -> bool:
    """Whether the code is the newest one this account had sent to that number; it stays usable."""
    raise NotImplementedError


def consume(account_id: int, phone: str, code: str, now: datetime) -> bool:
    """Use the code up. To be called inside the write transaction of what it proves."""
    raise NotImplementedError
