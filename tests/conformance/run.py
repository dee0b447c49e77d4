"""The conformance run: a live service, generations of the SDK, every case in the order of its table."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from tests.conformance import papers_cases, parameter_cases, sending_cases, signature_cases
from tests.conformance.case import Case
from tests.conformance.clients import ROOT, Caller, Generation, Told
from tests.conformance.world import World
from tests.e2e.service import Service

ONLINE: tuple[Case, ...] = (
    *papers_cases.CASES,
    *signature_cases.CASES,
    *sending_cases.CASES,
    *parameter_cases.CASES,
)
CASES: tuple[Case, ...] = (*ONLINE, *signature_cases.OFFLINE)

# What changes nothing can be done twice, and so is signed in every version.
_READING = ("Get", "Query", "List", "Valid")
_SHIPPED_POLICY = ROOT / "src" / "qianming" / "policy" / "2026-04-27.toml"
# What the tests make their databases with.
_SECRET = {"QIANMING_SECRET_KEY": "a secret for tests alone"}
Callers = Mapping[Generation, Caller]


@dataclass(frozen=True)
class Extent:
    """How much is performed: which generations, which versions of the signature, a start without the older
    actions or none."""

    generations: tuple[Generation, ...]
    versions: tuple[int, ...]
    offline: bool


WHOLE = Extent((Generation.CURRENT, Generation.SECOND), (3, 1), offline=True)
# Every case once: what another database could change.
ONCE = Extent((Generation.CURRENT,), (3,), offline=False)


@dataclass(frozen=True)
class Result:
    """What a case brought, by one generation and one version of the signature."""

    case: Case
    generation: Generation
    version: int
    told: Told

    @property
    def holds(self) -> bool:
        return self.told.code == self.case.code


@dataclass(frozen=True)
class Run:
    """All results, and the actions that each generation knows, in small letters."""

    results: Sequence[Result]
    known: Mapping[Generation, frozenset[str]]


def performed(folder: Path, extent: Extent = WHOLE, database_url: str = "") -> Run:
    """Every case of an extent against a service of its own, with its data in a folder."""
    database = {"QIANMING_DATABASE_URL": database_url} if database_url else {}
    service = Service(folder, {**_SECRET, **database})
    _put_policy(folder)
    with ExitStack() as ending:
        ending.callback(service.stop)
        callers = {
            generation: ending.enter_context(closing(Caller(generation, service)))
            for generation in {Generation.CURRENT, *extent.generations}
        }
        service.start()
        results = [*_online(service, callers, extent), *_offline(service, callers, extent)]
    known = {generation: callers[generation].known for generation in extent.generations}
    return Run(results, known)


def _put_policy(folder: Path) -> None:
    """The shipped rules, but for links in templates: they wait for a reviewer instead of being noticed."""
    shipped = _SHIPPED_POLICY.read_text(encoding="utf-8")
    changed = shipped.replace("[severities]\n", '[severities]\nTEMPLATE_LINK = "review"\n')
    assert changed != shipped
    (folder / "policies").mkdir()
    (folder / "policies" / _SHIPPED_POLICY.name).write_text(changed, encoding="utf-8")


def _online(service: Service, callers: Callers, extent: Extent) -> Iterator[Result]:
    """The generations at once, each in accounts of its own; the current one's client prepares for both."""

    def lived(generation: Generation) -> list[Result]:
        world = World(service, callers[Generation.CURRENT], f"generation{generation[0]}")
        mine = [case for case in ONLINE if generation in case.generations]
        return [result for case in mine for result in _results(world, callers[generation], case, extent)]

    with ThreadPoolExecutor(len(extent.generations)) as pool:
        for results in pool.map(lived, extent.generations):
            yield from results


def _offline(service: Service, callers: Callers, extent: Extent) -> Iterator[Result]:
    """The cases of a service that has the older actions switched off; accounts and keys are there already."""
    if not extent.offline:
        return
    service.stop()
    service.environment["QIANMING_OLDER_SIGNATURE_ACTIONS"] = "0"
    service.start()
    for generation in extent.generations:
        world = World(service, callers[Generation.CURRENT], f"generation{generation[0]}", joined=True)
        for case in signature_cases.OFFLINE:
            yield from _results(world, callers[generation], case, extent)


def _results(world: World, caller: Caller, case: Case, extent: Extent) -> Iterator[Result]:
    assert case.action.lower() in caller.known, f"{caller.generation} has no {case.action}"
    base = world.resolved(case.base) if case.base is not None else {}
    given = {**base, **world.resolved(case.given)}
    given = {name: value for name, value in given.items() if value is not None}
    for version in _versions(case, extent):
        told = caller.call(case.action, given, world.credentials(case.by), version=version)
        yield Result(case, caller.generation, version, told)


def _versions(case: Case, extent: Extent) -> tuple[int, ...]:
    repeatable = not case.succeeds or case.action.startswith(_READING)
    return extent.versions if repeatable else extent.versions[:1]
