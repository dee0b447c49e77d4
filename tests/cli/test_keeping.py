"""The history, personal data and callbacks from the command line: exit codes, files, what is asked back."""

import json
import stat
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from qianming.core.codes import EventKind
from qianming.registry.models import Account, CallbackDelivery, Event, Qualification
from qianming.services import audit
from tests.cli.conftest import Command
from tests.services.making import COMPANY, NOW, PHONE, a_live_signature, an_account, id_number

pytestmark = pytest.mark.django_db

URL = "https://receiver.example/hook"


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.QIANMING_DATA = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def account() -> Account:
    """An account with papers and a signature."""
    made = an_account("demo")
    a_live_signature(made)
    return made


def test_a_whole_history_ends_with_0_and_a_changed_one_with_2(command: Command, account: Account) -> None:
    whole = command("audit", "verify", "--format", "json")
    assert (whole.code, whole.data) == (0, [])
    assert "The history is whole." in command("audit", "verify").out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_event SET new = 'x' WHERE sequence = 2")
    changed = command("audit", "verify", "--format", "json")
    assert changed.code == 2
    (found,) = changed.data
    assert (found["breach"], found["account"], found["sequence"]) == ("changed", "demo", 2)
    assert found["fix"]
    assert "事件被改动" in command("audit", "verify", "--lang", "zh").out


def test_kept_anchors_are_compared(command: Command, account: Account, tmp_path: Path) -> None:
    audit.anchor(NOW)
    kept = tmp_path / "anchors.jsonl"
    kept.write_text(command("audit", "export", "--anchors").out)
    assert command("audit", "verify", "--anchors", str(kept)).code == 0
    kept.write_text('{"day":"2026-01-01","digest":"0"}\n')
    gone = command("audit", "verify", "--anchors", str(kept), "--format", "json")
    assert (gone.code, gone.data[0]["breach"]) == (2, "anchor_missing")
    kept.write_text("nothing of that")
    refused = command("audit", "verify", "--anchors", str(kept))
    assert (refused.code, refused.err.startswith("error: --anchors: ")) == (2, True)


def test_an_exported_history_is_one_event_on_each_line(command: Command, account: Account) -> None:
    other = an_account("other")
    lines = [json.loads(line) for line in command("audit", "export").out.splitlines()]
    assert len(lines) == Event.objects.count()
    assert not any(secret in str(lines) for secret in (PHONE, "法人甲", id_number(1)))
    own = [json.loads(line) for line in command("audit", "export", "--account", "other").out.splitlines()]
    assert {line["account_id"] for line in own} == {other.pk}


def test_an_export_is_a_file_for_one_reader(command: Command, account: Account, tmp_path: Path) -> None:
    file = tmp_path / "demo.zip"
    done = command("privacy", "export", "demo", "--output", str(file), "--format", "json")
    assert (done.code, done.data["rows"] > 5) == (0, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert id_number(1) in archive.read("Qualification.jsonl").decode()
    again = command("privacy", "export", "demo", "--output", str(file))
    assert (again.code, "cannot be made" in again.err) == (2, True)
    unknown = command("privacy", "export", "nobody", "--output", str(tmp_path / "no.zip"))
    assert (unknown.code, (tmp_path / "no.zip").exists()) == (2, False)


def test_erasing_has_to_be_confirmed(command: Command, account: Account) -> None:
    asked = command("privacy", "erase", "demo")
    assert (asked.code, "--yes is missing" in asked.err) == (64, True)
    account.refresh_from_db()
    assert account.erased_at is None
    done = command("privacy", "erase", "demo", "--yes", "--format", "json")
    assert (done.code, done.data["name"]) == (0, f"erased-{account.pk}")
    assert command("audit", "verify").code == 0
    assert command("account", "list").code == 0
    again = command("privacy", "erase", f"erased-{account.pk}", "--yes")
    assert (again.code, "was erased" in again.err) == (2, True)
    assert command("signature", "list", f"erased-{account.pk}").code in (0, 2)


def test_persons_are_shown_for_a_reason_that_is_kept(command: Command, account: Account) -> None:
    number = str(Qualification.objects.get().pk)
    masked = command("qualification", "show", number).out
    assert "法人甲" not in masked
    without = command("qualification", "show", number, "--reveal")
    assert (without.code, "--reason is missing" in without.err) == (64, True)
    shown = command("qualification", "show", number, "--reveal", "--reason", "incident", "--format", "json")
    assert shown.data["legal_representative"]["name"] == "法人甲"
    event = Event.objects.get(kind=EventKind.PERSONAL_OPENED)
    assert (event.reasons, event.actor) == (["incident"], "operator")


def test_callbacks_are_set_listed_replayed_and_removed(command: Command, account: Account) -> None:
    kind = ("--kind", "events")
    made = command("callback", "set", "demo", *kind, "--url", URL, "--format", "json")
    assert (made.code, made.data["secret"].startswith("whsec_")) == (0, True)
    again = command("callback", "set", "demo", *kind, "--url", URL + "2", "--format", "json")
    assert again.data["secret"] is None
    (listed,) = command("callback", "list", "demo", "--format", "json").data
    assert listed == {"kind": "events", "url": URL + "2", "waiting": 0, "delivered": 0, "dead": 0}
    CallbackDelivery.objects.create(
        account=account, endpoint=account.callback_endpoints.get(), message_id="m", line="l", created_at=NOW,
        sealed_body=b"", state="dead",
    )  # fmt: skip
    assert command("callback", "replay", "demo", *kind, "--format", "json").data["count"] == 1
    since = ("--since", "2026-01-01T00:00:00+08:00")
    assert command("callback", "replay", "demo", *kind, *since, "--format", "json").data["count"] == 0
    naive = command("callback", "replay", "demo", *kind, "--since", "2026-01-01")
    assert (naive.code, naive.err.startswith("error: --since: ")) == (64, True)
    assert command("callback", "remove", "demo", *kind).code == 0
    gone = command("callback", "remove", "demo", *kind)
    assert (gone.code, "has no callback events" in gone.err) == (2, True)
    wrong = command("callback", "set", "demo", *kind, "--url", "ftp://a.example")
    assert (wrong.code, wrong.err.startswith("error: --url: ")) == (2, True)


def test_company_names_stay_readable(command: Command, account: Account) -> None:
    assert COMPANY in command("qualification", "show", str(Qualification.objects.get().pk)).out
