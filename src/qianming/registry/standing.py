"""What the health of many signatures reads, gathered in a fixed number of queries. Decides nothing.

A decision on one qualification may concern a thousand signatures: each of them is read as if it were alone,
and none costs a query of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from qianming.core.codes import (
    Carrier,
    FilingState,
    FindingCode,
    QualificationState,
    ReviewState,
    SignatureSource,
)
from qianming.core.subjects import ApplicationSubject, QualificationFacts, SignatureFacts
from qianming.registry.models import Application, CarrierFiling, CarrierVerdict, Qualification, Signature
from qianming.registry.queries import MOST_OTHERS, resting_on
from qianming.registry.subjects import last_activity, qualification_facts, stored_application_subject

_AT_ONCE = 500
_PARTS = ("account", "work_order", "qualification__account", "trademark", "power_of_attorney", "app_record")


@dataclass(frozen=True, slots=True)
class Standing:
    """A signature with everything that its health reads.

    `others` are the names of other entities that can be taken for its own, `objecting` the carriers to which
    it is not compliant.
    """

    signature: Signature
    latest: Application
    filings: Mapping[Carrier, FilingState]
    qualification: QualificationFacts | None
    others: frozenset[str]
    objecting: tuple[Carrier, ...] = ()

    @property
    def version(self) -> Application:
        """The approved version counts; before there is one, the latest application does."""
        return self.signature.approved or self.latest

    def subject(self, today: date) -> ApplicationSubject:
        """The version that counts, as the rules see it on a day."""
        return stored_application_subject(self.version, today, others=self.others)

    def facts(self, violations: frozenset[FindingCode]) -> SignatureFacts:
        """Everything that decides the signature's availability."""
        row, version = self.signature, self.version
        power = version.power_of_attorney
        return SignatureFacts(
            latest_state=ReviewState(self.latest.state),
            ever_approved=row.approved is not None,
            source=SignatureSource(version.source),
            qualification=self.qualification,
            filings=self.filings,
            violations=violations,
            carrier_non_compliant=row.carrier_non_compliant,
            objecting=self.objecting,
            power_of_attorney_until=power.valid_until if power else None,
            disabled=row.disabled_at is not None,
            frozen_by_platform=row.frozen_by_platform_at is not None,
            frozen_by_customer=row.frozen_by_customer_at is not None,
            last_activity=last_activity(row),
        )


def standings(signature_ids: Iterable[int]) -> Iterator[Standing]:
    """The live ones of the signatures, by their ids."""
    ids = sorted(set(signature_ids))
    for start in range(0, len(ids), _AT_ONCE):
        yield from _page(ids[start : start + _AT_ONCE])


def _page(ids: Sequence[int]) -> Iterator[Standing]:
    live = Signature.objects.filter(pk__in=ids, deleted_at__isnull=True).order_by("pk")
    rows = list(live.select_related("account"))
    latest, approved = _applications(rows)
    filings = _filings(ids)
    for row in rows:
        row.approved = approved.get(row.pk)
    versions = {row.pk: row.approved or latest[row.pk] for row in rows}
    qualifications = _qualifications(versions.values())
    others = _others(rows, versions)
    objecting = _objecting(rows)
    for row in rows:
        yield Standing(
            row,
            latest[row.pk],
            filings[row.pk],
            qualifications.get(versions[row.pk].qualification_id),
            others[row.pk],
            objecting.get(row.pk, ()),
        )


def _applications(rows: Sequence[Signature]) -> tuple[dict[int, Application], dict[int, Application]]:
    """By signature its latest application, and its approved one."""
    newest = Application.objects.filter(signature__in=rows).values("signature").annotate(newest=Max("pk"))
    latest_ids = [found["newest"] for found in newest]
    wanted = [*latest_ids, *(row.approved_id for row in rows if row.approved_id is not None)]
    found = Application.objects.select_related(*_PARTS).in_bulk(wanted)
    by_signature = {row.pk: row for row in rows}
    for application in found.values():
        application.signature = by_signature[application.signature_id]
    return (
        {found[pk].signature_id: found[pk] for pk in latest_ids},
        {row.pk: found[row.approved_id] for row in rows if row.approved_id is not None},
    )


