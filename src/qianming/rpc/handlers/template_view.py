"""One template with its review: `GetSmsTemplate`."""

import json

from msgspec import UNSET, UnsetType

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.permissions import Permission
from qianming.registry.findings import open_findings
from qianming.registry.models import Template
from qianming.rpc.actions import Call, action
from qianming.rpc.handlers.signature_view import AuditInfo
from qianming.rpc.links import file_urls
from qianming.rpc.reasons import notices, rejection
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import REVIEW_NUMBERS, TEMPLATE_NUMBERS, time_text
from qianming.rpc.wire import Parameters
from qianming.services.finding import found_template

_USER_MADE = 2


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
    intl_type: int | UnsetType = UNSET
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
    row = found_template(call.account_id, parameters.template_code)
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
        intl_type=UNSET if row.intl_type is None else row.intl_type,
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
