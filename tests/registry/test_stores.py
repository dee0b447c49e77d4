"""The same bytes in a folder and in a bucket of a server that speaks S3, over HTTP."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from qianming.registry.stores import Bucket, BucketStore, FolderStore, Store, StoreFailed

DIGEST = "ab" * 32


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str) -> Bucket:
    import boto3  # type: ignore[import-untyped]

    made = Bucket(f"files-{os.urandom(4).hex()}", "sealed/here", endpoint, "us-east-1", "key", "secret")
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="s",
    )
    client.create_bucket(Bucket=made.name)
    return made


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    return BucketStore(request.getfixturevalue("bucket"))


def test_bytes_come_back_until_they_are_removed(store: Store) -> None:
    content = os.urandom(200_000)
    store.put(DIGEST, content)
    store.put(DIGEST, content)
    assert store.get(DIGEST) == content
    store.remove(DIGEST)
    store.remove(DIGEST)
    with pytest.raises(FileNotFoundError):
        store.get(DIGEST)


def test_a_probe_keeps_nothing(store: Store, tmp_path: Path) -> None:
    store.probe()
    assert list(tmp_path.iterdir()) == []


def test_a_probe_tells_what_could_not_keep_anything(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    for store in (
        FolderStore(tmp_path / "in-the-way"),
        BucketStore(Bucket("absent-bucket", "", endpoint, "us-east-1", "key", "secret")),
    ):
        with pytest.raises(StoreFailed):
            store.probe()


def test_a_bucket_that_is_not_there_is_said(endpoint: str) -> None:
    with pytest.raises(StoreFailed):
        BucketStore(Bucket("nowhere", "", endpoint, "us-east-1", "key", "secret")).put(DIGEST, b"x")


def test_a_server_that_is_not_there_is_said() -> None:
    gone = BucketStore(Bucket("papers", "", "http://127.0.0.1:9", "us-east-1", "key", "secret"))
    for use in (lambda: gone.put(DIGEST, b"x"), lambda: gone.get(DIGEST), lambda: gone.remove(DIGEST)):
        with pytest.raises(StoreFailed):
            use()


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("qianming.registry.stores.os.fsync", full)
    with pytest.raises(StoreFailed, match="No space left"):
        FolderStore(tmp_path).put(DIGEST, b"content")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_uploads_lie_sealed_in_the_bucket(bucket: Bucket, settings: Settings) -> None:
    from qianming.registry.models import Material
    from qianming.services import leftovers, materials
    from tests.services.making import NOW, PNG, an_account, an_applicant, upload

    settings.QIANMING_FILES_BUCKET = bucket
    upload(an_applicant(an_account()))
    material = Material.objects.get()
    sealed = BucketStore(bucket).get(material.digest)
    assert PNG not in sealed
    assert materials.read(material) == PNG
    leftovers.clear(leftovers.first_look(NOW))
    with pytest.raises(FileNotFoundError):
        BucketStore(bucket).get(material.digest)
