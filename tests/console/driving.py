"""Driving a browser through the console: signing in, choosing a language, taking pictures, uploading."""

import io
import os
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.console import stock

_READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
Picture = Callable[[str], None]
DESK, PHONE = (1360, 860), (360, 740)
LANGUAGES = {"zh": "中文", "en": "English"}


def picture(kind: str = "PNG") -> bytes:
    """A small picture that decodes."""
    content = io.BytesIO()
    Image.new("RGB", (320, 200), "#7aa5c8").save(content, kind)
    return content.getvalue()


def photo(name: str = "scan.png", *, kind: str = "PNG") -> dict[str, object]:
    """A picture as a browser uploads it."""
    return {"name": name, "mimeType": f"image/{kind.lower()}", "buffer": picture(kind)}


def pictures_of(page: Page) -> Picture:
    """Puts pictures of the page into the folder that was asked for, if one was."""
    folder = os.environ.get("SCREENSHOTS")

    def take(name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take


def sign_in(page: Page, server: LiveServer, user: str = "owner@example.com") -> None:
    page.goto(f"{server.url}/console/")
    page.locator("input[name=login]").fill(user)
    page.locator("input[name=password]").fill(stock.PASSWORD)
    page.locator("form[action='/console/login/'] button[type=submit]").click()
    page.wait_for_url(f"{server.url}/console/signatures/")


def choose(page: Page, language: str) -> None:
    page.get_by_role("button", name=LANGUAGES[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-hans")
    page.wait_for_load_state()


# A main menu that does not scroll must hold its last entry, or that one lies below what stands beside it.
_FITS = """() => {
    const all = document.documentElement, menu = document.querySelector(".top-nav");
    const within = (box) => box.scrollWidth <= box.clientWidth;
    return within(all) && (!menu || getComputedStyle(menu).overflowX === "auto" || within(menu));
}"""


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the side, neither of the page nor of its main menu."""
    page.wait_for_load_state()
    return bool(page.evaluate(_FITS))


def misread(page: Page) -> list[str]:
    """What of the page cannot be read or has no name; a page still arriving is waited for."""
    page.wait_for_load_state()
    return [str(problem) for problem in page.evaluate(_READING)]


def put_file(page: Page, slot: str, file: dict[str, object] | None = None) -> None:
    """Choose a file for a slot and wait until it has arrived."""
    place = page.locator(f"[data-slot={slot}]")
    place.locator("input[type=file]").set_input_files(file or photo())  # type: ignore[arg-type]
    expect(place.locator(".slot-file")).to_have_count(1)
    expect(place.locator(".slot-state")).not_to_be_empty()
