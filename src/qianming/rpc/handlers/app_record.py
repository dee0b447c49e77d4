"""Records of apps' filings: `CreateSmsAppIcpRecord`, `QuerySmsAppIcpRecord`.

New signatures take no names from them any more; the records stay for those that did.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from qianming.core.permissions import Permission
from qianming.core.veil import mask_party
from qianming.registry.models import AppRecord
from qianming.registry.queries import with_ids
from qianming.rpc.actions import Call, action
from qianming.rpc.links import file_urls
from qianming.rpc.rendering import Answer, Created, SuccessAnswer
from qianming.rpc.wire import Parameters
from qianming.services import app_records


class CreateSmsAppIcpRecord(Parameters, frozen=True, kw_only=True):
    app_service_name: str
    app_principal_unit_name: str
    app_icp_license_number: str
    app_approval_date: str
    app_icp_record_pic: str
    domain: str
    app_runtime_pic: str = ""
    app_store_download_pic: str = ""


@action("CreateSmsAppIcpRecord", params=CreateSmsAppIcpRecord, permission=Permission.SIGNATURE_APPLY)
def create_sms_app_icp_record(call: Call, parameters: CreateSmsAppIcpRecord) -> Created:
    """Keep a record of an app's filing."""
    given = app_records.AppRecordFields(
        service_name=parameters.app_service_name,
        holder=parameters.app_principal_unit_name,
        licence_number=parameters.app_icp_license_number,
        approved_on=parameters.app_approval_date,
        domain=parameters.domain,
        picture_key=parameters.app_icp_record_pic,
        runtime_key=parameters.app_runtime_pic,
        store_key=parameters.app_store_download_pic,
    )
    return Created(data=str(app_records.keep(call.actor, given, call.now).pk))


class QuerySmsAppIcpRecord(Parameters, frozen=True, kw_only=True):
    app_icp_record_id_list: Annotated[tuple[int, ...], Meta(max_length=100)]


class AppRecordView(Answer, frozen=True, kw_only=True):
    app_icp_record_id: int
    app_service_name: str
    app_principal_unit_name: str
    app_icp_license_number: str
    app_approval_date: str
    domain: str
    app_icp_record_pic: str
    app_icp_record_pic_url: str
    app_runtime_pic: str
    app_runtime_pic_url: str
    app_store_download_pic: str
    app_store_download_pic_url: str


class AppRecordList(SuccessAnswer, frozen=True, kw_only=True):
    data: list[AppRecordView]


@action("QuerySmsAppIcpRecord", params=QuerySmsAppIcpRecord, permission=Permission.SIGNATURE_READ)
def query_sms_app_icp_record(call: Call, parameters: QuerySmsAppIcpRecord) -> AppRecordList:
    """The account's records of those ids, by id; what it does not have is left out."""
    rows = with_ids(AppRecord, call.account_id, parameters.app_icp_record_id_list)
    keys = {key for row in rows for key in (row.picture_key, row.runtime_key, row.store_key)}
    urls = file_urls(call, keys)
    return AppRecordList(data=[_view(call, row, urls) for row in rows])


def _view(call: Call, row: AppRecord, urls: Mapping[str, str]) -> AppRecordView:
    return AppRecordView(
        app_icp_record_id=row.pk,
        app_service_name=row.service_name,
        app_principal_unit_name=call.shown(row.holder, mask_party),
        app_icp_license_number=row.licence_number,
        app_approval_date=row.approved_on.isoformat(),
        domain=row.domain,
        app_icp_record_pic=row.picture_key,
        app_icp_record_pic_url=urls[row.picture_key],
        app_runtime_pic=row.runtime_key,
        app_runtime_pic_url=urls[row.runtime_key],
        app_store_download_pic=row.store_key,
        app_store_download_pic_url=urls[row.store_key],
    )
