"""The console in a real browser: signing in, reading, filtering, two languages, on a desk and on a phone.

With SCREENSHOTS=FOLDER every page that these tests look at is also put there as a picture.
"""

import re
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from qianming.core.codes import Abnormality, Carrier, FilingReason, FilingState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import CarrierFiling, Signature
from tests.console import stock
from tests.console.driving import DESK, PHONE, Picture, choose, fits, misread, pictures_of, sign_in
from tests.console.people import People

# What a page shows does not depend on the kind of database; the services' tests run on both.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

SOME_FAIL = {
    Carrier.MOBILE: FilingState.FILED,
    Carrier.UNICOM: FilingState.FILING,
    Carrier.TELECOM: FilingState.FAILED,
}


@pytest.fixture
def shelf(people: People) -> People:
    """One account's signatures in every state that a page can show."""
    mine = people.account
    stock.withdrawn(mine, "示例旧名")
    stock.rejected(mine, "测试示例")
    stock.rejected(mine, "会议助手", reasons=[RejectionReason.NAME_TOO_BROAD], note="请使用企业全称或简称。")
    stock.approved(mine, "杭州示例")
    stock.approved(
        mine,
        "杭州示例科技",
        SOME_FAIL,
        reasons=[
            (Abnormality.FILING_ABNORMAL, stock.NOW - timedelta(days=2)),
            (Abnormality.ADMINISTRATOR_ID_EXPIRED, stock.NOW - timedelta(hours=20)),
        ],
        filing_reasons={
            Carrier.UNICOM: FilingReason.REGISTERING,
            Carrier.TELECOM: FilingReason.QUALIFICATION_ERROR,
        },
    )
    stock.in_review(mine, "示例科技")
    return people


@pytest.fixture
def picture(page: Page) -> Picture:
    return pictures_of(page)


def shows(page: Page, *names: str) -> None:
    """Waits until these signatures are listed, in this order: an answer may still be on its way."""
    expect(page.locator(".signature h2")).to_have_text([f"【{name}】" for name in names])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_every_page_to_a_desk_and_a_phone(
    page: Page, live_server: LiveServer, shelf: People, picture: Picture, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    kind = f"{language}-{'desk' if size == DESK else 'phone'}"
    page.goto(f"{live_server.url}/console/login/")
    choose(page, language)
    picture(f"login-{kind}")
    assert fits(page)
    sign_in(page, live_server)
    picture(f"list-{kind}")
    assert fits(page)
    page.get_by_role("link", name="杭州示例科技").first.click()
    expect(page.locator("h1")).to_have_text("【杭州示例科技】")
    picture(f"detail-{kind}")
    assert fits(page)
    page.goto(f"{live_server.url}/console/second-step/")
    picture(f"second-step-{kind}")
    assert fits(page)


def test_it_shows_all_three_availabilities_and_what_to_do(
    page: Page, live_server: LiveServer, shelf: People
) -> None:
    sign_in(page, live_server)
    choose(page, "en")
    counts = [re.compile(rf"^\s*{count}\b") for count in (1, 1, 2, 1, 1)]
    expect(page.locator(".tile")).to_have_text(counts)
    troubled = page.locator(".signature", has_text="杭州示例科技")
    expect(troubled.locator(".light")).to_have_count(3)
    expect(troubled.locator(".light").nth(2)).to_contain_text("Filing failed")
    expect(troubled.locator(".reason").first).to_contain_text("What to do")
    expect(page.locator(".signature", has_text="【示例科技】")).to_contain_text(
        "Decision due by 20 Nov 13:10"
    )


def test_it_filters_by_state_and_by_name_without_leaving_the_page(
    page: Page, live_server: LiveServer, shelf: People
) -> None:
    sign_in(page, live_server)
    page.evaluate("window.stayed = true")
    page.locator(".tile.tone-bad").click()
    expect(page.locator(".signature")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"state=unavailable"))
    page.locator("#name").fill("会议")
    expect(page.locator(".signature")).to_have_count(1)
    shows(page, "会议助手")
    expect(page.locator("#name")).to_be_focused()
    page.locator(".narrowed a").click()
    expect(page.locator(".signature")).to_have_count(6)
    page.go_back()
    expect(page.locator(".signature")).to_have_count(1)
    assert page.evaluate("window.stayed") is True


