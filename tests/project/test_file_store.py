"""Where uploaded files lie, as the settings say."""

import pytest

from qianming.project.environment import BadSetting
from qianming.project.file_store import bucket
from qianming.registry.stores import Bucket


def test_files_lie_in_the_data_folder_by_default() -> None:
    assert bucket() is None


def test_a_bucket_is_named_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "URL": "s3://papers/of/us",
        "ENDPOINT": "https://storage.example.com",
        "REGION": "north",
        "KEY_ID": "key",
        "KEY_SECRET": "secret",
    }.items():
        monkeypatch.setenv(f"QIANMING_FILES_{name}", value)
    assert bucket() == Bucket("papers", "of/us", "https://storage.example.com", "north", "key", "secret")


@pytest.mark.parametrize(
    "url", ["papers", "https://papers", "s3://", "s3://key:secret@papers", "s3://papers?x=1"]
)
def test_other_addresses_are_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("QIANMING_FILES_URL", url)
    with pytest.raises(BadSetting) as bad:
        bucket()
    assert "QIANMING_FILES_URL" in bad.value.zh
    assert "secret" not in bad.value.en
