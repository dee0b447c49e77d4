"""The console's files: served from a checkout as it is, taken unchanged from others with their licences."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from qianming import console
from qianming.console import tones

CONSOLE = Path(console.__file__).parent
VENDOR = CONSOLE / "static" / "console" / "vendor"
STATIC = "/console/static/console"

# What the published packages hold under these names: a changed file is not the one that its licence names.
PUBLISHED = {
    "tabler-1.6.1/tabler.min.css": "370a2d4e608ae518351d10528fc7dbe19b354ae5062c51b2a9cb294850d65403",
    "htmx-4.0.1/htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
}


def fetch(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer, which is read to its end so that its file is closed."""
    answer = Client().get(path, headers=headers)
    body = answer.getvalue()
    return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, body


def body_of(path: str) -> bytes:
    status, _, body = fetch(path)
    assert status == 200
    return body


@pytest.mark.parametrize("name", ["console.css", "console.js", "mark.svg", *sorted(PUBLISHED)])
def test_files_are_served_as_they_lie_in_the_package(name: str) -> None:
    file = VENDOR / name if name in PUBLISHED else VENDOR.parent / name
    path = f"{STATIC}/{file.relative_to(VENDOR.parent).as_posix()}"
    assert body_of(path) == file.read_bytes()


def test_nothing_has_to_be_collected_first() -> None:
    assert settings.STATIC_ROOT is None
    assert not settings.DEBUG


def test_files_with_a_version_in_their_path_are_kept_for_good_and_others_are_asked_for_again() -> None:
    _, vendored, _ = fetch(f"{STATIC}/vendor/tabler-1.6.1/tabler.min.css")
    _, own, _ = fetch(f"{STATIC}/console.css")
    assert "immutable" in vendored["cache-control"]
    assert "max-age=60," in own["cache-control"]
    assert own["last-modified"]


def test_large_files_travel_compressed() -> None:
    path = f"{STATIC}/vendor/tabler-1.6.1/tabler.min.css"
    _, headers, packed = fetch(path, **{"accept-encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert len(packed) < 120_000
    assert gzip.decompress(packed) == body_of(path)


@pytest.mark.parametrize("name", ["nothing.css", "../settings.py", "%2e%2e/apps.py", "vendor/"])
def test_nothing_else_is_served(name: str) -> None:
    assert fetch(f"{STATIC}/{name}")[0] == 404


@pytest.mark.parametrize(("name", "digest"), PUBLISHED.items())
def test_vendored_files_are_unchanged(name: str, digest: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_every_vendored_folder_names_its_licence() -> None:
    folders = [folder for folder in VENDOR.iterdir() if folder.is_dir()]
    assert {folder.name for folder in folders} == {"tabler-1.6.1", "htmx-4.0.1", "tabler-icons-3.51.0"}
    assert all("ermission" in (folder / "LICENSE").read_text(encoding="utf-8") for folder in folders)


def icons_used() -> set[str]:
    templates = "".join(file.read_text(encoding="utf-8") for file in CONSOLE.rglob("*.html"))
    named = set(re.findall(r'\{% icon "([a-z-]+)"', templates))
    tables = (tones.STANDING_LOOKS, tones.REVIEW_LOOKS, tones.FILING_LOOKS, tones.EVENT_LOOKS)
    looks = {look.icon for table in tables for look in table.values()}
    code = "".join(file.read_text(encoding="utf-8") for file in CONSOLE.glob("*.py"))
    in_place = set(re.findall(r'Look\(Tone\.\w+, "([a-z-]+)"', code))
    return named | looks | in_place | {tones.PLAIN_LOOK.icon}


def test_every_icon_that_is_used_is_there_and_no_other() -> None:
    assert {file.stem for file in (VENDOR / "tabler-icons-3.51.0").glob("*.svg")} == icons_used()


def test_pages_name_no_address_but_their_own() -> None:
    files = [*CONSOLE.rglob("*.html"), *VENDOR.parent.glob("*.css"), *VENDOR.parent.glob("*.js")]
    foreign = [
        (file.name, address)
        for file in files
        for address in re.findall(r"(?:https?:)?//[a-z][^\s\"']+", file.read_text(encoding="utf-8"))
    ]
    assert foreign == []


def test_pages_hold_no_script_and_no_style_that_the_content_policy_would_refuse() -> None:
    for file in CONSOLE.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), (
            file
        )


@pytest.mark.django_db
def test_every_answer_says_what_browsers_may_do() -> None:
    for path in ("/console/login/", "/console/nothing/", f"{STATIC}/console.css"):
        _, headers, _ = fetch(path)
        assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert fetch("/console/login/")[1]["x-frame-options"] == "DENY"
