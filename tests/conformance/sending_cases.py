"""Cases of templates, tags, sending and its records."""

import json

from tests.conformance.case import BOTH, OK, Case, Changes, Json, W, errors

_TEXT = "您的验证码为${code}，五分钟内有效。"
_RULE = json.dumps({"code": "characterWithNumber2"})
_TEMPLATE = {
    "TemplateName": "登录验证",
    "TemplateContent": _TEXT,
    "TemplateType": 0,
    "TemplateRule": _RULE,
    "Remark": "登录",
}
_WRONG: Changes = {
    "TemplateVarLimitExceeded": {"TemplateContent": "验证码${code}和${other}", "TemplateRule": ""},
    "InvalidTemplateContent.Format": {"TemplateContent": "【验证码】${code}"},
    "InvalidTemplateRule.Format": {"TemplateRule": "code"},
    "InvalidTemplateRule": {"TemplateRule": json.dumps({"name": "name"})},
    "SmsSignatureNotFound": {"RelatedSignName": "没有的签名"},
    "AssocSignUnapproved": {"RelatedSignName": W.in_review},
    "InvalidMoreData": {"MoreData": [W.no_picture]},
}

TEMPLATES = (
    Case("CreateSmsTemplate", OK, {**_TEMPLATE, "RelatedSignName": W.live}),
    *errors("CreateSmsTemplate", _TEMPLATE, _WRONG),
    Case("GetSmsTemplate", OK, {"TemplateCode": W.template}),
    Case("GetSmsTemplate", "TemplateNotFound", {"TemplateCode": "SMS_1"}),
    *errors("UpdateSmsTemplate", {**_TEMPLATE, "TemplateCode": W.refused_template}, _WRONG),
    Case("UpdateSmsTemplate", "TemplateNotFound", {**_TEMPLATE, "TemplateCode": "SMS_1"}),
    Case("UpdateSmsTemplate", "isv.ERROR_TEMPLATE_NOT_MODIFY", {**_TEMPLATE, "TemplateCode": W.template}),
    Case("UpdateSmsTemplate", OK, {**_TEMPLATE, "TemplateCode": W.refused_template}),
    Case("CreateSmsTemplate", "isv.TEMPLATE_COUNT_OVER_LIMIT", _TEMPLATE, by="busy"),
    Case("GetSmsTemplateList", OK, {"AuditStatus": 1, "PageIndex": 1, "PageSize": 10}),
)

_OLDER = {"TemplateName": "登录验证", "TemplateContent": _TEXT, "TemplateType": 0, "Remark": "登录"}
_WRONG_OLDER: Changes = {
    "TemplateParameterCountIllegal": {"TemplateContent": "验证码${code}和${other}"},
    "isv.SMS_CONTENT_ILLEGAL": {"TemplateContent": "【验证码】${code}"},
}

OLDER_TEMPLATES = (
    Case("AddSmsTemplate", OK, _OLDER, BOTH),
    *errors("AddSmsTemplate", _OLDER, _WRONG_OLDER, BOTH),
    Case("AddSmsTemplate", "isv.TEMPLATE_COUNT_OVER_LIMIT", _OLDER, by="busy"),
    Case("QuerySmsTemplate", OK, {"TemplateCode": W.template}, BOTH),
    Case("QuerySmsTemplate", "isv.SMS_TEMPLATE_ILLEGAL", {"TemplateCode": "SMS_1"}, BOTH),
    *errors("ModifySmsTemplate", {**_OLDER, "TemplateCode": W.fresh_refused_template}, _WRONG_OLDER, BOTH),
    Case("ModifySmsTemplate", "isv.SMS_TEMPLATE_ILLEGAL", {**_OLDER, "TemplateCode": "SMS_1"}, BOTH),
    Case("ModifySmsTemplate", "isv.ERROR_TEMPLATE_NOT_MODIFY", {**_OLDER, "TemplateCode": W.template}, BOTH),
    Case("ModifySmsTemplate", OK, {**_OLDER, "TemplateCode": W.fresh_refused_template}, BOTH),
    Case("QuerySmsTemplateList", OK, {"PageIndex": 1, "PageSize": 10}, BOTH),
    Case("DeleteSmsTemplate", "isv.SMS_TEMPLATE_ILLEGAL", {"TemplateCode": "SMS_1"}, BOTH),
    Case("DeleteSmsTemplate", "isv.ERROR_TEMPLATE_NOT_DELETE", {"TemplateCode": W.waiting_template}, BOTH),
    Case("DeleteSmsTemplate", OK, {"TemplateCode": W.spare_template}, BOTH),
)

_TAGGED = {"RegionId": "cn-hangzhou", "ResourceType": "TEMPLATE", "ResourceId": [W.template]}

