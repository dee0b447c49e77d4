"""What every test session has: one kind of database, folders of its own, a loud word about what was left out.

`--database sqlite` (the default) runs everything on files in a temporary folder, one per worker. `--database
postgresql` starts a cluster for the session and leaves out the tests that touch no database: another database
could not change what they say.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests import databases
from tests.browser import browser, page

__all__ = ["browser", "page"]

DATABASE_FIXTURES = frozenset(
    {
        *("db", "transactional_db", "live_server", "fresh_database_url", "migrated_database_url"),
        "conformance_run",
    }
)
NOT_SETTINGS = frozenset({"QIANMING_TEST_DATABASE", "QIANMING_EARLIER_FAILURE", "QIANMING_CHROMIUM"})
PAGES = Path(__file__).parent / "console"
Report = Generator[None, pytest.TestReport, pytest.TestReport]
RESOURCES: pytest.StashKey[ExitStack] = pytest.StashKey()

# Machines that run tests are shared, so that no example has a time limit. Whoever changes the code meets new
# examples every time; a machine that judges the change meets the same ones again.
properties.register_profile(
    "shared-machine",
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
properties.load_profile("shared-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("qianming")
    group.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("QIANMING_TEST_DATABASE") or "sqlite",
        help="what the registry is kept in; also QIANMING_TEST_DATABASE",
    )
    group.addoption("--soak", action="store_true", help="run the long failure tests at full length")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the settings before Django loads them: pytest-django's own step comes after this one."""
    resources = config.stash[RESOURCES] = ExitStack()
    config.add_cleanup(resources.close)
    if not _is_worker(config):
        _prepare_session(config, resources)
    name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    data = Path(os.environ["QIANMING_TEST_FOLDER"]) / name
    data.mkdir(exist_ok=True)
    os.environ["QIANMING_DATA"] = str(data)
    if config.getoption("database") == "sqlite":
        os.environ["QIANMING_DATABASE_URL"] = f"sqlite:///{data}/qianming.sqlite3"
    # Real hashing takes half a second by design. Touching the settings here lets pytest-django set Django up.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _is_a_setting(name: str) -> bool:
    """Settings of the shell that started the tests must not reach them."""
    return name.startswith("QIANMING_") and name not in NOT_SETTINGS


def _prepare_session(config: pytest.Config, resources: ExitStack) -> None:
    """Folders and the cluster, known to workers through the environment that they inherit."""
    for name in filter(_is_a_setting, list(os.environ)):
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="qm-test-"))
    resources.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["QIANMING_TEST_FOLDER"] = str(folder)
    os.environ["QIANMING_SECRET_KEY"] = "a secret for tests alone"
    os.environ["DJANGO_SETTINGS_MODULE"] = "qianming.project.settings"
    if config.getoption("database") == "postgresql" and not config.getoption("help"):
        cluster = resources.enter_context(databases.running_cluster())
        os.environ["QIANMING_TEST_SOCKET_FOLDER"] = str(cluster.folder)
        os.environ["QIANMING_DATABASE_URL"] = databases.database_url(cluster.folder, "qianming")


def touches_a_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, itself or through a fixture."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def belongs_to(item: pytest.Item, kind: str) -> bool:
    """Whether a test has something to say in a session on that kind of database.

    Pages ask nothing of the database themselves, so they are looked at on one.
    """
    only = item.get_closest_marker("only_on")
    if only is not None:
        return bool(only.args[0] == kind)
    return kind == "sqlite" or (touches_a_database(item) and PAGES not in item.path.parents)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kind = str(config.getoption("database"))
    config.hook.pytest_deselected(items=[item for item in items if not belongs_to(item, kind)])
    items[:] = [item for item in items if belongs_to(item, kind)]


@pytest.fixture(scope="session")
def database_kind(pytestconfig: pytest.Config) -> str:
    """The session's database: "sqlite" or "postgresql"."""
    return str(pytestconfig.getoption("database"))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django finds its tables made; the session's folder and cluster are gone at its end anyway."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, database_kind: str
) -> None:
    """A copy of the session's template for each worker.

    SQLite in a file: Django's in-memory one serves neither threads nor processes.
    """
    template = _template(database_kind)
    chosen = settings.DATABASES["default"].setdefault("TEST", {})
    if database_kind == "sqlite":
        chosen["NAME"] = str(Path(os.environ["QIANMING_DATA"]) / "test.sqlite3")
        shutil.copyfile(template, chosen["NAME"])
    else:
        chosen["TEMPLATE"] = databases.MIGRATED


@pytest.fixture
def fresh_database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that no other test knows, for a process under test."""
    with fresh_database(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def migrated_database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The same with all tables, which saves the process the seconds of making them."""
    with migrated_database(database_kind, tmp_path) as url:
        yield url


def fresh_database(kind: str, folder: Path) -> AbstractContextManager[str]:
    """The address of an empty database of that kind, gone with the block."""
    if kind == "postgresql":
        return databases.fresh_postgresql(_socket_folder(), _fresh_name())
    return databases.fresh_sqlite(folder / "qianming.sqlite3")


def migrated_database(kind: str, folder: Path) -> AbstractContextManager[str]:
    """The address of a database of that kind with all tables and no rows, gone with the block."""
    template = _template(kind)
    if kind == "postgresql":
        return databases.fresh_postgresql(_socket_folder(), _fresh_name(), databases.MIGRATED)
    return databases.fresh_sqlite(folder / "qianming.sqlite3", template)


def _fresh_name() -> str:
    return f"fresh_{os.urandom(6).hex()}"


def _socket_folder() -> Path:
    return Path(os.environ["QIANMING_TEST_SOCKET_FOLDER"])


def _template(kind: str) -> Path:
    socket_folder = _socket_folder() if kind == "postgresql" else None
    return databases.migrated_template(kind, Path(os.environ["QIANMING_TEST_FOLDER"]), socket_folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Report:
    """With REQUIRE_ALL=1 a test that cannot run is a failure: what was not tested was not shown."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1, and this was skipped: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line for each reason that left tests out, just above pytest's own summary."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if report.when != "collect"]
    for reason, count in sorted(Counter(map(_reason, skipped)).items()):
        line = f"NOT TESTED: {count} tests: {reason.removeprefix('Skipped: ')}"
        terminalreporter.write_line(line, red=True, bold=True)
    if earlier := os.environ.get("QIANMING_EARLIER_FAILURE"):
        terminalreporter.write_line(f"FAILED EARLIER: {earlier}", red=True, bold=True)
