"""The plain data that rules and status decisions read. Decides nothing.

Rows of the registry, fields of a form, parameters of the API and columns of a file all become these before a
rule sees them, so that every face gets the same answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from qianming.core.codes import (
    AccountType,
    Carrier,
    CompanyType,
    FilingState,
    FindingCode,
    Industry,
    PaperKind,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
    TemplateType,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A validity period in whole days, both ends included; 2099-12-31 as its end means "long term"."""

    start: date
    end: date

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class SixElements:
    """The six elements (六要素) that a carrier's filing needs. An empty string means that it is missing."""

    enterprise_name: str = ""
    credit_code: str = ""
    legal_representative: str = ""
    legal_representative_id_number: str = ""
    administrator: str = ""
    administrator_id_number: str = ""


@dataclass(frozen=True, slots=True)
class TrademarkSubject:
    """A trademark as an application names it.

    `status` is registered, pending, refused or invalid; `other_owners` hold the same mark for other goods.
    """

    text: str
    owner: str | None = None
    status: str | None = None
    valid_until: date | None = None
    other_owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PowerOfAttorneySubject:
    """A power of attorney: who grants it, which names it covers, how long it is valid."""

    grantor: str | None = None
    credit_code: str | None = None
    scope: tuple[str, ...] = ()
    valid_until: date | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationSubject:
    """An application for a signature as the rules see it.

    `None` means "not told": a rule that needs the value then stays silent, and the check lists its code as
    not checked. `taken_names` are the account's own names of the same kind, `names_of_others` the live ones
    of other entities, None outside the registry; `materials` are the kinds of papers that come along.
    """

    name: str
    today: date
    source: SignatureSource = SignatureSource.ENTERPRISE_NAME
    kind: SignatureKind = SignatureKind.UNIVERSAL
    purpose: Purpose | None = None
    account_type: AccountType | None = None
    account_name: str | None = None
    enterprise_name: str | None = None
    credit_code: str | None = None
    company_type: CompanyType | None = None
    legal_representative: str | None = None
    administrator: str | None = None
    trademark: TrademarkSubject | None = None
    power_of_attorney: PowerOfAttorneySubject | None = None
    taken_names: frozenset[str] | None = None
    names_of_others: frozenset[str] | None = None
    materials: frozenset[PaperKind] | None = None
    applied_today: int | None = None
    remark: str = ""
    industry: Industry | None = None


@dataclass(frozen=True, slots=True)
class TemplateSubject:
    """An application for a template as the rules see it."""

    name: str
    content: str
    template_type: TemplateType
    remark: str = ""


@dataclass(frozen=True, slots=True)
class QualificationFacts:
    """What a signature's health reads of its qualification.

    `accurate` and `complete` are what a reviewer last found about the six elements.
    """

    state: QualificationState
    elements: SixElements
    accurate: bool = True
    complete: bool = True
    administrator_shared: bool = False
    legal_representative_id_until: date | None = None
    administrator_id_until: date | None = None


@dataclass(frozen=True, slots=True)
class LowDelivery:
    """A carrier with which a signature's success rate is abnormal: what was answered, and what arrived.

    `cause` and `ground` are values of `core.delivery.causes`, empty where nobody asked.
    """

    carrier: Carrier
    answered: int
    delivered: int
    cause: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """Measured delivery of a signature: the carriers with which it is abnormal."""

    low: tuple[LowDelivery, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """Everything that decides a signature's availability.

    `ever_approved` is true once any application of it was approved; `latest_state` is the latest
    application's. `violations` are the rules it breaks that make existing signatures abnormal.
    `objecting` are the carriers for which `carrier_non_compliant` is true: nothing is decided by them.
    `last_activity` is the latest of last send, approval, approved edit and entry into this registry.
    """

    latest_state: ReviewState
    ever_approved: bool
    source: SignatureSource
    qualification: QualificationFacts | None
    filings: Mapping[Carrier, FilingState]
    violations: frozenset[FindingCode] = frozenset()
    carrier_non_compliant: bool = False
    objecting: tuple[Carrier, ...] = ()
    power_of_attorney_until: date | None = None
    disabled: bool = False
    frozen_by_platform: bool = False
    frozen_by_customer: bool = False
    last_activity: datetime | None = None
    delivery: DeliveryFacts = field(default_factory=DeliveryFacts)
