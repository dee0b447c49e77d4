"""Names and numbers that belong to nobody, and the fields of a qualification with nothing wrong."""

from typing import Any

COMPANY = "杭州云帆样例科技有限公司"
CREDIT_CODE = "91330100MA2B0AAA1K"
OTHER_COMPANY = "杭州样例信息技术服务有限公司"
OTHER_CREDIT_CODE = "91330100MA2B0BBB2L"
TRADEMARK = {
    "TrademarkName": "云帆样例",
    "TrademarkRegistrationNumber": "7000001",
    "TrademarkApplicantName": COMPANY,
    "TrademarkEffExpDate": "2020-01-01~2030-01-01",
}
APP_RECORD = {
    "AppServiceName": "云帆样例",
    "AppPrincipalUnitName": COMPANY,
    "AppIcpLicenseNumber": "浙ICP备7000001号",
    "AppApprovalDate": "2025-01-01",
    "Domain": "https://store.example/app",
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST = "10X98765432"


def id_number(sequence: int) -> str:
    """A well-formed resident identity number with the right last character."""
    digits = f"11010519{80 + sequence % 10}0{1 + sequence % 9}{10 + sequence // 9 % 18}{sequence % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + _LAST[total % 11]


def qualification(name: str, picture: str, phone: str, code: str, number: int) -> dict[str, Any]:
    """The fields of `SubmitSmsQualification`; `number` makes the administrator another person."""
    return {
        "QualificationName": name,
        "CompanyName": COMPANY,
        "CompanyType": "COMPANY",
        "OrganizationCode": CREDIT_CODE,
        "BusinessLicensePics": [{"LicensePic": picture, "Type": "businessLicense"}],
        "BussinessLicenseExpDate": "2015-01-01~2099-12-31",
        "LegalPersonName": "法人甲",
        "LegalPersonIDCardType": "identityCard",
        "LegalPersonIDCardNo": id_number(1),
        "LegalPersonIdCardEffTime": "2020-01-01~2099-12-31",
        "AdminName": "管理员乙",
        "AdminIDCardType": "identityCard",
        "AdminIDCardNo": id_number(number),
        "AdminIDCardExpDate": "2020-01-01~2099-12-31",
        "AdminIDCardFrontFace": picture,
        "AdminIDCardPic": picture,
        "AdminPhoneNo": phone,
        "CertifyCode": code,
        "UseBySelf": True,
        "WhetherShare": False,
    }
