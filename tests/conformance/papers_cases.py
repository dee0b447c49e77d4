"""Cases of qualifications, phone codes, uploads, letters, trademarks and app filings."""

from tests.conformance.case import OK, Case, Changes, W, errors
from tests.conformance.papers import APP_RECORD, COMPANY, OTHER_CREDIT_CODE, TRADEMARK

UPLOADS = (
    Case("GetQualificationOssInfo", OK, {"BizType": "dysms"}),
    Case("GetQualificationOssInfo", "OssBiztypeNotSupportError", {"BizType": "elsewhere"}),
    Case("GetOSSInfoForUploadFile", OK, {"BizType": "fcMediaSms"}),
    Case("GetOSSInfoForUploadFile", "OssBiztypeNotSupportError", {"BizType": "dysms"}),
    Case("GetSmsOcrOssInfo", OK, {"TaskType": "ICP_DOMAIN"}),
    Case("GetSmsOcrOssInfo", "OssBiztypeNotSupportError", {"TaskType": "ELSEWHERE"}),
)

PHONE_CODES = (
    Case("RequiredPhoneCode", OK, {"PhoneNo": W.fresh_phone}),
    Case("RequiredPhoneCode", "InvalidPhoneNo", {"PhoneNo": "12345"}),
    Case("RequiredPhoneCode", "isv.BUSINESS_LIMIT_CONTROL", {"PhoneNo": W.coded_phone}),
    Case("ValidPhoneCode", OK, {"PhoneNo": W.coded_phone, "CertifyCode": W.phone_code}),
    Case("ValidPhoneCode", "InvalidPhoneNo", {"PhoneNo": "12345", "CertifyCode": "000000"}),
)

_WRONG_FIELDS: Changes = {
    "QualificationNameNotMatchRegex": {"QualificationName": "12345"},
    "CompanyTypeError": {"CompanyType": "CLUB"},
    "BusinessLicenseTypeError": {"BusinessLicensePics": [{"LicensePic": W.picture, "Type": "ticket"}]},
    "BusinessLicenseDateNotMatchRegexError": {"BussinessLicenseExpDate": "2015"},
    "BusinessLicenseDateNotValid": {"BussinessLicenseExpDate": "2015-01-01~2016-01-01"},
    "BusinessLicenseOssFileNotUploadError": {
        "BusinessLicensePics": [{"LicensePic": W.no_picture, "Type": "businessLicense"}]
    },
    "LegalIdCardNotMatchRegex": {"LegalPersonIDCardNo": "110105198101010011"},
    "AdminIdcardTypeError": {"AdminIDCardType": "ticket"},
    "AdminDateNotValid": {"AdminIDCardExpDate": "2015-01-01~2016-01-01"},
    "AdminFrontOssFileNotUploadError": {"AdminIDCardFrontFace": W.no_picture},
    "CertifyCodeError": {"CertifyCode": "000000"},
}

_UPDATE = {
    "QualificationGroupId": W.rejected,
    "OrderId": W.rejected_order,
    "AdminPhoneNo": W.coded_phone,
    "CertifyCode": W.phone_code,
}

QUALIFICATIONS = (
    Case("SubmitSmsQualification", OK, base=W.fresh_submission),
    Case("SubmitSmsQualification", "NotEnterpriseCertifyCustCheckError", base=W.submission, by="individual"),
    *(
        Case("SubmitSmsQualification", code, change, base=W.submission)
        for code, change in _WRONG_FIELDS.items()
    ),
    Case("QuerySingleSmsQualification", OK, {"QualificationGroupId": W.own, "OrderId": W.own_order}),
    *errors(
        "QuerySingleSmsQualification",
        {"QualificationGroupId": W.own},
        {
            "QualificationNotExist": {"QualificationGroupId": 987654321},
            "WorkOrderIdExpired": {"OrderId": 987654321},
        },
    ),
    Case("QuerySmsQualificationRecord", OK, {"State": "PASS", "PageNo": 1, "PageSize": 10}),
    Case("UpdateSmsQualification", "WorkOrderIdExpired", {**_UPDATE, "OrderId": 987654321}),
    Case("UpdateSmsQualification", "QualificationNotExist", {**_UPDATE, "QualificationGroupId": 987654321}),
    Case("UpdateSmsQualification", "CertifyCodeError", {**_UPDATE, "CertifyCode": "000000"}),
    Case("UpdateSmsQualification", "AdminIdcardTypeError", {**_UPDATE, "AdminIDCardType": "ticket"}),
    Case("UpdateSmsQualification", OK, _UPDATE),
    Case(
        "DeleteSmsQualification",
        "BindSignDeleteFailed",
        {"QualificationGroupId": W.own, "OrderId": W.own_order},
    ),
    Case(
        "DeleteSmsQualification",
        "QualificationNotExist",
        {"QualificationGroupId": 987654321, "OrderId": W.own_order},
    ),
    Case(
        "DeleteSmsQualification",
        "WorkOrderIdExpired",
        {"QualificationGroupId": W.spare, "OrderId": W.own_order},
    ),
    Case("DeleteSmsQualification", OK, {"QualificationGroupId": W.spare, "OrderId": W.spare_order}),
)

