"""The console as a Django app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Pages, forms, templates and static files for people."""

    name = "qianming.console"
    label = "console"
