"""Every table belongs to an account, so that the registry can be spread over machines by account."""

from django.apps import apps
from django.db.models import Model

NOT_KEYED = {
    "Account": "is what the others are keyed by",
    "User": "a person may work for several accounts",
    "JournalFollower": "one row per journal, which serves all accounts",
    "PolicyRun": "one row per policy, which holds for all accounts",
    "ChainHead": "its chain is the account's, or the service's own",
    "Anchor": "one row per day, over all chains",
    "AnchoredHead": "its chain is the account's, or the service's own",
    "RegisteredEnterprise": "is a copy of a public register",
    "RegisteredTrademark": "is a copy of a public register",
    "Evaluation": "is one day's, over all accounts",
    "RecordExport": "one row for the files of all accounts",
    "Chore": "is done for all accounts",
    "ServiceKey": "wraps the keys of all accounts",
    "InboxMessage": "a simulated phone belongs to no account",
    "ShortLived": "counts tries to sign in, before anybody is known",
}
MAY_BE_OF_NO_ACCOUNT = {
    "Membership": "a reviewer's role is over the whole service",
    "Event": "some things happen to the service itself",
    "FilingMismatch": "a carrier may tell of a filing that nobody knows",
}


def unkeyed(name: str, required: dict[str, bool]) -> str | None:
    """The problem of a table whose fields are given with whether each must have a value."""
    if name in NOT_KEYED:
        return f"{name} is keyed after all: strike it from the list" if "account" in required else None
    if "account" not in required:
        return f"{name} has no account"
    if not required["account"] and name not in MAY_BE_OF_NO_ACCOUNT:
        return f"{name} may be of no account"
    return None


def _fields(model: type[Model]) -> dict[str, bool]:
    return {field.name: not field.null for field in model._meta.fields}


def test_every_table_is_keyed_by_account() -> None:
    tables = list(apps.get_app_config("registry").get_models())
    assert {table.__name__ for table in tables} >= NOT_KEYED.keys() | MAY_BE_OF_NO_ACCOUNT.keys()
    assert [problem for table in tables if (problem := unkeyed(table.__name__, _fields(table)))] == []


def test_messages_are_keyed_by_day_too() -> None:
    assert _fields(apps.get_model("registry", "Message"))["day"]


def test_it_sees_a_table_without_an_account() -> None:
    assert unkeyed("Novelty", {"id": True})
    assert unkeyed("Novelty", {"id": True, "account": False})
    assert unkeyed("User", {"id": True, "account": True})
    assert unkeyed("Novelty", {"id": True, "account": True}) is None
