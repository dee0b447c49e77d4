"""Telling those who wait what became of their orders, from the committing thread. Decides nothing."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from qianming.gateway.orders import Order, Outcome

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Waiting:
    """An order and who waits for its outcome: a coroutine of a loop, or, without a loop, a thread."""

    order: Order
    future: "asyncio.Future[Outcome] | Future[Outcome]"
    loop: asyncio.AbstractEventLoop | None


def deliver(batch: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    """Wake the waiting ones; those of one loop together, because every wake-up costs a system call."""
    per_loop: dict[asyncio.AbstractEventLoop, list[tuple[Waiting, Outcome]]] = defaultdict(list)
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if waiting.loop is None:
            waiting.future.set_result(outcome)
        else:
            per_loop[waiting.loop].append((waiting, outcome))
    for loop, answered in per_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, answered)
        except RuntimeError:
            log.warning("answers came too late, the server has ended answers=%d", len(answered))


def _resolve(answered: Sequence[tuple[Waiting, Outcome]]) -> None:
    for waiting, outcome in answered:
        if not waiting.future.done():
            waiting.future.set_result(outcome)
