"""Uploaded files that nothing needs any more go, and the others stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from qianming.core.codes import EventKind
from qianming.registry import files, stores
from qianming.registry.models import Account, DiscardedFile, Event, Material, PowerOfAttorney, Template
from qianming.services import leftovers, materials, qualifications
from tests.services.making import (
    NOW,
    a_power,
    an_account,
    an_applicant,
    approved_qualification,
    submitted_qualification,
    upload,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Every column that can name an uploaded file. Whoever adds one adds it to `registry.attachments` too.
NAMING_FILES = {
    "Application.material_keys",
    "AppRecord.picture_key",
    "AppRecord.runtime_key",
    "AppRecord.store_key",
    "PowerOfAttorney.picture_key",
    "Qualification.materials",
    "Template.material_keys",
    "Trademark.picture_key",
}


def bytes_kept() -> set[str]:
    return {path.name for path in (Path(settings.QIANMING_DATA) / "files").rglob("*") if path.is_file()}


def cleared(days: float) -> set[str]:
    """The keys that are left after a round so many days later."""
    while leftovers.clear(NOW + days * DAY):
        pass
    return set(Material.objects.values_list("key", flat=True))


def test_a_forgotten_upload_goes_after_a_week() -> None:
    key = upload(an_applicant(an_account()))
    assert cleared(6.9) == {key}
    assert cleared(7.1) == set()
    assert (bytes_kept(), DiscardedFile.objects.count()) == (set(), 0)
    assert Event.objects.filter(kind=EventKind.MATERIAL_REMOVED).count() == 1


def test_files_of_papers_stay_as_long_as_the_papers() -> None:
    account = an_account()
    approved_qualification(an_applicant(account))
    kept = cleared(0)
    assert kept
    assert cleared(1000) == kept


def test_files_of_ended_papers_go_after_their_time() -> None:
    account = an_account()
    actor = an_applicant(account)
    submitted = submitted_qualification(actor)
    qualifications.withdraw(actor, submitted.order_id, NOW)
    account.qualifications.update(deleted_at=NOW)
    assert cleared(179)
    assert cleared(181) == set()


@pytest.mark.parametrize("model", [PowerOfAttorney, Template])
def test_a_letters_and_a_templates_files_stay(model: type[models.Model]) -> None:
    from qianming.core.codes import TemplateType
    from qianming.services import templates
    from qianming.services.templates import SubmitTemplate

    account = an_account()
    actor = an_applicant(account)
    key, other = upload(actor), upload(actor)
    if model is PowerOfAttorney:
        a_power(account, picture_key=key)
    else:
        kind = TemplateType.NOTIFICATION
        command = SubmitTemplate("通知", "您的订单已发货。", kind, material_keys=(key,))
        templates.submit(actor, command, NOW)
    assert other not in cleared(30)
    assert cleared(400) == {key}


def test_nothing_of_an_erased_account_stays() -> None:
    account = an_account()
    approved_qualification(an_applicant(account))
    Account.objects.filter(pk=account.pk).update(erased_at=NOW)
    assert cleared(8) == set()
    assert bytes_kept() == set()


def test_bytes_that_cannot_be_removed_are_removed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    upload(an_applicant(an_account()))

    def failing(digest: str) -> None:
        raise stores.StoreFailed("Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(files, "forget", failing)
        with pytest.raises(stores.StoreFailed):
            cleared(8)
    assert (Material.objects.count(), DiscardedFile.objects.count(), len(bytes_kept())) == (0, 1, 1)
    cleared(8)
    assert (DiscardedFile.objects.count(), bytes_kept()) == (0, set())


def test_a_removed_file_cannot_be_named_any_more() -> None:
    account = an_account()
    key = upload(an_applicant(account))
    cleared(8)
    assert materials.find(account.pk, key) is None


def test_every_column_that_names_files_is_known() -> None:
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("registry").get_models()
        for field in model._meta.get_fields()
        if field.name in ("materials", "material_keys", "picture_key", "runtime_key", "store_key")
        or field.name.endswith(("_keys", "file_key"))
        if isinstance(field, models.Field)
    }
    assert found == NAMING_FILES
