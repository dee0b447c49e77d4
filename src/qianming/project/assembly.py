"""Puts the parts of one serving process together, starts them, and stops them so that nothing is lost."""

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from qianming.carriers.carriers_file import FILE_NAME, SIMULATOR, BadCarriers, drivers, ways
from qianming.carriers.protocol import Drivers
from qianming.gateway.admission import Admission
from qianming.gateway.committer import Committer
from qianming.gateway.follower import Follower
from qianming.gateway.journal.protocol import AlreadyServed, Journal, JournalUnavailable
from qianming.gateway.journal.sqlite import SqliteJournal
from qianming.gateway.keys import LearnedKeys
from qianming.gateway.lane import Lane
from qianming.gateway.ledger import JournalNonces, JournalTail
from qianming.gateway.sending import sending_actions
from qianming.gateway.snapshot import Snapshot
from qianming.jobs.catalog import handlers
from qianming.jobs.runner import Runner
from qianming.project import environment
from qianming.project.asgi import Dispatcher
from qianming.project.probes import Check, Probes
from qianming.project.refusal import CannotServe
from qianming.project.threads import DatabaseThreads
from qianming.project.wsgi_bridge import WsgiBridge
from qianming.registry.models import JournalFollower
from qianming.rpc.endpoint import Endpoint
from qianming.rpc.keys import RegistryKeys
from qianming.services.clock import Clock, set_clock

log = logging.getLogger(__name__)

# Each thread may hold a connection of the database; more of them only wait for Python's own lock.
RPC_THREADS = 12
DJANGO_THREADS = 8


class Service:
    """All parts of one process. Raises `CannotServe` when another process has the data."""

    def __init__(self, clock: Clock) -> None:
        set_clock(clock)
        chosen = chosen_drivers()
        self._ending = ExitStack()
        journal = self._journal = open_journal(clock.now())
        self._ending.callback(journal.close)
        rpc_pool = self._pool("rpc", RPC_THREADS)
        stored = Event()
        self._committer = Committer(journal, Admission(Snapshot()), clock, stored)
        self._follower = Follower(journal, clock, stored, self._committer.trim_behind)
        endpoint = self.endpoint = Endpoint(
            clock,
            JournalNonces(self._committer),
            extra_actions=sending_actions(self._committer),
            unfollowed=JournalTail(journal, clock),
        )
        self._jobs = Runner(handlers(chosen), clock)
        lane = Lane(self._committer, LearnedKeys(RegistryKeys()), clock, endpoint, rpc_pool)
        self.application = Dispatcher(
            endpoint,
            rpc_pool,
            lane,
            WsgiBridge(WSGIHandler(), self._pool("django", DJANGO_THREADS)),
            Probes(self._checks(), rpc_pool),
        )

    def start(self) -> None:
        """Begin to store and to follow; requests may come from now on."""
        log_ways()
        self._committer.start()
        self._follower.start()
        self._jobs.start()

    def stop(self) -> None:
        """After the last request: store what waits, then end the threads."""
        self._jobs.stop()
        self._committer.stop()
        self._follower.stop()

    def close(self) -> None:
        """Let go of the data; started or not."""
        self._ending.close()
        connections.close_all()

    def _pool(self, name: str, threads: int) -> DatabaseThreads:
        pool = DatabaseThreads(threads, name)
        self._ending.callback(pool.shutdown)
        return pool

    def _checks(self) -> Mapping[str, Check]:
        return {
            "database": _database_problem,
            "journal": lambda: self._committer.failure if self._committer.is_alive else "not running",
            "jobs": self._jobs_problem,
            "records": lambda: self._follower.failure if self._follower.is_alive else "not running",
        }

    def _jobs_problem(self) -> str:
        failing = ", ".join(f"{name}: {why}" for name, why in self._jobs.failures.items())
        return failing if self._jobs.is_alive else "not running"


def simulator_file() -> Path:
    """Where the behaviour of the simulated carriers is described."""
    named = environment.text("SIMULATOR_FILE")
    return Path(named) if named else Path(settings.QIANMING_DATA) / "simulator.toml"


def carriers_file() -> Path:
    """Where the ways to the carriers are chosen."""
    return Path(settings.QIANMING_DATA) / FILE_NAME


def log_ways() -> None:
    """Tell operators over what filings and texts leave, above all if no phone ever gets one."""
    for carrier, (filings, texts) in ways(carriers_file()).items():
        told = "the simulator: they reach no phone" if texts == SIMULATOR else texts
        log.info("%s: filings over %s, texts over %s", carrier, filings, told)


def chosen_drivers() -> Drivers:
    """The carriers' drivers as `carriers.toml` names them; raises `CannotServe` for a mistake in it."""
    try:
        return drivers(carriers_file(), simulator_file())
    except BadCarriers as error:
        raise CannotServe(f"运营商配置无法使用（{error}）。", f"the carriers' drivers: {error}") from error


def open_journal(now: datetime) -> Journal:
    """The journal that belongs to the registry's database."""
    chosen = connection.settings_dict
    try:
        if connection.vendor == "postgresql":
            from qianming.gateway.journal.postgresql import PostgresJournal

            return PostgresJournal(conninfo(chosen))
        return SqliteJournal(journal_file(Path(chosen["NAME"])), now)
    except AlreadyServed as error:
        raise CannotServe(
            f"{error.folder} 中的数据正由进程 {error.holder} 提供服务。"
            "请先停止该进程，或用 --data 指定另一个目录。",
            f"{error}; stop that one first, or name another folder with --data.",
        ) from error
    except JournalUnavailable as error:
        raise CannotServe(
            f"发送日志无法使用（{error}）。请检查数据目录和 QIANMING_DATABASE_URL。",
            f"the journal cannot be used ({error}); check the data folder and QIANMING_DATABASE_URL.",
        ) from error


def journal_file(registry: Path) -> Path:
    """Beside the registry's file, and named after it unless that has its usual name."""
    usual = registry.stem == "qianming"
    return registry.with_name("journal.sqlite3" if usual else f"{registry.stem}.journal.sqlite3")


def conninfo(chosen: dict[str, Any]) -> str:
    """The database's address as PostgreSQL's own library reads it."""
    from psycopg.conninfo import make_conninfo

    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{key: str(chosen[name]) for key, name in named.items() if chosen.get(name)})


def _database_problem() -> str:
    """Nothing, if a table can be read; what is raised otherwise is what the probe says."""
    JournalFollower.objects.exists()
    return ""
