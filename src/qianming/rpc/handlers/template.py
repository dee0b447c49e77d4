"""Templates: `CreateSmsTemplate` and `GetSmsTemplate`."""

import json
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.permissions import Permission
from qianming.core.sending.template import variables
from qianming.registry.findings import open_findings
from qianming.registry.models import Template
from qianming.registry.queries import template
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import business_error, missing
from qianming.rpc.handlers.signature_view import AuditInfo
from qianming.rpc.links import file_urls
from qianming.rpc.reasons import notices, rejection
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import REVIEW_NUMBERS, TEMPLATE_NUMBERS, TEMPLATE_TYPES, time_text
from qianming.rpc.wire import Parameters
from qianming.services import templates
from qianming.services.refusals import NotFound, Noun

_USER_MADE = 2


class CreateSmsTemplate(Parameters, frozen=True, kw_only=True):
    """`template_rule` is a JSON object: which kind of value each variable takes."""

    template_name: Annotated[str, Meta(max_length=30)]
    template_content: Annotated[str, Meta(max_length=500)]
    template_type: Literal[0, 1, 2, 3]
    intl_type: Literal[0, 1, 2] | None = None
    related_sign_name: str = ""
    template_rule: Annotated[str, Meta(max_length=4000)] = ""
    apply_scene_content: Annotated[str, Meta(max_length=500)] = ""
    more_data: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    remark: Annotated[str, Meta(max_length=500)] = ""

    def command(self) -> templates.SubmitTemplate:
        """The same as the service takes it; raises `PublicError` for a rule that does not fit the text."""
        return templates.SubmitTemplate(
            name=self.template_name,
            content=self.template_content,
            template_type=TEMPLATE_TYPES[self.template_type],
            related_signature=self.related_sign_name,
            rule=_rule(self.template_rule, self.template_content),
            scene=self.apply_scene_content,
            remark=self.remark,
            material_keys=self.more_data,
        )


class TemplateSubmitted(Answer, frozen=True, kw_only=True):
    """`risk_notices` is this service's own: what carriers may block although the template is accepted."""

    template_code: str
    template_name: str
    order_id: str
    risk_notices: list[str]


@action(
    "CreateSmsTemplate",
    params=CreateSmsTemplate,
    permission=Permission.TEMPLATE_APPLY,
    not_found={Noun.SIGNATURE: ("SmsSignatureNotFound", 404)},
)
def create_sms_template(call: Call, parameters: CreateSmsTemplate) -> TemplateSubmitted:
    """Apply for a template."""
    if (
        TEMPLATE_TYPES[parameters.template_type] is TemplateType.INTERNATIONAL
        and parameters.intl_type is None
    ):
        raise missing("IntlType")
    submitted = templates.submit(call.actor, parameters.command(), call.now)
    return TemplateSubmitted(
        template_code=submitted.code,
        template_name=submitted.name,
        order_id=str(submitted.order_id),
        risk_notices=notices(submitted.findings),
    )


def _rule(text: str, content: str) -> Mapping[str, str]:
    if not text:
        return {}
    try:
        rule = msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError:
        message = 'TemplateRule is not a JSON object such as {"code":"characterWithNumber2"}.'
        raise business_error("InvalidTemplateRule.Format", message) from None
    if not set(rule) <= set(variables(content)):
        raise business_error("InvalidTemplateRule", "TemplateRule names a variable that the text has not.")
    return rule


class GetSmsTemplate(Parameters, frozen=True, kw_only=True):
    template_code: str


class FileUrls(Answer, frozen=True, kw_only=True):
    file_url: list[str]


class MoreDataFileUrls(Answer, frozen=True, kw_only=True):
    more_data_file_url: list[str]


class TemplateView(Answer, frozen=True, kw_only=True):
    """Status and type are text here, the lists of files are objects; both are the protocol's."""

    template_code: str
    template_name: str
    template_content: str
    template_status: str
    template_type: str
    template_tag: int
    related_sign_name: str
    remark: str
    apply_scene: str
    order_id: str
    create_date: str
    variable_attribute: str
    audit_info: AuditInfo
    file_url_list: FileUrls
    more_data_file_url_list: MoreDataFileUrls
    risk_notices: list[str]


@action("GetSmsTemplate", params=GetSmsTemplate, permission=Permission.TEMPLATE_READ)
def get_sms_template(call: Call, parameters: GetSmsTemplate) -> TemplateView:
    """One template with its review."""
    row = template(call.account_id, parameters.template_code)
    if row is None:
        raise NotFound(Noun.TEMPLATE)
    return _view(call, row)


def _view(call: Call, row: Template) -> TemplateView:
    urls = [url for url in file_urls(call, row.material_keys).values() if url]
    return TemplateView(
        template_code=row.code,
        template_name=row.name,
        template_content=row.content,
        template_status=str(REVIEW_NUMBERS[ReviewState(row.state)]),
        template_type=str(TEMPLATE_NUMBERS[TemplateType(row.template_type)]),
        template_tag=_USER_MADE,
        related_sign_name=row.related_signature,
        remark=row.remark,
        apply_scene=row.scene,
        order_id=str(row.work_order_id),
        create_date=time_text(row.created_at),
        variable_attribute=json.dumps(row.rule, ensure_ascii=False, separators=(",", ":")),
        audit_info=AuditInfo(audit_date=time_text(row.decided_at), reject_info=rejection(row.work_order)),
        file_url_list=FileUrls(file_url=urls),
        more_data_file_url_list=MoreDataFileUrls(more_data_file_url=urls),
        risk_notices=notices(open_findings(row.work_order)),
    )
