"""Tables and migrations agree, and every queue is known as one."""

import pytest
from django.apps import apps
from django.core.management import call_command

from qianming.registry.models.due import DueRow
from qianming.services.leases import QUEUES


@pytest.mark.django_db
def test_the_migration_says_what_the_models_say() -> None:
    call_command("makemigrations", "registry", check=True, dry_run=True, verbosity=0)


def test_every_queue_is_freed_when_leases_are() -> None:
    queues = {model.__name__ for model in apps.get_models() if issubclass(model, DueRow)}
    assert queues == {model.__name__ for model in QUEUES}
