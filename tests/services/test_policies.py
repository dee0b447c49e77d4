"""A policy takes effect over the stock: one event for each change, and what follows from it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from qianming.core.codes import Carrier, EventKind, FreezeParty
from qianming.core.rejections import RejectionReason
from qianming.jobs.due import run_once
from qianming.jobs.handlers.policies import FreezeHandler, PolicyHandler
from qianming.policy import loader
from qianming.policy.loader import policy_on
from qianming.registry.models import Event, HealthReason, PlannedFreeze, PolicyRun, Signature
from qianming.services import freezes, health, policies, policy_preview, signatures
from qianming.services._stock import live
from tests.clock import StandingClock
from tests.policy.files import policy_file
from tests.services.making import (
    COMPANY,
    NOW,
    OPERATOR,
    SECOND,
    a_live_signature,
    an_account,
    apply_policies,
    filed,
)

pytestmark = pytest.mark.django_db

# 1 July 2026 in China, ten minutes past midnight.
THEN = datetime(2026, 6, 30, 16, 10, tzinfo=UTC)
DAY = timedelta(days=1)
SHORT = ("name_length_max = 12", "name_length_max = 11")
Write = Callable[..., None]


@pytest.fixture
def new_policy(tmp_path: Path) -> Iterator[Write]:
    """Writes the operator's policy of 1 July 2026, with shorter names and an effect on what is there."""
    before = loader._holder.known
    loader.use_folder(tmp_path / "policies")

    def write(effect: str, *changes: tuple[str, str], day: str = "2026-07-01") -> None:
        entry = f"[effects]\nNAME_LENGTH = {{ {effect} }}"
        policy_file(tmp_path / "policies", day, SHORT, ("[effects]", entry), *changes)
        loader.reload()

    yield write
    loader._holder.known = before


@pytest.fixture
def signature(settings: Settings, tmp_path: Path, db: None) -> Signature:
    """A sound signature of twelve characters, in a database that has applied the first policy."""
    settings.QIANMING_DATA = tmp_path
    live_one = a_live_signature(an_account())
    for carrier in Carrier:
        filed(live_one, carrier)
    apply_policies(NOW)
    signatures.freeze(OPERATOR, live_one.account_id, COMPANY, FreezeParty.CUSTOMER, None, NOW)
    signatures.unfreeze(OPERATOR, live_one.account_id, COMPANY, FreezeParty.CUSTOMER, NOW)
    return renewed(live_one)


def renewed(row: Signature) -> Signature:
    row.refresh_from_db()
    return row


def applied() -> list[Event]:
    return list(Event.objects.filter(kind=EventKind.POLICY_APPLIED))


def test_the_first_policy_has_nothing_to_change(signature: Signature) -> None:
    run = PolicyRun.objects.get()
    assert (run.effective.isoformat(), run.previous, run.finished_at) == ("2026-04-27", run.effective, NOW)
    assert applied() == []


