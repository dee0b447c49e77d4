"""`qianming token` and the scopes of keys: what is shown once, listed, and stopped."""

import pytest

from qianming.registry.models import AccessKey, ApiToken
from tests.cli.conftest import CREATE, Command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(command: Command) -> None:
    assert command(*CREATE).code == 0


def test_a_key_is_limited_to_its_scopes(command: Command) -> None:
    scopes = ("--scope", "personal", "--scope", "read-only")
    done = command("key", "create", "demo", *scopes, "--format", "json")
    assert done.data["scopes"] == ["read-only", "personal"]
    assert AccessKey.objects.get(key_id=done.data["id"]).scopes == ["read-only", "personal"]
    refused = command("key", "create", "demo", "--scope", "everything")
    assert (refused.code, "read-only, send-only, applications, personal" in refused.err) == (64, True)


@pytest.mark.parametrize(("kind", "has_secret"), [("sts", True), ("bearer", False)])
def test_a_token_is_shown_once(command: Command, kind: str, has_secret: bool) -> None:
    made = command("token", "create", "demo", "--kind", kind, "--minutes", "5", "--format", "json").data
    row = ApiToken.objects.get(token_id=made["id"])
    assert (made["kind"], made["account"], made["scopes"]) == (kind, "demo", [])
    assert (bool(made["secret"]), bool(made["token"])) == (has_secret, True)
    assert (row.expires_at - row.created_at).total_seconds() == 300
    listed = command("token", "list", "demo", "--format", "json")
    assert [one["state"] for one in listed.data] == ["valid"]
    assert made["token"] not in listed.out


def test_a_token_is_revoked(command: Command) -> None:
    made = command("token", "create", "demo", "--scope", "send-only", "--format", "json").data
    done = command("token", "revoke", made["id"], "--format", "json")
    assert (done.data["state"], done.data["scopes"]) == ("revoked", ["send-only"])
    assert "revoked" in command("token", "list", "demo").out


def test_unknown_names_are_told(command: Command) -> None:
    nobody = command("token", "list", "nobody")
    assert (nobody.code, "ACCOUNT" in nobody.err) == (2, True)
    unknown = command("token", "revoke", "STS.nobody")
    assert (unknown.code, "STS.nobody" in unknown.err) == (2, True)
    assert command("token", "create", "demo", "--minutes", "0").code == 64
