"""The account's templates: `QuerySmsTemplateList` and the newer `GetSmsTemplateList` with its filters."""

import json
from typing import Literal

from django.db.models import Q, QuerySet
from msgspec import field

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.permissions import Permission
from qianming.registry.models import Template
from qianming.registry.queries import page, templates
from qianming.rpc.actions import POST_ONLY, Call, action
from qianming.rpc.errors import Regime
from qianming.rpc.reject_reason import RejectReason, reject_reason
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.vocabulary import (
    REVIEW_NUMBERS,
    TEMPLATE_INNER_NUMBERS,
    TEMPLATE_NUMBERS,
    TEMPLATE_REVIEW_WORDS,
    TEMPLATE_TYPES,
    time_text,
)
from qianming.rpc.wire import PageByIndex, PageNumber, PageSize, Parameters

USABLE, UNUSABLE = "USABLE", "UNUSABLE"


class TemplateItem(Answer, frozen=True, kw_only=True):
    """The type stands here twice: by inner numbers, and by those of the other actions."""

    template_code: str
    template_name: str
    template_content: str
    signature_name: str
    order_id: str
    create_date: str
    audit_status: str
    template_type: int
    outer_template_type: int
    reason: RejectReason
    traffic_driving: str


class TemplatePage(Answer, frozen=True, kw_only=True):
    current_page: int
    page_size: int
    total_count: int
    sms_template_list: list[TemplateItem]


@action(
    "QuerySmsTemplateList",
    params=PageByIndex,
    permission=Permission.TEMPLATE_READ,
    regime=Regime.LEGACY,
    methods=POST_ONLY,
)
def query_sms_template_list(call: Call, parameters: PageByIndex) -> TemplatePage:
    """A page of templates with their review state, newest first."""
    rows = templates(call.account_id).select_related("work_order__account")
    found = page(rows, parameters.page_index, parameters.page_size)
    return TemplatePage(
        current_page=found.number,
        page_size=found.size,
        total_count=found.total,
        sms_template_list=[_item(row) for row in found.rows],
    )


def _item(row: Template) -> TemplateItem:
    kind = TemplateType(row.template_type)
    return TemplateItem(
        template_code=row.code,
        template_name=row.name,
        template_content=row.content,
        signature_name=row.related_signature,
        order_id=str(row.work_order_id),
        create_date=time_text(row.created_at),
        audit_status=TEMPLATE_REVIEW_WORDS[ReviewState(row.state)],
        template_type=TEMPLATE_INNER_NUMBERS[kind],
        outer_template_type=TEMPLATE_NUMBERS[kind],
        reason=reject_reason(row),
        traffic_driving=_json(row.traffic_driving) if row.traffic_driving else "",
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class GetSmsTemplateList(Parameters, frozen=True, kw_only=True):
    """Filters that all have to hold. Names match by part, codes and signatures exactly, a tag by its key."""

    audit_status: Literal[0, 1, 2, 10] | None = None
    template_type: Literal[0, 1, 2, 3] | None = None
    sign_name: str = ""
    template_code: str = ""
    template_name: str = ""
    template_tag: str = ""
    usable_state_list: tuple[Literal["USABLE", "UNUSABLE"], ...] = ()
    page_index: PageNumber = 1
    page_size: PageSize = 10

    def wanted(self) -> Q:
        """The filters as one condition."""
        chosen = Q()
        if self.audit_status is not None:
            states = [state for state, number in REVIEW_NUMBERS.items() if number == self.audit_status]
            chosen &= Q(state__in=states)
        if self.template_type is not None:
            chosen &= Q(template_type=TEMPLATE_TYPES[self.template_type])
        if len(set(self.usable_state_list)) == 1:
            approved = Q(state=ReviewState.APPROVED)
            chosen &= approved if USABLE in self.usable_state_list else ~approved
        named = (
            ("related_signature", self.sign_name),
            ("code", self.template_code),
            ("name__contains", self.template_name),
            ("tags__key", self.template_tag),
        )
        return chosen & Q(**{name: text for name, text in named if text})


class TagView(Answer, frozen=True, kw_only=True):
    tag_key: str
    tag_value: str


class FilteredItem(Answer, frozen=True, kw_only=True):
    """`usable_state_list` says whether the template may be sent; its values are this service's own."""

    template_code: str
    template_name: str
    template_content: str
    template_type: int
    audit_status: int
    sign_name: str
    gmt_create: str
    work_order_id: str
    usable_state_list: list[str]
    template_tag: list[TagView]


class FilteredPage(Answer, frozen=True, kw_only=True):
    rows: list[FilteredItem] = field(name="List")
    page_no: int
    page_size: int
    total: int


class FilteredTemplates(SuccessAnswer, frozen=True, kw_only=True):
    data: FilteredPage


@action("GetSmsTemplateList", params=GetSmsTemplateList, permission=Permission.TEMPLATE_READ)
def get_sms_template_list(call: Call, parameters: GetSmsTemplateList) -> FilteredTemplates:
    """A page of the templates that fit every filter, newest first."""
    rows: QuerySet[Template] = templates(call.account_id).filter(parameters.wanted())
    found = page(rows.prefetch_related("tags"), parameters.page_index, parameters.page_size)
    return FilteredTemplates(
        data=FilteredPage(
            rows=[_filtered(row) for row in found.rows],
            page_no=found.number,
            page_size=found.size,
            total=found.total,
        )
    )


def _filtered(row: Template) -> FilteredItem:
    state = ReviewState(row.state)
    return FilteredItem(
        template_code=row.code,
        template_name=row.name,
        template_content=row.content,
        template_type=TEMPLATE_NUMBERS[TemplateType(row.template_type)],
        audit_status=REVIEW_NUMBERS[state],
        sign_name=row.related_signature,
        gmt_create=time_text(row.created_at),
        work_order_id=str(row.work_order_id),
        usable_state_list=[USABLE if state is ReviewState.APPROVED else UNUSABLE],
        template_tag=[TagView(tag_key=tag.key, tag_value=tag.value) for tag in row.tags.all()],
    )
