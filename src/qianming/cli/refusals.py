"""The sentences for what services refuse: field, reason and fix of every refusal code, one line each.

Findings of the rulebook and the fields of a qualification have their words in `qianming.texts`; the sentences
of the other refusals stand in `refusals.toml`, with those that say more at the command line than elsewhere.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from qianming.cli.language import in_force, say
from qianming.cli.naming import not_found
from qianming.cli.printing import moment
from qianming.core.findings import Severity
from qianming.core.problems import Problem
from qianming.services.refusals import (
    Forbidden,
    Invalid,
    LimitReached,
    NotFound,
    Refusal,
    RuleViolation,
)
from qianming.texts import submission
from qianming.texts.catalog import sentence

_FILE = Path(__file__).with_name("refusals.toml")


def refusal_lines(refusal: Refusal) -> tuple[str, ...]:
    """One line for each thing that was refused."""
    if isinstance(refusal, RuleViolation) and refusal.findings:
        return tuple(
            f"{finding.code}: {sentence(finding, in_force())}"
            for finding in refusal.findings
            if finding.severity is Severity.REJECT
        ) or (_of_code(refusal.code),)
    if isinstance(refusal, Invalid):
        return tuple(dict.fromkeys(_of_problem(problem) for problem in refusal.problems))
    if isinstance(refusal, NotFound):
        return not_found(refusal.what).lines
    if isinstance(refusal, Forbidden):
        return (say("Not permitted: {permission} is needed.", permission=refusal.permission.value),)
    if isinstance(refusal, LimitReached):
        return (f"{_of_code(refusal.code)} {say('Try again at {at}.', at=moment(refusal.retry_at))}",)
    return (_of_code(refusal.code),)


def _of_code(code: str) -> str:
    return sentences().get(code, {}).get(in_force()) or say("Refused: {code}.", code=code)


def _of_problem(problem: Problem) -> str:
    if problem.cause is not None:
        told = submission.submission_sentence(problem.code, in_force(), problem.cause)
        if told is not None:
            return told
    if problem.code in sentences():
        return _of_code(problem.code).replace("{field}", problem.field)
    return say("{field}: this value cannot be used ({code}).", field=problem.field, code=problem.code)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentences of every code that has its own, per language."""
    return {**submission.sentences(), **tomllib.loads(_FILE.read_text(encoding="utf-8"))}
