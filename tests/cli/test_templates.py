"""`qianming template`: applying, looking, taking back and deleting."""

import pytest

from qianming.core.codes import ReviewState
from qianming.registry.models import Template
from tests.cli.conftest import Command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock", "account")]
JSON = ("--format", "json")
CONTENT = ("--content", "您的验证码为${code}，5分钟内有效。")


def test_one_in_order_is_approved_and_can_be_looked_at(command: Command) -> None:
    made = command("template", "apply", "demo", "验证码", *CONTENT, *JSON)
    assert (made.code, made.err) == (0, "")
    assert made.data["review"] == "approved"
    assert made.data["due"] is None
    assert command("template", "show", "demo", made.data["code"], *JSON).data == made.data
    assert command("template", "list", "demo", *JSON).data == [made.data]
    assert "${code}" in command("template", "list", "demo", "--lang", "zh").out


def test_a_rejected_one_ends_with_two_and_is_mended_under_its_code(command: Command) -> None:
    made = command("template", "apply", "demo", "验证码", "--content", "您的号码是${code}。", *JSON)
    assert (made.code, made.data["review"]) == (2, "rejected")
    mended = command("template", "apply", "demo", "验证码", *CONTENT, "--mend", made.data["code"], *JSON)
    assert (mended.code, mended.data["code"]) == (0, made.data["code"])
    again = command("template", "apply", "demo", "验证码", *CONTENT, "--mend", made.data["code"])
    assert again.code == 2
    assert "--mend" in again.err


def test_one_in_review_is_withdrawn_and_then_deleted(command: Command) -> None:
    made = command("template", "apply", "demo", "验证码", *CONTENT, *JSON)
    Template.objects.update(state=ReviewState.IN_REVIEW)
    assert command("template", "show", "demo", made.data["code"], *JSON).data["due"] is not None
    refused = command("template", "delete", "demo", made.data["code"])
    assert (refused.code, "CODE" in refused.err) == (2, True)
    taken = command("template", "withdraw", "demo", made.data["code"], *JSON)
    assert taken.data["review"] == "withdrawn"
    assert command("template", "delete", "demo", made.data["code"]).code == 0
    assert command("template", "list", "demo", *JSON).data == []


@pytest.mark.parametrize("verb", ["show", "withdraw", "delete"])
def test_what_is_not_there_is_named(command: Command, verb: str) -> None:
    done = command("template", verb, "demo", "SMS_1")
    assert done.code == 2
    assert "SMS_1" in done.err
