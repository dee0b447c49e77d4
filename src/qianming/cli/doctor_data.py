"""What the doctor looks at in the data: folder, disk, secret key, database, journal. Changes nothing.

Settings are loaded only when the secret key is there, because loading them would make one.
"""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from qianming.cli.doctor import Condition, Examined
from qianming.cli.language import in_force, say
from qianming.project import environment
from qianming.texts.catalog import Lang

_GIBIBYTE = 1024**3
_FEW_BYTES = _GIBIBYTE
_TOO_FEW_BYTES = _GIBIBYTE // 10


def data_lines() -> Iterator[Examined]:
    """One line for each thing; what cannot be looked at because of an earlier fault is left out."""
    try:
        folder = environment.data_folder()
        chosen = environment.database(folder)
    except environment.BadSetting as error:
        yield Examined(
            "settings", Condition.BROKEN, _in_words(error), say("Correct the environment variable.")
        )
        return
    yield Examined(
        "settings", Condition.OK, say("{engine}, data in {folder}", engine=chosen.engine, folder=folder)
    )
    yield _folder(folder)
    yield _disk(folder)
    yield _policies(folder)
    key = _secret_key(folder)
    yield key
    if not folder.is_dir() or key.state is Condition.BROKEN or _nothing_made_yet(folder, chosen):
        yield Examined(
            "database", Condition.WARNING, say("not made yet"), say("Start `qianming serve` once.")
        )
        return
    yield from _database_lines()
    if chosen.engine == "sqlite":
        yield _journal(folder / "journal.sqlite3")


def _in_words(error: environment.BadSetting) -> str:
    return error.en if in_force() is Lang.EN else error.zh


def _nothing_made_yet(folder: Path, chosen: environment.Database) -> bool:
    if chosen.engine == "sqlite":
        return not Path(chosen.name).exists()
    return not environment.text("SECRET_KEY") and not (folder / "secret.key").exists()


def _folder(folder: Path) -> Examined:
    if not folder.exists():
        return Examined(
            "data folder", Condition.WARNING, say("{folder} is not there yet", folder=folder),
            say("`qianming serve` makes it; or name another one with --data."),
        )  # fmt: skip
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Examined(
            "data folder", Condition.BROKEN, say("{folder} is no folder that can be written", folder=folder),
            say("chown it to the user that runs the service, or name another one with --data."),
        )  # fmt: skip
    mode = stat.S_IMODE(folder.stat().st_mode)
    detail = f"{folder} ({mode:o})"
    if mode & 0o022:
        return Examined("data folder", Condition.WARNING, detail, f"chmod 700 {folder}")
    return Examined("data folder", Condition.OK, detail)


def _disk(folder: Path) -> Examined:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    detail = say("{free} GiB free", free=f"{free / _GIBIBYTE:.1f}")
    if free >= _FEW_BYTES:
        return Examined("disk", Condition.OK, detail)
    state = Condition.WARNING if free >= _TOO_FEW_BYTES else Condition.BROKEN
    return Examined(
        "disk", state, detail, say("Free some space; the journal cannot accept messages on a full disk.")
    )


def _secret_key(folder: Path) -> Examined:
    """The key that all personal data is sealed with: losing it loses the data, sharing it shares the data."""
    file = folder / "secret.key"
    if environment.text("SECRET_KEY"):
        return Examined("secret key", Condition.OK, say("from the environment"))
    if not file.exists():
        if (folder / "qianming.sqlite3").exists():
            fix = say("Put the key back from a backup; without it the personal data cannot be read.")
            return Examined("secret key", Condition.BROKEN, say("{file} is missing", file=file), fix)
        return Examined(
            "secret key", Condition.WARNING, say("not made yet"), say("Start `qianming serve` once.")
        )
    mode = stat.S_IMODE(file.stat().st_mode)
    if not os.access(file, os.R_OK) or not file.read_bytes().strip():
        fix = say("chown it to the user that runs the service, or put it back from a backup.")
        return Examined(
            "secret key", Condition.BROKEN, say("{file} cannot be read or is empty", file=file), fix
        )
    if mode & 0o077:
        return Examined("secret key", Condition.BROKEN, f"{file} ({mode:o})", f"chmod 600 {file}")
    return Examined("secret key", Condition.OK, f"{file} ({mode:o})")


