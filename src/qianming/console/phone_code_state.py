"""What became of asking for a phone code, as the form tells it."""

import math
from dataclasses import dataclass
from datetime import timedelta

from qianming.console.desk import Desk
from qianming.console.faults import faults_of
from qianming.services import phone_codes
from qianming.services.refusals import LimitReached, Refusal

_SPACING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class CodeState:
    """Whether a code was sent, else why not, and the seconds until the next one may be asked for."""

    sent: bool = False
    fault: str = ""
    wait: int = 0


def ask_for_code(desk: Desk, phone: str) -> CodeState:
    """Have a code sent to the number."""
    now = desk.now()
    try:
        phone_codes.request(desk.actor, phone, now)
    except Refusal as refusal:
        wait = refusal.retry_at - now if isinstance(refusal, LimitReached) else timedelta()
        sentences = " ".join(fault.sentence for fault in faults_of(refusal))
        return CodeState(fault=sentences, wait=math.ceil(wait.total_seconds()))
    return CodeState(sent=True, wait=math.ceil(_SPACING.total_seconds()))
