"""Where sealed bytes lie: a folder of the machine, or an object store that speaks S3. Knows no key.

Every store keeps bytes under their digest, whole or not at all, and says `StoreFailed` for whatever a machine
or network can do to it.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from qianming.registry.durable_files import sync_folder, write_new


class StoreFailed(Exception):
    """The store cannot be reached, written to or read; the text names the kind of failure, never content."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """An object store: `endpoint` is empty for the one of the cloud that invented the protocol."""

    name: str
    prefix: str
    endpoint: str
    region: str
    key_id: str
    secret: str


class Store(Protocol):
    """Bytes by digest."""

    def put(self, digest: str, content: bytes) -> None:
        """Keep bytes so that they survive a power cut."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes; raises `FileNotFoundError`."""
        ...

    def remove(self, digest: str) -> None:
        """Forget bytes; what is not there is fine."""
        ...

    def probe(self) -> None:
        """Raise `StoreFailed` where bytes could not be kept now, as far as that shows without keeping any."""
        ...


class FolderStore:
    """One file for each, in folders named by the digests' beginnings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        unfinished = path.with_name(f".{digest}.{secrets.token_hex(4)}")
        with _failures(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                write_new(unfinished, content)
                unfinished.replace(path)
                sync_folder(path.parent)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def get(self, digest: str) -> bytes:
        return self._path(digest).read_bytes()

    def remove(self, digest: str) -> None:
        with _failures(OSError):
            self._path(digest).unlink(missing_ok=True)

    def probe(self) -> None:
        nearest = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        if not nearest.is_dir() or not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
            raise StoreFailed(f"{nearest}: {os.strerror(errno.EACCES)}")

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


class BucketStore:
    """One object for each, under the bucket's prefix; needs the extra `s3`."""

    def __init__(self, bucket: Bucket) -> None:
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError
        from storages.backends.s3 import S3Storage

        self._failing = (OSError, BotoCoreError, ClientError)
        self._objects: Any = S3Storage(
            access_key=bucket.key_id,
            secret_key=bucket.secret,
            bucket_name=bucket.name,
            location=bucket.prefix,
            endpoint_url=bucket.endpoint or None,
            region_name=bucket.region or None,
            default_acl=None,
            file_overwrite=True,
            querystring_auth=False,
            client_config=Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2}),
        )

    def put(self, digest: str, content: bytes) -> None:
        from django.core.files.base import ContentFile

        with _failures(*self._failing):
            self._objects.save(digest, ContentFile(content))

    def get(self, digest: str) -> bytes:
        try:
            with self._objects.open(digest) as opened:
                return bytes(opened.read())
        except FileNotFoundError:
            raise
        except self._failing as error:
            raise StoreFailed(type(error).__name__) from error

    def remove(self, digest: str) -> None:
        with _failures(*self._failing):
            self._objects.delete(digest)

    def probe(self) -> None:
        with _failures(*self._failing):
            self._objects.connection.meta.client.head_bucket(Bucket=self._objects.bucket_name)


@cache
def bucket_store(bucket: Bucket) -> BucketStore:
    """The store of a bucket; its connections are kept."""
    return BucketStore(bucket)


@contextmanager
def _failures(*kinds: type[BaseException]) -> Iterator[None]:
    try:
        yield
    except kinds as error:
        raise StoreFailed(getattr(error, "strerror", None) or type(error).__name__) from error
