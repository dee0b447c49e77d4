"""Rows as the plain data that `core` decides on. Decides nothing, writes nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from qianming.core.codes import (
    AccountType,
    CompanyType,
    Industry,
    LicenceKind,
    PaperKind,
    Purpose,
    QualificationState,
    SignatureKind,
    SignatureSource,
)
from qianming.core.subjects import (
    ApplicationSubject,
    PowerOfAttorneySubject,
    QualificationFacts,
    SixElements,
    TrademarkSubject,
)
from qianming.registry.models import (
    Account,
    Application,
    AppRecord,
    PowerOfAttorney,
    Qualification,
    Signature,
    Trademark,
)
from qianming.registry.persons import Persons, open_persons
from qianming.registry.queries import names_of_others
from qianming.registry.versions import Content

_CERTIFICATES = (LicenceKind.SOCIAL_CREDIT, LicenceKind.PUBLIC_INSTITUTION)


@dataclass(frozen=True, slots=True)
class Papers:
    """The rows that an application rests on."""

    qualification: Qualification | None = None
    power_of_attorney: PowerOfAttorney | None = None
    trademark: Trademark | None = None
    app_record: AppRecord | None = None


def completed(
    subject: ApplicationSubject, account: Account, papers: Papers, others: frozenset[str] | None = None
) -> ApplicationSubject:
    """What was typed, completed with what the account and its papers say.

    `others` are the names of other entities that can be taken for this one, where they were looked up before.
    """
    qualification = papers.qualification
    _share_account(account, papers)
    subject = replace(
        subject,
        account_type=AccountType(account.account_type),
        account_name=account.verified_name,
        trademark=_trademark(papers.trademark),
        power_of_attorney=_power(papers.power_of_attorney),
    )
    if qualification is None:
        return subject
    persons = open_persons(qualification)
    return replace(
        subject,
        enterprise_name=qualification.company_name,
        credit_code=qualification.credit_code,
        company_type=CompanyType(qualification.company_type),
        legal_representative=persons.legal_representative.name,
        administrator=persons.administrator.name,
        names_of_others=names_of_others(subject.name, qualification.credit_code)
        if others is None
        else others,
        materials=(subject.materials or frozenset()) | _kinds_of_papers(qualification, papers.trademark),
    )


def _share_account(account: Account, papers: Papers) -> None:
    """Sealed columns are opened with their row's account, which need not be read again for each paper."""
    for paper in (papers.qualification, papers.power_of_attorney, papers.trademark, papers.app_record):
        if paper is not None and paper.account_id == account.pk:
            paper.account = account


def stored_application_subject(
    application: Application, today: date, others: frozenset[str] | None = None
) -> ApplicationSubject:
    """A stored application as the rules would see it today, without what only counts at submission."""
    typed = ApplicationSubject(
        name=application.signature.name,
        today=today,
        source=SignatureSource(application.source),
        kind=SignatureKind(application.signature.kind),
        purpose=Purpose(application.purpose),
        remark=application.remark,
        materials=frozenset(PaperKind(kind) for kind in application.material_kinds.values()),
        industry=Industry(application.industry) if application.industry else None,
    )
    papers = Papers(
        qualification=application.qualification,
        power_of_attorney=application.power_of_attorney,
        trademark=application.trademark,
        app_record=application.app_record,
    )
    return completed(typed, application.account, papers, others)


def _kinds_of_papers(qualification: Qualification, trademark: Trademark | None) -> frozenset[PaperKind]:
    """Which kinds of papers the qualification and the trademark bring."""
    kinds = {PaperKind.LICENCE} if qualification.licence_kind else set()
    if qualification.licence_kind in _CERTIFICATES:
        kinds.add(PaperKind.CERTIFICATE)
    if trademark is not None and trademark.picture_key:
        kinds.add(PaperKind.TRADEMARK_SCREENSHOT)
    return frozenset(kinds)


def _trademark(row: Trademark | None) -> TrademarkSubject | None:
    if row is None:
        return None
    return TrademarkSubject(
        text=row.text,
        owner=row.register_owner or row.owner,
        status=row.status or None,
        valid_until=row.valid_until,
        other_owners=tuple(row.other_owners),
    )


def _power(row: PowerOfAttorney | None) -> PowerOfAttorneySubject | None:
    if row is None:
        return None
    return PowerOfAttorneySubject(
        row.grantor, row.credit_code, tuple(row.scope), row.valid_until, row.valid_from
    )


def six_elements(qualification: Qualification, persons: Persons) -> SixElements:
    """The six elements that a filing carries."""
    return SixElements(
        enterprise_name=qualification.company_name,
        credit_code=qualification.credit_code,
        legal_representative=persons.legal_representative.name,
        legal_representative_id_number=persons.legal_representative.number,
        administrator=persons.administrator.name,
        administrator_id_number=persons.administrator.number,
    )


def elements_of(content: Content, credit_code: str) -> SixElements:
    """The six elements as an earlier content of a qualification had them; its credit code never changes."""
    persons = content.persons
    return SixElements(
        enterprise_name=content.company_name,
        credit_code=credit_code,
        legal_representative=persons.legal_representative.name,
        legal_representative_id_number=persons.legal_representative.number,
        administrator=persons.administrator.name,
        administrator_id_number=persons.administrator.number,
    )


def qualification_facts(qualification: Qualification, *, shared: bool) -> QualificationFacts:
    """What a signature's health reads of its qualification; `shared` is whether its administrator is."""
    return QualificationFacts(
        state=QualificationState(qualification.state),
        elements=six_elements(qualification, open_persons(qualification)),
        accurate=qualification.accurate,
        complete=qualification.complete,
        administrator_shared=shared,
        legal_representative_id_until=qualification.legal_representative_id_until,
        administrator_id_until=qualification.administrator_id_until,
    )


def last_activity(signature: Signature) -> datetime | None:
    """When a signature was last sent with, approved or edited; what was before its import is not known."""
    moments = (signature.last_sent_at, last_edit(signature))
    return max((moment for moment in moments if moment is not None), default=None)


def last_edit(signature: Signature) -> datetime | None:
    """When a signature was last approved or edited, its entry into this registry included."""
    standing = signature.approved
    moments = (standing.decided_at, signature.created_at) if standing else ()
    return max((moment for moment in moments if moment is not None), default=None)
