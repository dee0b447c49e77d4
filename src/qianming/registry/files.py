"""The bytes of uploaded files: sealed with the account's key, kept under the digest of the sealed bytes.

Decides nothing about what may be stored or read. Where the bytes lie is a setting; see `registry.stores`.
"""

import hashlib
from pathlib import Path

from django.conf import settings

from qianming.registry.models import Account, Material
from qianming.registry.sealing import AccountSeal
from qianming.registry.stores import FolderStore, Store, StoreFailed, bucket_store

__all__ = ["StoreFailed", "content_of", "forget", "keep", "keep_sealed", "probe", "sealed_bytes"]

_CONTEXT = "material.bytes"


def keep(account: Account, content: bytes) -> str:
    """Seal and store bytes; returns the digest that names them. Raises `StoreFailed`, with nothing kept."""
    sealed = AccountSeal(account.wrapped_key).seal_bytes(content, _CONTEXT)
    digest = hashlib.sha256(sealed).hexdigest()
    _store().put(digest, sealed)
    return digest


def content_of(material: Material) -> bytes:
    """The bytes in the clear; raises `FileNotFoundError`, `StoreFailed` or `UnreadableSeal`."""
    return AccountSeal(material.account.wrapped_key).open_bytes(_store().get(material.digest), _CONTEXT)


def forget(digest: str) -> None:
    """Remove bytes that no row names; raises `StoreFailed`."""
    _store().remove(digest)


def sealed_bytes(digest: str) -> bytes:
    """Bytes as they are kept, for a copy that no key is needed for; raises as `content_of` does."""
    return _store().get(digest)


def keep_sealed(digest: str, sealed: bytes) -> None:
    """Keep bytes that are sealed already, under their digest; raises `StoreFailed`."""
    _store().put(digest, sealed)


def probe() -> None:
    """Raise `StoreFailed` where files could not be kept now; keeps nothing."""
    _store().probe()


def _store() -> Store:
    bucket = settings.QIANMING_FILES_BUCKET
    if bucket is not None:
        return bucket_store(bucket)
    return FolderStore(Path(settings.QIANMING_DATA) / "files")
