"""Where the bytes of uploaded files lie: sealed, one file per upload, named by the digest of what is on disk.

Decides nothing about what may be stored or read.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from qianming.registry.models import Account, Material
from qianming.registry.sealing import AccountSeal

_CONTEXT = "material.bytes"


def keep(account: Account, content: bytes) -> str:
    """Seal and store bytes so that they survive a power cut; returns the digest that names the file."""
    sealed = AccountSeal(account.wrapped_key).seal_bytes(content, _CONTEXT)
    digest = hashlib.sha256(sealed).hexdigest()
    path = _path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{digest}.{secrets.token_hex(4)}")
    try:
        _write_through(unfinished, sealed)
        unfinished.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return digest


def content_of(material: Material) -> bytes:
    """The bytes in the clear; raises `FileNotFoundError` or `UnreadableSeal`."""
    sealed = _path(material.digest).read_bytes()
    return AccountSeal(material.account.wrapped_key).open_bytes(sealed, _CONTEXT)


def forget(digest: str) -> None:
    """Remove a file that no row names."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.QIANMING_DATA) / "files" / digest[:2] / digest


def _write_through(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, and renames need no sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
