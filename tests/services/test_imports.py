"""Existing stock comes in with its approvals and filings, whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qianming.core.codes import Carrier, EventKind, FilingState, Origin, SignatureSource
from qianming.registry.models import (
    Account,
    Application,
    CarrierFiling,
    Decision,
    Event,
    HealthReason,
    Qualification,
    Signature,
)
from qianming.services import imports
from qianming.services._importing import store
from qianming.services._resolving import Planned
from qianming.services.actors import operator
from qianming.services.imports import ImportedFiling, ImportFault, ImportProblem, ImportSignature
from qianming.services.refusals import Forbidden
from tests.services.making import (
    COMPANY,
    NOW,
    OPERATOR,
    TODAY,
    an_account,
    an_applicant,
    approved_qualification,
    row_counts,
)

pytestmark = pytest.mark.django_db

FILED = dict.fromkeys(Carrier, ImportedFiling(FilingState.FILED, date(2024, 6, 1)))


@pytest.fixture
def qualification(db: None) -> Qualification:
    return approved_qualification(an_applicant(an_account()))


@pytest.fixture
def row(qualification: Qualification) -> ImportSignature:
    """A row with nothing wrong."""
    return ImportSignature(
        line=2,
        account="applicant",
        name="杭州云帆样例",
        source=SignatureSource.ENTERPRISE_NAME,
        approved_on=date(2024, 5, 1),
        qualification="主体资质",
        filings=FILED,
    )


def test_it_comes_with_approval_and_filings(row: ImportSignature) -> None:
    assert imports.import_stock(OPERATOR, [row], NOW) == imports.Imported(1, 0)
    signature = Signature.objects.get(name=row.name)
    assert (signature.origin, signature.availability) == (Origin.APPLIED_FOR, "available")
    decision = Decision.objects.get(work_order=signature.approved.work_order)
    assert (decision.automatic, decision.decided_by) == (True, "operator")
    assert decision.decided_at.isoformat() == "2024-04-30T16:00:00+00:00"
    states = CarrierFiling.objects.filter(application=signature.approved).values_list("state", "due_at")
    assert list(states) == [("filed", None)] * 3
    event = Event.objects.get(kind=EventKind.SIGNATURE_IMPORTED)
    assert (event.subject, event.at) == (f"signature:{signature.pk}", NOW)


def test_what_was_sent_before_is_not_held_against_it(row: ImportSignature) -> None:
    imports.import_stock(OPERATOR, [row], NOW)
    assert not HealthReason.objects.filter(code__in=("LONG_UNUSED", "RECENTLY_UNUSED")).exists()


@pytest.mark.parametrize("source", [SignatureSource.APP, SignatureSource.TEST, SignatureSource.WEBSITE])
def test_a_retired_source_is_abnormal_at_once(row: ImportSignature, source: SignatureSource) -> None:
    imports.import_stock(OPERATOR, [replace(row, source=source)], NOW)
    signature = Signature.objects.get(name=row.name)
    assert signature.availability == "abnormal"
    assert [reason.code for reason in HealthReason.objects.filter(signature=signature)] == [
        "SOURCE_UNSUPPORTED"
    ]


def test_without_papers_and_filings_health_says_so(row: ImportSignature) -> None:
    imports.import_stock(OPERATOR, [replace(row, qualification="", filings={})], NOW)
    reasons = HealthReason.objects.filter(signature__name=row.name).values_list("code", flat=True)
    assert set(reasons) == {"QUALIFICATION_MISSING", "FILING_ABNORMAL"}


def test_a_second_import_changes_nothing(row: ImportSignature) -> None:
    imports.import_stock(OPERATOR, [row], NOW)
    before = row_counts()
    CarrierFiling.objects.update(state="expired")
    again = imports.import_stock(OPERATOR, [row], NOW + timedelta(days=1))
    assert again == imports.Imported(0, 1)
    assert row_counts() == before
    assert set(CarrierFiling.objects.values_list("state", flat=True)) == {"expired"}


def test_a_complimentary_signature_becomes_the_imported_one(row: ImportSignature) -> None:
    imports.import_stock(OPERATOR, [replace(row, name=COMPANY)], NOW)
    signature = Signature.objects.get(name=COMPANY)
    assert signature.origin == Origin.APPLIED_FOR
    assert signature.approved == Application.objects.filter(signature=signature).last()
    assert not CarrierFiling.objects.filter(signature=signature, due_at__isnull=False).exists()
    assert imports.import_stock(OPERATOR, [replace(row, name=COMPANY)], NOW) == imports.Imported(0, 1)


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"account": "nobody"}, "account", ImportFault.UNKNOWN),
        ({"qualification": "没有的资质"}, "qualification", ImportFault.UNKNOWN),
        ({"qualification": "99999999999999999999"}, "qualification", ImportFault.UNKNOWN),
        ({"trademark": "7"}, "trademark", ImportFault.UNKNOWN),
        ({"power_of_attorney": "授权书"}, "power_of_attorney", ImportFault.UNKNOWN),
        ({"name": ""}, "name", ImportFault.IMPOSSIBLE),
        ({"name": "云" * 51}, "name", ImportFault.IMPOSSIBLE),
        ({"name": "云\x00帆"}, "name", ImportFault.IMPOSSIBLE),
        ({"name": "云\ud800帆"}, "name", ImportFault.IMPOSSIBLE),
        ({"account": "\x00"}, "account", ImportFault.IMPOSSIBLE),
        ({"qualification": "\x00"}, "qualification", ImportFault.IMPOSSIBLE),
        ({"approved_on": TODAY + timedelta(days=1)}, "approval_date", ImportFault.FUTURE),
        ({"approved_on": date.min}, "approval_date", ImportFault.IMPOSSIBLE),
        (
            {"filings": {Carrier.UNICOM: ImportedFiling(FilingState.FILED, TODAY + timedelta(days=1))}},
            "unicom_since",
            ImportFault.FUTURE,
        ),
    ],
)
def test_a_bad_row_keeps_everything_out(
    row: ImportSignature, changes: dict[str, object], field: str, fault: ImportFault
) -> None:
    bad = replace(row, line=3, **{"name": "杭州云帆", **changes})  # type: ignore[arg-type]
    before = row_counts()
    with pytest.raises(imports.ImportRefused) as refused:
        imports.import_stock(OPERATOR, [row, bad], NOW)
    ((line, where, what),) = [(found.line, found.field, found.fault) for found in refused.value.problems]
    assert (line, where, what) == (3, field, fault)
    assert row_counts() == before
    assert imports.examine([row, bad], NOW) == refused.value.problems
    done = imports.import_stock(OPERATOR, [row, bad], NOW, skip_bad=True)
    assert (done.imported, done.unchanged, len(done.problems)) == (1, 0, 1)


def test_a_name_stands_once(row: ImportSignature) -> None:
    twice = replace(row, line=3)
    assert imports.examine([row, twice], NOW) == (ImportProblem(3, "name", ImportFault.TWICE, row.name),)


def test_a_name_that_is_there_with_other_papers_is_taken(row: ImportSignature) -> None:
    imports.import_stock(OPERATOR, [row], NOW)
    other = replace(row, approved_on=date(2024, 5, 2))
    assert imports.examine([other], NOW) == (ImportProblem(2, "name", ImportFault.TAKEN, row.name),)


def test_only_the_operator_imports(row: ImportSignature) -> None:
    account = Account.objects.get()
    with pytest.raises(Forbidden):
        imports.import_stock(an_applicant(account), [row], NOW)
    assert imports.import_stock(operator(), [row], NOW).imported == 1


def test_a_failure_half_way_leaves_nothing(row: ImportSignature, monkeypatch: pytest.MonkeyPatch) -> None:
    second = replace(row, line=3, name="杭州云帆样例科技")
    before = row_counts()

    def breaks(plan: Planned, *rest: object) -> None:
        if plan.row.line == 3:
            raise ConnectionError
        store(plan, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("qianming.services.imports.store", breaks)
        with pytest.raises(ConnectionError):
            imports.import_stock(OPERATOR, [row, second], NOW)
    assert row_counts() == before
