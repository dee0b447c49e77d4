"""A qualification that changes: every carrier that was told other elements gets a further filing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from qianming.carriers.protocol import Drivers, FilingAnswer, FilingProbe, FilingRequest
from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, Purpose, SignatureSource
from qianming.core.rejections import RejectionReason
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.models import (
    Account,
    Application,
    Event,
    PhoneCode,
    Qualification,
    Signature,
    Trademark,
)
from qianming.registry.queries import resting_on
from qianming.registry.queries import signature as signature_named
from qianming.services import applications, imports, reviews
from qianming.services.actors import Actor
from qianming.services.applications import Resubmission, SubmitApplication
from qianming.services.filing_orders import refile, set_answer
from qianming.services.imports import ImportedFiling, ImportSignature
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update
from tests.clock import StandingClock
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    LONG_COMPANY,
    MINUTE,
    NOW,
    OPERATOR,
    OTHER_CREDIT_CODE,
    REASON,
    REVIEWER,
    TODAY,
    a_live_signature,
    a_power,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    upload,
)

pytestmark = pytest.mark.django_db

S = FilingState
LATER = NOW + 5 * MINUTE
ANOTHER = PersonChanges(name="管理员丁", number=id_number(9))


class Carriers:
    """Every carrier answers as it is told to, and remembers whom it was told of."""

    def __init__(self, state: FilingState = S.FILED) -> None:
        self.state = state
        self.told: list[FilingRequest] = []

    def file(self, request: FilingRequest, now: object) -> FilingAnswer:
        self.told.append(request)
        return FilingAnswer(self.state, (FilingReason.REGISTERING,), None)

    def poll(self, probe: FilingProbe, now: object) -> FilingAnswer:
        return FilingAnswer(self.state, (FilingReason.REGISTERING,), None)

    @property
    def drivers(self) -> Drivers:
        return dict.fromkeys(Carrier, self)  # type: ignore[arg-type]

    def work(self) -> None:
        run_once(FilingHandler(self.drivers), StandingClock(LATER))


@pytest.fixture
def signature(account: Account) -> Signature:
    """Approved, and filed by every carrier."""
    row = a_live_signature(account)
    Carriers().work()
    assert {filing.state for filing in row.filings.all()} == {S.FILED}
    return row


def bound() -> Qualification:
    return Qualification.objects.get()


def changed(actor: Actor, **changes: object) -> int:
    """An update of the qualification that waits for its review."""
    row = bound()
    phone = f"1380000{PhoneCode.objects.count():04d}"  # a number gets one code a minute
    code = phone_code(actor, phone, LATER)
    command = UpdateQualification(
        row.pk,
        row.work_order_id,
        administrator_phone=phone,
        phone_code=code,
        **changes,  # type: ignore[arg-type]
    )
    return update(actor, command, LATER).order_id


def approved(actor: Actor, **changes: object) -> None:
    reviews.approve(REVIEWER, changed(actor, **changes), LATER)


def states(signature: Signature) -> list[tuple[int, str, bool]]:
    """Mobile's filings: edition, state, and whether it has been superseded."""
    rows = signature.filings.filter(carrier=Carrier.MOBILE).order_by("pk")
    return [(row.edition, row.state, row.superseded_at is not None) for row in rows]


@pytest.mark.parametrize(
    "changes",
    [
        {"administrator": ANOTHER},
        {"legal_representative": PersonChanges(name="法人丙", number=id_number(5))},
        {"company_name": "杭州云杉样例科技有限公司"},
    ],
    ids=["administrator", "legal representative", "company"],
)
def test_a_changed_element_is_filed_anew_and_the_old_filing_stays_in_force(
    actor: Actor, signature: Signature, changes: dict[str, object]
) -> None:
    approved(actor, **changes)
    assert states(signature) == [(0, S.FILED, False), (1, S.NOT_FILED, False)]
    in_force = resting_on(signature.filings.filter(superseded_at=None).order_by("application_id", "pk"))
    assert {row.state for row in in_force.values()} == {S.FILED}
    carriers = Carriers(S.UNVERIFIED)
    carriers.work()
    assert states(signature) == [(0, S.FILED, True), (1, S.UNVERIFIED, False)]
    assert len(carriers.told) == 3
    assert len({request.reference for request in carriers.told} | references(signature)) == 6


def references(signature: Signature) -> set[str]:
    return set(signature.filings.values_list("reference", flat=True))


