"""Templates: `CreateSmsTemplate`, `UpdateSmsTemplate`, `DeleteSmsTemplate` and `GetSmsTemplate`."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from qianming.core.codes import TemplateType
from qianming.core.permissions import Permission
from qianming.core.sending.template import variables
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import Regime, business_error, missing
from qianming.rpc.language import said
from qianming.rpc.reasons import notices
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import TEMPLATE_TYPES
from qianming.rpc.wire import Parameters
from qianming.services import templates
from qianming.services.refusals import Noun


class TrafficDriving(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What a link or a number in the text leads to; mobile numbers are not allowed there at all."""

    traffic_driving_type: Literal[
        "DOMAIN", "FIXED_PHONE", "400_PHONE", "800_PHONE", "95_PHONE", "96_PHONE", "1_PHONE", "OTHER_PHONE"
    ]
    traffic_driving_content: str = ""
    variable_name: str = ""
    company_name: str = ""
    organization_code: str = ""
    icp_no: str = ""
    icp_pic_oss_key: str = ""
    company_different_from_sign_qua_reason: str = ""


class CreateSmsTemplate(Parameters, frozen=True, kw_only=True):
    """`template_rule` is a JSON object: which kind of value each variable takes.

    `intl_type` is the purpose of an international template, `traffic_driving` says what links and numbers of
    the text lead to; both are kept for the reviewer.
    """

    template_name: Annotated[str, Meta(max_length=30)]
    template_content: Annotated[str, Meta(max_length=500)]
    template_type: Literal[0, 1, 2, 3]
    intl_type: Literal[0, 1, 2] | None = None
    related_sign_name: str = ""
    template_rule: Annotated[str, Meta(max_length=4000)] = ""
    apply_scene_content: Annotated[str, Meta(max_length=500)] = ""
    more_data: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    remark: Annotated[str, Meta(max_length=500)] = ""
    traffic_driving: Annotated[tuple[TrafficDriving, ...], Meta(max_length=20)] = ()

    def command(self) -> templates.SubmitTemplate:
        """The same as the service takes it; raises `PublicError` for a rule that does not fit the text."""
        if TEMPLATE_TYPES[self.template_type] is TemplateType.INTERNATIONAL and self.intl_type is None:
            raise missing("IntlType")
        return templates.SubmitTemplate(
            name=self.template_name,
            content=self.template_content,
            template_type=TEMPLATE_TYPES[self.template_type],
            related_signature=self.related_sign_name,
            rule=_rule(self.template_rule, self.template_content),
            scene=self.apply_scene_content,
            remark=self.remark,
            material_keys=self.more_data,
            intl_type=self.intl_type,
            traffic_driving=tuple(msgspec.to_builtins(item) for item in self.traffic_driving),
        )


class TemplateSubmitted(Answer, frozen=True, kw_only=True):
    """`risk_notices` is this service's own: what carriers may block although the template is accepted."""

    template_code: str
    template_name: str
    order_id: str
    risk_notices: list[str]


_UNKNOWN_SIGNATURE = {Noun.SIGNATURE: ("SmsSignatureNotFound", 404)}


@action(
    "CreateSmsTemplate",
    params=CreateSmsTemplate,
    permission=Permission.TEMPLATE_APPLY,
    not_found=_UNKNOWN_SIGNATURE,
)
def create_sms_template(call: Call, parameters: CreateSmsTemplate) -> TemplateSubmitted:
    """Apply for a template."""
    return _answer(templates.submit(call.actor, parameters.command(), call.now))


class UpdateSmsTemplate(CreateSmsTemplate, frozen=True, kw_only=True):
    """The whole template anew; what is left out is empty afterwards."""

    template_code: str


@action(
    "UpdateSmsTemplate",
    params=UpdateSmsTemplate,
    permission=Permission.TEMPLATE_APPLY,
    not_found=_UNKNOWN_SIGNATURE,
)
def update_sms_template(call: Call, parameters: UpdateSmsTemplate) -> TemplateSubmitted:
    """Mend a rejected template and submit it again."""
    command = parameters.command()
    return _answer(templates.update(call.actor, parameters.template_code, command, call.now))


def _answer(submitted: templates.SubmittedTemplate) -> TemplateSubmitted:
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
        example = '{"code":"characterWithNumber2"}'
        message = said(
            f"TemplateRule 须为 JSON 对象，如 {example}", f"TemplateRule is no JSON object like {example}."
        )
        raise business_error("InvalidTemplateRule.Format", message) from None
    if not set(rule) <= set(variables(content)):
        raise business_error(
            "InvalidTemplateRule",
            said("TemplateRule 含有内容中没有的变量", "TemplateRule names a variable that the text has not."),
        )
    return rule


class DeleteSmsTemplate(Parameters, frozen=True, kw_only=True):
    template_code: str


class TemplateDeleted(Answer, frozen=True, kw_only=True):
    template_code: str


@action(
    "DeleteSmsTemplate",
    params=DeleteSmsTemplate,
    permission=Permission.TEMPLATE_APPLY,
    regime=Regime.LEGACY,
    not_found={Noun.TEMPLATE: ("isv.SMS_TEMPLATE_ILLEGAL", 400)},
)
def delete_sms_template(call: Call, parameters: DeleteSmsTemplate) -> TemplateDeleted:
    """Delete a template for good, unless it is in review."""
    templates.delete(call.actor, parameters.template_code, call.now)
    return TemplateDeleted(template_code=parameters.template_code)