def test_nothing_happens_before_its_day(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "abnormal"')
    apply_policies(THEN - timedelta(minutes=11))
    assert PolicyRun.objects.count() == 1


def test_a_notice_is_one_event_that_says_which_rule(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "notice"')
    apply_policies(THEN)
    apply_policies(THEN + SECOND)
    (event,) = applied()
    assert (event.subject, event.old, event.new) == (f"signature:{signature.pk}", "2026-04-27", "2026-07-01")
    assert (event.reasons, event.detail) == (["NAME_LENGTH"], {"NAME_LENGTH": "notice"})
    assert renewed(signature).availability == "available"
    assert PolicyRun.objects.get(effective="2026-07-01").changed == 1


def test_abnormal_shows_in_health_with_the_rule(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "abnormal"')
    apply_policies(THEN)
    assert len(applied()) == 1
    assert renewed(signature).availability == "abnormal"
    reason = HealthReason.objects.get()
    assert (reason.code, reason.evidence) == ("NAME_MISMATCH", {"rules": "NAME_LENGTH"})


def test_a_milder_policy_clears_what_the_stricter_one_raised(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "abnormal"')
    apply_policies(THEN)
    new_policy('effect = "abnormal"', ("name_length_max = 11", "name_length_max = 12"), day="2026-08-01")
    apply_policies(THEN + 31 * DAY)
    assert [event.detail for event in applied()] == [{"NAME_LENGTH": "abnormal"}, {"NAME_LENGTH": "none"}]
    assert renewed(signature).availability == "available"


def test_a_freeze_is_announced_and_comes_after_the_grace(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "freeze", grace_days = 14')
    apply_policies(THEN)
    announced = Event.objects.get(kind=EventKind.FREEZE_ANNOUNCED)
    assert (announced.new, announced.reasons) == ("2026-07-15", ["NAME_LENGTH"])
    assert renewed(signature).availability == "available"
    assert freezes.claim_due(THEN + 13 * DAY, 10) == []
    carry_out(THEN + 14 * DAY)
    assert renewed(signature).unavailabilities == ["FROZEN_BY_PLATFORM"]
    frozen = Event.objects.filter(kind=EventKind.SIGNATURE_FROZEN).last()
    assert frozen is not None
    assert (frozen.new, frozen.reasons) == ("platform", [RejectionReason.RULES_VIOLATED])
    assert not PlannedFreeze.objects.exists()


def carry_out(now: datetime) -> None:
    for plan in freezes.claim_due(now, 10):
        assert freezes.carry_out(plan, now)


def test_what_was_mended_meanwhile_is_not_frozen(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "freeze", grace_days = 14')
    apply_policies(THEN)
    Signature.objects.update(name=COMPANY[:11])
    carry_out(THEN + 15 * DAY)
    assert renewed(signature).availability == "available"
    assert not PlannedFreeze.objects.exists()


def test_a_freeze_is_never_lifted_by_itself(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "freeze", grace_days = 1')
    apply_policies(THEN)
    carry_out(THEN + DAY)
    new_policy('effect = "notice"', day="2026-08-01")
    apply_policies(THEN + 31 * DAY)
    assert renewed(signature).unavailabilities == ["FROZEN_BY_PLATFORM"]
    assert not PlannedFreeze.objects.exists()


def test_the_preview_says_what_then_happens(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "abnormal"')
    before, after = policy_on(THEN.date()), policy_on((THEN + DAY).date())
    (changes,) = policy_preview.preview(before, after, after.effective)
    (change,) = changes
    assert policy_preview.stock_size() == 1
    assert (change.name, change.account, change.now, change.then) == (
        COMPANY,
        "applicant",
        "available",
        "abnormal",
    )
    assert (change.code, change.effect, change.freeze_on) == ("NAME_LENGTH", "abnormal", None)
    assert applied() == []
    apply_policies(THEN)
    assert renewed(signature).availability == change.then


def test_a_previewed_freeze_has_its_day(signature: Signature, new_policy: Write) -> None:
    new_policy('effect = "freeze", grace_days = 14')
    before, after = policy_on(THEN.date()), policy_on((THEN + DAY).date())
    ((change,),) = policy_preview.preview(before, after, after.effective)
    assert (change.then, str(change.freeze_on)) == ("unavailable", "2026-07-15")


@pytest.fixture
def several(signature: Signature) -> list[Signature]:
    """Seven live signatures, six of them copies under accounts of their own."""
    return [signature, *(a_copy(signature, number) for number in range(6))]


def a_copy(signature: Signature, number: int) -> Signature:
    """The same approved version under another name, so that a run has more to go through."""
    approved = signature.approved
    assert approved is not None
    copy = Signature.objects.get(pk=signature.pk)
    copy.pk, copy.code, copy.name = None, f"COPY{number}", f"{COMPANY[:11]}{number}"
    copy.approved = None
    copy.save()
    order = approved.work_order
    order.pk = None
    order.save()
    version = type(approved).objects.get(pk=approved.pk)
    version.pk, version.signature, version.work_order = None, copy, order
    version.save()
    copy.approved = version
    copy.save()
    return copy


def test_a_run_that_is_killed_goes_on_where_it_was(
    several: list[Signature], new_policy: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "_CHANGED", 2)
    new_policy('effect = "notice"')
    policies.begin_due(THEN)
    later = THEN
    for kill in (True, False) * 4:
        later += timedelta(minutes=5)
        for run in policies.claim_due(later, 1):
            portion = policies.look_ahead(run, later)
            if not kill:  # a killed worker never gets to store; its lease runs out
                assert policies.apply(run, portion, later)
                assert not policies.apply(run, portion, later)
    assert PolicyRun.objects.get(effective="2026-07-01").finished_at is not None
    subjects = [event.subject for event in applied()]
    assert sorted(subjects) == sorted(f"signature:{row.pk}" for row in several)


def test_a_portion_is_followed_by_a_pause(several: list[Signature], new_policy: Write) -> None:
    new_policy('effect = "notice"')
    policies.begin_due(THEN)
    (run,) = policies.claim_due(THEN, 1)
    portion = policies.look_ahead(run, THEN)
    assert policies.apply(run, replace(portion, is_last=False), THEN)
    assert policies.claim_due(THEN, 1) == [], "others want to write too"
    assert len(policies.claim_due(THEN + policies._PAUSE, 1)) == 1


WORD = ("unlawful_words = []", f'unlawful_words = ["{COMPANY[8:11]}3"]')
NOT_SHORT = ("name_length_max = 11", "name_length_max = 12")


def test_a_new_word_reads_only_the_signatures_that_hold_it(
    several: list[Signature], new_policy: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    new_policy('effect = "notice"', NOT_SHORT, WORD)
    before, after = policy_on(THEN.date()), policy_on((THEN + DAY).date())
    with django_assert_num_queries(8):
        found = list(policy_preview.preview(before, after, after.effective))
    assert len(found) == len(several)
    ((change,),) = (changes for changes in found if changes)
    assert (change.name, change.code) == (f"{COMPANY[:11]}3", "NAME_RESTRICTED")


def test_a_page_of_signatures_takes_as_many_queries_as_one(
    several: list[Signature], new_policy: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    new_policy('effect = "notice"')
    before, after = policy_on(THEN.date()), policy_on((THEN + DAY).date())
    with django_assert_num_queries(8):
        found = list(policy_preview.preview(before, after, after.effective))
    assert [len(changes) for changes in found] == [1] * len(several)


def test_a_failing_portion_leaves_no_trace(
    several: list[Signature], new_policy: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_policy('effect = "notice"')
    policies.begin_due(THEN)
    (run,) = policies.claim_due(THEN, 1)
    portion = policies.look_ahead(run, THEN)
    last = list(live())[-1].pk

    def breaks(signature: Signature, now: datetime) -> None:
        if signature.pk == last:
            raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(health, "refresh", breaks)
        with pytest.raises(ConnectionError):
            policies.apply(run, portion, THEN)
    assert applied() == []
    assert policies.apply(run, portion, THEN)
    assert len(applied()) == len(several)


def test_the_jobs_do_it_by_themselves(several: list[Signature], new_policy: Write) -> None:
    new_policy('effect = "freeze", grace_days = 2')
    clock, handler = StandingClock(THEN), PolicyHandler()
    for _ in range(5):
        clock.moment += DAY
        while run_once(handler, clock):
            clock.moment += SECOND
        run_once(FreezeHandler(), clock)
    assert {row.frozen_by_platform_at is not None for row in live()} == {True}
    assert len(applied()) == len(several)
