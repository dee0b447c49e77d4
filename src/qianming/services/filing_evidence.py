"""The papers behind a batch of filings, packed as a carrier wants to see them: a folder for each filing.

Decides which papers a filing rests on: licences and identity pictures of its qualification, its letter, its
trademark, the app's record, and what was attached to the application.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from qianming.registry.models import Application, CarrierFiling, Material, Qualification
from qianming.registry.persons import open_persons
from qianming.registry.queries import for_account
from qianming.services.filing_batches import Batch
from qianming.services.materials import read

# Of the same papers the same archive is made, whenever that is.
_DATE = (1980, 1, 1, 0, 0, 0)


def pack_evidence(batch: Batch, file: BinaryIO, told: Callable[[int], None] = lambda filings: None) -> None:
    """Write a ZIP with every paper of the batch; what was erased meanwhile is left out."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
        for filing in batch.filings:
            for name, material in _papers(filing):
                entry = zipfile.ZipInfo(f"{filing.reference}/{name}{_suffix(material)}", _DATE)
                pack.writestr(entry, read(material))
            told(1)


def _papers(filing: CarrierFiling) -> Iterator[tuple[str, Material]]:
    """Every paper that is stored, under a name that says what it is."""
    keys = dict(_named_keys(filing.application))
    stored = {row.key: row for row in for_account(Material, filing.account_id).filter(key__in=keys.values())}
    yield from ((name, stored[key]) for name, key in keys.items() if key in stored)


def _named_keys(application: Application) -> Iterator[tuple[str, str]]:
    if application.qualification is not None:
        yield from _of_qualification(application.qualification)
    if application.power_of_attorney is not None:
        yield "power-of-attorney", application.power_of_attorney.picture_key
    if application.trademark is not None:
        yield "trademark", application.trademark.picture_key
    if application.app_record is not None:
        record = application.app_record
        yield "app-record", record.picture_key
        yield "app-runtime", record.runtime_key
        yield "app-store", record.store_key
    for number, key in enumerate(application.material_keys, start=1):
        yield f"attached-{number}", key


def _of_qualification(qualification: Qualification) -> Iterator[tuple[str, str]]:
    for number, licence in enumerate(qualification.materials.get("licences", ()), start=1):
        yield f"licence-{number}", licence["key"]
    for number, key in enumerate(qualification.materials.get("others", ()), start=1):
        yield f"other-{number}", key
    persons = open_persons(qualification)
    for name, person in (
        ("legal-representative", persons.legal_representative),
        ("administrator", persons.administrator),
    ):
        yield f"{name}-front", person.front_key
        yield f"{name}-back", person.back_key


def _suffix(material: Material) -> str:
    return PurePosixPath(material.key).suffix.lower()
