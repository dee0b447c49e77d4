"""A signature's health: assessing it anew whenever something it rests on has changed."""

from datetime import datetime

from qianming.registry.models import Signature


def refresh(signature: Signature, now: datetime) -> None:
    """Assess from the present rows; store availability and reasons, one event for each change.

    A reason that stays keeps its `since`. To be called inside the transaction of the change.
    """
    raise NotImplementedError
