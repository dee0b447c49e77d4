"""Finding the words for a code: title, why, and what to do about it, in Chinese or English.

Decides nothing but which words belong to which member. The words stand in one file per language, a table per
enum (its class name in snake case) and in it an entry per member. Texts of findings and refusals may hold
`{placeholders}`, which the finding's own params fill; a param that is a code is put into words too, by the
enum that it belongs to or by the table of particulars.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from qianming.core import (
    access,
    access_scopes,
    breaches,
    callbacks,
    codes,
    findings,
    message_codes,
    permissions,
    policy,
    rejections,
)
from qianming.core.delivery.causes import FailureCause, Ground
from qianming.core.findings import Finding
from qianming.core.mismatches import MismatchFault
from qianming.core.names.suggest import SuggestionReason
from qianming.core.papers import documents, entity, identity
from qianming.core.readings import Agreement, DocumentField, DocumentKind, PhotoFlaw, ReadingState
from qianming.core.status.forecast import ForecastBasis
from qianming.core.status.remedies import ReasonGroup, Remedy
from qianming.core.status.urgency import Urgency
from qianming.core.status.warnings import Threat
from qianming.core.trademarks import TrademarkStatus

_FOLDER = Path(__file__).parent
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


class Lang(StrEnum):
    """The languages that people can choose."""

    ZH = "zh"
    EN = "en"


_FILES: Mapping[Lang, str] = {Lang.ZH: "zh_hans.toml", Lang.EN: "en.toml"}

SPOKEN: tuple[type[StrEnum], ...] = (
    codes.FindingCode,
    codes.Abnormality,
    codes.Unavailability,
    codes.Availability,
    codes.FilingState,
    codes.FilingReason,
    codes.QualificationState,
    codes.ReviewState,
    codes.DecisionVerdict,
    rejections.RejectionReason,
    codes.SignatureSource,
    codes.Industry,
    codes.Purpose,
    codes.AccountType,
    codes.SignatureKind,
    codes.Origin,
    codes.Carrier,
    codes.WorkOrderKind,
    codes.CompanyType,
    codes.LicenceKind,
    codes.IdentityDocument,
    codes.PaperKind,
    codes.TemplateType,
    codes.MessageState,
    message_codes.ReceiptCode,
    message_codes.SendRefusal,
    codes.EventKind,
    breaches.Breach,
    callbacks.CallbackKind,
    callbacks.DeliveryState,
    access.AccessReason,
    codes.Timing,
    codes.FreezeParty,
    access_scopes.KeyScope,
    access_scopes.TokenKind,
    DocumentKind,
    ReadingState,
    DocumentField,
    Agreement,
    PhotoFlaw,
    SuggestionReason,
    policy.CarrierStance,
    policy.StockEffect,
    findings.Severity,
    findings.Outcome,
    permissions.Role,
    permissions.Permission,
    identity.CreditCodeProblem,
    TrademarkStatus,
    identity.ResidentIdProblem,
    documents.DocumentProblem,
    entity.EnterpriseStatus,
    FailureCause,
    Ground,
    Threat,
    Urgency,
    ForecastBasis,
    MismatchFault,
    ReasonGroup,
    Remedy,
)


# The params whose values are members, and the table with the words for those of no enum that people choose.
_KINDS: Mapping[str, type[StrEnum]] = {
    "deviation": identity.CreditCodeProblem,
    "industry": codes.Industry,
    "material": codes.PaperKind,
    "papers": codes.PaperKind,
    "standing": entity.EnterpriseStatus,
}
PARTICULARS = "particular"


@dataclass(frozen=True, slots=True)
class Words:
    """What people read for a code: what it is, why it matters, and what to do."""

    title: str
    why: str
    fix: str


class UnknownCode(LookupError):
    """A code that no spoken enum has."""


def words(code: StrEnum | str, lang: Lang) -> Words:
    """The words for a member, or for a code's value or name; the first enum of `SPOKEN` that has it counts.

    Placeholders are left as they stand: `explain` fills them.
    """
    member = code if isinstance(code, StrEnum) else _find(code)
    entry = _tables(lang).get(_table_name(type(member)), {}).get(member.name)
    if entry is None:
        raise UnknownCode(str(code))
    return Words(entry["title"], entry["why"], entry["fix"])


def explain(code: StrEnum | str, lang: Lang, params: Iterable[tuple[str, str]] = ()) -> Words:
    """The words for a code with their placeholders filled in."""
    plain, values = words(code, lang), _Values((name, _spoken(name, value, lang)) for name, value in params)
    return Words(*(text.format_map(values) for text in (plain.title, plain.why, plain.fix)))


def sentence(finding: Finding, lang: Lang) -> str:
    """A finding as it is told to people: why, and what to do."""
    told = explain(finding.code, lang, finding.params)
    return told.why + told.fix if lang is Lang.ZH else f"{told.why} {told.fix}"


class _Values(dict[str, str]):
    """Values of placeholders; one that is not supplied shows its own name rather than failing a page."""

    def __missing__(self, name: str) -> str:
        return name


def _spoken(name: str, value: str, lang: Lang) -> str:
    """A particular that is a member's value, or a list of them, in words; any other as it stands."""
    if (kind := _KINDS.get(name)) is not None:
        separator = "、" if lang is Lang.ZH else ", "
        return separator.join(_title(kind, part, lang) for part in value.split("、"))
    return _tables(lang)[PARTICULARS].get(name, {}).get(value, value)


def _title(kind: type[StrEnum], value: str, lang: Lang) -> str:
    """A member's name in words; what is stored and known no more stays as it is."""
    try:
        return words(kind(value), lang).title
    except ValueError:
        return value


def _find(code: str) -> StrEnum:
    for kind in SPOKEN:
        for member in kind:
            if code in (member.value, member.name):
                return member
    raise UnknownCode(code)


def _table_name(kind: type[StrEnum]) -> str:
    return _WORD_START.sub("_", kind.__name__).lower()


@cache
def _tables(lang: Lang) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Every table of a language's file."""
    return tomllib.loads((_FOLDER / _FILES[lang]).read_text(encoding="utf-8"))
