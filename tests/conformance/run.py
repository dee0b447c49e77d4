"""The conformance run: a live service, both generations of the SDK, every case in the order of its table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tests.conformance import limit_cases, papers_cases, sending_cases, signature_cases
from tests.conformance.case import Case
from tests.conformance.clients import Caller, Generation, Told
from tests.conformance.world import World
from tests.e2e.service import Service

CASES: tuple[Case, ...] = (
    *papers_cases.CASES,
    *signature_cases.CASES,
    *sending_cases.CASES,
    *limit_cases.CASES,
)


# What changes nothing can be done twice, and so is signed both ways.
_READING = ("Get", "Query", "List", "Valid")


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


def performed(service: Service, generations: Sequence[Generation] = tuple(Generation)) -> Iterator[Result]:
    """Every case by every generation that it names, in accounts of the generation's own."""
    with ExitStack() as ending:
        callers: Mapping[Generation, Caller] = {
            generation: Caller(generation, service.endpoint)
            for generation in {*generations, Generation.CURRENT}
        }
        for caller in callers.values():
            ending.callback(caller.close)
        for generation in generations:
            world = World(service, callers[Generation.CURRENT], f"generation{generation[0]}")
            for case in CASES:
                if generation in case.generations:
                    yield from _results(world, callers[generation], generation, case)


def _results(world: World, caller: Caller, generation: Generation, case: Case) -> Iterator[Result]:
    assert case.action.lower() in caller.known, f"{generation} has no {case.action}"
    base = world.resolved(case.base) if case.base is not None else {}
    given = {**base, **world.resolved(case.given)}
    for version in _versions(case):
        told = caller.call(case.action, given, world.credentials(case.by), version=version)
        yield Result(case, generation, version, told)


def _versions(case: Case) -> tuple[int, ...]:
    twice = not case.succeeds or case.action.startswith(_READING)
    return (3, 1) if twice else (3,)
