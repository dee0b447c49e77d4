"""From an empty account to an approved signature in a real browser, with a rejection in between."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from qianming.core.codes import QualificationState, ReviewState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Qualification, Signature
from qianming.services import inbox, reviews
from tests.console import stock
from tests.console.driving import (
    DESK,
    PHONE,
    READING,
    choose,
    fits,
    photo,
    pictures_of,
    put_file,
    sign_in,
)
from tests.console.people import People
from tests.services.making import CREDIT_CODE, REVIEWER, id_number
from tests.services.making import PHONE as NUMBER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOUBTFUL, MENDED = "杭州示例科", "杭州示例科技"
WORDS = {
    "zh": {"send": "发送验证码", "submit": "提交审核", "again": "修改并重新提交", "resend": "重新提交"},
    "en": {
        "send": "Send code",
        "submit": "Submit for review",
        "again": "Mend and submit again",
        "resend": "Submit again",
    },
}


def code_in_inbox() -> str:
    return "".join(re.findall(r"\d", inbox.items(NUMBER)[0].text))


def fill_person(page: Page, who: str, name: str, number: str) -> None:
    page.locator(f"#id_{who}_name").fill(name)
    page.locator(f"#id_{who}_document").select_option("identityCard")
    page.locator(f"#id_{who}_number").fill(number)
    page.locator(f"#id_{who}_from").fill("2020-01-01")
    page.locator(f"#id_{who}_long_term").check()


def fill_qualification(page: Page, words: dict[str, str]) -> None:
    page.locator("#id_name").fill("主体资质")
    page.locator("#id_licence_kind").select_option("businessLicense")
    page.locator("#id_credit_code").fill(CREDIT_CODE)
    page.locator("#id_licence_from").fill("2020-01-01")
    page.locator("#id_licence_long_term").check()
    fill_person(page, "legal", "法人甲", id_number(1))
    fill_person(page, "admin", "管理员乙", id_number(2))
    page.locator("#id_admin_phone").fill(NUMBER)
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("#phone-code")).to_have_attribute("data-wait", "60")
    page.locator("#id_phone_code").fill(code_in_inbox())


@pytest.mark.parametrize(
    ("language", "size"), [("zh", DESK), ("en", PHONE)], ids=["chinese-desk", "english-phone"]
)
def test_it_leads_from_an_empty_account_to_an_approved_signature(
    page: Page, live_server: LiveServer, people: People, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    words, picture = WORDS[language], pictures_of(page)
    kind = f"{language}-{'desk' if size == DESK else 'phone'}"

    def looked_at(name: str) -> None:
        picture(f"{name}-{kind}")
        assert fits(page), name
        assert page.evaluate(READING) == [], name

    sign_in(page, live_server)
    choose(page, language)
    looked_at("way-empty")
    page.locator(".journey-step.is-next .btn").click()
    looked_at("way-qualification-new")

    put_file(page, "licences")
    page.get_by_role("button", name=words["submit"]).click()
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("[data-slot=licences] .slot-file")).to_have_count(1)
    looked_at("way-qualification-faults")
    put_file(page, "admin_front")
    put_file(page, "admin_back")
    fill_qualification(page, words)
    page.get_by_role("button", name=words["submit"]).click()
    page.wait_for_url(re.compile(r"/qualifications/\d+/$"))
    looked_at("way-qualification")
    page.goto(f"{live_server.url}/console/start/")
    looked_at("way-start-waiting")
    paper = Qualification.objects.get()
    reviews.approve(REVIEWER, paper.work_order_id, stock.NOW)
    page.goto(f"{live_server.url}/console/qualifications/")
    looked_at("way-qualifications")

    page.goto(f"{live_server.url}/console/signatures/new/")
    page.locator("#id_name").fill("测试通知")
    expect(page.locator("#verdict .verdict-head")).to_have_class(re.compile("tone-bad"))
    looked_at("way-signature-checked")
    page.locator("#id_name").fill(DOUBTFUL)
    expect(page.locator("#verdict .verdict-head")).to_have_class(re.compile("tone-warn"))
    page.get_by_role("button", name=words["submit"]).click()
    page.wait_for_url(re.compile(r"/signatures/\d+/$"))
    looked_at("way-signature-waits")
    signature = Signature.objects.get(name=DOUBTFUL)
    order = signature.applications.get().work_order_id
    reviews.reject(REVIEWER, order, [RejectionReason.NAME_INCOMPLETE], "请使用完整的简称。", stock.NOW)

    page.reload()
    looked_at("way-signature-rejected")
    page.get_by_role("link", name=words["again"]).click()
    expect(page.locator(".field-said")).to_have_count(1)
    expect(page.locator("#id_name")).to_have_value(DOUBTFUL)
    looked_at("way-signature-mend")
    page.locator(f".suggestion[data-value='{MENDED}']").click()
    expect(page.locator("#id_name")).to_have_value(MENDED)
    expect(page.locator("#verdict .verdict-head")).to_have_class(re.compile("tone-good"))
    put_file(page, "function_screenshot", photo(kind="JPEG", name="画面.jpg"))
    page.get_by_role("button", name=words["resend"]).click()
    page.wait_for_url(re.compile(r"/signatures/\d+/$"))
    mended = Signature.objects.get(name=MENDED, deleted_at__isnull=True)
    last = mended.applications.get()
    assert len(last.material_keys) == 1
    if last.state == ReviewState.IN_REVIEW:
        reviews.approve(REVIEWER, last.work_order_id, stock.NOW)
        page.reload()
    looked_at("way-signature-approved")
    mended.refresh_from_db()
    assert mended.approved_id == last.pk
    assert paper.name == "主体资质"
    paper.refresh_from_db()
    assert paper.state == QualificationState.APPROVED
