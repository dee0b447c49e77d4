"""The older actions of signatures: `AddSmsSign`, `ModifySmsSign`, `QuerySmsSign`.

Decides how what the service refuses is said in their own codes. A setting switches them off; they then give
the documented answer that they are offline.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, TypeVar

from django.conf import settings
from msgspec import Meta

from qianming.core.codes import ReviewState
from qianming.core.permissions import Permission
from qianming.registry.queries import shown_application
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import PublicError, Regime, business_error
from qianming.rpc.handlers.signature import UNKNOWN_SIGNATURE
from qianming.rpc.language import language, said
from qianming.rpc.reasons import rejection
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import KINDS, REVIEW_NUMBERS, SOURCES, time_text
from qianming.rpc.wire import Parameters
from qianming.services import older_applications
from qianming.services.finding import found_signature
from qianming.services.refusals import Invalid, Refusal, RefusalCode, RuleViolation
from qianming.texts.catalog import sentence

DoneT = TypeVar("DoneT")

_NOT_REJECTED = (
    "isv.ERROR_SIGN_NOT_MODIFY",
    "仅审核未通过的签名可以修改",
    "Only a rejected signature can be modified.",
)
# Their own code, and what it says in Chinese and English.
_CODES: Mapping[str, tuple[str, str, str]] = {
    RefusalCode.NAME_INVALID: ("isv.SIGN_NAME_ILLEGAL", "签名名称不合规范", "The name breaks the rules."),
    RefusalCode.NAME_EXISTS: ("isv.SIGN_NAME_ILLEGAL", "签名名称已存在", "The name exists already."),
    RefusalCode.SOURCE_ENDED: ("isv.SIGN_SOURCE_ILLEGAL", "签名来源不支持", "The source is not supported."),
    RefusalCode.DAILY_LIMIT: (
        "isv.SIGN_COUNT_OVER_LIMIT",
        "超过单日申请签名数量上限",
        "The day's new signatures are used up.",
    ),
    RefusalCode.NOT_MODIFIABLE: _NOT_REJECTED,
    RefusalCode.STATE_FORBIDS: _NOT_REJECTED,
    RefusalCode.CHANGED_MEANWHILE: (
        "isv.ERROR_SIGN_NOT_MODIFY",
        "签名已被他人修改",
        "The signature was changed meanwhile.",
    ),
    RefusalCode.OLDER_FILE_TOO_LARGE: (
        "isv.SIGN_FILE_LIMIT",
        "签名认证材料附件大小超过限制",
        "A file is larger than 2 MB.",
    ),
    RefusalCode.OLDER_FILE_EMPTY: ("ERROR_EMPTY_FILE", "签名认证材料附件为空", "A file is empty."),
}


class SignFile(Parameters, frozen=True, kw_only=True):
    """One picture, in base64."""

    file_contents: str
    file_suffix: str


class AddSmsSign(Parameters, frozen=True, kw_only=True):
    """The pictures travel in the body, as a flattened list."""

    sign_name: str
    sign_source: Literal[0, 1, 2, 3, 4, 5]
    sign_type: Literal[0, 1] = 1
    remark: Annotated[str, Meta(max_length=200)]
    sign_file_list: Annotated[tuple[SignFile, ...], Meta(max_length=10)]

    def application(self) -> older_applications.OlderApplication:
        """The same as the service takes it."""
        return older_applications.OlderApplication(
            name=self.sign_name,
            source=SOURCES[self.sign_source],
            kind=KINDS[self.sign_type],
            remark=self.remark,
            pictures=tuple(_picture(file) for file in self.sign_file_list),
        )


class ModifySmsSign(AddSmsSign, frozen=True, kw_only=True):
    """The same parameters."""


class QuerySmsSign(Parameters, frozen=True, kw_only=True):
    sign_name: str


class SignNamed(Answer, frozen=True, kw_only=True):
    sign_name: str


class SignStatus(Answer, frozen=True, kw_only=True):
    """`reason` is empty unless the signature was rejected."""

    sign_name: str
    sign_status: int
    reason: str
    create_date: str


@action("AddSmsSign", params=AddSmsSign, permission=Permission.SIGNATURE_APPLY, regime=Regime.LEGACY)
def add_sms_sign(call: Call, parameters: AddSmsSign) -> SignNamed:
    """Apply for a signature without a qualification; carriers file it once one is bound to it."""
    _need_online()
    _in_own_codes(lambda: older_applications.add(call.actor, parameters.application(), call.now))
    return SignNamed(sign_name=parameters.sign_name)


@action(
    "ModifySmsSign",
    params=ModifySmsSign,
    permission=Permission.SIGNATURE_APPLY,
    regime=Regime.LEGACY,
    not_found=UNKNOWN_SIGNATURE,
)
def modify_sms_sign(call: Call, parameters: ModifySmsSign) -> SignNamed:
    """Apply again for a rejected signature."""
    _need_online()
    _in_own_codes(lambda: older_applications.modify(call.actor, parameters.application(), call.now))
    return SignNamed(sign_name=parameters.sign_name)


@action(
    "QuerySmsSign",
    params=QuerySmsSign,
    permission=Permission.SIGNATURE_READ,
    regime=Regime.LEGACY,
    not_found=UNKNOWN_SIGNATURE,
)
def query_sms_sign(call: Call, parameters: QuerySmsSign) -> SignStatus:
    """Where a signature stands, and why it was rejected."""
    _need_online()
    row = found_signature(call.account_id, parameters.sign_name)
    shown = shown_application(row)
    return SignStatus(
        sign_name=row.name,
        sign_status=REVIEW_NUMBERS[ReviewState(shown.state)],
        reason=rejection(shown.work_order),
        create_date=time_text(shown.created_at),
    )


def _need_online() -> None:
    if not settings.QIANMING_OLDER_SIGNATURE_ACTIONS:
        raise business_error("isv.INTERFACE_OFFLINE", said("接口已下线", "This action is offline."))


def _picture(file: SignFile) -> older_applications.Picture:
    suffix = file.file_suffix.lower().lstrip(".")
    if suffix not in older_applications.SUFFIXES:
        raise business_error("isv.PARAMS_ILLEGAL", "FileSuffix: jpg, png, gif, jpeg")
    try:
        content = base64.b64decode(file.file_contents, validate=True)
    except (binascii.Error, ValueError):
        raise business_error("isv.PARAMS_ILLEGAL", "FileContents: Base64") from None
    return older_applications.Picture(content, suffix)


def _in_own_codes(verb: Callable[[], DoneT]) -> DoneT:
    """Run a verb; what it refuses is said in the codes of these actions, where they have one."""
    try:
        return verb()
    except Refusal as refusal:
        raise _said(refusal) or refusal from None


def _said(refusal: Refusal) -> PublicError | None:
    if refusal.code in _CODES:
        code, *message = _CODES[refusal.code]
        told = refusal.findings if isinstance(refusal, RuleViolation) else ()
        sentences = [said(*message), *(sentence(one, language()) for one in told)]
        return business_error(code, said("；", " ").join(sentences))
    if isinstance(refusal, Invalid):
        return business_error("isv.PARAMS_ILLEGAL", f"{refusal.problems[0].field}: {refusal.code}")
    return None
