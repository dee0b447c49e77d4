"""What an answer means for a filing, whoever brought it: a driver, an answer sheet or a hand.

Decides when a carrier's silence has become a time-out. Always inside the transaction that records the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from qianming.carriers.protocol import FilingAnswer
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import working_time_between
from qianming.core.status.forecast import PastFiling, expected_by
from qianming.registry.carrier_words import open_texts, seal_texts
from qianming.registry.models import CarrierFiling, FilingMismatch
from qianming.services import health
from qianming.services._command import write
from qianming.services._fields import policy_at
from qianming.services._moves import Move, move_filing
from qianming.services.actors import Actor
from qianming.services.compliance import record_compliance
from qianming.services.filing_history import history
from qianming.services.refusals import Refusal

_STARTING_OVER = (FilingState.NOT_FILED, FilingState.FAILED, FilingState.EXPIRED)
_DAY = timedelta(days=1)

Answers = Sequence[tuple[CarrierFiling, FilingAnswer]]
_Known = Callable[[Carrier, SignatureSource], Sequence[PastFiling]]


def take(filing: CarrierFiling, answer: FilingAnswer, actor: Actor, now: datetime) -> bool:
    """Record an answer; whether it was news. Raises as `move_filing` does for an impossible one."""
    (told,) = take_all([(filing, answer)], actor, now)
    if isinstance(told, Refusal):
        raise told
    return told


def take_all(answers: Answers, actor: Actor, now: datetime) -> list[bool | Refusal]:
    """Record several, each on its own: whether it was news, or why it is impossible and changed nothing.

    Health follows once for all of them, and forecasts rest on what is known before the first. An answer that
    can be taken settles what was said before and could not.
    """
    policy = policy_at(now)

    @cache
    def known(carrier: Carrier, source: SignatureSource) -> Sequence[PastFiling]:
        return history(carrier, source, now, policy)

    told = [_taken(filing, answer, Move(actor, now), known) for filing, answer in answers]
    ended = [(filing, news) for (filing, _), news in zip(answers, told, strict=True)]
    health.refresh_all((filing.signature for filing, news in ended if news is True), now)
    taken = [filing.pk for filing, news in ended if not isinstance(news, Refusal)]
    FilingMismatch.objects.filter(filing__in=taken, settled_at__isnull=True).update(settled_at=now)
    return told


def _taken(filing: CarrierFiling, answer: FilingAnswer, move: Move, known: _Known) -> bool | Refusal:
    actor, now = move.actor, move.now
    try:
        with write():
            changed = _note(filing, answer, move, known)
            if answer.verdict is not None:
                carrier = Carrier(filing.carrier)
                changed |= record_compliance(filing.signature, carrier, answer.verdict, actor, now)
            return changed
    except Refusal as refusal:
        return refusal


def _note(filing: CarrierFiling, answer: FilingAnswer, move: Move, known: _Known) -> bool:
    """The filing's own part of an answer; whether it was news."""
    policy = policy_at(move.now)
    changed = False
    if _begins(filing, answer):
        _hand_over(filing, replace(move, reasons=[FilingReason.REGISTERING]), known, policy)
        changed = True
    told = replace(answer, reasons=_timed(filing, answer, move.now, policy))
    if _is_news(filing, told):
        _store(filing, told, replace(move, reasons=told.reasons))
        changed = True
    return changed


def _begins(filing: CarrierFiling, answer: FilingAnswer) -> bool:
    """Whether the carrier has it from now on; one that says "not filed" has begun nothing."""
    waits = filing.asked_at is None and filing.state in _STARTING_OVER
    return waits and answer.state not in (FilingState.NOT_FILED, filing.state)


def is_timed_out(filing: CarrierFiling, now: datetime, policy: RulePolicy) -> bool:
    """Whether a carrier that was asked has been silent for the working days that are granted."""
    asked_at = filing.asked_at or filing.since
    waited = working_time_between(asked_at, now, policy.calendar)
    return filing.state == FilingState.FILING and waited >= policy.filing.timeout_working_days * _DAY


def _hand_over(filing: CarrierFiling, move: Move, known: _Known, policy: RulePolicy) -> None:
    """The carrier has it; by when an answer was to be expected is kept, to be compared later."""
    carrier, source = Carrier(filing.carrier), SignatureSource(filing.application.source)
    filing.asked_at, filing.answered_at, filing.sealed_texts = move.now, None, b""
    filing.forecast_until = expected_by(move.now, carrier, known(carrier, source), policy)
    bound = filing.application.qualification
    if filing.papers_id is None and bound is not None:  # told by hand: what is true now
        filing.papers_id = bound.work_order_id
    filing.save(update_fields=["asked_at", "answered_at", "forecast_until", "sealed_texts", "papers"])
    move_filing(filing, FilingState.FILING, move)


def _timed(
    filing: CarrierFiling, answer: FilingAnswer, now: datetime, policy: RulePolicy
) -> tuple[FilingReason, ...]:
    """The carrier's reasons, unless all it says is that there is no answer yet, for too long."""
    if answer.state is FilingState.FILING and is_timed_out(filing, now, policy):
        return (FilingReason.REGISTER_TIMEOUT,)
    return answer.reasons


def _store(filing: CarrierFiling, answer: FilingAnswer, move: Move) -> None:
    was_open = filing.state == FilingState.FILING
    move_filing(filing, answer.state, move)
    if was_open and answer.state is not FilingState.FILING and filing.asked_at is not None:
        filing.answered_at = filing.answered_at or move.now
    filing.sealed_texts = seal_texts(filing.account, answer.texts)
    filing.save(update_fields=["answered_at", "sealed_texts"])


def _is_news(filing: CarrierFiling, answer: FilingAnswer) -> bool:
    if filing.state != answer.state or filing.reasons != [reason.value for reason in answer.reasons]:
        return True
    return open_texts(filing) != {reason: tuple(said) for reason, said in answer.texts.items() if said}
