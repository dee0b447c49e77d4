"""Sentences for the codes of refusals, in both languages. Decides nothing.

What is wrong with the fields of papers has sentences of its own in `qianming.texts.submission`.
"""

from collections.abc import Mapping

from qianming.services.refusals import RefusalCode

_NO_SIGNATURE = ("该账号下找不到对应签名", "The signature does not exist in this account.")
_NO_TEMPLATE = ("该账号下找不到对应模板", "The template does not exist in this account.")

# Chinese, English.
MESSAGES: Mapping[str, tuple[str, str]] = {
    "SignatureNotFound": _NO_SIGNATURE,
    "SmsSignatureNotExist": _NO_SIGNATURE,
    "isv.SMS_SIGNATURE_ILLEGAL": _NO_SIGNATURE,
    "SmsSignatureNotFound": (
        "该账号下找不到关联签名",
        "The related signature does not exist in this account.",
    ),
    "TemplateNotFound": _NO_TEMPLATE,
    "isv.SMS_TEMPLATE_ILLEGAL": _NO_TEMPLATE,
    "QualificationNotFound": (
        "该账号下找不到对应资质",
        "The qualification does not exist in this account.",
    ),
    RefusalCode.POWER_UNKNOWN: (
        "该账号下找不到对应授权书",
        "The power of attorney does not exist in this account.",
    ),
    RefusalCode.TRADEMARK_UNKNOWN: (
        "该账号下找不到对应商标",
        "The trademark does not exist in this account.",
    ),
    RefusalCode.APP_RECORD_UNKNOWN: (
        "该账号下找不到对应的 App 备案",
        "The app filing record does not exist in this account.",
    ),
    "isv.CODE_NOT_EXIST": (
        "该签名没有绑定此扩展码",
        "This extension code is not tied to the signature.",
    ),
    RefusalCode.TEMPLATE_NOT_CHANGEABLE: (
        "只有审核未通过的模板可以修改",
        "Only a rejected template can be changed.",
    ),
    RefusalCode.TEMPLATE_NOT_DELETABLE: (
        "审核中的模板，暂时无法删除",
        "A template in review cannot be deleted.",
    ),
    RefusalCode.TEMPLATE_LIMIT: (
        "今日申请模板数量已达上限: 100个/天",
        "The day's applications for templates are used up: 100 a day.",
    ),
    RefusalCode.TAGS_INVALID: (
        "一个模板最多 20 个标签",
        "A template has at most 20 tags.",
    ),
    RefusalCode.EXTENSION_TAKEN: (
        "扩展码已绑定其他签名",
        "The extension code is tied to another signature.",
    ),
    RefusalCode.EXTENSION_INVALID: (
        "扩展码只能是1至12位数字",
        "An extension code has 1 to 12 digits.",
    ),
    RefusalCode.EXTENSION_LIMIT: (
        "一个签名最多绑定10个扩展码",
        "A signature has at most 10 extension codes.",
    ),
    RefusalCode.NAME_INVALID: (
        "签名名称不符合格式要求",
        "The signature name breaks the format rules.",
    ),
    RefusalCode.NAME_EXISTS: (
        "该签名名称已申请过",
        "The signature name has been applied for already.",
    ),
    RefusalCode.QUALIFICATION_NOT_APPROVED: (
        "资质未审核通过",
        "The qualification is not approved.",
    ),
    RefusalCode.PURPOSE_MISMATCH: (
        "ThirdParty 与资质的用途不一致",
        "ThirdParty does not agree with the purpose of the qualification.",
    ),
    RefusalCode.POWER_MISMATCH: (
        "授权书与资质的统一社会信用代码不一致",
        "The credit codes of the power of attorney and of the qualification differ.",
    ),
    RefusalCode.POWER_SCOPE: (
        "授权书的范围不含此签名",
        "The power of attorney does not cover this signature name.",
    ),
    RefusalCode.POWER_NAME_EXISTS: (
        "该账号已有同名授权书",
        "A power of attorney of this name exists already.",
    ),
    RefusalCode.DAILY_LIMIT: (
        "今日新签名数量已达上限，请明日再申请",
        "The day's new signatures are used up; apply again tomorrow.",
    ),
    RefusalCode.CHANGED_MEANWHILE: (
        "签名已被他人修改，请重新查看后再修改",
        "The signature was changed meanwhile; look at it again, then edit it.",
    ),
    RefusalCode.NAME_FIXED: (
        "审核通过过的签名不能更改名称",
        "The name of a signature that was approved is fixed.",
    ),
    RefusalCode.QUALIFICATION_NOT_PASSED: (
        "资质未审核通过",
        "The qualification is not approved.",
    ),
    RefusalCode.QUALIFICATION_NOT_COMPLETE: (
        "资质的六要素不完整",
        "One of the six elements of the qualification is missing.",
    ),
    RefusalCode.QUALIFICATION_FILING_FAILED: (
        "该资质报备失败，请先更正",
        "A carrier refused this qualification; correct it first.",
    ),
    RefusalCode.POWER_NOT_PASSED: (
        "需要一份已通过且统一社会信用代码一致的授权书",
        "An approved power of attorney of the same credit code is needed.",
    ),
    RefusalCode.MATERIAL_UNKNOWN: (
        "文件 key 不对应本账号已上传的文件",
        "A file key names no uploaded file of this account.",
    ),
    RefusalCode.SIGNATURE_IN_REVIEW: (
        "审核中的签名，暂时无法删除",
        "A signature in review cannot be deleted.",
    ),
    RefusalCode.TEMPLATE_SIGNATURE_NOT_APPROVED: (
        "关联签名未审核通过",
        "The related signature is not approved.",
    ),
    RefusalCode.TEMPLATE_CONTENT_FORMAT: (
        "模板内容不符合格式要求",
        "The template content breaks the format rules.",
    ),
    RefusalCode.TEMPLATE_TOO_MANY_VARIABLES: (
        "模板变量数超过该类型的上限",
        "The template has more variables than its type may have.",
    ),
    RefusalCode.PHONE_CODE_LIMIT: (
        "触发短信验证码流控: 同一号码1条/分钟、5条/小时、10条/天",
        "Too many codes for this number: 1 a minute, 5 an hour, 10 a day.",
    ),
    RefusalCode.STATE_FORBIDS: (
        "当前状态不允许此操作，状态可能已有变化",
        "The present state does not allow this; it may have changed meanwhile.",
    ),
}

_PERIOD = ("有效期格式为 YYYY-MM-DD~YYYY-MM-DD", "a period is written YYYY-MM-DD~YYYY-MM-DD")
_KIND = ("文件类型不支持", "the type of the file is not accepted")

# For codes of fields that have no sentence of their own, by how they end.
ENDINGS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("OssFileNotUploadError", ("文件 key 不对应已上传的文件", "the file key names no uploaded file")),
    ("NullError", ("未填写", "it is missing")),
    ("DateNotMatchRegexError", _PERIOD),
    ("EfftimeNotMatchRegexError", _PERIOD),
    ("ExpdateNotMatchRegexError", _PERIOD),
    ("LetterDateNotMatchRegex", _PERIOD),
    ("NotMatchRegex", ("格式不正确", "its format is wrong")),
    ("OverLimit", ("过长或数量过多", "it is too long, or there are too many")),
    ("DateNotValid", ("今天不在有效期内", "today lies outside the period")),
    ("FileError", _KIND),
    ("FileTypeError", _KIND),
    ("TypeError", ("不是文档所列的取值", "it is none of the documented values")),
    ("AlreadyExist", ("已存在", "it exists already")),
)
NOT_VALID = ("不正确", "it is not valid")
