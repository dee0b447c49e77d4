"""Why an action shows fewer than three errors of its own."""

from enum import Enum

from qianming.texts.catalog import Lang

ENOUGH = 3


class Reason(Enum):
    """What the reference documents of such an action, in both languages."""

    ALL_SHOWN = ("all that the reference documents", "文档所列均已验证")
    NONE_DOCUMENTED = ("the reference documents none", "文档未列出业务错误")
    ANSWER_SAYS_IT = ("a wrong code is `Data: false`, no error", "验证码错误时返回 `Data: false`，不是错误")
    ALLOW_LIST = (
        "the others documented are about allow-lists and subscriptions, which do not exist here",
        "其余错误涉及白名单和产品开通，本服务没有这些概念",
    )
    NEVER_IN_REVIEW = (
        "the other documented one needs a template in review, and the rules decide each at once",
        "另一个文档所列错误需要审核中的模板，而本服务的规则会立即给出结果",
    )
    GENERAL_LIST = (
        "has no list of its own; no other code of the general list is about it",
        "没有单独的错误列表，通用列表中其余错误与之无关",
    )

    def words(self, lang: Lang) -> str:
        return self.value[0] if lang is Lang.EN else self.value[1]


SHORTFALLS = {
    "GetQualificationOssInfo": Reason.ALL_SHOWN,
    "GetOSSInfoForUploadFile": Reason.ALL_SHOWN,
    "GetSmsOcrOssInfo": Reason.ALL_SHOWN,
    "RequiredPhoneCode": Reason.ALL_SHOWN,
    "ValidPhoneCode": Reason.ANSWER_SAYS_IT,
    "QuerySingleSmsQualification": Reason.ALL_SHOWN,
    "QuerySmsQualificationRecord": Reason.NONE_DOCUMENTED,
    "QuerySmsAuthorizationLetter": Reason.NONE_DOCUMENTED,
    "QuerySmsTrademark": Reason.NONE_DOCUMENTED,
    "QuerySmsAppIcpRecord": Reason.NONE_DOCUMENTED,
    "GetSmsSign": Reason.ALLOW_LIST,
    "QuerySmsSignList": Reason.NONE_DOCUMENTED,
    "QuerySmsSign": Reason.GENERAL_LIST,
    "DeleteSmsSign": Reason.GENERAL_LIST,
    "QueryExtCodeSign": Reason.NONE_DOCUMENTED,
    "GetSmsTemplate": Reason.ALLOW_LIST,
    "GetSmsTemplateList": Reason.NONE_DOCUMENTED,
    "QuerySmsTemplate": Reason.GENERAL_LIST,
    "QuerySmsTemplateList": Reason.NONE_DOCUMENTED,
    "DeleteSmsTemplate": Reason.NEVER_IN_REVIEW,
    "TagResources": Reason.GENERAL_LIST,
    "ListTagResources": Reason.GENERAL_LIST,
    "UntagResources": Reason.GENERAL_LIST,
    "QuerySendDetails": Reason.GENERAL_LIST,
}
