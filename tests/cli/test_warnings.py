"""`qianming warnings` and `qianming calendar`: what ends soon, and the address for calendars."""

from datetime import timedelta

import pytest

from qianming.registry.models import CalendarFeed, Qualification
from qianming.services import calendar_feeds, early_warnings
from tests.cli.conftest import Command
from tests.services.making import COMPANY, NOW, TODAY, a_live_signature, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
JSON = ("--format", "json")


@pytest.fixture(autouse=True)
def warned() -> None:
    a_live_signature(an_account("demo"))
    an_account("other")
    Qualification.objects.update(licence_until=TODAY + timedelta(days=9))
    early_warnings.look_ahead(NOW)


def test_they_are_listed_for_one_account_and_for_all(command: Command) -> None:
    (warning,) = command("warnings", "demo", *JSON).data
    assert warning.pop("fix")
    assert warning == {
        "account": "demo",
        "signature": COMPANY,
        "threat": "licence",
        "day": "2026-06-20",
        "days_left": 10,
    }
    assert command("warnings", "other", *JSON).data == []
    assert [row["account"] for row in command("warnings", *JSON).data] == ["demo"]
    assert "2026-06-20" in command("warnings").out
    assert "营业执照" in command("warnings", "--lang", "zh").out
    assert command("warnings", "nobody").code == 2


def test_an_address_is_made_and_revoked(command: Command) -> None:
    path = command("calendar", "create", "demo", *JSON).data["path"]
    token = path.removeprefix("/console/calendar/").removesuffix(".ics")
    account = calendar_feeds.account_of(token)
    assert account is not None
    assert account.name == "demo"
    assert command("calendar", "revoke", "demo", *JSON).data == {"account": "demo", "path": ""}
    assert CalendarFeed.objects.get().revoked_at == NOW
    again = command("calendar", "revoke", "demo")
    assert (again.code, again.out) == (2, "")
    assert "demo" in again.err
