"""One thread that stores what the lane accepts, many requests to a commit, and answers only afterwards.

What arrives while a commit runs forms the next batch, so that the disk decides the size of the batches. Which
request is accepted is decided by the gate; what is done with stored rows by the follower.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from django.db import close_old_connections, connection

from qianming.gateway import metrics
from qianming.gateway.journal.content import biz_id
from qianming.gateway.journal.protocol import Batch, Journal, JournalUnavailable
from qianming.gateway.orders import (
    Failed,
    KeyWithdrawn,
    NonceUsed,
    NotStored,
    Order,
    Outcome,
    Refused,
    Stored,
)
from qianming.gateway.waiting import Waiting, deliver
from qianming.rpc.faults import described
from qianming.services.clock import Clock

BATCH_ORDERS = 1_000
WAITING_ORDERS = 20_000
TRIM_ROWS = 2_000
_TIDY_SECONDS = 1.0
_FORGET_SECONDS = 60.0

log = logging.getLogger(__name__)


class Gate(Protocol):
    """Decides orders, from a snapshot that it brings up to date once per batch."""

    def refresh(self, account_ids: Collection[int]) -> None:
        """Read what changed in these accounts; raises when the registry cannot be read."""
        ...

    def decide(self, order: Order, now: datetime) -> bytes | Refused | KeyWithdrawn | None:
        """The sealed content to store, a refusal, or None when only the nonce is to be stored."""
        ...


class Committer:
    """Takes orders from any thread; `stored` is set after each commit that stored messages."""

    def __init__(self, journal: Journal, gate: Gate, clock: Clock, stored: threading.Event) -> None:
        self._journal = journal
        self._gate = gate
        self._clock = clock
        self._stored_some = stored
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="lane-committer")
        self._trim_to = 0
        self._trimmed_to = 0
        self._next_tidy = 0.0
        self._next_forget = 0.0
        self.failure = ""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Store what still waits, then end. The caller has stopped sending orders."""
        self._queue.put(None)
        self._thread.join()

    @property
    def waiting(self) -> int:
        return self._queue.qsize()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    async def outcome(self, order: Order) -> Outcome:
        """What became of an order, for coroutines."""
        if self._queue.qsize() >= WAITING_ORDERS:
            return NotStored()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        self._queue.put(Waiting(order, future, loop))
        return await future

    def outcome_now(self, order: Order) -> Outcome:
        """What became of an order, for threads: blocks until it is stored."""
        if self._queue.qsize() >= WAITING_ORDERS:
            return NotStored()
        future: Future[Outcome] = Future()
        self._queue.put(Waiting(order, future, None))
        return future.result()

    def trim_behind(self, position: int) -> None:
        """Rows up to this position have become records and may be dropped at leisure."""
        self._trim_to = max(self._trim_to, position)

    def _run(self) -> None:
        going = True
        try:
            while going:
                batch, going = self._next_batch()
                if batch:
                    self._settle_and_deliver(batch)
                self._tidy()
        finally:
            connection.close()

    def _next_batch(self) -> tuple[list[Waiting], bool]:
        """What waits now, at most a batch of it; and whether more may come."""
        batch: list[Waiting] = []
        try:
            taken = self._queue.get(timeout=_TIDY_SECONDS)
            while taken is not None:
                batch.append(taken)
                if len(batch) == BATCH_ORDERS:
                    return batch, True
                taken = self._queue.get_nowait()
        except queue.Empty:
            return batch, True
        return batch, False

    def _settle_and_deliver(self, batch: Sequence[Waiting]) -> None:
        started = time.perf_counter()
        try:
            close_old_connections()
            outcomes = self.settle([waiting.order for waiting in batch])
        except Exception as error:  # every waiting sender is answered
            log.error("batch failed orders=%d %s", len(batch), described(error))
            outcomes = [Failed()] * len(batch)
        metrics.COMMIT_SECONDS.observe(time.perf_counter() - started)
        metrics.COMMIT_ORDERS.observe(len(batch))
        deliver(batch, outcomes)
        if any(isinstance(outcome, Stored) and outcome.biz_id for outcome in outcomes):
            self._stored_some.set()

    def settle(self, orders: Sequence[Order]) -> list[Outcome]:
        """Decide and store a batch in one transaction; every order gets its outcome after the commit."""
        now = self._clock.now()
        try:
            self._gate.refresh({order.account_id for order in orders if order.account_id is not None})
            decided = [self._decided(order, now) for order in orders]
            outcomes = self._stored(orders, decided, now)
        except JournalUnavailable as error:
            return self._not_stored(orders, str(error))
        except Exception as error:  # the thread outlives any database
            log.error("the registry cannot be read %s", described(error))
            return self._not_stored(orders, f"registry: {type(error).__name__}")
        self.failure = ""
        return outcomes

    def _decided(self, order: Order, now: datetime) -> bytes | Refused | KeyWithdrawn | Failed | None:
        try:
            return self._gate.decide(order, now)
        except Exception as error:  # one order's own fault
            log.error("the gate failed account=%s %s", order.account_id, described(error))
            return Failed()

    def _stored(
        self,
        orders: Sequence[Order],
        decided: Sequence[bytes | Refused | KeyWithdrawn | Failed | None],
        now: datetime,
    ) -> list[Outcome]:
        with self._journal.batch(now) as batch:
            fresh = _fresh(orders, batch)
            rows = [
                (order.account_id, content)
                for order, content, is_fresh in zip(orders, decided, fresh, strict=True)
                if is_fresh and isinstance(content, bytes) and order.account_id is not None
            ]
            positions = iter(batch.append(rows) if rows else [])
        return [
            _outcome(content, positions) if is_fresh else NonceUsed()
            for content, is_fresh in zip(decided, fresh, strict=True)
        ]

    def _not_stored(self, orders: Sequence[Order], reason: str) -> list[Outcome]:
        """The lane says no and goes on; the next batch tries anew."""
        log.error("batch not stored orders=%d reason=%s", len(orders), reason)
        self.failure = reason
        return [NotStored()] * len(orders)

    def _tidy(self) -> None:
        """Trim behind the follower and forget old nonces, rarely and in small pieces: the lane goes first."""
        moment = time.monotonic()
        if moment < self._next_tidy:
            return
        self._next_tidy = moment + _TIDY_SECONDS
        try:
            self._trim()
            if moment >= self._next_forget:
                self._next_forget = moment + _FORGET_SECONDS
                self._journal.forget_nonces(self._clock.now())
        except Exception as error:  # tidying can wait, sending cannot
            log.warning("the journal was not tidied %s", described(error))

    def _trim(self) -> None:
        target = self._trim_to
        if target <= self._trimmed_to:
            return
        if self._journal.trim(target, TRIM_ROWS) < TRIM_ROWS:
            self._trimmed_to = target
        else:
            # More than was dropped: again after the next batch, so that trimming keeps up with any load.
            self._next_tidy = 0.0


def _fresh(orders: Sequence[Order], batch: Batch) -> list[bool]:
    """For each order, whether its nonce is new; an order without one was checked before."""
    answers = iter(batch.use([order.nonce for order in orders if order.nonce is not None]))
    return [order.nonce is None or next(answers) for order in orders]


def _outcome(content: bytes | Refused | KeyWithdrawn | Failed | None, positions: Iterator[int]) -> Outcome:
    if isinstance(content, bytes):
        return Stored(biz_id(next(positions)))
    return Stored() if content is None else content
