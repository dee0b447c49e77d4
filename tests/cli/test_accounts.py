"""`qianming account`, `user` and `key`: what they store and what they show once."""

from pathlib import Path

import pytest

from qianming.registry.models import AccessKey, Account, User
from qianming.services.keys import open_secret
from tests.cli.conftest import Command
from tests.services.making import COMPANY, CREDIT_CODE, an_account, row_counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")
CREATED = "2026-06-10T10:00:00+08:00"


def test_an_account_is_created_and_listed(command: Command) -> None:
    done = command(
        "account", "create", "demo", "--type", "enterprise", "--verified-name", COMPANY,
        "--credit-code", CREDIT_CODE, "--format", "json",
    )  # fmt: skip
    shown = {
        "name": "demo", "type": "enterprise", "verified_name": COMPANY,
        "credit_code": CREDIT_CODE, "created_at": CREATED,
    }  # fmt: skip
    assert (done.code, done.data, done.err) == (0, shown, "")
    assert command("account", "list", "--format", "json").data == [shown]
    assert "demo" in command("account", "list").out


def test_a_taken_name_is_refused_by_name(command: Command) -> None:
    an_account("demo")
    before = row_counts()
    done = command("account", "create", "demo", "--type", "enterprise", "--verified-name", COMPANY)
    assert (done.code, done.out) == (2, "")
    assert "NAME: demo is taken" in done.err
    assert row_counts() == before


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
def test_an_impossible_name_is_refused(command: Command, name: str) -> None:
    done = command("account", "create", name, "--type", "enterprise", "--verified-name", COMPANY)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert Account.objects.count() == 0


def test_verifying_keeps_what_is_not_named(command: Command) -> None:
    an_account("demo")
    done = command("account", "verify", "demo", "--type", "individual", "--format", "json")
    assert (done.code, done.data["type"], done.data["credit_code"]) == (0, "individual", CREDIT_CODE)
    named = ("--verified-name", "杭州新样例有限公司", "--credit-code", "")
    done = command("account", "verify", "demo", "--type", "enterprise", *named, *JSON)
    assert (done.data["verified_name"], done.data["credit_code"]) == ("杭州新样例有限公司", "")


def test_a_persons_name_is_masked_on_the_screen(command: Command) -> None:
    done = command(
        "account", "create", "demo", "--type", "individual", "--verified-name", "法人甲", "--format", "json"
    )
    assert done.data["verified_name"] == "法**"
    assert "法人甲" not in command("account", "list").out
    account = Account.objects.get(name="demo")
    command("account", "verify", "demo", "--type", "individual")
    account.refresh_from_db()
    assert account.verified_name == "法人甲"


@pytest.mark.parametrize(
    "arguments",
    [
        ("account", "verify", "nobody", "--type", "enterprise"),
        ("key", "create", "nobody"),
        ("user", "create", "a@example.com", "--role", "applicant", "--account", "nobody"),
        ("signature", "list", "nobody"),
        ("signature", "show", "nobody", "云帆"),
        ("signature", "apply", "nobody", "云帆"),
        ("signature", "freeze", "nobody", "云帆"),
    ],
)
def test_an_unknown_account_is_named(command: Command, arguments: tuple[str, ...]) -> None:
    before = row_counts()
    done = command(*arguments, "--format", "json")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: ACCOUNT: there is no account nobody; `qianming account list` shows all.\n"
    assert row_counts() == before


def test_a_users_password_is_shown_once_and_works(command: Command) -> None:
    an_account("demo")
    done = command(
        "user", "create", "A@Example.com", "--role", "applicant", "--account", "demo", "--format", "json"
    )
    assert {name: done.data[name] for name in ("email", "role", "account")} == {
        "email": "a@example.com", "role": "applicant", "account": "demo",
    }  # fmt: skip
    assert User.objects.get(email="a@example.com").check_password(done.data["password"])


def test_a_password_can_come_from_a_file(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("correct horse battery\n", encoding="utf-8")
    done = command("user", "create", "r@example.com", "--role", "reviewer", "--password-file", str(file))
    assert done.code == 0
    assert User.objects.get().check_password("correct horse battery")


@pytest.mark.parametrize(("content", "code"), [(b"", 64), (b"\n", 64), (b"\xff\xfe\x00", 2), (None, 2)])
def test_a_password_file_that_cannot_be_used_makes_no_user(
    command: Command, tmp_path: Path, content: bytes | None, code: int
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    done = command("user", "create", "r@example.com", "--role", "reviewer", "--password-file", str(file))
    assert (done.code, done.out) == (code, "")
    assert "--password-file" in done.err
    assert User.objects.count() == 0


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "a b@example.com"])
def test_an_impossible_address_is_refused(command: Command, email: str) -> None:
    done = command("user", "create", email, "--role", "reviewer")
    assert (done.code, done.out) == (2, "")
    assert "EMAIL" in done.err
    assert "reviewer@example.com" in done.err


def test_an_address_is_used_once(command: Command) -> None:
    command("user", "create", "r@example.com", "--role", "reviewer")
    done = command("user", "create", "R@example.com", "--role", "operator")
    assert done.code == 2
    assert "EMAIL: R@example.com is taken" in done.err


def test_a_key_is_made_and_its_secret_shown_once(command: Command) -> None:
    an_account("demo")
    done = command("key", "create", "demo", "--format", "json")
    key = AccessKey.objects.get(key_id=done.data["id"])
    assert (open_secret(key), done.data["account"]) == (done.data["secret"], "demo")
    assert done.data["secret"] not in command("account", "list").out


def test_a_key_can_be_given(command: Command) -> None:
    an_account("demo")
    done = command("key", "create", "demo", "--id", "my-key", "--secret", "my-secret", "--format", "json")
    assert done.data == {"id": "my-key", "secret": "my-secret", "account": "demo"}
    again = command("key", "create", "demo", "--id", "my-key")
    assert (again.code, again.err) == (2, "error: --id: my-key is taken; choose another one.\n")


def test_a_key_is_disabled_for_good(command: Command) -> None:
    an_account("demo")
    command("key", "create", "demo", "--id", "my-key")
    for _ in range(2):
        done = command("key", "disable", "my-key", "--format", "json")
        assert (done.code, done.data) == (0, {"id": "my-key", "account": "demo", "enabled": False})
    assert not AccessKey.objects.get().enabled
    assert "my-key" in command("key", "disable", "my-key").out


def test_an_unknown_key_is_named(command: Command) -> None:
    done = command("key", "disable", "no-key")
    assert (done.code, done.err) == (2, "error: ID: there is no access key no-key.\n")
