"""Parameters of calls with nothing wrong, and the way to what they need."""

from typing import Any

from tests.rpc.client import Client
from tests.services import making


def upload_key(client: Client, name: str = "picture.png") -> str:
    """The key of a file that the account has uploaded."""
    return making.upload(_actor(client), name, now=client.clock.now())


def phone_code(client: Client, phone: str = making.PHONE) -> str:
    return making.phone_code(_actor(client), phone, client.clock.now())


def _actor(client: Client) -> Any:
    from qianming.registry.models import AccessKey

    return making.an_applicant(AccessKey.objects.get(key_id=client.key).account)


def a_qualification(client: Client, **changes: object) -> dict[str, Any]:
    """`SubmitSmsQualification` for the account's own entity."""
    picture = upload_key(client)
    given: dict[str, Any] = {
        "QualificationName": "主体资质",
        "CompanyName": making.COMPANY,
        "CompanyType": "COMPANY",
        "OrganizationCode": making.CREDIT_CODE,
        "BusinessLicensePics": [{"LicensePic": picture, "Type": "businessLicense"}],
        "BussinessLicenseExpDate": "2020-01-01~2099-12-31",
        "LegalPersonName": "法人甲",
        "LegalPersonIDCardType": "identityCard",
        "LegalPersonIDCardNo": making.id_number(1),
        "LegalPersonIdCardEffTime": making.PERIOD,
        "AdminName": "管理员乙",
        "AdminIDCardType": "identityCard",
        "AdminIDCardNo": making.administrators_number(str(changes.get("QualificationName", "主体资质"))),
        "AdminIDCardExpDate": making.PERIOD,
        "AdminIDCardFrontFace": picture,
        "AdminIDCardPic": picture,
        "AdminPhoneNo": making.PHONE,
        "UseBySelf": True,
        "WhetherShare": False,
        "OtherFiles": [{"LicensePic": upload_key(client, "other.png")}],
        "Remark": "登录验证",
        **changes,
    }
    return given if "CertifyCode" in changes else {**given, "CertifyCode": phone_code(client)}


def an_approved_qualification(client: Client) -> int:
    """Submitted over the wire and approved by a reviewer; a complimentary signature comes with it."""
    from qianming.registry.models import Qualification
    from qianming.services import reviews

    answer = client.ok("SubmitSmsQualification", **a_qualification(client))
    row = Qualification.objects.get(pk=int(answer["Data"]))
    reviews.approve(making.REVIEWER, row.work_order_id, client.clock.now())
    return row.pk


def a_signature(qualification_id: int, **changes: object) -> dict[str, Any]:
    """`CreateSmsSign` for a contiguous short form of the entity's name."""
    return {
        "SignName": making.DOUBTFUL,
        "SignSource": 0,
        "SignType": 1,
        "QualificationId": qualification_id,
        "ThirdParty": False,
        "Remark": "登录验证",
        **changes,
    }


def a_template(**changes: object) -> dict[str, Any]:
    """`CreateSmsTemplate` for a verification code."""
    return {
        "TemplateName": "登录验证",
        "TemplateContent": "您的验证码为${code}，五分钟内有效。",
        "TemplateType": 0,
        "TemplateRule": '{"code":"characterWithNumber2"}',
        "Remark": "登录",
        **changes,
    }
