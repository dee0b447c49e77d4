"""Free texts and papers in which a person may be named: searched for, handed out, rotated, erased, moved."""

import io
import zipfile
from datetime import date

import pytest
from django.apps import apps
from pytest_django import Settings

from qianming.core.rejections import RejectionReason
from qianming.registry.ciphers import UnreadableSeal
from qianming.registry.models import (
    Account,
    Application,
    AppRecord,
    Decision,
    Message,
    PowerOfAttorney,
    Trademark,
)
from qianming.services import applications, messages, privacy, reviews, rotation
from qianming.services.applications import SubmitApplication
from qianming.services.messages import JournalEntry, JournalLine
from tests.e2e.encodings import needles
from tests.services.making import (
    DOUBTFUL,
    NOW,
    OPERATOR,
    REVIEWER,
    a_live_signature,
    a_power,
    a_trademark,
    an_account,
    an_applicant,
)

pytestmark = pytest.mark.django_db

PLANTED = tuple(f"所述个人{mark}" for mark in "一二三四五六七八九十")
NOTE, GRANTOR, LETTER, OWNER, LISTED, OTHER, HOLDER, SCENE, REMARK, OUT_ID = PLANTED


def a_telling_account() -> Account:
    """One that names persons wherever somebody may type a name."""
    account = an_account()
    live = a_live_signature(account)
    a_power(account, name=LETTER, grantor=GRANTOR, grantee=GRANTOR)
    mark = a_trademark(account)
    mark.owner, mark.register_owner, mark.other_owners = OWNER, LISTED, [OTHER]
    mark.save()
    AppRecord.objects.create(
        account=account, service_name="云帆样例", holder=HOLDER, licence_number="1", picture_key="k",
        domain="cloud-sail.example", approved_on=date(2026, 1, 1), created_at=NOW,
    )  # fmt: skip
    command = SubmitApplication(
        DOUBTFUL, qualification_id=live.approved.qualification_id, scene=SCENE, remark=REMARK
    )
    order = applications.submit(an_applicant(account), command, NOW).order_id
    reviews.reject(REVIEWER, order, [RejectionReason.PROOF_INSUFFICIENT], NOTE, NOW)
    line = JournalLine("13900000007", "样例", live.pk)
    messages.record_batch("lane", [JournalEntry(1, account.pk, "b", NOW, "SMS_1", (line,), OUT_ID)])
    return account


def stored() -> list[tuple[str, bytes]]:
    """Every value of every column of every table, as bytes."""
    return [
        (
            f"{model._meta.label}.{column}",
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode(),
        )
        for model in apps.get_models()
        for row in model._default_manager.values()
        for column, value in row.items()
    ]


def found() -> set[tuple[str, str]]:
    """Which planted value lies where: as text, hex, base64 or an unkeyed hash."""
    shapes = {value: needles(value) for value in PLANTED}
    return {
        (place, value)
        for place, content in stored()
        for value, wanted in shapes.items()
        if any(needle in content for needle in wanted)
    }


def test_nothing_that_somebody_typed_of_a_person_is_readable() -> None:
    a_telling_account()
    assert found() == set()


def test_the_search_finds_what_is_not_sealed() -> None:
    account = a_telling_account()
    Account.objects.filter(pk=account.pk).update(credit_code=NOTE)
    assert found() == {("registry.Account.credit_code", NOTE)}


def test_what_was_typed_is_read_again() -> None:
    a_telling_account()
    letter, mark = PowerOfAttorney.objects.get(), Trademark.objects.get()
    assert (letter.name, letter.grantor, letter.grantee) == (LETTER, GRANTOR, GRANTOR)
    assert (mark.owner, mark.register_owner, mark.other_owners) == (OWNER, LISTED, [OTHER])
    application = Application.objects.get(work_order__decisions__verdict="rejected")
    assert (application.scene, application.remark) == (SCENE, REMARK)
    assert AppRecord.objects.get().holder == HOLDER
    assert NOTE in {row.note for row in Decision.objects.all()}


def test_it_is_handed_out_to_whom_it_belongs_and_read_after_a_new_secret(settings: Settings) -> None:
    account = a_telling_account()
    before = settings.QIANMING_SECRET_KEY
    target = io.BytesIO()
    rotation.replace_secret(OPERATOR, before, "the new secret", NOW)
    try:
        rotation.use("the new secret")
        assert rotation.rewrap_some() == 1
        privacy.export(OPERATOR, account.name, target, NOW)
    finally:
        rotation.use(before)
    with zipfile.ZipFile(target) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".jsonl")).decode()
    assert [value for value in PLANTED if value not in told] == []


def test_nothing_of_it_is_left_of_an_erased_account() -> None:
    account = a_telling_account()
    letters = [a_power(account, name=f"{GRANTOR}{number}") for number in range(2)]
    key = account.wrapped_key
    privacy.erase(OPERATOR, account.name, NOW)
    while privacy.finish_some(NOW):
        pass
    Account.objects.filter(pk=account.pk).update(wrapped_key=key)
    assert not Message.objects.exists()
    for row in PowerOfAttorney.objects.filter(pk__in=[letter.pk for letter in letters]):
        assert (row.name, row.name_hash, row.grantor, row.grantee) == ("", "", "", "")
    assert {row.note for row in Decision.objects.filter(account=account)} == {""}
    assert Trademark.objects.get().other_owners == []


def test_a_value_moved_to_another_column_or_account_does_not_open() -> None:
    account = a_telling_account()
    sealed = PowerOfAttorney.objects.values_list("grantor", flat=True).get()
    PowerOfAttorney.objects.update(grantee=sealed)
    with pytest.raises(UnreadableSeal):
        _ = PowerOfAttorney.objects.get().grantee
    PowerOfAttorney.objects.update(account=an_account("other"))
    with pytest.raises(UnreadableSeal):
        _ = PowerOfAttorney.objects.get().grantor
    assert account.name != "other"


def test_neither_a_search_nor_an_update_of_many_takes_a_plain_value() -> None:
    a_power(an_account())
    with pytest.raises(TypeError, match=r"powerofattorney\.grantor is sealed"):
        PowerOfAttorney.objects.filter(grantor=GRANTOR).exists()
    with pytest.raises(TypeError, match=r"powerofattorney\.grantor is sealed"):
        PowerOfAttorney.objects.update(grantor=GRANTOR)


def test_a_row_is_not_named_by_what_it_keeps_sealed() -> None:
    a_telling_account()
    shown = [str(row) for model in (PowerOfAttorney, Decision, AppRecord) for row in model.objects.all()]
    assert not [value for value in PLANTED if any(value in text for text in shown)]