def test_it_remembers_the_language(page: Page, live_server: LiveServer, shelf: People) -> None:
    sign_in(page, live_server)
    expect(page.locator("h1")).to_have_text("签名")
    page.locator(".tile.tone-bad").click()
    expect(page.locator(".signature")).to_have_count(2)
    choose(page, "en")
    expect(page.locator("h1")).to_have_text("Signatures")
    expect(page.locator(".signature")).to_have_count(2)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_it_shows_a_change_by_itself_and_leaves_open_what_was_opened(
    page: Page, live_server: LiveServer, shelf: People
) -> None:
    sign_in(page, live_server)
    CarrierFiling.objects.filter(state=FilingState.FILING).update(since=stock.NOW)
    page.reload()
    second = page.locator(".signature", has_text="杭州示例科技").locator(".reason").nth(1)
    second.locator("summary").click()
    CarrierFiling.objects.filter(state=FilingState.FILING).update(state=FilingState.FILED)
    expect(page.locator(".light", has_text="报备中")).to_have_count(0)
    expect(second).to_have_attribute("open", "")


def test_it_asks_for_a_sign_in_when_the_session_ends_on_an_open_page(
    page: Page, live_server: LiveServer, shelf: People
) -> None:
    sign_in(page, live_server)
    page.context.clear_cookies()
    page.locator(".tile.tone-bad").click()
    page.wait_for_url(re.compile(r"/console/login/\?next="))


def test_it_works_without_scripts(browser: Browser, live_server: LiveServer, shelf: People) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, live_server)
    plain.locator("#name").fill("杭州")
    plain.locator(".search button").click()
    shows(plain, "杭州示例科技", "杭州示例")
    plain.locator(".tile.tone-good").click()
    shows(plain, "杭州示例")
    context.close()


def test_it_tells_an_empty_account_what_to_do_next(
    page: Page, live_server: LiveServer, people: People, picture: Picture
) -> None:
    sign_in(page, live_server)
    picture("empty-zh-desk")
    expect(page.locator(".journey-step.is-next .btn")).to_have_attribute(
        "href", "/console/qualifications/new/"
    )
    choose(page, "en")
    picture("empty-en-desk")
    assert Signature.objects.count() == 0


def test_it_can_be_used_with_the_keyboard_alone(page: Page, live_server: LiveServer, shelf: People) -> None:
    sign_in(page, live_server)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-list")).to_be_hidden()
    page.locator(".reason summary").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reason").nth(1)).to_have_attribute("open", "")


def test_it_breaks_none_of_its_own_promises_to_browsers(
    page: Page, live_server: LiveServer, shelf: People
) -> None:
    """No script error, nothing refused by the content policy, nothing fetched from elsewhere."""
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, live_server)
    page.locator(".tile.tone-bad").click()
    expect(page.locator(".signature")).to_have_count(2)
    page.goto(f"{live_server.url}/console/second-step/totp/activate/")
    assert told == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_and_named(
    browser: Browser, live_server: LiveServer, shelf: People, scheme: Literal["light", "dark"]
) -> None:
    """Contrast of every text, labels of every field, names of every control, in light and in dark."""
    context = browser.new_context(locale="en", color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{live_server.url}/console/login/")
    problems = {"login": misread(page)}
    sign_in(page, live_server)
    page.locator(".menu summary").click()
    problems["list"] = misread(page)
    page.get_by_role("link", name="杭州示例科技").first.click()
    expect(page.locator(".history")).to_be_visible()
    problems["detail"] = misread(page)
    forms = ("qualifications/new/", "powers/new/", "signatures/new/", "templates/new/", "trademarks/")
    for path in ("password/", "second-step/", "signatures/?name=x", "nothing/", "start/", *forms):
        page.goto(f"{live_server.url}/console/{path}")
        problems[path] = misread(page)
    context.close()
    assert {path: found for path, found in problems.items() if found} == {}


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<p style='color:#999'>pale</p>", "contrast 2.85: pale"),
        ("<div style='background:#333'><p style='color:rgb(0 0 0 / .9)'>dark</p></div>", "contrast 1."),
        ("<input>", "no label"),
        ("<button></button>", "no name"),
        ("<img src='data:,'>", "no alt"),
        ("<i id=a></i><i id=a></i>", "id twice: a"),
        ("<i aria-describedby=b></i>", "speaks of what is not there: b"),
        ("<h1>second</h1>", "not exactly one main heading"),
        ("<h3>deep</h3>", "heading skips a level: deep"),
    ],
)
def test_it_would_see_what_cannot_be_read(page: Page, markup: str, problem: str) -> None:
    page.set_content(f"<h1>title</h1>{markup}")
    (found,) = misread(page)
    assert found.startswith(problem)
