"""What is in order before a process serves: settings, log lines, tables, and demo accounts if asked for."""

import logging
import os

from qianming.project.refusal import CannotServe

# An advisory lock of PostgreSQL: of several processes that start at once, one migrates and the others wait.
_MIGRATION_LOCK = 0x716D6967

log = logging.getLogger(__name__)


def prepare_process() -> None:
    """Load the settings and Django; the data folder is made if it is not there."""
    import django

    from qianming.project import environment
    from qianming.project import logging as lines

    folder = environment.data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotServe(
            f"数据目录 {folder} 无法使用（{error.strerror}）。请用 --data 指定另一个目录。",
            f"the data folder {folder} cannot be used ({error.strerror}); name another one with --data.",
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianming.project.settings")
    lines.set_up(environment.text("LOG_LEVEL", "INFO").upper())
    django.setup()


def migrate() -> None:
    """Bring the tables up to date; the journal's lock (SQLite) or an advisory lock keeps others away."""
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
            try:
                executor = MigrationExecutor(connection)
                if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                    call_command("migrate", verbosity=0, interactive=False)
            finally:
                if connection.vendor == "postgresql":
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotServe(
            f"数据库无法使用（{reason}）。请检查 QIANMING_DATABASE_URL。",
            f"the database cannot be used ({reason}); check QIANMING_DATABASE_URL.",
        ) from error


def unapplied_migrations() -> int:
    """How many of this version's migrations the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def seed_demo(url: str) -> None:
    """Make the demo accounts if they are not there, and print how to get in."""
    from qianming.project.demo import print_demo, seeded

    print_demo(seeded(), url)
