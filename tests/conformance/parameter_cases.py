"""Refusals of one parameter, and of a key's scope, for the actions with few other errors.

The former are the action's as its own errors are: each says which of its parameters is missing or wrong. The
latter are the gateway's and count for nothing; the table tells them apart.
"""

from collections.abc import Mapping
from itertools import chain

from tests.conformance.case import BOTH, CURRENT, Case, Changes, Source, W, errors
from tests.conformance.clients import Generation

_PAGES = (
    ("QuerySmsQualificationRecord", "PageNo", CURRENT),
    ("QuerySmsSignList", "PageIndex", BOTH),
    ("QueryExtCodeSign", "PageNo", CURRENT),
    ("GetSmsTemplateList", "PageIndex", CURRENT),
    ("QuerySmsTemplateList", "PageIndex", BOTH),
)
_NAMED = (
    ("GetQualificationOssInfo", "BizType", CURRENT),
    ("RequiredPhoneCode", "PhoneNo", CURRENT),
    ("QuerySingleSmsQualification", "QualificationGroupId", CURRENT),
    ("QuerySmsTrademark", "TrademarkIdList", CURRENT),
    ("QuerySmsAppIcpRecord", "AppIcpRecordIdList", CURRENT),
    ("GetSmsSign", "SignName", CURRENT),
    ("QuerySmsSign", "SignName", BOTH),
    ("DeleteSmsSign", "SignName", BOTH),
    ("GetSmsTemplate", "TemplateCode", CURRENT),
    ("QuerySmsTemplate", "TemplateCode", BOTH),
    ("DeleteSmsTemplate", "TemplateCode", BOTH),
)
_TOO_MANY = list(range(1, 102))
_CODE = {"PhoneNo": "13700000001", "CertifyCode": "000000"}
_DETAILS = {"PhoneNumber": "13700000001", "SendDate": W.today, "PageSize": 10, "CurrentPage": 1}
_TAGGED = {"RegionId": "cn-hangzhou", "ResourceType": "TEMPLATE", "ResourceId": [W.template]}
_TAG = {"Tag": [{"Key": "use", "Value": "login"}]}


def _refused(
    action: str, right: Mapping[str, object], wrong: Changes, generations: tuple[Generation, ...] = CURRENT
) -> tuple[Case, ...]:
    return errors(action, right, wrong, generations, Source.PARAMETER)


PARAMETERS = (
    *chain.from_iterable(
        _refused(action, {}, {"InvalidPageSize": {"PageSize": 51}, f"Invalid{page}": {page: 0}}, sdk)
        for action, page, sdk in _PAGES
    ),
    *chain.from_iterable(_refused(action, {}, {f"Missing{name}": {}}, sdk) for action, name, sdk in _NAMED),
    *_refused(
        "ValidPhoneCode",
        _CODE,
        {"MissingPhoneNo": {"PhoneNo": None}, "MissingCertifyCode": {"CertifyCode": None}},
    ),
    *_refused("QuerySmsQualificationRecord", {}, {"InvalidState": {"State": "DONE"}}),
    *_refused(
        "QuerySmsAuthorizationLetter",
        {},
        {
            "InvalidState": {"State": "DONE"},
            "InvalidStatus": {"Status": "OLD"},
            "InvalidAuthorizationLetterIdList": {"AuthorizationLetterIdList": _TOO_MANY},
        },
    ),
    *_refused(
        "QuerySmsTrademark",
        {},
        {
            "InvalidTrademarkIdList": {"TrademarkIdList": _TOO_MANY},
            "InvalidParameter.Format": {"TrademarkIdList": [[1]]},
        },
    ),
    *_refused(
        "QuerySmsAppIcpRecord",
        {},
        {
            "InvalidAppIcpRecordIdList": {"AppIcpRecordIdList": _TOO_MANY},
            "InvalidParameter.Format": {"AppIcpRecordIdList": [[1]]},
        },
    ),
    *_refused("GetSmsTemplateList", {}, {"InvalidAuditStatus": {"AuditStatus": 3}}),
    *_refused(
        "QuerySendDetails",
        _DETAILS,
        {
            "InvalidPageSize": {"PageSize": 51},
            "InvalidCurrentPage": {"CurrentPage": 0},
            "InvalidSendDate": {"SendDate": "20200101"},
        },
        BOTH,
    ),
    *_refused("TagResources", {**_TAGGED, **_TAG}, {"InvalidResourceType": {"ResourceType": "SIGN"}}, BOTH),
    *_refused(
        "UntagResources",
        {**_TAGGED, "All": True},
        {"InvalidResourceType": {"ResourceType": "SIGN"}, "MissingResourceId": {"ResourceId": []}},
        BOTH,
    ),
    *_refused(
        "ListTagResources",
        _TAGGED,
        {"InvalidPageSize": {"PageSize": 51}, "InvalidNextToken": {"NextToken": "next"}},
        BOTH,
    ),
)


def _scoped(
    action: str,
    given: Mapping[str, object],
    generations: tuple[Generation, ...] = CURRENT,
    *,
    by: str = "reads",
) -> Case:
    """What a key of too narrow a scope is told."""
    return Case(action, "Forbidden.RAM", given, generations, by, source=Source.GATEWAY)


SCOPES = (
    _scoped("GetQualificationOssInfo", {"BizType": "dysms"}),
    _scoped("RequiredPhoneCode", {"PhoneNo": "13700000001"}),
    _scoped("ValidPhoneCode", _CODE),
    _scoped("DeleteSmsSign", {"SignName": "没有的签名"}, BOTH),
    _scoped("DeleteSmsTemplate", {"TemplateCode": "SMS_1"}, BOTH),
    _scoped("TagResources", {**_TAGGED, **_TAG}, BOTH),
    _scoped("UntagResources", {**_TAGGED, "All": True}, BOTH),
    _scoped("QuerySingleSmsQualification", {"QualificationGroupId": 1}, by="sends"),
    _scoped("GetSmsSign", {"SignName": "没有的签名"}, by="sends"),
    _scoped("QuerySmsSign", {"SignName": "没有的签名"}, BOTH, by="sends"),
    _scoped("GetSmsTemplate", {"TemplateCode": "SMS_1"}, by="sends"),
    _scoped("QuerySmsTemplate", {"TemplateCode": "SMS_1"}, BOTH, by="sends"),
)

CASES = (*PARAMETERS, *SCOPES)
