"""Forms as browsers send them: every field filled in soundly, to be changed one by one."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qianming.registry.models import Qualification as Row
from qianming.services import inbox, reviews
from tests.console import stock
from tests.console.driving import picture
from tests.services.making import CREDIT_CODE, REVIEWER, id_number

PHONE = "13800000001"
Sent = dict[str, object]


def file(name: str = "scan.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)


def person(who: str, name: str, number: str) -> Sent:
    return {
        f"{who}_name": name,
        f"{who}_document": "identityCard",
        f"{who}_number": number,
        f"{who}_from": "2020-01-01",
        f"{who}_until": "2035-01-01",
    }


def qualification(code: str = "", **changes: object) -> Sent:
    """A qualification for own use, with its pictures."""
    return {
        "purpose": "own",
        "name": "主体资质",
        "company_type": "COMPANY",
        "licence_kind": "businessLicense",
        "licences": file(),
        "company_name": stock.ENTITY,
        "credit_code": CREDIT_CODE,
        "licence_from": "2020-01-01",
        "licence_long_term": "on",
        **person("legal", "法人甲", id_number(1)),
        **person("admin", "管理员乙", id_number(2)),
        "admin_front": file(),
        "admin_back": file(),
        "admin_phone": PHONE,
        "phone_code": code,
        **changes,
    }


def phone_code(client: Client) -> str:
    """Have a code sent by the form's button and read it on the phone."""
    client.post("/console/qualifications/phone-code/", {"admin_phone": PHONE})
    return newest_code()


def newest_code() -> str:
    text = inbox.items(PHONE)[0].text
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def approved_paper(client: Client) -> Row:
    """An approved qualification, handed in through the form."""
    client.post("/console/qualifications/new/", qualification(phone_code(client)))
    row = Row.objects.get()
    reviews.approve(REVIEWER, row.work_order_id, stock.NOW)
    row.refresh_from_db()
    return row


def letter(**changes: object) -> Sent:
    return {
        "grantor": "杭州云帆样例科技有限公司",
        "credit_code": CREDIT_CODE,
        "grantee": stock.ENTITY,
        "scope": "云帆样例、【云帆】",
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
        "picture": file(),
        **changes,
    }


def trademark(**changes: object) -> Sent:
    return {
        "text": "云帆样例",
        "registration_number": "7000001",
        "owner": stock.ENTITY,
        "valid_from": "2020-01-01",
        "valid_until": "2030-01-01",
        "picture": file(),
        **changes,
    }


def signature(qualification_id: int, **changes: object) -> Sent:
    return {
        "purpose": "own",
        "qualification": qualification_id,
        "source": "enterprise",
        "name": "杭州示例科技",
        **changes,
    }


def template(related_signature: str, **changes: object) -> Sent:
    return {
        "template_type": "verification_code",
        "name": "登录验证码",
        "related_signature": related_signature,
        "content": "您的验证码是${code}，五分钟内有效。",
        **changes,
    }
