"""The vendor's SDK against a live service: every action that is offered, with success and with its errors."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.case import OK
from tests.conformance.clients import FOLDERS, Caller, Generation
from tests.conformance.run import CASES, Result, performed
from tests.conformance.shortfalls import ENOUGH, SHORTFALLS
from tests.conftest import migrated_database
from tests.e2e.service import Service

# Actions that this service does not offer, as the API's list has them.
_LATER = ("rcs", "card", "digital", "shorturl", "logistics", "intl")


@pytest.fixture(scope="module")
def results(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Result]]:
    if not Path(FOLDERS[Generation.SECOND], ".made").exists():
        pytest.skip("the second generation of the SDK is not installed: make env")
    data = tmp_path_factory.mktemp("conformance")
    with migrated_database(database_kind, data) as url:
        service = Service(
            data, {"QIANMING_DATABASE_URL": url, "QIANMING_SECRET_KEY": "a secret for tests alone"}
        )
        service.start()
        try:
            yield list(performed(service))
        finally:
            service.stop()


def _is_later(action: str) -> bool:
    return any(part in action for part in _LATER) or action in ("getmediaresourceid",)


def test_every_case_brings_what_it_must(results: list[Result]) -> None:
    wrong = [
        (result.generation, result.version, result.case.action, result.case.code, result.told)
        for result in results
        if not result.holds
    ]
    assert wrong == []
    assert len(results) > 400


def test_errors_come_in_their_regime(results: list[Result]) -> None:
    """The older actions answer errors with status 200, which an SDK does not raise; the newer with 4xx."""
    for result in results:
        own = not (result.case.succeeds or result.case.by_gateway)
        if not own or result.case.code == "TemplateParameterCountIllegal":
            continue
        older = result.case.generations != (Generation.CURRENT,) or "ExtCode" in result.case.action
        assert (result.told.status == 200) is older, result
        # The SDK's models of tags have no message.
        assert "agResources" in result.case.action or result.told.body["Message"]


def test_every_action_that_a_generation_knows_succeeds(results: list[Result]) -> None:
    for generation in Generation:
        caller = Caller(generation, "127.0.0.1:1")
        caller.close()
        done = {
            result.case.action.lower()
            for result in results
            if result.generation is generation and result.case.succeeds
        }
        assert {action for action in caller.known if not _is_later(action)} == done


def test_an_action_with_fewer_than_three_errors_says_why() -> None:
    shown = {case.action: set[str]() for case in CASES}
    for case in CASES:
        if not (case.succeeds or case.by_gateway):
            shown[case.action].add(case.code)
    assert {action for action, codes in shown.items() if len(codes) < ENOUGH} == SHORTFALLS.keys()


def test_what_the_gateway_refuses_is_an_error_of_http(results: list[Result]) -> None:
    statuses = {result.told.status for result in results if result.case.by_gateway}
    assert statuses == {400, 403}


def test_cases_of_one_action_are_about_different_codes() -> None:
    seen: set[tuple[str, str, str]] = set()
    for case in CASES:
        if case.code != OK:
            key = (case.action, case.code, repr(case.given))
            assert key not in seen
            seen.add(key)


@pytest.mark.only_on("sqlite")
def test_the_page_is_current(results: list[Result]) -> None:
    from tools import conformance_page

    assert conformance_page.out_of_date(results) == []
