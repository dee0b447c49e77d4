"""Applying for, editing and deleting signatures: `CreateSmsSign`, `UpdateSmsSign`, `DeleteSmsSign`."""

from typing import Annotated, Literal

from msgspec import Meta

from qianming.core.codes import Purpose, SignatureKind, SignatureSource
from qianming.core.papers.records import is_link
from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import Regime, business_error
from qianming.rpc.language import said
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import KINDS, SOURCES
from qianming.rpc.wire import Parameters
from qianming.services import applications
from qianming.services.refusals import Noun
from qianming.services.signatures import delete as delete_signature

UNKNOWN_SIGNATURE = {Noun.SIGNATURE: ("isv.SMS_SIGNATURE_ILLEGAL", 400)}


class CreateSmsSign(Parameters, frozen=True, kw_only=True):
    """Sources 1, 3 and 4 are retired; the rulebook rejects them with a decision that says so."""

    sign_name: str
    sign_source: Literal[0, 1, 2, 3, 4, 5]
    qualification_id: int
    sign_type: Literal[0, 1] | None = None
    third_party: bool = False
    authorization_letter_id: int | None = None
    trademark_id: int | None = None
    app_icp_record_id: int | None = None
    apply_scene_content: Annotated[str, Meta(max_length=500)] = ""
    more_data: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    remark: Annotated[str, Meta(max_length=500)] = ""

    @property
    def kind(self) -> SignatureKind | None:
        """The kind, where one was given."""
        return None if self.sign_type is None else KINDS[self.sign_type]

    def command(self) -> applications.SubmitApplication:
        """The same as the service takes it."""
        return applications.SubmitApplication(
            name=self.sign_name,
            source=SOURCES[self.sign_source],
            purpose=Purpose.FOR_OTHERS if self.third_party else Purpose.OWN_USE,
            qualification_id=self.qualification_id,
            kind=self.kind or SignatureKind.UNIVERSAL,
            power_of_attorney_id=self.authorization_letter_id,
            trademark_id=self.trademark_id,
            app_record_id=self.app_icp_record_id,
            scene=self.apply_scene_content,
            remark=self.remark,
            material_keys=self.more_data,
        )


class UpdateSmsSign(CreateSmsSign, frozen=True, kw_only=True):
    """The same parameters; the name says which signature is edited, with its kind where it has two."""


class ApplicationSubmitted(Answer, frozen=True, kw_only=True):
    """`order_id` numbers the application; it is text here."""

    sign_name: str
    order_id: str


@action("CreateSmsSign", params=CreateSmsSign, permission=Permission.SIGNATURE_APPLY)
def create_sms_sign(call: Call, parameters: CreateSmsSign) -> ApplicationSubmitted:
    """Apply for a signature. What is not documented as an error is stored, even if it is rejected at once."""
    _require_link(parameters)
    submitted = applications.submit(call.actor, parameters.command(), call.now)
    return ApplicationSubmitted(sign_name=parameters.sign_name, order_id=str(submitted.order_id))


@action("UpdateSmsSign", params=UpdateSmsSign, permission=Permission.SIGNATURE_APPLY)
def update_sms_sign(call: Call, parameters: UpdateSmsSign) -> ApplicationSubmitted:
    """Edit an approved or rejected signature; an approved one stays live until the edit is approved."""
    _require_link(parameters)
    submitted = applications.edit(call.actor, parameters.command(), call.now, kind=parameters.kind)
    return ApplicationSubmitted(sign_name=parameters.sign_name, order_id=str(submitted.order_id))


def _require_link(parameters: CreateSmsSign) -> None:
    """An app's name needs a link to its store."""
    if SOURCES[parameters.sign_source] is not SignatureSource.APP:
        return
    scene = parameters.apply_scene_content
    if not scene:
        raise business_error(
            "MissApplySceneContent",
            said(
                "此来源须填写 ApplySceneContent（链接）",
                "ApplySceneContent, a link, is needed for this source.",
            ),
        )
    if not is_link(scene):
        raise business_error(
            "InvalidApplySceneContent",
            said(
                "ApplySceneContent 不是 http 或 https 链接", "ApplySceneContent is not an http or https link."
            ),
        )


class DeleteSmsSign(Parameters, frozen=True, kw_only=True):
    sign_name: str


class SignatureDeleted(Answer, frozen=True, kw_only=True):
    sign_name: str


@action(
    "DeleteSmsSign",
    params=DeleteSmsSign,
    permission=Permission.SIGNATURE_DELETE,
    regime=Regime.LEGACY,
    not_found=UNKNOWN_SIGNATURE,
)
def delete_sms_sign(call: Call, parameters: DeleteSmsSign) -> SignatureDeleted:
    """Delete a signature for good, unless it is in review."""
    delete_signature(call.actor, call.account_id, parameters.sign_name, call.now)
    return SignatureDeleted(sign_name=parameters.sign_name)
