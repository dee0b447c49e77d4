"""Extension codes of signatures: `AddExtCodeSign`, `UpdateExtCodeSign` and their kin.

Their error codes are published with those of the older actions: they answer with status 200 as those do.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Count
from msgspec import field

from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.sending.extension import is_extension
from qianming.registry.models import ExtensionCode, Message
from qianming.registry.queries import for_account, page
from qianming.rpc.actions import Call, action
from qianming.rpc.errors import Regime
from qianming.rpc.rendering import Answer, Done, SuccessAnswer
from qianming.rpc.wire import PageNumber, PageSize, Parameters
from qianming.services import extension_codes
from qianming.services.finding import found_signature
from qianming.services.refusals import Invalid, Noun, RefusalCode

_UNKNOWN = {
    Noun.SIGNATURE: ("isv.SMS_SIGNATURE_ILLEGAL", 400),
    Noun.EXTENSION_CODE: ("isv.CODE_NOT_EXIST", 400),
}
_COUNTED = timedelta(days=30)
_TIED_BY_CUSTOMER = "USER"


class ExtCodeSign(Parameters, frozen=True, kw_only=True):
    ext_code: str
    sign_name: str


@action(
    "AddExtCodeSign",
    params=ExtCodeSign,
    permission=Permission.SIGNATURE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def add_ext_code_sign(call: Call, parameters: ExtCodeSign) -> Done:
    """Tie an extension code to a signature."""
    extension_codes.tie(call.actor, parameters.ext_code, parameters.sign_name, call.now)
    return Done()


class UpdateExtCodeSign(Parameters, frozen=True, kw_only=True):
    sign_name: str
    exist_ext_code: str
    new_ext_code: str


@action(
    "UpdateExtCodeSign",
    params=UpdateExtCodeSign,
    permission=Permission.SIGNATURE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def update_ext_code_sign(call: Call, parameters: UpdateExtCodeSign) -> Done:
    """Replace one of a signature's codes by another."""
    old, new = parameters.exist_ext_code, parameters.new_ext_code
    extension_codes.replace(call.actor, parameters.sign_name, old, new, call.now)
    return Done()


@action(
    "DeleteExtCodeSign",
    params=ExtCodeSign,
    permission=Permission.SIGNATURE_APPLY,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def delete_ext_code_sign(call: Call, parameters: ExtCodeSign) -> Done:
    """Give a signature's code free."""
    extension_codes.free(call.actor, parameters.ext_code, parameters.sign_name, call.now)
    return Done()


class QueryExtCodeSign(Parameters, frozen=True, kw_only=True):
    ext_code: str = ""
    sign_name: str = ""
    page_no: PageNumber = 1
    page_size: PageSize = 10


class ExtensionItem(Answer, frozen=True, kw_only=True):
    """`send_count` is that of the last thirty days; a code without any is not active and may be recycled."""

    ext_code: str
    sign_name: str
    source: str
    send_count: int
    active: int


class ExtensionPage(Answer, frozen=True, kw_only=True):
    rows: list[ExtensionItem] = field(name="List")
    page_no: int
    page_size: int
    total: int


class Extensions(SuccessAnswer, frozen=True, kw_only=True):
    data: ExtensionPage


@action(
    "QueryExtCodeSign",
    params=QueryExtCodeSign,
    permission=Permission.SIGNATURE_READ,
    regime=Regime.LEGACY,
    not_found=_UNKNOWN,
)
def query_ext_code_sign(call: Call, parameters: QueryExtCodeSign) -> Extensions:
    """A page of codes with their signatures, newest first."""
    _need_possible(call, parameters)
    rows = for_account(ExtensionCode, call.account_id).filter(signature__deleted_at__isnull=True)
    wanted = {"code": parameters.ext_code, "signature__name": parameters.sign_name}
    rows = rows.filter(**{name: text for name, text in wanted.items() if text})
    found = page(rows.select_related("signature").order_by("-pk"), parameters.page_no, parameters.page_size)
    sent = _sent(call, [row.code for row in found.rows])
    return Extensions(
        data=ExtensionPage(
            rows=[_item(row, sent.get(row.code, 0)) for row in found.rows],
            page_no=found.number,
            page_size=found.size,
            total=found.total,
        )
    )


def _need_possible(call: Call, wanted: QueryExtCodeSign) -> None:
    """A filter that no code can fit is said to be a mistake rather than answered by an empty page."""
    if wanted.ext_code and not is_extension(wanted.ext_code):
        raise Invalid(Problem(RefusalCode.EXTENSION_INVALID, "ExtCode"))
    if wanted.sign_name:
        found_signature(call.account_id, wanted.sign_name)


def _item(row: ExtensionCode, sent: int) -> ExtensionItem:
    return ExtensionItem(
        ext_code=row.code,
        sign_name=row.signature.name,
        source=_TIED_BY_CUSTOMER,
        send_count=sent,
        active=int(sent > 0),
    )


def _sent(call: Call, codes: Sequence[str]) -> Mapping[str, int]:
    """How many messages went out with each code in the last thirty days."""
    recent = for_account(Message, call.account_id).filter(
        extension__in=codes, accepted_at__gte=call.now - _COUNTED
    )
    return dict(recent.values_list("extension").annotate(sent=Count("pk")))
