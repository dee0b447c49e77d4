"""What lies in the repository is complete, repeatable, and about the project alone."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, own_files

LOCKS = ("run.lock", "dev.lock")
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==\S+")
# Download addresses as lock files write them.
DOWNLOAD = re.compile(r"https?://[^\s\"']+/(?:simple\b|packages/[0-9a-f]{2}/|-/\S+\.tgz)|\"resolved\":")
LEFTOVER = re.compile(r"(?:\.(?:orig|rej|bak|swp|tmp|log)|~)$")
HOME = re.compile(r"(?<![\w.~-])/(?:home|Users)/[a-z][\w.-]*/|(?<![\w.~-])/root/\w")


def lock_problems(text: str) -> Iterator[str]:
    """Requirements without a hash, and anything that names where to download from."""
    for entry in re.split(r"\n(?=\S)", text.strip()):
        first = entry.splitlines()[0]
        if not REQUIREMENT.match(first):
            yield f"no pinned requirement: {first}"
        elif "--hash=sha256:" not in entry:
            yield f"no hash: {first}"
        if "://" in entry or re.search(r"--(?!hash)", entry):
            yield f"names a place: {first}"


def place_problems(text: str, checkout: Path) -> Iterator[str]:
    """Addresses of downloads and paths of somebody's machine."""
    for pattern in (DOWNLOAD, HOME, re.compile(re.escape(f"{checkout}/"))):
        yield from (found.group() for found in pattern.finditer(text))


def _locked(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {_normal(found.group(1)) for line in lines if (found := REQUIREMENT.match(line))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_hashed_and_free_of_addresses(name: str) -> None:
    assert list(lock_problems((ROOT / "requirements" / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "django==5.2",
        "django>=5.2 \\\n    --hash=sha256:00",
        "--index-url x\ndjango==5.2 \\\n    --hash=sha256:00",
        "django==5.2 \\\n    --hash=sha256:00\n    # via https:" + "//somewhere",
    ],
)
def test_it_sees_a_lock_that_is_not_one(text: str) -> None:
    assert list(lock_problems(text))


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {_normal(name) for name in project["project"]["dependencies"] + groups["build"]}
    assert wanted <= _locked("run.lock")
    assert {_normal(name) for name in groups["test"] + groups["check"]} <= _locked("dev.lock")


def test_no_file_names_a_download_or_a_machine() -> None:
    files = own_files()
    assert ROOT / "pyproject.toml" in files
    texts = ((file, file.read_text(encoding="utf-8", errors="replace")) for file in files)
    assert [
        f"{file.relative_to(ROOT)}: {bad}" for file, text in texts for bad in place_problems(text, ROOT)
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "https:" + "//host/simple/django",
        '"resol' + 'ved": "x"',
        "/ho" + "me/somebody/x",
        "/ro" + "ot/x",
        f"{ROOT}" + "/src",
    ],
)
def test_it_sees_a_download_or_a_machine(text: str) -> None:
    assert list(place_problems(text, ROOT))


def test_no_tool_left_anything_behind() -> None:
    assert [str(file.relative_to(ROOT)) for file in own_files() if LEFTOVER.search(file.name)] == []


@pytest.mark.parametrize("name", ["places.py.orig", "places.py.rej", "places.py~", ".places.py.swp"])
def test_it_sees_what_a_tool_left_behind(name: str) -> None:
    assert LEFTOVER.search(name)
