"""Opening the service's data from the command line, beside a running service or without one.

Decides where the data lies and whether it is fit for use; it never migrates data that already exists, because
a service of an older version may be using it.
"""

import os
from pathlib import Path

from qianming.cli.failures import Failure
from qianming.cli.language import reason_of, say


def open_registry(*, create: bool = False) -> None:
    """Make the tables of the chosen folder usable in this process.

    `create` lets a fresh data folder be made, for commands that begin something; the others refuse a folder
    that holds no data, because a mistyped folder must not become an empty service.
    """
    if _has_settings():
        return
    _refuse_unknown_folder(create=create)
    prepare_django()
    _refuse_old_tables(create=create)


def prepare_django() -> None:
    """Load the settings and the tables' classes; a second call does nothing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianming.project.settings")
    django.setup()


def choose_folder(data: Path | None) -> None:
    """Let `--data` win over QIANMING_DATA; settings read the environment when they are first imported.

    Where they were imported before, the process has its folder already and keeps it.
    """
    if data is not None and not _has_settings():
        os.environ.pop("QIANMING_DATA_FILE", None)
        os.environ["QIANMING_DATA"] = str(data)


def _has_settings() -> bool:
    from django.apps import apps

    return apps.ready


def _refuse_unknown_folder(*, create: bool) -> None:
    """Look before the settings are imported: they would make a secret key in a folder that is not there."""
    from qianming.project import environment

    folder = environment.data_folder()
    if folder.exists() and not folder.is_dir():
        raise Failure(say("--data: {folder} is a file; name a folder.", folder=folder))
    if create:
        _make_folder(folder)
        return
    database = environment.database(folder)
    has_key = bool(environment.text("SECRET_KEY")) or (folder / "secret.key").exists()
    if not has_key or (database.engine == "sqlite" and not Path(database.name).exists()):
        raise Failure(
            say(
                "--data: there is no service's data in {folder}; name its folder with --data or "
                "QIANMING_DATA, or start one with `qianming serve`.",
                folder=folder,
            )
        )


def _make_folder(folder: Path) -> None:
    """Closed to other users from the start: personal data and the secret key will lie in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error)
        raise Failure(
            say("--data: {folder} cannot be made ({reason}).", folder=folder, reason=reason)
        ) from error


def missing_migrations() -> int:
    """How many of this version's migrations the database has not seen."""
    from qianming.project.preparation import unapplied_migrations

    return unapplied_migrations()


def _refuse_old_tables(*, create: bool) -> None:
    """Make the tables of an empty database; refuse one that was made by another version."""
    missing = missing_migrations()
    if not missing:
        return
    if create and _is_empty():
        from qianming.project.preparation import migrate

        migrate()
        return
    raise Failure(
        say(
            "The database lacks {count} migrations; start `qianming serve` of this version once.",
            count=missing,
        )
    )


def _is_empty() -> bool:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).applied_migrations()
