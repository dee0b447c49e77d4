"""From an empty account to an approved signature in a real browser, with a rejection in between."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from qianming.core.codes import ReviewState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Application, Qualification, Signature, Template
from qianming.services import inbox, reviews
from tests.console import stock
from tests.console.driving import DESK, PHONE, choose, fits, misread, photo, pictures_of, put_file, sign_in
from tests.console.people import People
from tests.services.making import CREDIT_CODE, REVIEWER, id_number
from tests.services.making import PHONE as NUMBER

# What a page shows does not depend on the kind of database; the services' tests run on both.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

DOUBTFUL, MENDED = "杭州示例科", "杭州示例科技"
WORDS = {
    "zh": {
        "code": "发送验证码",
        "submit": "提交审核",
        "mend": "修改并重新提交",
        "again": "重新提交",
        "keep": "保存",
    },
    "en": {
        "code": "Send code",
        "submit": "Submit for review",
        "mend": "Mend and submit again",
        "again": "Submit again",
        "keep": "Keep it",
    },
}


@dataclass(frozen=True)
class Applicant:
    """Somebody at a browser, who looks at every page on the way: nothing sticks out, all can be read."""

    page: Page
    url: str
    words: dict[str, str]
    kind: str

    def looks(self, name: str) -> None:
        pictures_of(self.page)(f"way-{name}-{self.kind}")
        assert fits(self.page), name
        assert misread(self.page) == [], name

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.url}/console/{path}")

    def presses(self, word: str) -> None:
        self.page.get_by_role("button", name=self.words[word], exact=True).click()

    def types(self, field: str, text: str) -> None:
        self.page.locator(f"#id_{field}").fill(text)

    def names(self, name: str, tone: str) -> None:
        """Type a name and wait for what the rules say."""
        self.types("name", name)
        expect(self.page.locator("#verdict .verdict-head")).to_have_class(re.compile(f"tone-{tone}"))


Arrives = Callable[[str, tuple[int, int]], Applicant]


@pytest.fixture
def arrives(page: Page, live_server: LiveServer, people: People) -> Arrives:
    """A signed-in applicant of an empty account, in a language, at a size."""

    def make(language: str, size: tuple[int, int]) -> Applicant:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        sign_in(page, live_server)
        choose(page, language)
        kind = f"{language}-{'desk' if size == DESK else 'phone'}"
        return Applicant(page, live_server.url, WORDS[language], kind)

    return make


SIZES = pytest.mark.parametrize(
    ("language", "size"), [("zh", DESK), ("en", PHONE)], ids=["chinese-desk", "english-phone"]
)


@SIZES
def test_it_leads_from_an_empty_account_to_an_approved_signature(
    arrives: Arrives, language: str, size: tuple[int, int]
) -> None:
    applicant = arrives(language, size)
    paper = qualify(applicant)
    reviews.approve(REVIEWER, paper.work_order_id, stock.NOW)
    applicant.opens("qualifications/")
    applicant.looks("qualifications")
    order = apply_doubtfully(applicant)
    reviews.reject(REVIEWER, order, [RejectionReason.NAME_INCOMPLETE], "请使用完整的简称。", stock.NOW)
    last = mend(applicant)
    if last.state == ReviewState.IN_REVIEW:
        reviews.approve(REVIEWER, last.work_order_id, stock.NOW)
        applicant.page.reload()
    applicant.looks("signature-approved")
    assert Signature.objects.get(name=MENDED, deleted_at__isnull=True).approved_id == last.pk
    write_template(applicant)
    applicant.opens("start/")
    applicant.looks("start-over")
    expect(applicant.page.locator(".journey-step.tone-good")).to_have_count(3)


def qualify(applicant: Applicant) -> Qualification:
    """The first step: sent empty by mistake, then filled in; nothing uploaded is lost by the mistake."""
    page = applicant.page
    applicant.looks("empty")
    page.locator(".journey-step.is-next .btn").click()
    applicant.looks("qualification-new")
    put_file(page, "licences")
    applicant.presses("submit")
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("[data-slot=licences] .slot-file")).to_have_count(1)
    applicant.looks("qualification-faults")
    put_file(page, "admin_front")
    put_file(page, "admin_back")
    fill_qualification(applicant)
    applicant.presses("submit")
    page.wait_for_url(re.compile(r"/qualifications/\d+/$"))
    applicant.looks("qualification")
    applicant.opens("start/")
    applicant.looks("start-waiting")
    return Qualification.objects.get()


def fill_qualification(applicant: Applicant) -> None:
    page = applicant.page
    applicant.types("name", "主体资质")
    applicant.types("credit_code", CREDIT_CODE)
    applicant.types("licence_from", "2020-01-01")
    page.locator("#id_licence_long_term").check()
    expect(page.locator("#id_licence_until")).to_be_disabled()
    for number, (who, name) in enumerate([("legal", "法人甲"), ("admin", "管理员乙")]):
        applicant.types(f"{who}_name", name)
        applicant.types(f"{who}_number", id_number(number))
        applicant.types(f"{who}_from", "2020-01-01")
        page.locator(f"#id_{who}_long_term").check()
    applicant.types("admin_phone", NUMBER)
    page.locator("[data-code-button]").click()
    expect(page.locator("#phone-code")).to_have_attribute("data-wait", "60")
    expect(page.locator("[data-code-button]")).to_be_disabled()
    applicant.types("phone_code", "".join(re.findall(r"\d", inbox.items(NUMBER)[0].text)))


def apply_doubtfully(applicant: Applicant) -> int:
    """Apply for a name that a reviewer has to look at, after one that the rules refuse."""
    applicant.opens("signatures/new/")
    applicant.names("测试通知", "bad")
    applicant.looks("signature-checked")
    applicant.names(DOUBTFUL, "warn")
    applicant.presses("submit")
    applicant.page.wait_for_url(re.compile(r"/signatures/\d+/$"))
    applicant.looks("signature-waits")
    return Signature.objects.get(name=DOUBTFUL).applications.get().work_order_id


def mend(applicant: Applicant) -> Application:
    """Reject, mend, resubmit: the reason stands beside its field, a suggestion is taken over by one press."""
    page = applicant.page
    page.reload()
    applicant.looks("signature-rejected")
    page.get_by_role("link", name=applicant.words["mend"]).click()
    expect(page.locator(".field-said")).to_have_count(1)
    expect(page.locator("#id_name")).to_have_value(DOUBTFUL)
    applicant.looks("signature-mend")
    page.locator(f".suggestion[data-value='{MENDED}']").click()
    expect(page.locator("#id_name")).to_have_value(MENDED)
    expect(page.locator("#verdict .verdict-head")).to_have_class(re.compile("tone-good"))
    put_file(page, "function_screenshot", photo("画面.jpg", kind="JPEG"))
    applicant.presses("again")
    page.wait_for_url(re.compile(r"/signatures/\d+/$"))
    last = Signature.objects.get(name=MENDED, deleted_at__isnull=True).applications.get()
    assert len(last.material_keys) == 1
    return last


def write_template(applicant: Applicant) -> None:
    """The last step; the preview follows what is typed."""
    page = applicant.page
    applicant.opens("templates/new/")
    applicant.types("name", "登录验证码")
    page.locator("#id_related_signature").select_option(MENDED)
    applicant.types("content", "您的验证码是${code}，五分钟内有效。")
    expect(page.locator("#preview mark")).to_have_text("code")
    applicant.looks("template-new")
    applicant.presses("submit")
    page.wait_for_url(re.compile(r"/templates/$"))
    applicant.looks("templates")
    assert Template.objects.get().related_signature == MENDED


@SIZES
def test_it_keeps_letters_and_trademarks(arrives: Arrives, language: str, size: tuple[int, int]) -> None:
    applicant = arrives(language, size)
    for path, filled in (
        (
            "powers",
            {
                "grantor": "杭州云帆样例科技有限公司",
                "credit_code": CREDIT_CODE,
                "scope": "云帆样例\n【云帆】",
            },
        ),
        ("trademarks", {"text": "云帆样例", "registration_number": "7000001"}),
    ):
        applicant.opens(f"{path}/")
        applicant.looks(f"{path}-empty")
        applicant.opens(f"{path}/new/")
        for field, text in {**filled, "valid_from": "2026-01-01", "valid_until": "2026-12-10"}.items():
            applicant.types(field, text)
        put_file(applicant.page, "picture")
        applicant.looks(f"{path}-new")
        applicant.presses("keep")
        applicant.page.wait_for_url(re.compile(rf"/{path}/$"))
        applicant.looks(path)
        expect(applicant.page.locator("article")).to_have_count(1)


_COLOUR_OF_ERRORS = """() => {
    const said = document.body.appendChild(document.createElement("p"));
    said.className = "field-error";
    const { color } = getComputedStyle(said);
    said.remove();
    return color;
}"""


def test_it_says_in_place_what_is_wrong_with_a_file(arrives: Arrives) -> None:
    applicant = arrives("en", DESK)
    applicant.opens("qualifications/new/")
    slot = applicant.page.locator("[data-slot=licences]")
    page_of_text = {"name": "licence.png", "mimeType": "image/png", "buffer": b"<html>no picture</html>"}
    slot.locator("input[type=file]").set_input_files(page_of_text)  # type: ignore[arg-type]
    expect(slot.locator(".slot-state")).to_contain_text("The content is not what the ending says")
    expect(slot.locator(".slot-state")).to_have_css("color", str(applicant.page.evaluate(_COLOUR_OF_ERRORS)))
    expect(slot.locator(".slot-file")).to_have_count(0)
    put_file(applicant.page, "licences")
    slot.locator("[data-remove]").click()
    expect(slot.locator(".slot-file")).to_have_count(0)
    expect(slot.locator("input[type=file]")).to_be_focused()


def test_the_forms_work_without_scripts(browser: Browser, live_server: LiveServer, people: People) -> None:
    """The file travels with the form, a removed one and a code come back with it, and nothing is lost."""
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/console/qualifications/new/")
    page.locator("#id_name").fill("主体资质")
    page.locator("#id_admin_phone").fill(NUMBER)
    page.locator("#id_licences").set_input_files(photo())  # type: ignore[arg-type]
    page.get_by_role("button", name="Send code").click()
    expect(page.locator("#phone-code")).to_contain_text("on its way")
    expect(page.locator("#id_name")).to_have_value("主体资质")
    expect(page.locator("[data-slot=licences] .slot-file")).to_have_count(1)
    expect(page.locator(".faults")).to_have_count(0)
    page.get_by_role("button", name="Remove this file").click()
    expect(page.locator("[data-slot=licences] .slot-file")).to_have_count(0)
    context.close()
