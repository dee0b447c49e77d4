"""One qualification in full: `QuerySingleSmsQualification`."""

from msgspec import field

from qianming.core.codes import Purpose, QualificationState
from qianming.core.papers.identity import mask_id_number, mask_name, mask_phone
from qianming.core.permissions import Permission
from qianming.registry.models import Qualification
from qianming.registry.persons import Person, open_persons
from qianming.registry.queries import qualification
from qianming.rpc.actions import Call, action
from qianming.rpc.links import file_urls, scan_url
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.vocabulary import QUALIFICATION_ALONE, period_text
from qianming.rpc.wire import Parameters
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode


class QuerySingleSmsQualification(Parameters, frozen=True, kw_only=True):
    qualification_group_id: int
    order_id: int | None = None


class LicenceView(Answer, frozen=True, kw_only=True):
    licence_pic: str = field(name="LicensePic")
    pic_url: str
    type: str


class FileView(Answer, frozen=True, kw_only=True):
    licence_pic: str = field(name="LicensePic")
    pic_url: str


class QualificationView(Answer, frozen=True, kw_only=True):
    """Names, document numbers and the phone number are masked unless the key may see personal data.

    Pictures are addresses that expire.
    """

    qualification_group_id: int
    work_order_id: int
    qualification_name: str
    company_name: str
    company_type: str
    organization_code: str
    remark: str
    business_type: str
    state: str
    use_by_self: bool
    whether_share: bool
    eff_time_str: str
    business_license_pics: list[LicenceView]
    other_files: list[FileView]
    legal_person_name: str
    legal_person_document: str = field(name="LegalPersonIDCardType")
    legal_person_number: str = field(name="LegalPersonIDCardNo")
    legal_person_period: str = field(name="LegalPersonIdCardEffTime")
    admin_name: str
    admin_document: str = field(name="AdminIDCardType")
    admin_number: str = field(name="AdminIDCardNo")
    admin_period: str = field(name="AdminIDCardExpDate")
    admin_phone_no: str
    admin_front: str = field(name="AdminIDCardFrontFace")
    admin_back: str = field(name="AdminIDCardPic")


class QualificationAnswer(SuccessAnswer, frozen=True, kw_only=True):
    data: QualificationView


@action(
    "QuerySingleSmsQualification",
    params=QuerySingleSmsQualification,
    permission=Permission.QUALIFICATION_READ,
    not_found={Noun.QUALIFICATION: ("QualificationNotExist", 400)},
)
def query_single_sms_qualification(
    call: Call, parameters: QuerySingleSmsQualification
) -> QualificationAnswer:
    """One qualification in full; an order that is not its present one tells that it changed meanwhile."""
    row = qualification(call.account_id, parameters.qualification_group_id)
    if row is None:
        raise NotFound(Noun.QUALIFICATION)
    if parameters.order_id not in (None, row.work_order_id):
        raise Conflict(RefusalCode.ORDER_EXPIRED)
    return QualificationAnswer(data=_view(call, row))


def _view(call: Call, row: Qualification) -> QualificationView:
    persons = open_persons(row)
    legal, admin = persons.legal_representative, persons.administrator
    licences: list[dict[str, str]] = row.materials.get("licences", [])
    others: list[str] = row.materials.get("others", [])
    urls = file_urls(call, [*(one["key"] for one in licences), *others, admin.front_key, admin.back_key])
    return QualificationView(
        qualification_group_id=row.pk,
        work_order_id=row.work_order_id,
        qualification_name=row.name,
        company_name=row.company_name,
        company_type=row.company_type,
        organization_code=row.credit_code,
        remark=row.remark,
        business_type="dysms",
        state=QUALIFICATION_ALONE[QualificationState(row.state)],
        use_by_self=row.purpose == Purpose.OWN_USE,
        whether_share=row.share,
        eff_time_str=period_text(row.licence_from, row.licence_until),
        business_license_pics=[
            LicenceView(licence_pic=one["key"], pic_url=urls[one["key"]], type=one["kind"])
            for one in licences
        ],
        other_files=[FileView(licence_pic=key, pic_url=scan_url(call, urls[key])) for key in others],
        legal_person_name=call.shown(legal.name, mask_name),
        legal_person_document=legal.document,
        legal_person_number=call.shown(legal.number, mask_id_number),
        legal_person_period=_period(legal),
        admin_name=call.shown(admin.name, mask_name),
        admin_document=admin.document,
        admin_number=call.shown(admin.number, mask_id_number),
        admin_period=_period(admin),
        admin_phone_no=call.shown(persons.administrator_phone, mask_phone),
        admin_front=scan_url(call, urls[admin.front_key]),
        admin_back=scan_url(call, urls[admin.back_key]),
    )


def _period(person: Person) -> str:
    return period_text(person.valid_from, person.valid_until)
