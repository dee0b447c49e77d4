"""Refusals of a parameter's limits and of a key's scope, for the actions with few errors of their own.

They are the gateway's, not the action's: the table tells them apart, and they count for nothing.
"""

from tests.conformance.case import BOTH, CURRENT, Case, W
from tests.conformance.clients import Generation

_PAGES = (
    ("QuerySmsQualificationRecord", "PageNo", CURRENT),
    ("QuerySmsSignList", "PageIndex", BOTH),
    ("QueryExtCodeSign", "PageNo", CURRENT),
    ("GetSmsTemplateList", "PageIndex", CURRENT),
    ("QuerySmsTemplateList", "PageIndex", BOTH),
)
_DETAILS = {"PhoneNumber": "13700000001", "SendDate": W.today, "PageSize": 10, "CurrentPage": 1}
_TAGGED = {"RegionId": "cn-hangzhou", "ResourceType": "TEMPLATE", "ResourceId": [W.template]}
_TAG = {"Tag": [{"Key": "use", "Value": "login"}]}


def _refused(
    action: str, code: str, given: dict[str, object], generations: tuple[Generation, ...] = CURRENT
) -> Case:
    return Case(action, code, given, generations, by_gateway=True)


def _scoped(
    action: str, given: dict[str, object], generations: tuple[Generation, ...] = CURRENT, *, by: str = "reads"
) -> Case:
    """What a key of too narrow a scope is told."""
    return Case(action, "Forbidden.RAM", given, generations, by, by_gateway=True)


LIMITS = (
    *(_refused(action, "InvalidPageSize", {"PageSize": 51}, sdk) for action, _, sdk in _PAGES),
    *(_refused(action, f"Invalid{page}", {page: 0}, sdk) for action, page, sdk in _PAGES),
    _refused("QuerySendDetails", "InvalidPageSize", {**_DETAILS, "PageSize": 51}, BOTH),
    _refused("QuerySendDetails", "InvalidCurrentPage", {**_DETAILS, "CurrentPage": 0}, BOTH),
    _refused("QuerySendDetails", "InvalidSendDate", {**_DETAILS, "SendDate": "20200101"}, BOTH),
    _refused("TagResources", "InvalidResourceType", {**_TAGGED, **_TAG, "ResourceType": "SIGN"}, BOTH),
    _refused("UntagResources", "InvalidResourceType", {**_TAGGED, "All": True, "ResourceType": "SIGN"}, BOTH),
    _refused("ListTagResources", "InvalidPageSize", {**_TAGGED, "PageSize": 51}, BOTH),
    _refused("ListTagResources", "InvalidNextToken", {**_TAGGED, "NextToken": "next"}, BOTH),
)

SCOPES = (
    _scoped("GetQualificationOssInfo", {"BizType": "dysms"}),
    _scoped("RequiredPhoneCode", {"PhoneNo": "13700000001"}),
    _scoped("ValidPhoneCode", {"PhoneNo": "13700000001", "CertifyCode": "000000"}),
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

CASES = (*LIMITS, *SCOPES)
