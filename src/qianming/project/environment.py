"""The settings that operators write: environment variables `QIANMING_*`, each also as `*_FILE` for secrets.

Reads the environment and nothing else; what the settings mean for Django stands in `settings`.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from qianming.registry.durable_files import write_new

_PREFIX = "QIANMING_"
LONGEST_DAYS = 36500
LONGEST_SECONDS = 86400
# What is kept for how many days by default, and how that is set.
KEPT_DAYS = {
    "MESSAGES": ("QIANMING_KEEP_MESSAGES_DAYS", 180),
    "INBOX": ("QIANMING_KEEP_INBOX_DAYS", 30),
    "PHONE_CODES": ("QIANMING_KEEP_PHONE_CODES_DAYS", 7),
    "CALLBACKS": ("QIANMING_KEEP_CALLBACKS_DAYS", 30),
    "MISMATCHES": ("QIANMING_KEEP_MISMATCHES_DAYS", 180),
    "UPLOADS": ("QIANMING_KEEP_UPLOADS_DAYS", 7),
    "FILES": ("QIANMING_KEEP_FILES_DAYS", 180),
}


class BadSetting(Exception):
    """An environment variable has a value that cannot be used; `zh` and `en` name it and the fix."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def text(name: str, default: str = "") -> str:
    """The value of `QIANMING_<name>`, or the content of the file named by `QIANMING_<name>_FILE`."""
    file = os.environ.get(f"QIANMING_{name}_FILE")
    if not file:
        return os.environ.get(f"QIANMING_{name}", default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(
            f"QIANMING_{name}_FILE：无法读取 {file}（{error.strerror}）；请写一个可读的文件。",
            f"QIANMING_{name}_FILE: {file} cannot be read ({error.strerror}); name a file that can.",
        ) from error


def days(variable: str, default: int) -> int:
    """The number of days that a variable says, at least one."""
    given = text(variable.removeprefix(_PREFIX), str(default))
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= LONGEST_DAYS:
        raise BadSetting(
            f"{variable}：{given} 不是天数；请写 1 至 {LONGEST_DAYS} 的整数。",
            f"{variable}: {given} is no number of days; write one from 1 to {LONGEST_DAYS}.",
        )
    return int(given)


def seconds(name: str, default: int) -> int:
    """The number of seconds that a variable says, at least one."""
    given = text(name, str(default))
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= LONGEST_SECONDS:
        raise BadSetting(
            f"{_PREFIX}{name}：{given} 不是秒数；请写 1 至 {LONGEST_SECONDS} 的整数。",
            f"{_PREFIX}{name}: {given} is no number of seconds; write one from 1 to {LONGEST_SECONDS}.",
        )
    return int(given)


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """The value of a variable that knows only a few; the first of them without one."""
    given = text(name) or choices[0]
    if given not in choices:
        told = ", ".join(choices)
        raise BadSetting(
            f"{_PREFIX}{name}：无法识别 {given}；请写 {told} 之一。",
            f"{_PREFIX}{name}: {given} is not known; write one of {told}.",
        )
    return given


def data_folder() -> Path:
    """Where the embedded database and files lie: QIANMING_DATA, else ./var if it exists, else the user's."""
    named = text("DATA")
    if named:
        return Path(named).expanduser().resolve()
    if Path("var").is_dir():
        return Path("var").resolve()
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "qianming"


@dataclass(frozen=True, slots=True)
class Database:
    """Where the registry is kept. `engine` is "sqlite" or "postgresql"; for SQLite only `name` counts."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""


def database(folder: Path) -> Database:
    """The database named by QIANMING_DATABASE_URL; the embedded one in the data folder by default."""
    url = text("DATABASE_URL")
    if not url:
        return Database("sqlite", str(folder / "qianming.sqlite3"))
    try:
        return _understood(url)
    except ValueError as error:
        raise _bad_database_url() from error


def _understood(url: str) -> Database:
    """The parts of the address; raises `ValueError` for a broken one."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return Database("sqlite", unquote(parts.path[1:] if parts.path.startswith("//") else parts.path))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise _bad_database_url()


def _bad_database_url() -> BadSetting:
    """The address itself is not repeated: it may hold a password."""
    return BadSetting(
        "QIANMING_DATABASE_URL：无法识别；请写成 sqlite:///路径 或 postgresql://用户@主机/库名。",
        "QIANMING_DATABASE_URL: not understood; write sqlite:///path or postgresql://user@host/name.",
    )


def _postgresql(url: str) -> Database:
    parts = urlsplit(url)
    query = dict(item.partition("=")[::2] for item in parts.query.split("&") if item)
    return Database(
        "postgresql",
        unquote(parts.path.lstrip("/")) or "qianming",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        unquote(parts.hostname or query.get("host", "")),
        str(parts.port or query.get("port", "")),
    )


def secret_key(folder: Path) -> str:
    """QIANMING_SECRET_KEY, or the one made on first start and kept beside the data with mode 600."""
    given = text("SECRET_KEY")
    if given:
        return given
    file = folder / "secret.key"
    if file.exists():
        return file.read_text(encoding="ascii").strip()
    folder.mkdir(parents=True, exist_ok=True)
    return _made_once(file)


def _made_once(file: Path) -> str:
    """Make the key; of two processes that start at once, the second reads what the first wrote."""
    secret = secrets.token_urlsafe(48)
    try:
        write_new(file, secret.encode("ascii"))
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    return secret
