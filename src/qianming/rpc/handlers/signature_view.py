"""One signature in full: `GetSmsSign`, with its review and each carrier's filing."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import UNSET, UnsetType

from qianming.core.codes import (
    Carrier,
    FilingReason,
    FilingState,
    Origin,
    Purpose,
    ReviewState,
    SignatureSource,
)
from qianming.core.permissions import Permission
from qianming.registry.carrier_words import open_texts
from qianming.registry.models import Application, CarrierFiling, Signature
from qianming.registry.queries import for_account, latest_application, shown_application
from qianming.rpc.actions import Call, action
from qianming.rpc.language import language
from qianming.rpc.links import file_urls
from qianming.rpc.reasons import rejection
from qianming.rpc.rendering import Answer
from qianming.rpc.vocabulary import FILING_NUMBERS, REVIEW_NUMBERS, TAGS, time_text
from qianming.rpc.wire import Parameters
from qianming.services.finding import found_signature
from qianming.texts.catalog import words


class GetSmsSign(Parameters, frozen=True, kw_only=True):
    sign_name: str


class AuditInfo(Answer, frozen=True, kw_only=True):
    audit_date: str
    reject_info: str


class FilingReasonView(Answer, frozen=True, kw_only=True):
    reason_code: str
    reason_desc_list: list[str]


class FilingView(Answer, frozen=True, kw_only=True):
    operator_code: str
    register_status: int
    operator_complete_time: str
    register_status_reasons: list[FilingReasonView]


class SignatureView(Answer, frozen=True, kw_only=True):
    """What is not bound is left out. `register_result` is superseded by the list per carrier."""

    sign_name: str
    sign_code: str
    sign_status: int
    sign_tag: str
    sign_usage: str
    apply_scene: str
    remark: str
    create_date: str
    order_id: str
    audit_info: AuditInfo
    third_party: bool
    qualification_id: int | UnsetType = UNSET
    authorization_letter_id: int | UnsetType = UNSET
    trademark_id: int | UnsetType = UNSET
    app_icp_record_id: int | UnsetType = UNSET
    authorization_letter_audit_pass: bool
    file_url_list: list[str]
    register_result: int
    sign_isp_register_detail_list: list[FilingView]


@action("GetSmsSign", params=GetSmsSign, permission=Permission.SIGNATURE_READ)
def get_sms_sign(call: Call, parameters: GetSmsSign) -> SignatureView:
    """The approved version of a signature, else the last one that was applied for."""
    row = found_signature(call.account_id, parameters.sign_name)
    return _view(call, row, shown_application(row))


def _view(call: Call, row: Signature, shown: Application) -> SignatureView:
    filings = for_account(CarrierFiling, call.account_id).filter(application=shown).order_by("pk")
    per_carrier = {Carrier(filing.carrier): filing for filing in filings.select_related("account")}
    power = shown.power_of_attorney
    return SignatureView(
        sign_name=row.name,
        sign_code=row.code,
        sign_status=REVIEW_NUMBERS[ReviewState(shown.state)],
        sign_tag=TAGS[Origin(row.origin)],
        sign_usage=words(SignatureSource(shown.source), language()).title,
        apply_scene=shown.scene,
        remark=shown.remark,
        create_date=time_text(shown.created_at),
        order_id=str(shown.work_order_id),
        audit_info=_audit(row, shown),
        third_party=shown.purpose == Purpose.FOR_OTHERS,
        qualification_id=shown.qualification_id or UNSET,
        authorization_letter_id=shown.power_of_attorney_id or UNSET,
        trademark_id=shown.trademark_id or UNSET,
        app_icp_record_id=shown.app_record_id or UNSET,
        authorization_letter_audit_pass=power is not None and power.passed,
        file_url_list=[url for url in file_urls(call, shown.material_keys).values() if url],
        register_result=_register_result([FilingState(filing.state) for filing in per_carrier.values()]),
        sign_isp_register_detail_list=_filing_views(per_carrier),
    )


def _audit(row: Signature, shown: Application) -> AuditInfo:
    """When the shown version was decided, and why it was rejected, or why the last edit of it was."""
    told = latest_application(row)
    return AuditInfo(audit_date=time_text(shown.decided_at), reject_info=rejection(told.work_order))


def _filing_views(filings: Mapping[Carrier, CarrierFiling]) -> list[FilingView]:
    """One entry per carrier, in the same order always; a carrier without a filing has not been asked."""
    return [
        _filing_view(filings[carrier]) if carrier in filings else _not_filed(carrier) for carrier in Carrier
    ]


def _filing_view(filing: CarrierFiling) -> FilingView:
    return FilingView(
        operator_code=filing.carrier,
        register_status=FILING_NUMBERS[FilingState(filing.state)],
        operator_complete_time=time_text(filing.completed_at),
        register_status_reasons=_reason_views(filing.reasons, open_texts(filing)),
    )


def _not_filed(carrier: Carrier) -> FilingView:
    return FilingView(
        operator_code=carrier,
        register_status=FILING_NUMBERS[FilingState.NOT_FILED],
        operator_complete_time="",
        register_status_reasons=_reason_views([FilingReason.NON_REGISTER], {}),
    )


def _reason_views(
    codes: Sequence[str], texts: Mapping[FilingReason, Sequence[str]]
) -> list[FilingReasonView]:
    """Each reason with the carrier's own words, else with what it means."""
    return [
        FilingReasonView(
            reason_code=code,
            reason_desc_list=list(texts.get(FilingReason(code), ()))
            or [words(FilingReason(code), language()).why],
        )
        for code in codes
    ]


def _register_result(states: Collection[FilingState]) -> int:
    """The older single figure: 1 once every carrier has filed, 0 or 2 if all failed or lapsed, else -1."""
    for number, ended in (
        (1, {FilingState.FILED, FilingState.UNVERIFIED}),
        (0, {FilingState.FAILED}),
        (2, {FilingState.EXPIRED}),
    ):
        if states and set(states) <= ended:
            return number
    return -1
