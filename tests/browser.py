"""A real browser for tests: Chromium through Playwright, left out loudly where there is none."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.browser import find_chromium, what_is_missing

# Slow machines get this long for a step, in milliseconds; a page that is ready answers at once.
_PATIENCE = 30_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser per module: Playwright keeps an event loop running, which must not outlast its tests.

    While it runs, Django takes this thread for asynchronous and has to be told otherwise.
    """
    expect.set_options(timeout=_PATIENCE)
    missing = what_is_missing()
    if missing:
        pytest.skip(missing)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # Containers: Chromium refuses its sandbox to root, and their shared memory is too small for it.
        arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile, in Chinese and at a laptop's size."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1360, "height": 860})
    yield context.new_page()
    context.close()
