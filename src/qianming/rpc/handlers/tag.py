"""Tags of templates: `TagResources`, `UntagResources` and `ListTagResources`."""

import re
from typing import Annotated, ClassVar, Literal

import msgspec
from django.db.models import Q
from msgspec import Meta

from qianming.core.permissions import Permission
from qianming.registry.models import TemplateTag
from qianming.registry.queries import for_account, templates
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import Regime, business_error, invalid, missing
from qianming.rpc.language import said
from qianming.rpc.rendering import Answer
from qianming.rpc.wire import PageSize, Parameters
from qianming.services import tags
from qianming.services.refusals import NotFound, Noun

_UNKNOWN = {Noun.TEMPLATE: ("isv.SMS_TEMPLATE_ILLEGAL", 400)}
_KIND = "TEMPLATE"

Codes = Annotated[tuple[str, ...], Meta(max_length=20)]


class Tag(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    key: Annotated[str, Meta(max_length=128)]
    value: Annotated[str, Meta(max_length=128)] = ""


class Tagging(Parameters, frozen=True, kw_only=True):
    """What the three actions share: only templates can have tags. The region is asked for and not used."""

    region_id: str
    resource_type: Literal["TEMPLATE"]
    prod_code: str = ""
    resource_id: Codes = ()


class Done(Answer, frozen=True, kw_only=True):
    """The answer has no Message; its Data is text."""

    has_message: ClassVar[bool] = False
    data: str = "true"


class TagResources(Tagging, frozen=True, kw_only=True):
    tag: Annotated[tuple[Tag, ...], Meta(min_length=1, max_length=20)]


@action(
    "TagResources",
    params=TagResources,
    permission=Permission.TEMPLATE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def tag_resources(call: Call, parameters: TagResources) -> Done:
    """Give templates tags; a key's new value replaces the old one."""
    _need_codes(parameters.resource_id)
    wanted = {tag.key: tag.value for tag in parameters.tag}
    if len(wanted) != len(parameters.tag):
        raise business_error(
            "isv.PARAMS_ILLEGAL", said("同一个标签键只能出现一次", "A tag's key is named more than once.")
        )
    tags.put(call.actor, parameters.resource_id, wanted, call.now)
    return Done()


class UntagResources(Tagging, frozen=True, kw_only=True):
    """Names the keys to take away, or says that it is all of them."""

    tag_key: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    all: bool = False


@action(
    "UntagResources",
    params=UntagResources,
    permission=Permission.TEMPLATE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def untag_resources(call: Call, parameters: UntagResources) -> Done:
    """Take tags away from templates."""
    _need_codes(parameters.resource_id)
    if not parameters.all and not parameters.tag_key:
        raise business_error(
            "isv.PARAMS_ILLEGAL",
            said("请填写 TagKey，或将 All 设为 true", "Name TagKey, or set All to true."),
        )
    keys = None if parameters.all else parameters.tag_key
    tags.remove(call.actor, parameters.resource_id, keys, call.now)
    return Done()


class ListTagResources(Tagging, frozen=True, kw_only=True):
    """By templates, by tags, or both; `next_token` continues an earlier answer."""

    tag: Annotated[tuple[Tag, ...], Meta(max_length=20)] = ()
    next_token: str = ""
    page_size: PageSize = 20


class TagView(Answer, frozen=True, kw_only=True):
    resource_id: str
    resource_type: str
    tag_key: str
    tag_value: str


class TagList(Answer, frozen=True, kw_only=True):
    tag_resource: list[TagView]


class Tags(Answer, frozen=True, kw_only=True):
    has_message: ClassVar[bool] = False
    next_token: str
    tag_resources: TagList


@action(
    "ListTagResources",
    params=ListTagResources,
    permission=Permission.TEMPLATE_READ,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def list_tag_resources(call: Call, parameters: ListTagResources) -> Tags:
    """The tags of these templates, those of these keys, or those that are both."""
    if not parameters.resource_id and not parameters.tag:
        raise business_error(
            "isv.PARAMS_ILLEGAL", said("ResourceId 和 Tag 不能同时为空", "Name ResourceId, Tag, or both.")
        )
    rows = for_account(TemplateTag, call.account_id).filter(template__deleted_at__isnull=True)
    if parameters.resource_id:
        _need_known(call, parameters.resource_id)
        rows = rows.filter(template__code__in=parameters.resource_id)
    rows = rows.filter(_any_of(parameters.tag), pk__gt=_position(parameters.next_token))
    found = list(rows.select_related("template").order_by("pk")[: parameters.page_size + 1])
    shown = found[: parameters.page_size]
    return Tags(
        next_token=str(shown[-1].pk) if len(found) > len(shown) else "",
        tag_resources=TagList(tag_resource=[_view(row) for row in shown]),
    )


def _need_codes(codes: tuple[str, ...]) -> None:
    if not codes:
        raise missing("ResourceId")


def _need_known(call: Call, codes: tuple[str, ...]) -> None:
    if templates(call.account_id).filter(code__in=codes).count() != len(set(codes)):
        raise NotFound(Noun.TEMPLATE)


def _any_of(wanted: tuple[Tag, ...]) -> Q:
    """A tag without a value stands for every value of its key."""
    chosen = Q()
    for tag in wanted:
        chosen |= Q(key=tag.key, value=tag.value) if tag.value else Q(key=tag.key)
    return chosen


def _position(token: str) -> int:
    if not token:
        return 0
    if not re.fullmatch(r"[0-9]{1,18}", token, re.ASCII):
        raise invalid("NextToken", "Use the NextToken of the answer before, or none.")
    return int(token)


def _view(row: TemplateTag) -> TagView:
    return TagView(resource_id=row.template.code, resource_type=_KIND, tag_key=row.key, tag_value=row.value)
