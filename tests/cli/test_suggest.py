"""`qianming suggest`: ranked names, and with a registry which of them others can be taken for."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.services.making import COMPANY, CREDIT_CODE, OTHER_CREDIT_CODE, a_live_signature, an_account

JSON = ("--format", "json")


def test_without_a_registry_nothing_is_said_of_others(command: Command) -> None:
    done = command("suggest", "--enterprise", COMPANY, *JSON)
    assert done.code == 0
    assert {proposal["collides"] for proposal in done.data} == {None}


@pytest.mark.django_db
@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize(("credit_code", "collides"), [(OTHER_CREDIT_CODE, True), (CREDIT_CODE, False)])
def test_names_of_other_entities_are_marked_and_come_last(
    command: Command, tmp_path: Path, credit_code: str, collides: bool
) -> None:
    a_live_signature(an_account("demo"))
    given = ("suggest", "--enterprise", COMPANY, "--credit-code", credit_code, "--data", str(tmp_path))
    found = {proposal["name"]: proposal["collides"] for proposal in command(*given, *JSON).data}
    assert found[COMPANY] is collides
    assert sum(found.values()) == collides
    assert (list(found)[-1] == COMPANY) is (collides or len(found) == 1)
    assert ("another entity" in command(*given).out) is collides
