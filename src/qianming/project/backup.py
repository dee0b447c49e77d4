"""Backing up a service while it runs: database, journal, uploaded files and policies, with a manifest.

The secret key is never part of it: a backup without the key tells nobody anything, and with it would tell
everything. The manifest holds only the key's fingerprint. A backup is built beside its place and moved there
when it is whole, so that an interrupted one is not taken for one.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection

from qianming import __version__
from qianming.project.assembly import conninfo, journal_file
from qianming.project.refusal import CannotServe
from qianming.registry import files
from qianming.registry.ciphers import derived

MANIFEST = "manifest.json"
FORMAT = 1


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `files` are SHA-256 digests by path, `columns` those of PostgreSQL's tables."""

    format: int
    version: str
    engine: str
    made_at: datetime
    key_fingerprint: str
    migrations: list[str]
    files: dict[str, str]
    columns: dict[str, list[str]]
    missing_uploads: list[str]


def fingerprint(secret: str) -> str:
    """Tells one secret from another and nothing about either."""
    return derived(secret, "fingerprint").hex()[:16]


def back_up(target: Path, now: datetime) -> Manifest:
    """Write a backup into a folder that is not there yet, or is empty. Raises `CannotServe`."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotServe(
            f"DIR：{target} 已存在且不为空；请另选一个目录。",
            f"DIR: {target} exists and is not empty; name another folder.",
        )
    partial = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(partial, now)
        (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return manifest


def _fill(folder: Path, now: datetime) -> Manifest:
    columns: dict[str, list[str]] = {}
    if connection.vendor == "postgresql":
        columns, digests = _copy_tables(folder / "tables")
    else:
        digests = _copy_databases(folder)
    missing = _copy_uploads(folder / "files", digests)
    _copy_operators_files(folder / "operator")
    return Manifest(
        format=FORMAT,
        version=__version__,
        engine=connection.vendor,
        made_at=now,
        key_fingerprint=fingerprint(settings.QIANMING_SECRET_KEY),
        migrations=applied_migrations(),
        files=digests_below(folder),
        columns=columns,
        missing_uploads=missing,
    )


def applied_migrations() -> list[str]:
    """The migrations that made the tables: a restore needs the very same ones."""
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def digests_below(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, the manifest left out."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): _digest(path) for path in found}


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _copy_databases(folder: Path) -> list[str]:
    """SQLite's online copies, the journal first.

    What the journal accepted later is either not part of the backup, or in the registry's records already:
    the other way round, rows that were followed and trimmed in between would be in neither.
    """
    registry = Path(connection.settings_dict["NAME"])
    journal = journal_file(registry)
    if journal.exists():
        _copy_database(journal, folder / "journal.sqlite3")
    _copy_database(registry, folder / "registry.sqlite3")
    copied = sqlite3.connect(folder / "registry.sqlite3")
    try:
        rows = copied.execute("SELECT DISTINCT digest FROM registry_material ORDER BY digest").fetchall()
    finally:
        copied.close()
    return [digest for (digest,) in rows]


def _copy_database(source: Path, target: Path) -> None:
    reading = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=30)
    writing = sqlite3.connect(target)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")
    finally:
        writing.close()
        reading.close()
    target.chmod(0o600)


def _copy_tables(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Every table of one snapshot, the journal's included, and the uploads that it names."""
    from qianming.services import table_copies

    folder.mkdir()
    with table_copies.snapshot(conninfo(connection.settings_dict)) as reading:
        columns = table_copies.copy_out(reading, folder)
        rows = reading.execute("SELECT DISTINCT digest FROM registry_material ORDER BY digest").fetchall()
    return columns, [digest for (digest,) in rows]


def _copy_uploads(folder: Path, digests: list[str]) -> list[str]:
    """The sealed bytes that the snapshot names; those that were removed since are named as missing."""
    folder.mkdir()
    missing = []
    for digest in digests:
        try:
            (folder / digest).write_bytes(files.sealed_bytes(digest))
        except FileNotFoundError:
            missing.append(digest)
    return missing


def operators_files(folder: Path) -> Iterator[Path]:
    """What operators wrote themselves: policies, calendars, the carriers' behaviour."""
    yield from sorted(folder.glob("*.toml"))
    yield from sorted((folder / "policies").rglob("*.toml"))


def _copy_operators_files(folder: Path) -> None:
    data = Path(settings.QIANMING_DATA)
    for path in operators_files(data):
        target = folder / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a whole backup; raises `CannotServe` for anything else."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotServe(
            f"DIR：{folder} 不是完整的备份（{MANIFEST} 缺失或无法读取）。",
            f"DIR: {folder} is no whole backup ({MANIFEST} is missing or cannot be read).",
        ) from error
    wrong = _wrong_files(folder, manifest)
    if manifest.format != FORMAT or wrong:
        what = ", ".join(wrong[:5]) or f"format {manifest.format}"
        raise CannotServe(
            f"DIR：备份已损坏或版本不符：{what}。请换一份备份。",
            f"DIR: the backup is damaged or of another format: {what}. Take another one.",
        )
    return manifest


def _wrong_files(folder: Path, manifest: Manifest) -> list[str]:
    present: dict[str, Any] = digests_below(folder)
    names = sorted({*present, *manifest.files})
    return [name for name in names if present.get(name) != manifest.files.get(name)]
