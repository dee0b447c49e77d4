"""Which uploaded files something still rests on. Decides nothing about how long that is so."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from qianming.registry.models import (
    Account,
    Application,
    AppRecord,
    PowerOfAttorney,
    Qualification,
    QualificationVersion,
    Template,
    Trademark,
)
from qianming.registry.persons import Persons, open_persons
from qianming.registry.versions import open_version


def attached_keys(account: Account, ended_after: datetime) -> frozenset[str]:
    """The keys of files that belong to what the account has, or had until after that time.

    Nothing of an erased account rests on a file any more: nobody can open it.
    """
    if account.erased_at is not None:
        return frozenset()
    lasts = Q(deleted_at__isnull=True) | Q(deleted_at__gt=ended_after)
    return frozenset(
        key
        for keys in (
            _of_qualifications(account, lasts),
            _of_applications(account, ended_after),
            _of_templates(Template.objects.filter(lasts, account=account)),
            _of_records(account),
        )
        for key in keys
        if key
    )


def _of_qualifications(account: Account, lasts: Q) -> Iterator[str]:
    for row in Qualification.objects.filter(lasts, account=account).select_related("account"):
        yield from (licence["key"] for licence in row.materials.get("licences", []))
        yield from row.materials.get("others", [])
        yield from _pictures(open_persons(row))
    kept = Qualification.objects.filter(lasts, account=account)
    versions = QualificationVersion.objects.filter(account=account, qualification__in=kept)
    for content in map(open_version, versions.select_related("account")):
        yield from (key for key, _ in content.licences)
        yield from content.other_keys
        yield from _pictures(content.persons)


def _pictures(persons: Persons) -> Iterator[str]:
    for person in (persons.legal_representative, persons.administrator):
        yield from (person.front_key, person.back_key)


def _of_applications(account: Account, ended_after: datetime) -> Iterator[str]:
    lasts = Q(signature__deleted_at__isnull=True) | Q(signature__deleted_at__gt=ended_after)
    rows = Application.objects.filter(lasts, account=account)
    return _listed(rows.values_list("material_keys", flat=True))


def _of_templates(rows: QuerySet[Template]) -> Iterator[str]:
    for keys, driving in rows.values_list("material_keys", "traffic_driving"):
        yield from keys
        yield from (item.get("icpPicOssKey", "") for item in driving)


def _of_records(account: Account) -> Iterator[str]:
    """Pictures of letters, marks and apps, which have no end of their own."""
    yield from PowerOfAttorney.objects.filter(account=account).values_list("picture_key", flat=True)
    yield from Trademark.objects.filter(account=account).values_list("picture_key", flat=True)
    apps = AppRecord.objects.filter(account=account)
    yield from _listed(apps.values_list("picture_key", "runtime_key", "store_key"))


def _listed(lists: Iterable[Sequence[Any]]) -> Iterator[str]:
    return (key for keys in lists for key in keys)
