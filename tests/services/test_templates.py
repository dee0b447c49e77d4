"""Templates: approved at once, reviewed, refused, withdrawn."""

import pytest

from qianming.core.codes import FindingCode, ReviewState, TemplateType
from qianming.registry.models import Account, Decision, Template
from qianming.services import templates
from qianming.services.refusals import Conflict, Invalid, NotFound, Refusal, RefusalCode
from qianming.services.templates import SubmitTemplate
from tests.services.making import (
    COMPANY,
    NOW,
    REVIEWER,
    a_live_signature,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
)

pytestmark = pytest.mark.django_db

CODE = TemplateType.VERIFICATION_CODE
NOTICE = TemplateType.NOTIFICATION


def a_template(
    content: str = "您的验证码是${code}，五分钟内有效。", kind: TemplateType = CODE
) -> SubmitTemplate:
    return SubmitTemplate("登录验证码", content, kind, COMPANY, {"code": "numberCaptcha"})


def test_it_is_approved_at_once_where_nothing_is_in_doubt() -> None:
    account = an_account()
    a_live_signature(account)
    version = Account.objects.get(pk=account.pk).sending_version
    submitted = templates.submit(an_applicant(account), a_template(), NOW)
    row = Template.objects.get(code=submitted.code)
    assert submitted.state is ReviewState.APPROVED
    assert submitted.code.removeprefix("SMS_").isdigit()
    assert (row.related_signature, row.rule) == (COMPANY, {"code": "numberCaptcha"})
    assert Decision.objects.get(work_order=submitted.order_id).automatic
    assert Account.objects.get(pk=account.pk).sending_version > version


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("请访问 https://example.test/a 查看", FindingCode.TEMPLATE_LINK),
        ("请致电400-800-1234咨询", FindingCode.TEMPLATE_CONTACT),
        ("服务器地址 192.0.2.1", FindingCode.TEMPLATE_IP_ADDRESS),
    ],
)
def test_a_risk_is_noted_and_accepted(content: str, code: FindingCode) -> None:
    account = an_account()
    a_live_signature(account)
    submitted = templates.submit(an_applicant(account), a_template(content, NOTICE), NOW)
    assert submitted.state is ReviewState.APPROVED
    assert code in {finding.code for finding in submitted.findings}


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        ("您的数字是${code}", CODE, "TEMPLATE_VERIFICATION_WORD"),
        ("今日优惠", TemplateType.PROMOTION, "TEMPLATE_UNSUBSCRIBE"),
    ],
)
def test_other_rejections_are_stored_and_decided(content: str, kind: TemplateType, reason: str) -> None:
    account = an_account()
    a_live_signature(account)
    submitted = templates.submit(an_applicant(account), a_template(content, kind), NOW)
    assert submitted.state is ReviewState.REJECTED
    assert Decision.objects.get(work_order=submitted.order_id).reasons == [reason]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (a_template(""), RefusalCode.TEMPLATE_CONTENT_FORMAT),
        (a_template("长" * 501, NOTICE), RefusalCode.TEMPLATE_CONTENT_FORMAT),
        (a_template("【云帆】您好", NOTICE), RefusalCode.TEMPLATE_CONTENT_FORMAT),
        (a_template("您好${a b}", NOTICE), RefusalCode.TEMPLATE_CONTENT_FORMAT),
        (a_template("验证码${a}和${b}"), RefusalCode.TEMPLATE_TOO_MANY_VARIABLES),
        (SubmitTemplate("长" * 61, "您好", NOTICE), RefusalCode.VALUE_INVALID),
        (SubmitTemplate("名\x00", "您好", NOTICE), RefusalCode.VALUE_INVALID),
        (SubmitTemplate("名", "您" * 5001, NOTICE), RefusalCode.VALUE_INVALID),
        (SubmitTemplate("名", "您好", NOTICE, material_keys=("a",)), RefusalCode.MATERIAL_UNKNOWN),
    ],
)
def test_a_documented_error_stores_nothing(command: SubmitTemplate, code: RefusalCode) -> None:
    account = an_account()
    a_live_signature(account)
    before = row_counts()
    with pytest.raises(Refusal) as refusal:
        templates.submit(an_applicant(account), command, NOW)
    assert refusal.value.code == code
    assert row_counts() == before


def test_the_related_signature_must_be_the_accounts_own_and_approved() -> None:
    account = an_account()
    actor = an_applicant(account)
    a_live_signature(an_account("other"))
    with pytest.raises(NotFound):
        templates.submit(actor, a_template(), NOW)
    qualification = approved_qualification(actor, administrator_phone="13900000002")
    applied(actor, "云帆样例", qualification)
    with pytest.raises(Conflict) as refusal:
        templates.submit(actor, SubmitTemplate("名", "您好", NOTICE, "云帆样例"), NOW)
    assert refusal.value.code == "AssocSignUnapproved"
    assert not Template.objects.exists()
    assert templates.submit(actor, SubmitTemplate("名", "您好", NOTICE), NOW).code


def test_it_is_withdrawn_while_in_review_only() -> None:
    account = an_account()
    actor = an_applicant(account)
    submitted = templates.submit(actor, SubmitTemplate("名", "您好", NOTICE), NOW)
    with pytest.raises(Conflict):
        templates.withdraw(actor, submitted.order_id, NOW)
    Template.objects.update(state="in_review")
    with pytest.raises(NotFound):
        templates.withdraw(an_applicant(an_account("other")), submitted.order_id, NOW)
    templates.withdraw(actor, submitted.order_id, NOW)
    assert Template.objects.get().state == "withdrawn"


def test_a_reviewer_applies_for_nothing() -> None:
    with pytest.raises(Refusal):
        templates.submit(REVIEWER, a_template(), NOW)
    with pytest.raises(Invalid):
        templates.submit(
            an_applicant(an_account()), SubmitTemplate("名", "您好", NOTICE, scene="x" * 501), NOW
        )
