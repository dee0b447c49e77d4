"""The older template actions, which answer with status 200: `AddSmsTemplate` and its kin.

They apply for the same templates by the same rules; only fields, codes and types are the older ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from msgspec import Meta

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import PublicError, Regime, business_error
from qianming.rpc.language import said
from qianming.rpc.reasons import rejection
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import REVIEW_NUMBERS, TEMPLATE_NUMBERS, TEMPLATE_TYPES, time_text
from qianming.rpc.wire import Parameters
from qianming.services import templates
from qianming.services.finding import found_template
from qianming.services.refusals import Noun, RefusalCode, RuleViolation

_UNKNOWN = {Noun.TEMPLATE: ("isv.SMS_TEMPLATE_ILLEGAL", 400)}


class AddSmsTemplate(Parameters, frozen=True, kw_only=True):
    """`remark` says what the template is for."""

    template_name: Annotated[str, Meta(max_length=30)]
    template_content: Annotated[str, Meta(max_length=500)]
    template_type: Literal[0, 1, 2, 3]
    remark: Annotated[str, Meta(max_length=100)]

    def command(self) -> templates.SubmitTemplate:
        """The same as the service takes it."""
        return templates.SubmitTemplate(
            name=self.template_name,
            content=self.template_content,
            template_type=TEMPLATE_TYPES[self.template_type],
            remark=self.remark,
        )


class TemplateCode(Answer, frozen=True, kw_only=True):
    template_code: str


@action("AddSmsTemplate", params=AddSmsTemplate, permission=Permission.TEMPLATE_APPLY, regime=Regime.LEGACY)
def add_sms_template(call: Call, parameters: AddSmsTemplate) -> TemplateCode:
    """Apply for a template, the older way."""
    with _older_codes():
        submitted = templates.submit(call.actor, parameters.command(), call.now)
    return TemplateCode(template_code=submitted.code)


class ModifySmsTemplate(AddSmsTemplate, frozen=True, kw_only=True):
    template_code: str


@action(
    "ModifySmsTemplate",
    params=ModifySmsTemplate,
    permission=Permission.TEMPLATE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def modify_sms_template(call: Call, parameters: ModifySmsTemplate) -> TemplateCode:
    """Mend a rejected template, the older way."""
    with _older_codes():
        templates.update(call.actor, parameters.template_code, parameters.command(), call.now)
    return TemplateCode(template_code=parameters.template_code)


@contextmanager
def _older_codes() -> Iterator[None]:
    """What the newer actions answer under other codes; too many variables are a status of 400 even here."""
    try:
        yield
    except RuleViolation as refused:
        if refused.code == RefusalCode.TEMPLATE_TOO_MANY_VARIABLES:
            message = said("验证码模板最多一个变量", "A verification template has one variable at most.")
            raise PublicError("TemplateParameterCountIllegal", 400, message) from None
        raise business_error(
            "isv.SMS_CONTENT_ILLEGAL",
            said(
                "模板内容不符合规范: 长度、字符或变量格式有误",
                "The template's content breaks the rules: its length, a character or a variable is wrong.",
            ),
        ) from None


class QuerySmsTemplate(Parameters, frozen=True, kw_only=True):
    template_code: str


class TemplateState(Answer, frozen=True, kw_only=True):
    """Type and state are numbers here."""

    template_code: str
    template_name: str
    template_content: str
    template_type: int
    template_status: int
    reason: str
    create_date: str


@action(
    "QuerySmsTemplate",
    params=QuerySmsTemplate,
    permission=Permission.TEMPLATE_READ,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def query_sms_template(call: Call, parameters: QuerySmsTemplate) -> TemplateState:
    """One template with its state, the older way."""
    row = found_template(call.account_id, parameters.template_code)
    return TemplateState(
        template_code=row.code,
        template_name=row.name,
        template_content=row.content,
        template_type=TEMPLATE_NUMBERS[TemplateType(row.template_type)],
        template_status=REVIEW_NUMBERS[ReviewState(row.state)],
        reason=rejection(row.work_order),
        create_date=time_text(row.created_at),
    )