def test_the_carriers_are_told_the_new_elements(actor: Actor, signature: Signature) -> None:
    approved(actor, administrator=ANOTHER)
    carriers = Carriers(S.FILING)
    carriers.work()
    assert {request.elements.administrator for request in carriers.told} == {"管理员丁"}
    opened = Event.objects.filter(kind=EventKind.FILING_MOVED, old="", at=LATER)
    assert {event.detail["carrier"] for event in opened} == set(Carrier)


def test_what_is_no_element_opens_nothing(actor: Actor, signature: Signature) -> None:
    approved(actor, legal_representative=PersonChanges(period="2020-01-01~2045-01-01"))
    assert states(signature) == [(0, S.FILED, False)]


def test_a_change_that_is_refused_opens_nothing(actor: Actor, signature: Signature) -> None:
    reviews.reject(REVIEWER, changed(actor, administrator=ANOTHER), REASON, "", LATER)
    assert states(signature) == [(0, S.FILED, False)]


@pytest.mark.parametrize("state", [S.FILING, S.FAILED])
def test_what_is_not_in_force_is_left(account: Account, actor: Actor, state: FilingState) -> None:
    signature = a_live_signature(account)
    Carriers(state).work()
    approved(actor, administrator=ANOTHER)
    assert states(signature) == [(0, state, True), (1, S.NOT_FILED, False)]
    assert not signature.filings.filter(edition=0, due_at__isnull=False).exists()


def test_a_carrier_that_was_told_nothing_yet_is_told_what_is_true(account: Account, actor: Actor) -> None:
    signature = a_live_signature(account)
    approved(actor, administrator=ANOTHER)
    assert states(signature) == [(0, S.NOT_FILED, False)]
    carriers = Carriers()
    carriers.work()
    assert {request.elements.administrator for request in carriers.told} == {"管理员丁"}
    approved(actor, administrator=ANOTHER)
    assert states(signature) == [(0, S.FILED, False)]


def test_a_change_while_the_carrier_is_being_told_is_noticed(account: Account, actor: Actor) -> None:
    signature = a_live_signature(account)
    handler = FilingHandler(Carriers(S.FILING).drivers)
    rows = handler.claim(NOW, 20)
    done = [(row, handler.work(row, NOW)) for row in rows]
    approved(actor, administrator=ANOTHER)
    handler.record(done, LATER)
    assert states(signature) == [(0, S.FILING, True), (1, S.NOT_FILED, False)]


def test_a_second_change_leaves_the_first_one_that_no_carrier_filed(
    actor: Actor, signature: Signature
) -> None:
    approved(actor, administrator=ANOTHER)
    Carriers(S.FILING).work()
    approved(actor, administrator=PersonChanges(name="管理员戊", number=id_number(11)))
    assert states(signature) == [(0, S.FILED, False), (1, S.FILING, True), (2, S.NOT_FILED, False)]
    assert set_answer(
        OPERATOR,
        signature,
        Carrier.MOBILE,
        FilingAnswer(S.FILED, (FilingReason.DETECT_SUCCESS,), None),
        LATER,
    )
    assert states(signature) == [(0, S.FILED, True), (1, S.FILING, True), (2, S.FILED, False)]


def test_what_is_filed_again_by_hand_is_told_what_is_true(account: Account, actor: Actor) -> None:
    signature = a_live_signature(account)
    Carriers(S.FAILED).work()
    refile(OPERATOR, signature, LATER)
    approved(actor, administrator=ANOTHER)
    assert states(signature) == [(0, S.FAILED, False)]
    Carriers().work()
    assert states(signature) == [(0, S.FILED, False)]


def test_imported_filings_count_as_told_what_was_imported(account: Account, actor: Actor) -> None:
    a_live_signature(account)
    row = ImportSignature(
        line=2,
        account=account.name,
        name=DOUBTFUL,
        source=SignatureSource.ENTERPRISE_NAME,
        approved_on=TODAY - timedelta(days=40),
        qualification=bound().name,
        filings={Carrier.MOBILE: ImportedFiling(S.FILED)},
    )
    assert imports.import_stock(OPERATOR, [row], NOW).imported == 1
    approved(actor, administrator=ANOTHER)
    found = signature_named(account.pk, DOUBTFUL)
    assert found is not None
    assert states(found) == [(0, S.FILED, False), (1, S.NOT_FILED, False)]
    assert found.filings.filter(carrier=Carrier.TELECOM).count() == 1


