"""Early warnings over the registry: each told once, ended when it is true no more, never told again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from qianming.core.codes import Carrier, EventKind
from qianming.policy import loader
from qianming.registry.dated import open_warnings
from qianming.registry.models import Application, CarrierFiling, Event, Qualification, Signature, WarningTold
from qianming.services import calendar_feeds, early_warnings, signatures
from qianming.services.refusals import Forbidden
from tests.policy.files import policy_file
from tests.services.making import (
    COMPANY,
    NOW,
    OPERATOR,
    TODAY,
    a_live_signature,
    a_power,
    a_trademark,
    an_account,
    an_applicant,
    filed,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def signature(db: None) -> Signature:
    """Filed with every carrier; nothing of it ends soon."""
    live = a_live_signature(an_account())
    for carrier in Carrier:
        filed(live, carrier)
    return live


def looked(at: datetime = NOW) -> set[tuple[str, date]]:
    """What stands after the morning's look."""
    early_warnings.look_ahead(at)
    today = (at + timedelta(hours=8)).date()
    return set(open_warnings(today).values_list("threat", "day"))


def told() -> list[tuple[str, str]]:
    events = Event.objects.filter(kind=EventKind.WARNING_RAISED).order_by("pk")
    return [(event.new, str(event.detail["day"])) for event in events]


def test_nothing_is_told_of_a_signature_in_order(signature: Signature) -> None:
    assert looked() == set()
    assert told() == []


def test_every_paper_that_ends_is_told_once(signature: Signature) -> None:
    soon = TODAY + 10 * DAY
    Qualification.objects.update(
        legal_representative_id_until=soon, administrator_id_until=soon, licence_until=soon
    )
    power = a_power(signature.account, valid_until=soon)
    mark = a_trademark(signature.account)
    mark.valid_until = soon
    mark.save()
    Application.objects.update(power_of_attorney=power, trademark=mark)
    papers = {"legal_representative_id", "administrator_id", "licence", "power_of_attorney", "trademark"}
    assert looked() == {(paper, soon + DAY) for paper in papers}
    assert len(told()) == len(papers)
    assert looked(NOW + DAY) == {(paper, soon + DAY) for paper in papers}
    assert len(told()) == len(papers)
    event = Event.objects.filter(kind=EventKind.WARNING_RAISED).first()
    assert event is not None
    assert (event.subject, event.detail) == (
        f"signature:{signature.pk}",
        {"day": "2026-06-21", "days_left": 11},
    )


def test_what_is_mended_ends_and_is_not_told_again(signature: Signature) -> None:
    soon = TODAY + 10 * DAY
    Qualification.objects.update(licence_until=soon)
    assert looked() == {("licence", soon + DAY)}
    Qualification.objects.update(licence_until=soon + 900 * DAY)
    assert looked(NOW + DAY) == set()
    assert WarningTold.objects.get().ended_at == NOW + DAY
    Qualification.objects.update(licence_until=soon)
    assert looked(NOW + 2 * DAY) == {("licence", soon + DAY)}
    assert len(told()) == 1
    Qualification.objects.update(licence_until=soon + DAY)
    assert looked(NOW + 3 * DAY) == {("licence", soon + 2 * DAY)}
    assert len(told()) == 2


def test_what_has_begun_is_no_warning(signature: Signature) -> None:
    Qualification.objects.update(licence_until=TODAY + DAY)
    assert looked() == {("licence", TODAY + 2 * DAY)}
    assert looked(NOW + 2 * DAY) == set()
    assert WarningTold.objects.get().ended_at == NOW + 2 * DAY


def test_idleness_and_the_filing_that_expires_first(signature: Signature) -> None:
    moment = NOW + 155 * DAY
    CarrierFiling.objects.update(completed_at=NOW)
    CarrierFiling.objects.filter(carrier=Carrier.UNICOM).update(completed_at=NOW - DAY)
    assert looked(moment) == {("long_unused", TODAY + 170 * DAY), ("filing", TODAY + 179 * DAY)}
    Signature.objects.update(last_sent_at=moment)
    assert looked(moment + DAY) == set()


def test_a_filing_that_is_not_in_force_does_not_expire(signature: Signature) -> None:
    CarrierFiling.objects.update(completed_at=NOW, state="failed")
    assert looked(NOW + 155 * DAY) == {("long_unused", TODAY + 170 * DAY)}


def test_a_deleted_signature_has_none(signature: Signature) -> None:
    Qualification.objects.update(licence_until=TODAY + 10 * DAY)
    assert len(looked()) == 1
    signatures.delete(OPERATOR, signature.account_id, COMPANY, NOW)
    assert looked(NOW + DAY) == set()
    assert WarningTold.objects.get().ended_at == NOW + DAY


@pytest.fixture
def policies_of(tmp_path: Path) -> Iterator[Path]:
    """The operator's own folder of policies."""
    before = loader._holder.known
    loader.use_folder(tmp_path / "policies")
    yield tmp_path / "policies"
    loader._holder.known = before


@pytest.mark.parametrize(("effect", "is_told"), [("abnormal", True), ("notice", False)])
def test_a_policy_to_come_is_told_where_it_makes_abnormal(
    signature: Signature, policies_of: Path, effect: str, is_told: bool
) -> None:
    later = date(2026, 7, 1)
    entry = f'[effects]\nNAME_LENGTH = {{ effect = "{effect}" }}'
    shorter = ("name_length_max = 12", "name_length_max = 11")
    policy_file(policies_of, later.isoformat(), shorter, ("[effects]", entry))
    assert looked(NOW - 10 * DAY) == set()
    assert looked() == ({("policy", later)} if is_told else set())


class TestTheCalendarsAddress:
    def test_it_opens_its_account_until_it_is_revoked(self) -> None:
        account = an_account()
        token = calendar_feeds.make_feed(an_applicant(account), account.pk, NOW)
        assert calendar_feeds.account_of(token) == account
        assert calendar_feeds.account_of(token + "x") is None
        assert calendar_feeds.account_of("") is None
        assert calendar_feeds.has_feed(account.pk)
        assert calendar_feeds.revoke_feed(an_applicant(account), account.pk, NOW)
        assert calendar_feeds.account_of(token) is None
        assert not calendar_feeds.revoke_feed(OPERATOR, account.pk, NOW)
        assert not calendar_feeds.has_feed(account.pk)

    def test_a_new_one_ends_the_former_and_none_is_kept_in_the_clear(self) -> None:
        account = an_account()
        first = calendar_feeds.make_feed(OPERATOR, account.pk, NOW)
        second = calendar_feeds.make_feed(OPERATOR, account.pk, NOW)
        assert calendar_feeds.account_of(first) is None
        assert calendar_feeds.account_of(second) == account
        assert len(second) >= 43
        kept = [repr(row) for model in (Event, WarningTold) for row in model.objects.values()]
        assert not [text for text in kept if first in text or second in text]

    def test_another_account_makes_and_revokes_none(self) -> None:
        account, other = an_account(), an_account("other")
        for verb in (calendar_feeds.make_feed, calendar_feeds.revoke_feed):
            with pytest.raises(Forbidden):
                verb(an_applicant(other), account.pk, NOW)
