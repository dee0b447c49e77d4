"""Spreads the chunks of a table over all cores and hands the results back in order.

A table of one chunk is done here, in this process. Only a few chunks are under way at once, so that memory
does not grow with the table.
"""

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from qianming.cli.bulk_chunks import Chunk, Done, Task
from qianming.cli.bulk_csv import as_csv_columns, rows_of
from qianming.cli.failures import Failure
from qianming.cli.language import in_force, say, set_language
from qianming.texts.catalog import Lang

UNDER_WAY_PER_CORE = 2


@dataclass(frozen=True)
class Job:
    """What a worker knows of the table: the task, the columns, and how bytes are read and written.

    `kept` are the places of the columns that are written again; `as_bytes` says that results go out as lines
    of a CSV file.
    """

    task: Task
    columns: tuple[str, ...]
    kept: tuple[int, ...]
    encoding: str
    as_bytes: bool
    lang: Lang

    def work(self, chunk: Chunk) -> Done:
        """The results for the rows of a chunk."""
        columns, problems = chunk.columns, chunk.problems
        if chunk.raw is not None:
            columns, problems = rows_of(chunk.raw, self.encoding, len(self.columns))
        named = {
            name: column
            for name, column in zip(self.columns, columns, strict=True)
            if name in self.task.known
        }
        count = len(columns[0])
        judged = self.task.judge(named, problems, count)
        kept = [columns[place] for place in self.kept]
        if self.as_bytes:
            written = as_csv_columns([*kept, *judged.results])
            return Done(chunk.weight, judged.counts, judged.worst, raw=written)
        given = kept if chunk.raw is not None else None
        return Done(chunk.weight, judged.counts, judged.worst, columns=given, results=judged.results)


_job: list[Job] = []


def _begin(job: Job) -> None:
    """In a worker: remember what to do."""
    _job[:] = [job]
    set_language(job.lang)
    # What is loaded stays; looking through it for garbage again and again would cost a third of the time.
    gc.freeze()
    gc.set_threshold(100_000)


def _work(chunk: Chunk) -> Done:
    return _job[0].work(chunk)


def results(job: Job, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Done]]:
    """Each chunk with its results, in order."""
    first = list(islice(chunks, 2))
    cores = usable_cores()
    if len(first) < 2 or cores == 1:
        for chunk in chain(first, chunks):
            yield chunk, job.work(chunk)
        return
    yield from _spread(job, chain(first, chunks), cores)


def usable_cores() -> int:
    """The cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(job: Job, chunks: Iterator[Chunk], cores: int) -> Iterator[tuple[Chunk, Done]]:
    # Forking shares the tables that are loaded already; elsewhere each worker loads its own.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    job.task.prepare()
    pool = ProcessPoolExecutor(cores, context, _begin, (job,))
    waiting: deque[tuple[Chunk, Future[Done]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk if chunk.raw is None else Chunk(chunk.weight), pool.submit(_work, chunk)))
            if len(waiting) > UNDER_WAY_PER_CORE * cores:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool as error:
        raise Failure(say("A worker process ended unexpectedly; is there enough memory?")) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(waiting: "deque[tuple[Chunk, Future[Done]]]") -> tuple[Chunk, Done]:
    chunk, future = waiting.popleft()
    return chunk, future.result()


def job_for(task: Task, columns: tuple[str, ...], encoding: str, *, as_bytes: bool) -> Job:
    """The job for a table; columns that bear the name of a result are left out and written anew."""
    kept = tuple(place for place, name in enumerate(columns) if name not in task.results)
    return Job(task, columns, kept, encoding, as_bytes, in_force())
