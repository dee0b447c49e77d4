"""An account in which every refusal can be met: signatures and templates in all states, keys, papers."""

from dataclasses import dataclass, replace
from datetime import datetime

from qianming.core.codes import FreezeParty, ReviewState, TemplateType
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Account, Qualification
from qianming.services import applications, keys, reviews, signatures, templates
from qianming.services.actors import Actor
from qianming.services.applications import SubmitApplication
from qianming.services.keys import CreateKey
from qianming.services.templates import SubmitTemplate
from tests.rpc.client import KEY, SECRET
from tests.services import making

IN_REVIEW = making.DOUBTFUL
REJECTED = "云帆科技样例"
WITHDRAWN = "杭州云帆样例科技有"
REVOKED = "杭州云帆样例科技有限公"
FROZEN_BY_CUSTOMER = "杭州云帆样例"
FROZEN_BY_PLATFORM = "杭州云帆样例科技"
DISABLED = "杭州云帆样例科技有限"
DELETED = "杭州云帆"
LIVE = making.COMPANY
VERIFICATION = "您的验证码为${code}，五分钟内有效。"
OTHER_PHONE = "13800000003"
DISABLED_KEY, OTHER_KEY = "DISABLEDKEY", "OTHERKEY"


@dataclass(frozen=True)
class Stage:
    """What the cases name: ids and codes that were made."""

    account: Account
    qualification: Qualification
    unapproved_qualification: int
    template: str
    rejected_template: str
    withdrawn_template: str
    other_accounts_template: str


def a_stage(now: datetime) -> Stage:
    """Everything is made by the services, as a life of the account would."""
    account = making.an_account()
    actor = making.an_applicant(account)
    keys.create_key(making.OPERATOR, CreateKey(account.name, KEY, SECRET), now)
    keys.create_key(making.OPERATOR, CreateKey(account.name, DISABLED_KEY, SECRET), now)
    keys.disable_key(making.OPERATOR, DISABLED_KEY, now)
    qualification = making.approved_qualification(actor, now)
    _signatures(actor, account, qualification, now)
    unapproved = making.submitted_qualification(actor, now, name="待审资质", administrator_phone=OTHER_PHONE)
    other = making.an_account("other")
    keys.create_key(making.OPERATOR, CreateKey(other.name, OTHER_KEY, SECRET), now)
    return Stage(
        account=account,
        qualification=qualification,
        unapproved_qualification=unapproved.qualification_id,
        template=_template(actor, now),
        rejected_template=_template(actor, now, content="欢迎您，${code}。"),
        withdrawn_template=_revoked_template(actor, now),
        other_accounts_template=_template(making.an_applicant(other), now),
    )


def _signatures(actor: Actor, account: Account, qualification: Qualification, now: datetime) -> None:
    """One per state; the live one came with the qualification."""
    for name in (IN_REVIEW, REJECTED):
        making.applied(actor, name, qualification, now)
    withdrawn = making.applied(actor, WITHDRAWN, qualification, now)
    applications.withdraw(actor, withdrawn.order_id, now)
    revoked = _approved(actor, REVOKED, qualification, now)
    reviews.revoke(making.REVIEWER, revoked, [RejectionReason.APPROVED_BY_MISTAKE], "", now)
    for name in (FROZEN_BY_CUSTOMER, FROZEN_BY_PLATFORM, DISABLED, DELETED):
        _approved(actor, name, qualification, now)
    signatures.freeze(actor, account.pk, FROZEN_BY_CUSTOMER, FreezeParty.CUSTOMER, None, now)
    reason = RejectionReason.BUSINESS_NOT_SUPPORTED
    signatures.freeze(making.OPERATOR, account.pk, FROZEN_BY_PLATFORM, FreezeParty.PLATFORM, reason, now)
    signatures.disable(making.OPERATOR, account.pk, DISABLED, reason, now)
    signatures.delete(actor, account.pk, DELETED, now)


def _approved(actor: Actor, name: str, qualification: Qualification, now: datetime) -> int:
    """The order of a signature that the rules or a reviewer approved."""
    command = SubmitApplication(name, qualification_id=qualification.pk)
    submitted = applications.submit(actor, command, now)
    if submitted.state is ReviewState.IN_REVIEW:
        reviews.approve(making.REVIEWER, submitted.order_id, now)
    return submitted.order_id


def _template(actor: Actor, now: datetime, content: str = VERIFICATION) -> str:
    command = SubmitTemplate(
        "登录验证", content, TemplateType.VERIFICATION_CODE, rule={"code": "numberCaptcha"}
    )
    return templates.submit(actor, command, now).code


def _revoked_template(actor: Actor, now: datetime) -> str:
    command = SubmitTemplate("通知", "您的订单${code}已发货。", TemplateType.NOTIFICATION)
    made = templates.submit(actor, replace(command, rule={"code": "other_number2"}), now)
    reviews.revoke(making.REVIEWER, made.order_id, [RejectionReason.CONTENT_NOT_SUPPORTED], "", now)
    return made.code
