"""`qianming rules`: every rule in force, in words."""

import re

import pytest

from qianming.core.rulebook import RULES
from tests.cli.conftest import Command


def test_every_rule_is_told(command: Command) -> None:
    done = command("rules", "--format", "json")
    assert (done.code, len(done.data)) == (0, len(RULES.rules))
    for rule in done.data:
        assert list(rule) == ["name", "description", "source", "policy", "yields"]
        assert rule["description"] != ""
        for code in rule["yields"]:
            assert list(code) == ["code", "title", "why", "fix", "severity", "effect", "grace_days"]
            assert not re.search(r"\{\w+\}", code["title"] + code["why"] + code["fix"])


@pytest.mark.parametrize("code", ["NAME_LENGTH", "name_length"])
def test_one_code_shows_the_rules_that_yield_it(command: Command, code: str) -> None:
    done = command("rules", code, "--format", "json")
    (rule,) = done.data
    assert [entry["code"] for entry in rule["yields"]] == ["NAME_LENGTH"]
    assert "2 to 12" in rule["yields"][0]["why"]
    assert "NAME_LENGTH" in command("rules", code).out


def test_an_unknown_code_is_told_its_neighbours(command: Command) -> None:
    done = command("rules", "NAME_LENGHT")
    assert (done.code, done.out) == (2, "")
    assert "NAME_LENGTH" in done.err


@pytest.mark.parametrize(
    ("lang", "heading", "said"),
    [
        ("zh", "代码", "签名不含受限业务的词"),
        ("en", "What to do", "A name holds no word of restricted business"),
    ],
)
def test_people_read_them_in_their_language(command: Command, lang: str, heading: str, said: str) -> None:
    shown = command("rules", "NAME_RESTRICTED", "--lang", lang).out
    assert heading in shown
    assert said in shown


def test_every_description_is_in_the_language_that_is_asked_for(command: Command) -> None:
    for rule in command("rules", "--format", "json", "--lang", "zh").data:
        assert re.search("[一-鿿]", rule["description"]), rule["name"]
