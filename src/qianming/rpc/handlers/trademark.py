"""Trademarks as sources of names: `CreateSmsTrademark`, `QuerySmsTrademark`."""

from typing import Annotated

from msgspec import Meta

from qianming.core.permissions import Permission
from qianming.core.veil import mask_party
from qianming.registry.models import Trademark
from qianming.registry.queries import with_ids
from qianming.rpc.actions import Call, action
from qianming.rpc.links import file_urls
from qianming.rpc.rendering import Answer, Created, SuccessAnswer
from qianming.rpc.vocabulary import period_text
from qianming.rpc.wire import Parameters
from qianming.services import trademarks


class CreateSmsTrademark(Parameters, frozen=True, kw_only=True):
    trademark_name: str
    trademark_registration_number: str
    trademark_applicant_name: str
    trademark_eff_exp_date: str
    trademark_pic: str


@action("CreateSmsTrademark", params=CreateSmsTrademark, permission=Permission.SIGNATURE_APPLY)
def create_sms_trademark(call: Call, parameters: CreateSmsTrademark) -> Created:
    """Keep a trademark, with what the public register says of it."""
    given = trademarks.TrademarkFields(
        text=parameters.trademark_name,
        registration_number=parameters.trademark_registration_number,
        owner=parameters.trademark_applicant_name,
        period=parameters.trademark_eff_exp_date,
        picture_key=parameters.trademark_pic,
    )
    return Created(data=str(trademarks.keep(call.actor, given, call.now).pk))


class QuerySmsTrademark(Parameters, frozen=True, kw_only=True):
    trademark_id_list: Annotated[tuple[int, ...], Meta(max_length=100)]


class TrademarkView(Answer, frozen=True, kw_only=True):
    trademark_id: int
    trademark_name: str
    trademark_registration_number: str
    trademark_applicant_name: str
    trademark_eff_exp_date: str
    trademark_pic: str
    trademark_pic_url: str


class TrademarkList(SuccessAnswer, frozen=True, kw_only=True):
    data: list[TrademarkView]


@action("QuerySmsTrademark", params=QuerySmsTrademark, permission=Permission.SIGNATURE_READ)
def query_sms_trademark(call: Call, parameters: QuerySmsTrademark) -> TrademarkList:
    """The account's trademarks of those ids, by id; what it does not have is left out."""
    rows = with_ids(Trademark, call.account_id, parameters.trademark_id_list)
    urls = file_urls(call, {row.picture_key for row in rows})
    return TrademarkList(data=[_view(call, row, urls[row.picture_key]) for row in rows])


def _view(call: Call, row: Trademark, url: str) -> TrademarkView:
    return TrademarkView(
        trademark_id=row.pk,
        trademark_name=row.text,
        trademark_registration_number=row.registration_number,
        trademark_applicant_name=call.shown(row.owner, mask_party),
        trademark_eff_exp_date=period_text(row.valid_from, row.valid_until),
        trademark_pic=row.picture_key,
        trademark_pic_url=url,
    )
