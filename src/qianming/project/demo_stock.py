"""Something to look at in the demo: a qualification, signatures in different states, a template to send with.

Everything goes the way that applicants and reviewers go, through the services; nothing is written past them.
"""

import base64
import re
from datetime import datetime

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.permissions import Role
from qianming.registry import queries
from qianming.registry.models import Account, Qualification, Template, User
from qianming.services import (
    applications,
    clock,
    inbox,
    materials,
    phone_codes,
    qualifications,
    reviews,
    templates,
)
from qianming.services.actors import Actor, user_actor
from qianming.services.qualifications import LicenceFields, PersonFields, SubmitQualification

COMPANY = "杭州示例网络科技有限公司"
CREDIT_CODE = "91330106MA27XAAA0D"
_PHONE = "13900000001"
_RESIDENT_ID = "110105198001010016"
# A name that ends inside a word waits for a reviewer; one that is not in the licence is rejected at once.
_NAMES = ("杭州示例网", "示例商城")
_TEMPLATE = "您的验证码为${code}，五分钟内有效，请勿告知他人。"
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def lay_in_stock(account_name: str, applicant_mail: str, reviewer_mail: str) -> None:
    """Make what is not there yet; a start that was interrupted is made good by the next one."""
    now = clock.now()
    account = Account.objects.get(name=account_name)
    applicant = user_actor(User.objects.get(email=applicant_mail).pk, Role.APPLICANT, account.pk)
    reviewer = user_actor(User.objects.get(email=reviewer_mail).pk, Role.REVIEWER, None)
    qualification = _qualification(applicant, reviewer, account, now)
    for name in _NAMES:
        if queries.signature(account.pk, name) is None:
            command = applications.SubmitApplication(name, qualification_id=qualification.pk)
            applications.submit(applicant, command, now)
    if not queries.for_account(Template, account.pk).exists():
        _template(applicant, reviewer, now)


def template_code(account_name: str) -> str:
    """The code of the template that the demo sends with; nothing while there is none yet."""
    account = Account.objects.get(name=account_name)
    first = queries.for_account(Template, account.pk).order_by("pk").first()
    return first.code if first else ""


def _qualification(applicant: Actor, reviewer: Actor, account: Account, now: datetime) -> Qualification:
    """The approved qualification; approving it gives the account its complimentary signature."""
    if not queries.qualifications(account.pk).exists():
        qualifications.submit(applicant, _papers(applicant, now), now)
    row = queries.qualifications(account.pk)[0]
    if row.decided_at is None:
        reviews.approve(reviewer, row.work_order_id, now)
    return row


def _papers(applicant: Actor, now: datetime) -> SubmitQualification:
    licence, front, back = (_uploaded(applicant, name, now) for name in ("licence", "front", "back"))
    person = PersonFields("法人甲", "identityCard", _RESIDENT_ID, "2020-01-01~2099-12-31")
    return SubmitQualification(
        name="示例公司资质",
        company_name=COMPANY,
        company_type="COMPANY",
        credit_code=CREDIT_CODE,
        licence_period="2015-01-01~2099-12-31",
        legal_representative=person,
        administrator=PersonFields("管理员乙", person.document, person.number, person.period, front, back),
        administrator_phone=_PHONE,
        phone_code=_phone_code(applicant, now),
        own_use=True,
        licences=(LicenceFields(licence, "businessLicense"),),
    )


def _uploaded(applicant: Actor, name: str, now: datetime) -> str:
    permit = materials.issue_permit(applicant, now)
    key = f"{permit.start_path}/{name}.png"
    command = materials.StoreMaterial(permit.access_key_id, permit.policy, permit.signature, key, _PICTURE)
    return materials.store(command, now).key


def _phone_code(applicant: Actor, now: datetime) -> str:
    """The code as the administrator reads it: from the simulated phone."""
    phone_codes.request(applicant, _PHONE, now)
    found = re.search(r"\d{6}", inbox.items(_PHONE, 1)[0].text)
    return found[0] if found else ""


def _template(applicant: Actor, reviewer: Actor, now: datetime) -> None:
    submitted = templates.submit(
        applicant,
        templates.SubmitTemplate(
            name="登录验证码",
            content=_TEMPLATE,
            template_type=TemplateType.VERIFICATION_CODE,
            remark="登录验证",
        ),
        now,
    )
    if submitted.state is ReviewState.IN_REVIEW:
        reviews.approve(reviewer, submitted.order_id, now)
