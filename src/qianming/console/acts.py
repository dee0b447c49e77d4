"""What an applicant can do with a signature now: the buttons of its page. The services have the last word."""

from dataclasses import dataclass

from qianming.core.codes import ReviewState
from qianming.registry.models import Application, Signature


@dataclass(frozen=True, slots=True)
class Acts:
    """Which buttons a signature's page offers; `mends` says that editing answers a rejection."""

    edit: bool
    mends: bool
    withdraw: bool
    freeze: bool
    unfreeze: bool
    delete: bool


def acts_of(signature: Signature, newest: Application) -> Acts:
    """The acts that the states allow."""
    state = ReviewState(newest.state)
    live, waiting = signature.approved_id is not None, state is ReviewState.IN_REVIEW
    frozen = signature.frozen_by_customer_at is not None
    return Acts(
        edit=state in (ReviewState.APPROVED, ReviewState.REJECTED, ReviewState.WITHDRAWN),
        mends=state is ReviewState.REJECTED,
        withdraw=waiting,
        freeze=live and not frozen,
        unfreeze=frozen,
        delete=not waiting,
    )
