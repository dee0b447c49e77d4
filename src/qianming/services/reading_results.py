"""What machines read on documents, opened, and set beside what the applicant typed. Decides nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from qianming.core.papers.witnesses import agreement
from qianming.core.readings import Agreement, DocumentField, DocumentKind, PhotoFlaw, ReadingState
from qianming.documents.reading.results import Reading, Witness
from qianming.registry.models import Account, DocumentReading, PowerOfAttorney, Qualification
from qianming.registry.persons import open_persons
from qianming.registry.sealing import AccountSeal


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: what was typed, what each witness has, and how far they agree."""

    field: DocumentField
    typed: str
    seen: Mapping[Witness, str]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document: how far its reading has come, why a better photo is asked for, and its fields."""

    key: str
    kind: DocumentKind
    state: ReadingState
    flaws: tuple[PhotoFlaw, ...]
    fields: tuple[Compared, ...]


def seal_reading(account: Account, reading: Reading) -> bytes:
    """A reading as it is kept."""
    text = msgspec.json.encode(reading).decode()
    return AccountSeal(account.wrapped_key).seal(text, DocumentReading.CONTEXT)


def open_reading(row: DocumentReading) -> Reading | None:
    """What was read; None while nothing was. Raises `UnreadableSeal` for an erased account."""
    if row.sealed_result is None:
        return None
    seal = AccountSeal(row.account.wrapped_key)
    return msgspec.json.decode(seal.open(row.sealed_result, DocumentReading.CONTEXT), type=Reading)


def readings_of(account_id: int, keys: Collection[str], kind: DocumentKind) -> list[DocumentReading]:
    """The readings of an account's files, by the order of their uploads."""
    rows = DocumentReading.objects.filter(account_id=account_id, material__key__in=keys, kind=kind)
    return list(rows.select_related("account", "material").order_by("material_id"))


def licences_of(row: Qualification) -> tuple[ReadDocument, ...]:
    """The qualification's licences beside its form."""
    typed = {
        DocumentField.NAME: row.company_name,
        DocumentField.CREDIT_CODE: row.credit_code,
        DocumentField.LEGAL_REPRESENTATIVE: open_persons(row).legal_representative.name,
        DocumentField.VALID_FROM: str(row.licence_from),
        DocumentField.VALID_UNTIL: str(row.licence_until),
        DocumentField.SEAL: "",
    }
    keys = [licence["key"] for licence in row.materials.get("licences", [])]
    return _read(row.account_id, keys, DocumentKind.LICENCE, typed)


def letter_of(row: PowerOfAttorney) -> tuple[ReadDocument, ...]:
    """The letter's picture beside its form."""
    typed = {
        DocumentField.GRANTOR: row.grantor,
        DocumentField.GRANTEE: row.grantee,
        DocumentField.CREDIT_CODE: row.credit_code,
        DocumentField.SCOPE: "、".join(row.scope),
        DocumentField.VALID_FROM: str(row.valid_from),
        DocumentField.VALID_UNTIL: str(row.valid_until),
        DocumentField.SEAL: "",
    }
    return _read(row.account_id, [row.picture_key], DocumentKind.POWER_OF_ATTORNEY, typed)


def _read(
    account_id: int, keys: Collection[str], kind: DocumentKind, typed: Mapping[DocumentField, str]
) -> tuple[ReadDocument, ...]:
    return tuple(_document(row, typed) for row in readings_of(account_id, keys, kind))


def _document(row: DocumentReading, typed: Mapping[DocumentField, str]) -> ReadDocument:
    reading = open_reading(row)
    fields = tuple(_compared(field, value, reading) for field, value in typed.items()) if reading else ()
    flaws = tuple(PhotoFlaw(flaw) for flaw in row.flaws)
    return ReadDocument(row.material.key, DocumentKind(row.kind), ReadingState(row.state), flaws, fields)


def _compared(field: DocumentField, typed: str, reading: Reading) -> Compared:
    seen = {one.witness: one.value for one in reading.seen if one.field == field}
    return Compared(field, typed, seen, agreement([typed, *seen.values()]))
