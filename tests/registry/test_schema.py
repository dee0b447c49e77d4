import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from qianming.registry.models.due import DueRow
from qianming.services.leases import QUEUES

# Tables whose rows belong to no single account: people, simulated phones, the lane's bookmark, policies.
_SHARED = {
    "Account",
    "User",
    "InboxMessage",
    "JournalFollower",
    "PolicyRun",
    "RegisteredEnterprise",
    "RegisteredTrademark",
}


@pytest.mark.django_db
def test_the_migration_says_what_the_models_say() -> None:
    call_command("makemigrations", "registry", check=True, dry_run=True, verbosity=0)


TABLES = list(apps.get_app_config("registry").get_models())


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_table_but_the_shared_ones_is_keyed_by_account(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields() if not field.auto_created}
    assert ("account" in names) == (model.__name__ not in _SHARED)


def test_every_queue_is_freed_when_leases_are() -> None:
    queues = {model.__name__ for model in apps.get_models() if issubclass(model, DueRow)}
    assert queues == {model.__name__ for model in QUEUES}
