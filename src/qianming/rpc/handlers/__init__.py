"""What each action does: its parameters, its answer, and the service it calls. One function per action."""

from importlib import import_module

MODULES = (
    "phone_code",
    "upload",
    "qualification",
    "qualification_changes",
    "qualification_view",
    "qualification_list",
    "signature",
    "signature_view",
    "signature_list",
    "signature_qualification",
    "signature_older",
    "power_of_attorney",
    "trademark",
    "app_record",
    "template",
    "template_view",
    "template_list",
    "template_legacy",
    "tag",
    "extension_code",
    "sending_statistics",
    "sending_query",
)


def register() -> None:
    """Enter every action of this package into the table; entering twice changes nothing."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
