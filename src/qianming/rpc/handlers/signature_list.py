"""The account's signatures: `QuerySmsSignList`."""

from collections.abc import Iterable, Mapping

from msgspec import UNSET, UnsetType, field

from qianming.core.codes import ReviewState, SignatureKind
from qianming.core.permissions import Permission
from qianming.registry.models import Application, Signature
from qianming.registry.queries import for_account, page, signatures
from qianming.rpc.actions import POST_ONLY, Call, action
from qianming.rpc.errors import Regime
from qianming.rpc.reject_reason import RejectReason, reject_reason
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import KIND_WORDS, REVIEW_WORDS, time_text
from qianming.rpc.wire import PageByIndex


class SignatureItem(Answer, frozen=True, kw_only=True):
    """The letter's flag really begins with a small letter on the wire."""

    sign_name: str
    audit_status: str
    business_type: str
    create_date: str
    order_id: str
    reason: RejectReason
    authorization_letter_id: int | UnsetType = UNSET
    trademark_id: int | UnsetType = UNSET
    app_icp_record_id: int | UnsetType = UNSET
    letter_passed: bool = field(name="authorizationLetterAuditPass")


class SignaturePage(Answer, frozen=True, kw_only=True):
    current_page: int
    page_size: int
    total_count: int
    sms_sign_list: list[SignatureItem]


@action(
    "QuerySmsSignList",
    params=PageByIndex,
    permission=Permission.SIGNATURE_READ,
    regime=Regime.LEGACY,
    methods=POST_ONLY,
)
def query_sms_sign_list(call: Call, parameters: PageByIndex) -> SignaturePage:
    """A page of signatures with their review state, newest first."""
    found = page(signatures(call.account_id), parameters.page_index, parameters.page_size)
    shown = _shown_applications(call.account_id, found.rows)
    return SignaturePage(
        current_page=found.number,
        page_size=found.size,
        total_count=found.total,
        sms_sign_list=[_item(row, shown[row.pk]) for row in found.rows],
    )


def _shown_applications(account_id: int, rows: Iterable[Signature]) -> Mapping[int, Application]:
    """The version of each that a query shows, as `GetSmsSign` does: the approved one, else the last."""
    approved = {row.pk: row.approved_id for row in rows}
    applications = for_account(Application, account_id).filter(signature__in=list(approved))
    shown: dict[int, Application] = {}
    for one in applications.select_related("work_order__account", "power_of_attorney").order_by("pk"):
        if approved[one.signature_id] in (None, one.pk):
            shown[one.signature_id] = one
    return shown


def _item(row: Signature, shown: Application) -> SignatureItem:
    power = shown.power_of_attorney
    return SignatureItem(
        sign_name=row.name,
        audit_status=REVIEW_WORDS[ReviewState(shown.state)],
        business_type=KIND_WORDS[SignatureKind(row.kind)],
        create_date=time_text(shown.created_at),
        order_id=str(shown.work_order_id),
        reason=reject_reason(shown),
        authorization_letter_id=shown.power_of_attorney_id or UNSET,
        trademark_id=shown.trademark_id or UNSET,
        app_icp_record_id=shown.app_record_id or UNSET,
        letter_passed=power is not None and power.passed,
    )