_LETTER = {
    "AuthorizationLetterName": "授权书样例",
    "Authorization": "杭州样例信息技术服务有限公司",
    "OrganizationCode": OTHER_CREDIT_CODE,
    "ProxyAuthorization": COMPANY,
    "AuthorizationLetterExpDate": "2026-01-01~2029-01-01",
    "AuthorizationLetterPic": W.picture,
    "SignList": ["样例信息"],
}

LETTERS = (
    Case("CreateSmsAuthorizationLetter", OK, _LETTER),
    *errors(
        "CreateSmsAuthorizationLetter",
        {**_LETTER, "AuthorizationLetterName": "授权书另一份"},
        {
            "AuthorizationLetterNameRepeat": {"AuthorizationLetterName": "授权书样例"},
            "AuthorizationLetterNameNotMatchRegex": {"AuthorizationLetterName": "12345"},
            "AuthorizationLetterDateNotMatchRegex": {"AuthorizationLetterExpDate": "2026"},
            "AuthorizationLetterDateNotValid": {"AuthorizationLetterExpDate": "2020-01-01~2021-01-01"},
            "AuthorizationOssFileNotUploadError": {"AuthorizationLetterPic": W.no_picture},
            "SignNotMatchRegex": {"SignList": ["样"]},
            "SignNumOverLimit": {"SignList": [f"样例{number}" for number in range(101)]},
        },
    ),
    Case("QuerySmsAuthorizationLetter", OK, {"AuthorizationLetterIdList": [W.letter], "State": "INT"}),
)

_WRONG_TRADEMARK: Changes = {
    "TrademarkNameOverLimit": {"TrademarkName": "样" * 16},
    "TrademarkRegistrationNumberOverLimit": {"TrademarkRegistrationNumber": "7" * 16},
    "TrademarkLetterDateNotMatchRegex": {"TrademarkEffExpDate": "2020"},
    "TrademarkDateNotValid": {"TrademarkEffExpDate": "2010-01-01~2020-01-01"},
    "TrademarkOssFileNotUploadError": {"TrademarkPic": W.no_picture},
}
_WRONG_APP: Changes = {
    "AppPrincipalUnitNameOverLimit": {"AppPrincipalUnitName": "样" * 51},
    "AppIcpLicenseNumberOverLimit": {"AppIcpLicenseNumber": "7" * 16},
    "AppDomainNotMatchRegex": {"Domain": "store.example"},
    "AppIcpRecordDateNotMatchRegex": {"AppApprovalDate": "2025"},
    "AppIcpRecordOssFileNotUploadError": {"AppIcpRecordPic": W.no_picture},
}
_TRADEMARK = {**TRADEMARK, "TrademarkPic": W.picture}
_APP = {**APP_RECORD, "AppIcpRecordPic": W.picture}

SOURCES = (
    Case("CreateSmsTrademark", OK, _TRADEMARK),
    *errors("CreateSmsTrademark", _TRADEMARK, _WRONG_TRADEMARK),
    Case("QuerySmsTrademark", OK, {"TrademarkIdList": [W.trademark]}),
    Case("CreateSmsAppIcpRecord", OK, _APP),
    *errors("CreateSmsAppIcpRecord", _APP, _WRONG_APP),
    Case("QuerySmsAppIcpRecord", OK, {"AppIcpRecordIdList": [W.app_record]}),
)

CASES = (*UPLOADS, *PHONE_CODES, *QUALIFICATIONS, *LETTERS, *SOURCES)
