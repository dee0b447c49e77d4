"""Cases of signatures, newer and older, and of extension codes."""

import base64

from tests.conformance.case import BOTH, OK, Case, Changes, W, errors
from tests.conformance.papers import COMPANY
from tests.e2e.service import PNG

_OWN = {
    "SignName": "云帆样例科技",
    "SignSource": 0,
    "QualificationId": W.own,
    "ThirdParty": False,
}
_OTHERS = {
    "SignName": "杭州样例信息技术服务",
    "SignSource": 0,
    "QualificationId": W.for_others,
    "ThirdParty": True,
    "AuthorizationLetterId": W.letter,
}
_WRONG: Changes = {
    "InvalidSignName": {"SignName": "样例 科技"},
    "QualificationNotFound": {"QualificationId": 987654321},
    "InvalidQualification": {"QualificationId": W.waiting},
    "ParameterMismatch.ThirdParty": {"ThirdParty": True},
    "TrademarkNotExist": {"SignSource": 5, "TrademarkId": 987654321},
    "MissApplySceneContent": {"SignSource": 2},
    "InvalidApplySceneContent": {"SignSource": 2, "ApplySceneContent": "store.example"},
}
_WRONG_LETTER: Changes = {
    "SmsAuthorizationLetterNotExist": {"AuthorizationLetterId": 987654321},
    "SmsAuthorizationLetterNotMatch": {"AuthorizationLetterId": W.letter_of_another_code},
    "SmsSignNotAuthorized": {"SignName": "杭州样例信息"},
}

NEWER = (
    Case("CreateSmsSign", OK, _OWN),
    *errors("CreateSmsSign", {**_OWN, "SignName": "杭州云帆"}, _WRONG),
    Case("CreateSmsSign", "SignName.Exists", _OWN),
    *errors("CreateSmsSign", _OTHERS, _WRONG_LETTER),
    Case("GetSmsSign", OK, {"SignName": W.live}),
    Case("GetSmsSign", "SignatureNotFound", {"SignName": "没有的签名"}),
    Case("UpdateSmsSign", "SignatureNotFound", {**_OWN, "SignName": "没有的签名"}),
    Case("UpdateSmsSign", "SMS_STATUS_ILLEGAL", {**_OWN, "SignName": W.in_review}),
    *errors("UpdateSmsSign", {**_OWN, "SignName": W.refused}, _WRONG),
    Case("UpdateSmsSign", OK, {**_OWN, "SignName": W.refused}),
    Case("QuerySmsSignList", OK, {"PageIndex": 1, "PageSize": 10}, BOTH),
    *errors(
        "ChangeSignatureQualification",
        {"SignatureName": W.live, "QualificationId": W.own},
        {
            "SmsSignatureNotExist": {"SignatureName": "没有的签名"},
            "QualificationNotExist": {"QualificationId": 987654321},
            "SmsQualificationNotPassed": {"QualificationId": W.waiting},
            "SMS_STATUS_ILLEGAL": {"SignatureName": W.in_review},
        },
    ),
    Case("ChangeSignatureQualification", OK, {"SignatureName": W.live, "QualificationId": W.own}),
)

_FILE = {"FileContents": base64.b64encode(PNG).decode(), "FileSuffix": "png"}
_OLDER = {
    "SignName": "云帆旧签名",
    "SignSource": 0,
    "SignType": 1,
    "Remark": "登录验证",
    "SignFileList": [_FILE],
}
_WRONG_OLDER: Changes = {
    "isv.PARAMS_ILLEGAL": {"SignFileList": [{**_FILE, "FileSuffix": "exe"}]},
    "isv.SIGN_NAME_ILLEGAL": {"SignName": "样例 科技"},
    "isv.SIGN_FILE_LIMIT": {
        "SignFileList": [{**_FILE, "FileContents": base64.b64encode(bytes(2_100_000)).decode()}]
    },
}