TAGS = (
    Case("TagResources", OK, {**_TAGGED, "Tag": [{"Key": "use", "Value": "login"}]}, BOTH),
    *errors(
        "TagResources",
        {**_TAGGED, "Tag": [{"Key": "use", "Value": "login"}]},
        {
            "isv.SMS_TEMPLATE_ILLEGAL": {"ResourceId": ["SMS_1"]},
            "isv.PARAMS_ILLEGAL": {"Tag": [{"Key": "use", "Value": use} for use in ("login", "shop")]},
        },
        BOTH,
    ),
    Case("TagResources", OK, {**_TAGGED, "Tag": [{"Key": f"k{n}", "Value": "v"} for n in range(19)]}, BOTH),
    Case("TagResources", "isv.INVALID_PARAMETERS", {**_TAGGED, "Tag": [{"Key": "more", "Value": "v"}]}, BOTH),
    Case("ListTagResources", OK, {**_TAGGED, "PageSize": 10}, BOTH),
    *errors(
        "ListTagResources",
        _TAGGED,
        {
            "isv.PARAMS_ILLEGAL": {"ResourceId": []},
            "isv.SMS_TEMPLATE_ILLEGAL": {"ResourceId": ["SMS_1"]},
        },
        BOTH,
    ),
    *errors(
        "UntagResources",
        {**_TAGGED, "TagKey": ["use"]},
        {
            "isv.PARAMS_ILLEGAL": {"TagKey": []},
            "isv.SMS_TEMPLATE_ILLEGAL": {"ResourceId": ["SMS_1"]},
        },
        BOTH,
    ),
    Case("UntagResources", OK, {**_TAGGED, "All": True}, BOTH),
)

_SEND = {
    "PhoneNumbers": W.reader,
    "SignName": W.live,
    "TemplateCode": W.template,
    "TemplateParam": json.dumps({"code": "482913"}),
    "OutId": "order-1",
}
_LINK = json.dumps({"code": "https://a.example"})

SENDING = (
    Case("SendSms", OK, _SEND, BOTH),
    *errors(
        "SendSms",
        _SEND,
        {
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"},
            "isv.SIGN_STATE_ILLEGAL": {"SignName": W.frozen},
            "isv.SMS_SIGN_ILLEGAL": {"SignName": W.disabled},
            "isv.SMS_TEMPLATE_ILLEGAL": {"TemplateCode": "SMS_1"},
            "isv.TEMPLATE_MISSING_PARAMETERS": {"TemplateParam": "{}"},
            "isv.INVALID_JSON_PARAM": {"TemplateParam": "code"},
            "isv.PARAM_LENGTH_LIMIT": {"TemplateParam": json.dumps({"code": "1" * 36})},
            "isv.PARAM_NOT_SUPPORT_URL": {"TemplateParam": _LINK},
            "isv.MOBILE_NUMBER_ILLEGAL": {"PhoneNumbers": "12345"},
            "isv.MOBILE_COUNT_OVER_LIMIT": {"PhoneNumbers": ",".join(["13700000001"] * 1001)},
            "isv.CODE_ERROR": {"SmsUpExtendCode": "12ab"},
        },
        BOTH,
    ),
)

_BATCH = {
    "PhoneNumberJson": Json([W.reader, "13700000002"]),
    "SignNameJson": Json([W.live, W.live]),
    "TemplateCode": W.template,
    "TemplateParamJson": Json([{"code": "1"}, {"code": "2"}]),
}

BATCHES = (
    Case("SendBatchSms", OK, _BATCH, BOTH),
    *errors(
        "SendBatchSms",
        _BATCH,
        {
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignNameJson": Json([W.live, "没有的签名"])},
            "isv.SIGN_STATE_ILLEGAL": {"SignNameJson": Json([W.live, W.frozen])},
            "isv.SMS_TEMPLATE_ILLEGAL": {"TemplateCode": "SMS_1"},
            "isv.TEMPLATE_MISSING_PARAMETERS": {"TemplateParamJson": Json([{"code": "1"}, {}])},
            "isv.MOBILE_NUMBER_ILLEGAL": {"PhoneNumberJson": Json([W.reader, "12345"])},
            "isv.MOBILE_COUNT_OVER_LIMIT": {
                "PhoneNumberJson": Json(["13700000001"] * 101),
                "SignNameJson": Json(["样例"] * 101),
                "TemplateParamJson": Json([{"code": "1"}] * 101),
            },
            "isv.PARAMS_ILLEGAL": {"SignNameJson": Json([W.live])},
            "isv.INVALID_PARAMETERS": {"PhoneNumberJson": "13700000001"},
        },
        BOTH,
    ),
)

_DETAILS = {"PhoneNumber": W.reader, "SendDate": W.today, "PageSize": 10, "CurrentPage": 1}
_COUNTS = {"IsGlobe": 1, "StartDate": W.today, "EndDate": W.today, "PageIndex": 1, "PageSize": 10}

RECORDS = (
    Case("QuerySendDetails", OK, {**_DETAILS, "BizId": W.sent}, BOTH),
    *errors(
        "QuerySendDetails",
        _DETAILS,
        {
            "isv.MOBILE_NUMBER_ILLEGAL": {"PhoneNumber": "12345"},
            "isv.PARAMS_ILLEGAL": {"SendDate": W.tomorrow},
        },
        BOTH,
    ),
    Case("QuerySendStatistics", OK, _COUNTS, BOTH),
    *errors(
        "QuerySendStatistics",
        _COUNTS,
        {
            "isv.SMS_SIGNATURE_ILLEGAL": {"SignName": "没有的签名"},
            "isv.INVALID_PARAMETERS": {"StartDate": W.tomorrow},
            "isv.PARAMS_ILLEGAL": {"StartDate": W.tomorrow, "EndDate": W.tomorrow},
        },
        BOTH,
    ),
)

CASES = (*TEMPLATES, *OLDER_TEMPLATES, *TAGS, *SENDING, *BATCHES, *RECORDS)
