"""Powers of attorney: `CreateSmsAuthorizationLetter`, `QuerySmsAuthorizationLetter`."""

from typing import Annotated, Literal

from msgspec import Meta

from qianming.core.papers.identity import compact_credit_code, mask_name
from qianming.core.permissions import Permission
from qianming.core.veil import mask_party
from qianming.registry.models import PowerOfAttorney
from qianming.registry.queries import powers_of_attorney
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import missing
from qianming.rpc.links import file_urls, scan_url
from qianming.rpc.rendering import Answer, Created, SuccessAnswer
from qianming.rpc.vocabulary import period_text
from qianming.rpc.wire import Parameters
from qianming.services import powers

_STATES = {True: "PASSED", False: "INT"}
_STATUSES = {True: "VALID", False: "INVALID"}


class CreateSmsAuthorizationLetter(Parameters, frozen=True, kw_only=True):
    """What is wrong with the content of the fields is answered by the service, all of it at once."""

    authorization_letter_name: str
    authorization: str
    organization_code: str
    proxy_authorization: str
    authorization_letter_exp_date: str
    authorization_letter_pic: str
    sign_list: Annotated[tuple[str, ...], Meta(max_length=1000)]


@action(
    "CreateSmsAuthorizationLetter",
    params=CreateSmsAuthorizationLetter,
    permission=Permission.SIGNATURE_APPLY,
)
def create_sms_authorization_letter(call: Call, parameters: CreateSmsAuthorizationLetter) -> Created:
    """Register a letter; it is judged with the first application that names it."""
    if not parameters.authorization_letter_name.strip():  # the service would give it a name
        raise missing("AuthorizationLetterName")
    given = powers.PowerFields(
        name=parameters.authorization_letter_name,
        grantor=parameters.authorization,
        grantee=parameters.proxy_authorization,
        credit_code=parameters.organization_code,
        period=parameters.authorization_letter_exp_date,
        scope=parameters.sign_list,
        picture_key=parameters.authorization_letter_pic,
    )
    return Created(data=str(powers.keep(call.actor, given, call.now).pk))


class QuerySmsAuthorizationLetter(Parameters, frozen=True, kw_only=True):
    """All filters are optional; what none of them names is listed whole."""

    authorization_letter_id_list: Annotated[tuple[int, ...], Meta(max_length=100)] = ()
    sign_name: str = ""
    organization_code: str = ""
    state: Literal["", "INT", "PASSED"] = ""
    status: Literal["", "VALID", "INVALID"] = ""


class PowerView(Answer, frozen=True, kw_only=True):
    authorization_letter_id: int
    authorization_letter_name: str
    authorization: str
    proxy_authorization: str
    organization_code: str
    authorization_letter_exp_date: str
    authorization_letter_pic: str
    sign_scope: str
    state: str
    status: str


class PowerList(SuccessAnswer, frozen=True, kw_only=True):
    data: list[PowerView]


@action(
    "QuerySmsAuthorizationLetter",
    params=QuerySmsAuthorizationLetter,
    permission=Permission.SIGNATURE_READ,
)
def query_sms_authorization_letter(call: Call, parameters: QuerySmsAuthorizationLetter) -> PowerList:
    """The letters that every filter admits, newest first."""
    rows = powers_of_attorney(call.account_id)
    if parameters.authorization_letter_id_list:
        rows = rows.filter(pk__in=parameters.authorization_letter_id_list)
    found = list(rows)
    urls = file_urls(call, {row.picture_key for row in found})
    views = [(row, _view(call, row, urls[row.picture_key])) for row in found]
    return PowerList(data=[view for row, view in views if _admitted(row, view, parameters)])


def _view(call: Call, row: PowerOfAttorney, url: str) -> PowerView:
    personal = mask_party(row.grantor) != row.grantor  # a letter without a name is named after its grantor
    return PowerView(
        authorization_letter_id=row.pk,
        authorization_letter_name=call.shown(row.name, mask_name) if personal else row.name,
        authorization=call.shown(row.grantor, mask_party),
        proxy_authorization=call.shown(row.grantee, mask_party),
        organization_code=row.credit_code,
        authorization_letter_exp_date=period_text(row.valid_from, row.valid_until),
        authorization_letter_pic=scan_url(call, url),
        sign_scope="、".join(row.scope),
        state=_STATES[row.passed],
        status=_STATUSES[powers.is_in_force(row, call.now)],
    )


def _admitted(row: PowerOfAttorney, view: PowerView, wanted: QuerySmsAuthorizationLetter) -> bool:
    """Whether every filter that was given admits the letter."""
    code = compact_credit_code(wanted.organization_code)
    return (
        wanted.sign_name in ("", *row.scope)
        and code in ("", compact_credit_code(row.credit_code))
        and wanted.state in ("", view.state)
        and wanted.status in ("", view.status)
    )
