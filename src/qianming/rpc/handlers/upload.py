"""The permit for uploading files: `GetQualificationOssInfo`. The upload itself is `qianming.rpc.uploads`."""

from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import business_error
from qianming.rpc.links import FILES_PATH
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.wire import Parameters
from qianming.services import materials

_BUSINESS_TYPE = "dysms"


class GetQualificationOssInfo(Parameters, frozen=True, kw_only=True):
    biz_type: str


class UploadPermit(Answer, frozen=True, kw_only=True):
    """What a browser-style upload needs; `expire` is in seconds since 1970, `host` is where to send it."""

    access_key_id: str
    expire: int
    host: str
    policy: str
    signature: str
    start_path: str


class UploadPermitAnswer(SuccessAnswer, frozen=True, kw_only=True):
    data: UploadPermit


@action("GetQualificationOssInfo", params=GetQualificationOssInfo, permission=Permission.MATERIAL_UPLOAD)
def get_qualification_oss_info(call: Call, parameters: GetQualificationOssInfo) -> UploadPermitAnswer:
    """Give the account a permit to upload files for some minutes."""
    if parameters.biz_type != _BUSINESS_TYPE:
        raise business_error(
            "OssBiztypeNotSupportError", f"BizType is not supported; it is {_BUSINESS_TYPE}."
        )
    permit = materials.issue_permit(call.actor, call.now)
    return UploadPermitAnswer(
        data=UploadPermit(
            access_key_id=permit.access_key_id,
            expire=int(permit.expires_at.timestamp()),
            host=f"{call.base_url}{FILES_PATH}",
            policy=permit.policy,
            signature=permit.signature,
            start_path=permit.start_path,
        )
    )
