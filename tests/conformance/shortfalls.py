"""Why an action shows fewer than three errors of its own and of its parameters."""

from enum import Enum

from qianming.texts.catalog import Lang

ENOUGH = 3


class Reason(Enum):
    """What else the reference documents of such an action, in both languages."""

    ONE_NEEDED = (
        "its one parameter can be missing or unknown; the reference documents nothing else",
        "唯一的参数只会缺少或取值不支持，文档没有列出其他错误",
    )
    ONE_OPTIONAL = (
        "its one parameter may be left out and can only be unknown; the reference documents nothing else",
        "唯一的参数可以省略，只会取值不支持，文档没有列出其他错误",
    )
    A_PAGE = (
        "it takes the number and the size of a page; the reference documents no error",
        "只有页码和每页条数两个参数，文档没有列出错误",
    )
    NO_SUSPENSION = (
        "its one parameter can be missing or name nothing; no account is shut out of the API as documented",
        "唯一的参数只会缺少或查不到；文档另列账号无权使用接口，而本服务没有这种账号",
    )
    ONE_NAME = (
        "its one parameter can be missing or name nothing; the general list has no other about reading",
        "唯一的参数只会缺少或查不到，通用列表中其余错误与查询无关",
    )

    def words(self, lang: Lang) -> str:
        return self.value[0] if lang is Lang.EN else self.value[1]


SHORTFALLS = {
    "GetQualificationOssInfo": Reason.ONE_NEEDED,
    "GetOSSInfoForUploadFile": Reason.ONE_OPTIONAL,
    "GetSmsOcrOssInfo": Reason.ONE_OPTIONAL,
    "GetSmsSign": Reason.NO_SUSPENSION,
    "QuerySmsSignList": Reason.A_PAGE,
    "GetSmsTemplate": Reason.NO_SUSPENSION,
    "QuerySmsTemplate": Reason.ONE_NAME,
    "QuerySmsTemplateList": Reason.A_PAGE,
}