OLDER = (
    Case("AddSmsSign", OK, _OLDER, BOTH),
    *errors("AddSmsSign", {**_OLDER, "SignName": "云帆另一旧"}, _WRONG_OLDER, BOTH),
    Case("AddSmsSign", OK, {**_OLDER, "SignName": "法人甲工作室"}, BOTH, by="individual"),
    Case(
        "AddSmsSign", "isv.SIGN_COUNT_OVER_LIMIT", {**_OLDER, "SignName": "法人甲小店"}, BOTH, by="individual"
    ),
    Case("QuerySmsSign", OK, {"SignName": W.live}, BOTH),
    Case("QuerySmsSign", "isv.SMS_SIGNATURE_ILLEGAL", {"SignName": "没有的签名"}, BOTH),
    Case("ModifySmsSign", "isv.SMS_SIGNATURE_ILLEGAL", {**_OLDER, "SignName": "没有的签名"}, BOTH),
    Case("ModifySmsSign", "isv.ERROR_SIGN_NOT_MODIFY", {**_OLDER, "SignName": W.live}, BOTH),
    Case(
        "ModifySmsSign",
        "isv.PARAMS_ILLEGAL",
        {**_OLDER, "SignName": W.older_refused, "SignFileList": [{**_FILE, "FileSuffix": "exe"}]},
        BOTH,
    ),
    Case("ModifySmsSign", OK, {**_OLDER, "SignName": W.older_refused}, BOTH),
    Case("DeleteSmsSign", "isv.SMS_SIGNATURE_ILLEGAL", {"SignName": "没有的签名"}, BOTH),
    Case("DeleteSmsSign", "isv.ERROR_SIGN_NOT_DELETE", {"SignName": W.in_review}, BOTH),
    Case("DeleteSmsSign", OK, {"SignName": W.disposable}, BOTH),
)

_CODE = {"ExtCode": "1001", "SignName": COMPANY}

EXTENSION_CODES = (
    Case("AddExtCodeSign", OK, {**_CODE, "SignName": W.live}),
    *errors(
        "AddExtCodeSign",
        _CODE,
        {
            "isv.CODE_ERROR": {"ExtCode": "10A1"},
            "isv.EXTEND_CODE_ERROR": {"SignName": W.in_review},
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"},
        },
    ),
    Case("AddExtCodeSign", OK, {"ExtCode": "2001", "SignName": W.in_review}),
    *errors(
        "UpdateExtCodeSign",
        {"SignName": COMPANY, "ExistExtCode": "1001", "NewExtCode": "1002"},
        {
            "isv.CODE_NOT_EXIST": {"ExistExtCode": "9999"},
            "isv.EXTEND_CODE_ERROR": {"NewExtCode": "2001"},
            "isv.CODE_ERROR": {"NewExtCode": "x"},
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"},
        },
    ),
    Case("UpdateExtCodeSign", OK, {"SignName": COMPANY, "ExistExtCode": "1001", "NewExtCode": "1002"}),
    Case("QueryExtCodeSign", OK, {"SignName": COMPANY, "PageNo": 1, "PageSize": 10}),
    *errors(
        "QueryExtCodeSign",
        {},
        {"isv.CODE_ERROR": {"ExtCode": "10A1"}, "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"}},
    ),
    *errors(
        "DeleteExtCodeSign",
        {"ExtCode": "1002", "SignName": COMPANY},
        {
            "isv.CODE_NOT_EXIST": {"ExtCode": "9999"},
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"},
            "isv.CODE_ERROR": {"ExtCode": "x"},
        },
    ),
    Case("DeleteExtCodeSign", OK, {"ExtCode": "1002", "SignName": COMPANY}),
)

CASES = (*NEWER, *OLDER, *EXTENSION_CODES)

# What a service answers that has the older actions switched off, whatever is asked.
OFFLINE = (
    Case("AddSmsSign", "isv.INTERFACE_OFFLINE", _OLDER, BOTH),
    Case("ModifySmsSign", "isv.INTERFACE_OFFLINE", _OLDER, BOTH),
    Case("QuerySmsSign", "isv.INTERFACE_OFFLINE", {"SignName": "云帆旧签名"}, BOTH),
)