def test_only_the_version_that_sends_is_filed_anew(actor: Actor, signature: Signature) -> None:
    edited = another_version(actor, signature, with_trademark(signature))
    reviews.revoke(REVIEWER, edited.work_order_id, [RejectionReason.APPROVED_BY_MISTAKE], "", LATER)
    approved(actor, administrator=ANOTHER)
    assert edited.filings.count() == 3
    first = Application.objects.exclude(pk=edited.pk).get(signature=signature)
    assert first.filings.count() == 6


def test_a_revoked_version_gives_way_to_the_filings_that_it_replaced(
    actor: Actor, signature: Signature
) -> None:
    approved(actor, administrator=ANOTHER)
    Carriers().work()
    assert states(signature) == [(0, S.FILED, True), (1, S.FILED, False)]
    edited = another_version(actor, signature, with_trademark(signature))
    Carriers().work()
    assert states(signature)[1:] == [(1, S.FILED, True), (0, S.FILED, False)]
    reviews.revoke(REVIEWER, edited.work_order_id, [RejectionReason.APPROVED_BY_MISTAKE], "", LATER)
    assert states(signature) == [(0, S.FILED, True), (1, S.FILED, False), (0, S.FILED, True)]


def test_an_earlier_version_that_is_revoked_brings_nothing_back(actor: Actor, signature: Signature) -> None:
    first = Application.objects.get(signature=signature)
    another_version(actor, signature, Resubmission(0, remark="新的说明"))
    approved(actor, administrator=ANOTHER)
    Carriers().work()
    assert states(signature) == [(0, S.FILED, True), (1, S.FILED, False)]
    reviews.revoke(REVIEWER, first.work_order_id, [RejectionReason.APPROVED_BY_MISTAKE], "", LATER)
    assert states(signature) == [(0, S.FILED, True), (1, S.FILED, False)]


def another_version(actor: Actor, signature: Signature, wanted: Resubmission) -> Application:
    """An edit of the signature, approved."""
    last = Application.objects.filter(signature=signature).latest("pk")
    order = applications.resubmit(actor, replace(wanted, order_id=last.work_order_id), LATER).order_id
    made = Application.objects.get(work_order=order)
    if made.state != "approved":
        reviews.approve(REVIEWER, order, LATER)
    return made


def with_trademark(signature: Signature) -> Resubmission:
    mark = Trademark.objects.create(
        account=signature.account,
        text=signature.name,
        registration_number="7000001",
        owner=COMPANY,
        valid_from=TODAY - timedelta(days=400),
        valid_until=TODAY + timedelta(days=400),
        created_at=NOW,
    )
    key = upload(an_applicant(signature.account), "trademark_screenshot.png")
    return Resubmission(0, source=SignatureSource.TRADEMARK, trademark_id=mark.pk, material_keys=(key,))


def with_power(signature: Signature) -> Resubmission:
    return Resubmission(0, power_of_attorney_id=a_power(signature.account, name="新授权书").pk)


def of_others(account: Account, actor: Actor) -> Signature:
    """Somebody else's name, used by a letter, and filed."""
    theirs = approved_qualification(
        actor, name="他用资质", company_name=LONG_COMPANY, credit_code=OTHER_CREDIT_CODE, own_use=False
    )
    command = SubmitApplication(
        LONG_COMPANY[:12],
        purpose=Purpose.FOR_OTHERS,
        qualification_id=theirs.pk,
        power_of_attorney_id=a_power(account).pk,
    )
    reviews.approve(REVIEWER, applications.submit(actor, command, NOW).order_id, NOW)
    return _filed_everywhere(account, LONG_COMPANY[:12])


def of_its_own(account: Account, actor: Actor) -> Signature:
    a_live_signature(account)
    return _filed_everywhere(account, COMPANY)


def _filed_everywhere(account: Account, name: str) -> Signature:
    Carriers().work()
    row = signature_named(account.pk, name)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("made", "papers"), [(of_others, with_power), (of_its_own, with_trademark)], ids=["power", "trademark"]
)
def test_a_version_with_another_paper_is_filed_anew(
    account: Account,
    actor: Actor,
    made: Callable[[Account, Actor], Signature],
    papers: Callable[[Signature], Resubmission],
) -> None:
    row = made(account, actor)
    version = another_version(actor, row, papers(row))
    assert states(row) == [(0, S.FILED, False), (0, S.NOT_FILED, False)]
    assert version.filings.count() == 3


def test_another_remark_is_filed_under_the_old_filings(actor: Actor, signature: Signature) -> None:
    another_version(actor, signature, Resubmission(0, remark="新的说明"))
    assert signature.filings.count() == 3