def _filings(ids: Sequence[int]) -> Mapping[int, Mapping[Carrier, FilingState]]:
    """Per signature and carrier, where the filing stands that messages rest on."""
    grouped: dict[int, list[CarrierFiling]] = defaultdict(list)
    rows = CarrierFiling.objects.filter(
        signature__in=ids, superseded_at__isnull=True, application__state=ReviewState.APPROVED
    )
    for row in rows.only("signature_id", "carrier", "state").order_by("application_id", "pk"):
        grouped[row.signature_id].append(row)
    found: dict[int, dict[Carrier, FilingState]] = defaultdict(dict)
    for signature_id, filings in grouped.items():
        chosen = resting_on(filings)
        found[signature_id] = {carrier: FilingState(row.state) for carrier, row in chosen.items()}
    return found


def _objecting(rows: Sequence[Signature]) -> Mapping[int, tuple[Carrier, ...]]:
    """By signature the carriers that said that it is not compliant; few signatures have any."""
    wanted = [row.pk for row in rows if row.carrier_non_compliant]
    if not wanted:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    verdicts = CarrierVerdict.objects.filter(signature__in=wanted)
    for signature_id, carrier in verdicts.values_list("signature_id", "carrier"):
        found[signature_id].add(carrier)
    return {pk: tuple(carrier for carrier in Carrier if carrier in told) for pk, told in found.items()}


def _qualifications(versions: Iterable[Application]) -> Mapping[int | None, QualificationFacts]:
    """By id what is read of each qualification; thousands of signatures may share one."""
    rows = {row.pk: row for version in versions if (row := version.qualification) is not None}
    shared = _of_shared_administrators(rows.values())
    return {pk: qualification_facts(row, shared=pk in shared) for pk, row in rows.items()}


def _of_shared_administrators(rows: Iterable[Qualification]) -> frozenset[int]:
    """The qualifications whose administrator stands for another enterprise too, in any account.

    Only approved qualifications of others count: a mere submission must not harm whose name it uses.
    """
    mine = {row.pk: row for row in rows}
    approved = Qualification.objects.filter(
        administrator_hash__in={row.administrator_hash for row in mine.values()},
        state=QualificationState.APPROVED,
        deleted_at__isnull=True,
    )
    enterprises: dict[str, set[str]] = defaultdict(set)
    for person, credit_code in approved.values_list("administrator_hash", "credit_code"):
        enterprises[person].add(credit_code)
    return frozenset(
        pk for pk, row in mine.items() if enterprises[row.administrator_hash] - {row.credit_code}
    )


def stands_elsewhere(administrator_hash: str, credit_code: str) -> bool:
    """Whether a person administers another enterprise by an approved qualification, in any account."""
    approved = Qualification.objects.filter(
        administrator_hash=administrator_hash, state=QualificationState.APPROVED, deleted_at__isnull=True
    )
    return approved.exclude(credit_code=credit_code).exists()


def _others(rows: Sequence[Signature], versions: Mapping[int, Application]) -> Mapping[int, frozenset[str]]:
    """Names of other entities' live signatures that can be taken for each one, at most twenty."""
    alike: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, credit_code, *keys in _lookalikes(rows):
        for key in _apart(*keys):
            alike[key].add((name, credit_code or ""))
    found = {}
    for row in rows:
        bound = versions[row.pk].qualification
        own = bound.credit_code if bound else ""
        candidates = set().union(
            *(alike[key] for key in _apart(row.spelling_key, row.shape_key, row.sound_key))
        )
        names = sorted({name for name, credit_code in candidates if credit_code != own})
        found[row.pk] = frozenset(names[:MOST_OTHERS])
    return found


def _lookalikes(rows: Sequence[Signature]) -> Iterator[tuple[str, str | None, str, str, str]]:
    """Name, credit code and keys of every live signature that shares a key with one of the rows."""
    same = (
        Q(spelling_key__in={row.spelling_key for row in rows})
        | Q(shape_key__in={row.shape_key for row in rows})
        | Q(sound_key__in={row.sound_key for row in rows})
    )
    live = Signature.objects.filter(same, deleted_at__isnull=True, approved__isnull=False)
    yield from live.values_list(
        "name", "approved__qualification__credit_code", "spelling_key", "shape_key", "sound_key"
    )


def _apart(spelling: str, shape: str, sound: str) -> tuple[str, str, str]:
    """The three keys, told apart: a spelling may read like another name's sound."""
    return f"spelling {spelling}", f"shape {shape}", f"sound {sound}"
