"""The vendor's SDK against a live service: every action that is offered, with success and with its errors."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conformance.case import OK, Source
from tests.conformance.clients import FOLDERS, Generation
from tests.conformance.run import CASES, ONCE, ONLINE, WHOLE, Result, Run, performed
from tests.conformance.shortfalls import ENOUGH, SHORTFALLS
from tests.conftest import migrated_database

# Actions that this service does not offer, as the API's list has them.
_LATER = ("rcs", "card", "digital", "shorturl", "logistics", "intl")
# What the second generation knows too.
OLDER = {case.action for case in CASES if Generation.SECOND in case.generations}


@pytest.fixture(scope="module")
def conformance_run(
    pytestconfig: pytest.Config, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    """On SQLite the whole; another database has something to say about the answers, not about the clients."""
    if not Path(FOLDERS[Generation.SECOND], ".made").exists():
        pytest.skip("the second generation of the SDK is not installed: make env")
    data = tmp_path_factory.mktemp("conformance")
    whole = database_kind == "sqlite" or pytestconfig.getoption("soak")
    with migrated_database(database_kind, data) as url:
        yield performed(data, WHOLE if whole else ONCE, url)


@pytest.fixture(scope="module")
def results(conformance_run: Run) -> Sequence[Result]:
    return conformance_run.results


def _is_later(action: str) -> bool:
    return any(part in action for part in _LATER) or action in ("getmediaresourceid",)


def test_every_case_brings_what_it_must(results: Sequence[Result]) -> None:
    wrong = [
        (result.generation, result.version, result.case.action, result.case.code, result.told)
        for result in results
        if not result.holds
    ]
    assert wrong == []
    done = {id(result.case) for result in results}
    assert all(id(case) in done for case in ONLINE if Generation.CURRENT in case.generations)


def test_errors_come_in_their_regime(results: Sequence[Result]) -> None:
    """The older actions answer errors with status 200, which an SDK does not raise; the newer with 4xx."""
    for result in results:
        own = result.case.source is Source.ACTION and not result.case.succeeds
        if not own or result.case.code == "TemplateParameterCountIllegal":
            continue
        older = result.case.action in OLDER or "ExtCode" in result.case.action
        assert (result.told.status == 200) is older, result
        # The SDK's models of tags have no message.
        assert "agResources" in result.case.action or result.told.body["Message"]


def test_every_action_that_a_generation_knows_succeeds(conformance_run: Run) -> None:
    for generation, known in conformance_run.known.items():
        done = {
            result.case.action.lower()
            for result in conformance_run.results
            if result.generation is generation and result.case.succeeds
        }
        assert {action for action in known if not _is_later(action)} == done


def test_an_action_with_fewer_than_three_errors_says_why() -> None:
    shown = {case.action: set[str]() for case in CASES}
    for case in CASES:
        if not case.succeeds and case.source is not Source.GATEWAY:
            shown[case.action].add(case.code)
    assert {action for action, codes in shown.items() if len(codes) < ENOUGH} == SHORTFALLS.keys()


def test_what_is_refused_before_the_action_is_an_error_of_http(results: Sequence[Result]) -> None:
    statuses = {(result.case.source, result.told.status) for result in results}
    assert {told for told in statuses if told[0] is not Source.ACTION} == {
        (Source.PARAMETER, 400),
        (Source.GATEWAY, 403),
    }


def test_cases_of_one_action_are_about_different_codes() -> None:
    seen: set[tuple[str, str, str]] = set()
    for case in CASES:
        if case.code != OK:
            key = (case.action, case.code, repr(case.given))
            assert key not in seen
            seen.add(key)


@pytest.mark.only_on("sqlite")
def test_the_page_is_current(results: Sequence[Result]) -> None:
    from tools import conformance_page

    assert conformance_page.out_of_date(results) == []
