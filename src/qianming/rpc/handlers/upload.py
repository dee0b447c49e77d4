"""The permits for uploading files, one action for each use. The upload itself is `qianming.rpc.uploads`.

All three give the same permit: which file fits which place is decided where its key is named.
"""

from collections.abc import Collection
from typing import TypeVar

from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import business_error
from qianming.rpc.language import said
from qianming.rpc.links import FILES_PATH
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.wire import Parameters
from qianming.services import materials
from qianming.services.materials import Permit

_QUALIFICATIONS = frozenset({"dysms"})
_PROOFS = frozenset({"fcMediaSms"})
_SCREENSHOTS = frozenset({"ICP_DOMAIN"})
_BUCKET = "qianming"

ModelT = TypeVar("ModelT", bound="UploadModel")


class GetQualificationOssInfo(Parameters, frozen=True, kw_only=True):
    biz_type: str


class GetOSSInfoForUploadFile(Parameters, frozen=True, kw_only=True):
    biz_type: str = "fcMediaSms"


class GetSmsOcrOssInfo(Parameters, frozen=True, kw_only=True):
    task_type: str = "ICP_DOMAIN"


class UploadPermit(Answer, frozen=True, kw_only=True):
    """What a browser-style upload needs; `expire` is in seconds since 1970, `host` is where to send it."""

    access_key_id: str
    expire: int
    host: str
    policy: str
    signature: str
    start_path: str


class UploadModel(Answer, frozen=True, kw_only=True):
    """The same under its other name, where the time is a text."""

    access_key_id: str
    expire_time: str
    host: str
    policy: str
    signature: str
    start_path: str


class ScreenshotModel(UploadModel, frozen=True, kw_only=True):
    """`bucket` names a place in the documented object store; here there is one."""

    bucket: str = _BUCKET


class UploadPermitAnswer(SuccessAnswer, frozen=True, kw_only=True):
    data: UploadPermit


class ProofPermitAnswer(SuccessAnswer, frozen=True, kw_only=True):
    model: UploadModel


class ScreenshotPermitAnswer(SuccessAnswer, frozen=True, kw_only=True):
    model: ScreenshotModel


@action("GetQualificationOssInfo", params=GetQualificationOssInfo, permission=Permission.MATERIAL_UPLOAD)
def get_qualification_oss_info(call: Call, parameters: GetQualificationOssInfo) -> UploadPermitAnswer:
    """A permit for pictures of licences, letters, trademarks and app filings."""
    permit = _permit(call, "BizType", parameters.biz_type, _QUALIFICATIONS)
    return UploadPermitAnswer(
        data=UploadPermit(
            access_key_id=permit.access_key_id,
            expire=int(permit.expires_at.timestamp()),
            host=_host(call),
            policy=permit.policy,
            signature=permit.signature,
            start_path=permit.start_path,
        )
    )


@action("GetOSSInfoForUploadFile", params=GetOSSInfoForUploadFile, permission=Permission.MATERIAL_UPLOAD)
def get_oss_info_for_upload_file(call: Call, parameters: GetOSSInfoForUploadFile) -> ProofPermitAnswer:
    """A permit for further proof of signatures and templates (`MoreData`)."""
    permit = _permit(call, "BizType", parameters.biz_type, _PROOFS)
    return ProofPermitAnswer(model=_model(UploadModel, call, permit))


@action("GetSmsOcrOssInfo", params=GetSmsOcrOssInfo, permission=Permission.MATERIAL_UPLOAD)
def get_sms_ocr_oss_info(call: Call, parameters: GetSmsOcrOssInfo) -> ScreenshotPermitAnswer:
    """A permit for screenshots of filings of domains that a template leads to."""
    permit = _permit(call, "TaskType", parameters.task_type, _SCREENSHOTS)
    return ScreenshotPermitAnswer(model=_model(ScreenshotModel, call, permit))


def _permit(call: Call, field: str, wish: str, known: Collection[str]) -> Permit:
    """A fresh permit; raises `PublicError` for a use that is not known."""
    if wish not in known:
        values = sorted(known)
        message = said(
            f"{field} 只支持 {'、'.join(values)}", f"{field} is not supported; it is {' or '.join(values)}."
        )
        raise business_error("OssBiztypeNotSupportError", message)
    return materials.issue_permit(call.actor, call.now)


def _model(kind: type[ModelT], call: Call, permit: Permit) -> ModelT:
    return kind(
        access_key_id=permit.access_key_id,
        expire_time=str(int(permit.expires_at.timestamp())),
        host=_host(call),
        policy=permit.policy,
        signature=permit.signature,
        start_path=permit.start_path,
    )


def _host(call: Call) -> str:
    return f"{call.base_url}{FILES_PATH}"
