"""Handing out and erasing an account's data, looking at it, replacing the secret, forgetting with time."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from pytest_django import Settings

from qianming.core.access import AccessReason
from qianming.core.callbacks import CallbackKind
from qianming.core.message_codes import ReceiptCode
from qianming.core.permissions import Permission, Role
from qianming.registry import service_keys
from qianming.registry.ciphers import UnreadableSeal
from qianming.registry.models import (
    Account,
    ChainHead,
    DiscardedFile,
    Event,
    InboxMessage,
    Material,
    Message,
    PhoneCode,
    Qualification,
    ServiceKey,
    User,
)
from qianming.registry.persons import open_persons
from qianming.registry.phones import phone_hash
from qianming.registry.sealed_columns import CONTEXTS, sealed_columns
from qianming.registry.sealing import AccountSeal
from qianming.services import (
    accounts,
    audit,
    callbacks,
    chores,
    inbox,
    keys,
    messages,
    personal,
    privacy,
    pruning,
    qualifications,
    receipts,
    reviews,
    rotation,
)
from qianming.services.accounts import CreateUser
from qianming.services.actors import Actor, key_actor, user_actor
from qianming.services.callbacks import SetCallback
from qianming.services.keys import CreateKey
from qianming.services.messages import JournalEntry, JournalLine
from qianming.services.refusals import Conflict, Forbidden, NotFound
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    OPERATOR,
    PHONE,
    PNG,
    REVIEWER,
    a_live_signature,
    a_submission,
    an_account,
    an_applicant,
    applied,
    id_number,
)

pytestmark = pytest.mark.django_db

RECIPIENT = "13900000007"
DAY = timedelta(days=1)


def a_used_account(name: str = "applicant") -> Account:
    """An account with papers, a signature, a review under way, a user, a key, callbacks and a message."""
    account = an_account(name)
    live = a_live_signature(account)
    actor = an_applicant(account)
    applied(actor, DOUBTFUL, Qualification.objects.get(account=account))
    accounts.create_user(OPERATOR, CreateUser(f"{name}@example.com", Role.APPLICANT, name), NOW)
    keys.create_key(OPERATOR, CreateKey(name, f"KEY-{name}"), NOW)
    command = SetCallback(name, CallbackKind.SMS_REPORT, "https://receiver.example/")
    callbacks.set_endpoint(OPERATOR, command, NOW)
    line = JournalLine(RECIPIENT, f"【{COMPANY}】样例", live.pk)
    position = account.pk * 10
    messages.record_batch("lane", [JournalEntry(position, account.pk, "b", NOW, "SMS_1", (line,))])
    receipts.record_receipt(Message.objects.get(account=account).pk, ReceiptCode.DELIVERED, NOW)
    return account


def exported(name: str) -> dict[str, list[Any]]:
    target = io.BytesIO()
    privacy.export(OPERATOR, name, target, NOW)
    with zipfile.ZipFile(target) as archive:
        tables = [entry for entry in archive.namelist() if entry.endswith(".jsonl")]
        found = {
            entry: [msgspec.json.decode(line) for line in archive.read(entry).splitlines()]
            for entry in tables
        }
        found["files"] = [archive.read(entry) for entry in archive.namelist() if entry.startswith("files/")]
    return found


def test_every_sealed_column_has_its_context() -> None:
    assert set(sealed_columns()) == set(CONTEXTS)


def test_an_export_holds_everything_in_the_clear_and_no_secret() -> None:
    a_used_account()
    found = exported("applicant")
    assert found["Account.jsonl"][0]["verified_name"] == COMPANY
    persons = found["Qualification.jsonl"][0]["persons"]
    assert persons["administrator"]["number"] == id_number(2)
    assert found["Message.jsonl"][0]["body"]["phone"] == RECIPIENT
    assert found["User.jsonl"] == [{"email": "applicant@example.com", "role": "applicant"}]
    assert found["files"]
    assert set(found["files"]) == {PNG}
    columns = {column for rows in found.values() for row in rows if isinstance(row, dict) for column in row}
    assert not {column for column in columns if "secret" in column or column.endswith("_hash")}
    assert Event.objects.filter(kind="account.exported").count() == 1


def test_an_export_is_of_one_account_alone() -> None:
    mine, other = a_used_account(), an_account("other")
    found = exported("other")
    ids = {row.get("account_id") for name, rows in found.items() if name != "files" for row in rows}
    assert mine.pk not in ids
    assert found["Account.jsonl"][0]["name"] == other.name


def test_an_erased_account_is_unreadable_and_its_chain_whole() -> None:
    account = a_used_account()
    persons = Qualification.objects.get(account=account).sealed_persons
    seal = AccountSeal(account.wrapped_key)
    privacy.erase(OPERATOR, "applicant", NOW)
    while privacy.finish_some(NOW):
        pass
    row = Account.objects.get(pk=account.pk)
    assert (row.name, bytes(row.wrapped_key), row.verified_name) == (f"erased-{row.pk}", b"", "")
    with pytest.raises(UnreadableSeal):
        AccountSeal(row.wrapped_key)
    assert seal.open(persons, "qualification.persons")  # the key is what is gone
    for model in (Message, Material, PhoneCode, InboxMessage):
        assert not model._default_manager.exists()
    qualification = Qualification.objects.get()
    assert bytes(qualification.sealed_persons) == b""
    assert qualification.administrator_hash == qualification.legal_representative_hash == ""
    assert DiscardedFile.objects.filter(account=row).exists()
    assert list(audit.verify()) == []
    assert Event.objects.filter(account=row).count() == ChainHead.objects.get(pk=row.pk).sequence


def test_an_erased_account_sends_signs_in_and_changes_nothing_any_more() -> None:
    account = a_used_account()
    version = account.sending_version
    privacy.erase(OPERATOR, "applicant", NOW)
    account.refresh_from_db()
    assert account.sending_version > version
    assert not account.access_keys.get().enabled
    assert not account.signatures.filter(deleted_at__isnull=True).exists()
    user = User.objects.get()
    assert (user.is_active, user.has_usable_password(), user.email) == (
        False, False, f"erased-{user.pk}@erased.invalid",
    )  # fmt: skip
    with pytest.raises(NotFound):
        accounts.find_account("applicant")
    with pytest.raises(Conflict):
        keys.create_key(OPERATOR, CreateKey(account.name), NOW)
    assert not list(reviews.pending(NOW))


def test_erasing_one_account_leaves_the_others() -> None:
    a_used_account()
    other = an_account("other")
    a_live = an_applicant(other)
    command = CreateUser("both@example.com", Role.APPLICANT, "other")
    accounts.create_user(OPERATOR, command, NOW)
    submission = a_submission(a_live, administrator_phone="13800000009", name="另一资质")
    kept = qualifications.submit(a_live, submission, NOW + timedelta(minutes=3)).qualification_id
    privacy.erase(OPERATOR, "applicant", NOW)
    assert open_persons(Qualification.objects.get(pk=kept)).administrator_phone == "13800000009"
    assert User.objects.get(email="both@example.com").is_active


def test_files_of_an_erased_account_go() -> None:
    a_used_account()
    account = privacy.erase(OPERATOR, "applicant", NOW)
    privacy.remove_files(account)
    assert not DiscardedFile.objects.exists()
    with pytest.raises(NotFound):
        privacy.remove_files(an_account("other"))


def test_looking_at_persons_leaves_an_event_with_the_reason() -> None:
    account = a_used_account()
    row = Qualification.objects.get()
    persons = personal.open_qualification(REVIEWER, row.pk, AccessReason.REVIEW, NOW)
    assert persons.administrator.number == id_number(2)
    event = Event.objects.get(kind="personal.opened")
    assert (event.subject, event.reasons, event.actor) == (f"qualification:{row.pk}", ["review"], "user:1")
    assert id_number(2) not in str(event.detail)
    with pytest.raises(NotFound):
        personal.open_qualification(REVIEWER, 0, AccessReason.REVIEW, NOW)
    privacy.erase(OPERATOR, account.name, NOW)
    with pytest.raises(NotFound):
        personal.open_qualification(REVIEWER, row.pk, AccessReason.REVIEW, NOW)


def test_an_account_looks_at_its_own_data_for_a_reason_too() -> None:
    account = a_used_account()
    row, own = Qualification.objects.get(), user_actor(7, Role.APPLICANT, account.pk)
    persons = personal.open_qualification(own, row.pk, AccessReason.OWN_CHECK, NOW)
    assert persons == open_persons(row)
    event = Event.objects.get(kind="personal.opened")
    assert (event.reasons, event.actor, event.account_id) == (["own_check"], "user:7", account.pk)


def _an_actor(who: str, account_id: int) -> Actor:
    match who:
        case "filing operator":
            return user_actor(7, Role.FILING_OPERATOR, None)
        case "another account":
            return user_actor(7, Role.APPLICANT, account_id + 1)
        case _:
            return key_actor("KEY", account_id)


@pytest.mark.parametrize("who", ["filing operator", "another account", "a key without the scope"])
def test_not_everybody_may_look(who: str) -> None:
    actor = _an_actor(who, a_used_account().pk)
    with pytest.raises(Forbidden) as refused:
        personal.open_qualification(actor, Qualification.objects.get().pk, AccessReason.SUPPORT, NOW)
    assert refused.value.permission is Permission.PERSONAL_OPEN
    assert not Event.objects.filter(kind="personal.opened").exists()


@pytest.fixture
def secret(settings: Settings) -> str:
    """The secret in force; settings and keys in memory are put back afterwards."""
    before: str = settings.QIANMING_SECRET_KEY
    settings.SECRET_KEY_READER = lambda: settings.QIANMING_SECRET_KEY
    return before


def test_after_a_rotation_old_rows_read_and_the_old_secret_is_useless(
    settings: Settings, secret: str
) -> None:
    account = a_used_account()
    found_by = phone_hash("13900000007")  # type: ignore[arg-type]
    rotation.replace_secret(OPERATOR, secret, "the new secret", NOW)
    assert not rotation.opens(secret)
    rotation.use("the new secret")
    assert rotation.left() == Account.objects.count()
    assert rotation.rewrap_some() == Account.objects.count()
    assert rotation.rewrap_some() == 0
    try:
        account.refresh_from_db()
        assert account.verified_name == COMPANY
        assert Message.objects.get().phone_hash == found_by == phone_hash(RECIPIENT)  # type: ignore[arg-type]
        assert inbox.items(PHONE)
        assert an_account("later").verified_name == COMPANY
        assert list(audit.verify()) == []
        assert ServiceKey.objects.count() == 2
        settings.QIANMING_SECRET_KEY = secret
        service_keys.forget()
        for look in (lambda: account.verified_name, lambda: inbox.items(PHONE), service_keys_of):
            with pytest.raises(UnreadableSeal):
                look()
    finally:
        settings.QIANMING_SECRET_KEY = secret
        service_keys.forget()


def service_keys_of() -> list[str]:
    return [service_keys.text_of(row.generation) for row in ServiceKey.objects.all()]


def test_an_interrupted_rotation_goes_on(
    settings: Settings, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 2)
    made = [an_account(f"account-{number}") for number in range(5)]
    rotation.replace_secret(OPERATOR, secret, "the new secret", NOW)
    rotation.use("the new secret")
    try:
        assert rotation.rewrap_some() == 2
        for account in made:
            account.refresh_from_db()
            assert account.verified_name == COMPANY
        assert ServiceKey.objects.count() == 3
        while rotation.rewrap_some():
            pass
        assert (rotation.left(), ServiceKey.objects.count()) == (0, 2)
    finally:
        settings.QIANMING_SECRET_KEY = secret
        service_keys.forget()


def test_what_is_too_old_goes_in_batches(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "ROWS_AT_ONCE", 2)
    a_used_account()
    later = NOW + timedelta(days=settings.QIANMING_KEEP_DAYS["PHONE_CODES"]) + DAY
    pruning.prune(later)
    assert not PhoneCode.objects.exists()
    assert Message.objects.exists()
    end = NOW + timedelta(days=settings.QIANMING_KEEP_DAYS["MESSAGES"]) + DAY
    while pruning.prune(end):
        pass
    assert not Message.objects.exists()
    assert not InboxMessage.objects.exists()
    assert list(audit.verify()) == []


def test_what_is_not_too_old_stays(settings: Settings) -> None:
    a_used_account()
    counts = [model._default_manager.count() for model in (Message, InboxMessage, PhoneCode)]
    assert not pruning.prune(NOW + timedelta(days=6))
    assert counts == [model._default_manager.count() for model in (Message, InboxMessage, PhoneCode)]


def test_chores_begin_once_and_are_due_again() -> None:
    chores.begin(NOW)
    chores.begin(NOW)
    done = []
    while rows := chores.claim_due(NOW, 1):
        chores.record([(row, chores.work(row, NOW)) for row in rows], NOW)
        done += [row.name for row in rows]
    assert sorted(done) == sorted(chores.TASKS)
    assert len(audit.export_anchors()) == 1
    again = {row.name for row in chores.claim_due(NOW + timedelta(hours=1), 99)}
    assert again >= {"erase", "prune"}
    assert "anchor" not in again
    tomorrow = chores.next_day(NOW)
    assert tomorrow.isoformat() == "2026-06-11T00:05:00+08:00"
