"""The registry as a Django app."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate

from qianming.policy import loader
from qianming.registry import service_keys


class RegistryConfig(AppConfig):
    """Tables of accounts, papers, signatures, filings, messages and their history."""

    name = "qianming.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From here on the operator's policies in the data folder count too; new tables get their keys."""
        loader.use_folder(Path(settings.QIANMING_DATA) / "policies")
        post_migrate.connect(service_keys.prepare, sender=self)
