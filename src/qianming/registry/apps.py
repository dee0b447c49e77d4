"""The registry as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Tables of accounts, papers, signatures, filings, messages and their history."""

    name = "qianming.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
