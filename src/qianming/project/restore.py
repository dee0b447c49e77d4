"""Putting a backup into a service that holds nothing yet, and looking whether it is whole and readable.

Refuses before it writes: another key, another version, a service with data. What was begun and failed is
taken away again on SQLite, and rolled back on PostgreSQL.
"""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from qianming.project.assembly import conninfo, journal_file
from qianming.project.backup import Manifest, applied_migrations, fingerprint, read_manifest
from qianming.project.preparation import migrate, unapplied_migrations
from qianming.project.refusal import CannotServe
from qianming.registry import files, service_keys


def restore(source: Path) -> Manifest:
    """Restore a backup into the empty data folder or database of the settings. Raises `CannotServe`."""
    manifest = read_manifest(source)
    _need_same_engine(manifest)
    _need_same_key(manifest)
    if connection.vendor == "postgresql":
        _restore_tables(source, manifest)
    else:
        _restore_databases(source, manifest)
    service_keys.forget()
    for file in sorted((source / "files").iterdir()):
        files.keep_sealed(file.name, file.read_bytes())
    _restore_operators_files(source / "operator")
    return manifest


def _need_same_engine(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise CannotServe(
            f"DIR：备份来自 {manifest.engine}，当前数据库是 {connection.vendor}；"
            "请核对 QIANMING_DATABASE_URL。",
            f"DIR: the backup is of {manifest.engine}, the database here is {connection.vendor}; "
            "check QIANMING_DATABASE_URL.",
        )


def _need_same_key(manifest: Manifest) -> None:
    if manifest.key_fingerprint != fingerprint(settings.QIANMING_SECRET_KEY):
        raise CannotServe(
            f"服务密钥与备份不符（备份的指纹是 {manifest.key_fingerprint}）；请先放好当时的密钥。",
            f"the secret key is not the backup's (whose fingerprint is {manifest.key_fingerprint}); "
            "put the key of that time in place first.",
        )


def _restore_databases(source: Path, manifest: Manifest) -> None:
    """Whole files, put in place of none. The copies say themselves which migrations made them."""
    registry = Path(connection.settings_dict["NAME"])
    targets = {"journal.sqlite3": journal_file(registry), "registry.sqlite3": registry}
    for target in targets.values():
        if target.exists():
            raise _not_empty(str(target))
    connections.close_all()
    try:
        for name, target in targets.items():
            if (source / name).exists():
                shutil.copyfile(source / name, target)
                target.chmod(0o600)
        _need_same_migrations(manifest)
    except BaseException:
        connections.close_all()
        for target in targets.values():
            for path in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
                path.unlink(missing_ok=True)
        raise


def _restore_tables(source: Path, manifest: Manifest) -> None:
    from qianming.gateway.journal.postgresql import PostgresJournal
    from qianming.registry.models import Account, Event
    from qianming.services import table_copies

    migrate()
    if Account.objects.exists() or Event.objects.exists():
        raise _not_empty(connection.settings_dict["NAME"])
    _need_same_migrations(manifest)
    address = conninfo(connection.settings_dict)
    PostgresJournal(address).close()
    table_copies.copy_in(address, source / "tables", manifest.columns)


def _need_same_migrations(manifest: Manifest) -> None:
    if applied_migrations() != manifest.migrations or unapplied_migrations():
        raise CannotServe(
            f"DIR：备份由版本 {manifest.version} 生成，表结构不同；请用该版本恢复，再升级。",
            f"DIR: the backup was made by version {manifest.version}, whose tables differ; "
            "restore it with that version and upgrade afterwards.",
        )


def _not_empty(what: str) -> CannotServe:
    return CannotServe(
        f"{what} 已有数据；恢复只写入空的数据目录或数据库，请另行指定。",
        f"{what} holds data already; a backup is restored into an empty folder or database only.",
    )


def _restore_operators_files(folder: Path) -> None:
    """What operators wrote since stays."""
    data = Path(settings.QIANMING_DATA)
    for path in sorted(folder.rglob("*.toml")) if folder.exists() else ():
        target = data / path.relative_to(folder)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
