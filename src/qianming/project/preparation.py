"""What is in order before a process serves: settings, log lines, tables, and demo accounts if asked for."""

import logging
import os
from pathlib import Path

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
    refuse_lost_key(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianming.project.settings")
    lines.set_up(environment.text("LOG_LEVEL", "INFO").upper())
    django.setup()


def refuse_lost_key(folder: Path) -> None:
    """No new key beside old data: it would open nothing of it, and seal what comes from now on."""
    from qianming.project import environment

    key, database = folder / "secret.key", environment.database(folder)
    if environment.text("SECRET_KEY") or key.exists() or database.engine != "sqlite":
        return
    made = Path(database.name)
    if made.exists() and made.stat().st_size:
        raise CannotServe(
            f"{made} 已有数据，但缺少服务密钥 {key}。请放回写入数据时的密钥，或设置 QIANMING_SECRET_KEY。",
            f"{made} holds data, but its secret key {key} is missing; put back the key that the data was "
            "made with, or set QIANMING_SECRET_KEY.",
        )


def look_at_key() -> None:
    """Refuse data that the secret key does not open, before anything is sealed with the wrong one."""
    from qianming.registry import service_keys
    from qianming.registry.ciphers import UnreadableSeal

    try:
        service_keys.text_of(service_keys.LASTING)
        service_keys.text_of(service_keys.present())
    except UnreadableSeal as error:
        raise CannotServe(
            "服务密钥无法解密这些数据。请使用写入数据时的密钥；"
            "如果更换密钥曾被中断，请再次运行 `qianming rotate-key`。",
            "the secret key does not open this data; use the key that the data was made with, or run "
            "`qianming rotate-key` again if replacing the key was interrupted.",
        ) from error


def migrate() -> None:
    """Bring the tables up to date; the journal's lock (SQLite) or an advisory lock keeps others away."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
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
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise unusable(connection.vendor, str(connection.settings_dict["NAME"]), reason) from error


def unusable(engine: str, name: str, reason: str) -> CannotServe:
    """A database that is damaged, away or closed to us."""
    if engine == "sqlite":
        return CannotServe(
            f"数据库 {name} 无法使用（{reason}）。"
            "如果文件已损坏，请用 `qianming restore` 把备份恢复到新的数据目录。",
            f"the database {name} cannot be used ({reason}); if the file is damaged, bring a backup into "
            "a new data folder with `qianming restore`.",
        )
    return CannotServe(
        f"数据库无法使用（{reason}）。请检查 QIANMING_DATABASE_URL。",
        f"the database cannot be used ({reason}); check QIANMING_DATABASE_URL.",
    )


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