def _policies(folder: Path) -> Examined:
    """The operator's own policy files: one that is left out may be one that should have been in force."""
    from qianming.policy import loader

    loader.use_folder(folder / "policies")
    if refused := loader.refused():
        fix = say("Correct the file in the folder policies; a policy file holds every figure.")
        return Examined("policies", Condition.WARNING, "\n".join(refused), fix)
    days = ", ".join(str(policy.effective) for policy in loader.policies())
    return Examined("policies", Condition.OK, days)


def _database_lines() -> Iterator[Examined]:
    """Reachable, of this version, and sealed with this key."""
    from django.db import Error

    from qianming.cli.database import missing_migrations, prepare_django
    from qianming.cli.doctor_chores import chore_lines
    from qianming.cli.doctor_filings import filing_lines

    prepare_django()
    try:
        missing = missing_migrations()
    except Error as error:
        reason = str(error).strip().partition("\n")[0]
        fix = say("Check QIANMING_DATABASE_URL, and that the database is running.")
        yield Examined("database", Condition.BROKEN, say("cannot be used: {reason}", reason=reason), fix)
        return
    if missing:
        detail = say("{count} migrations are missing", count=missing)
        fix = say("Start `qianming serve` of this version once; it applies them.")
        yield Examined("database", Condition.BROKEN, detail, fix)
        return
    yield Examined("database", Condition.OK, say("reachable, all migrations applied"))
    yield _seal()
    yield _history()
    yield _callbacks()
    yield from filing_lines(environment.data_folder())
    yield from chore_lines()


def _seal() -> Examined:
    from qianming.registry.models import Account
    from qianming.registry.sealing import AccountSeal, UnreadableSeal

    account = Account.objects.filter(erased_at__isnull=True).order_by("pk").first()
    try:
        if account is not None:
            AccountSeal(account.wrapped_key)
    except UnreadableSeal:
        if (environment.data_folder() / "secret.key.new").exists():
            again = say("A replacement of the key was interrupted; run `qianming rotate-key` again.")
            return Examined("sealed data", Condition.BROKEN, say("the secret key does not open it"), again)
        fix = say("Use the secret key that the data was made with; look for it in a backup.")
        return Examined("sealed data", Condition.BROKEN, say("the secret key does not open it"), fix)
    return Examined(
        "sealed data", Condition.OK, say("the secret key opens it") if account else say("none yet")
    )


def _history() -> Examined:
    """An event from the future shows that the clock was set back."""
    from datetime import UTC, datetime, timedelta

    from qianming.cli.printing import moment
    from qianming.registry.models import Event

    latest = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if latest is not None and latest > datetime.now(UTC) + timedelta(minutes=5):
        detail = say("the latest event is of {at}, which is still to come", at=moment(latest))
        fix = say("Set the machine's clock; let it follow a time server.")
        return Examined("history", Condition.WARNING, detail, fix)
    return Examined("history", Condition.OK, moment(latest) or say("none yet"))


def _callbacks() -> Examined:
    """Messages that their receivers did not confirm in time."""
    from qianming.services.callbacks import dead

    count = dead()
    if count:
        fix = say("Mend the receiver, then use `qianming callback replay`.")
        detail = say("{count} messages were given up", count=count)
        return Examined("callbacks", Condition.WARNING, detail, fix)
    return Examined("callbacks", Condition.OK, say("none was given up"))


def _journal(file: Path) -> Examined:
    """Opened for reading only, so that a running service is not disturbed."""
    if not file.exists():
        return Examined("journal", Condition.OK, say("not made yet"))
    try:
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        fix = say("Stop the service, keep a copy of the file, and put it back from a backup.")
        return Examined("journal", Condition.BROKEN, say("cannot be read: {reason}", reason=error), fix)
    return Examined("journal", Condition.OK, say("{count} accepted requests kept", count=count))
