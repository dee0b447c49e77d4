"""The tables of states, each step written out once more, and the door that opens by them."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise, product
from typing import Any

import pytest

from qianming.core.codes import FilingState as F
from qianming.core.codes import MessageState as M
from qianming.core.codes import QualificationState as Q
from qianming.core.codes import ReviewState as R
from qianming.core.permissions import Permission
from qianming.core.status import lifecycle
from qianming.core.status.lifecycle import IllegalTransition, allowed, step

TABLES: dict[str, tuple[Any, type[StrEnum]]] = {
    "qualification": (lifecycle.QUALIFICATION, Q),
    "application": (lifecycle.APPLICATION, R),
    "template": (lifecycle.TEMPLATE, R),
    "filing": (lifecycle.FILING, F),
    "message": (lifecycle.MESSAGE, M),
}

DECIDE = Permission.REVIEW_DECIDE
SUBMIT = Permission.QUALIFICATION_SUBMIT
OPERATE = Permission.FILING_OPERATE
SEND = Permission.MESSAGE_SEND

Step = tuple[StrEnum, StrEnum, Permission, bool]


def reviewed(applicant: Permission) -> set[Step]:
    return {
        (R.DRAFT, R.IN_REVIEW, applicant, False),
        (R.IN_REVIEW, R.WITHDRAWN, applicant, False),
        (R.IN_REVIEW, R.APPROVED, DECIDE, False),
        (R.IN_REVIEW, R.REJECTED, DECIDE, True),
        (R.APPROVED, R.REJECTED, DECIDE, True),
    }


def to(
    target: StrEnum, sources: Iterable[StrEnum], permission: Permission, *, reason: bool = False
) -> set[Step]:
    return {(source, target, permission, reason) for source in sources}


STEPS: dict[str, set[Step]] = {
    "qualification": {
        (Q.QUEUED, Q.IN_REVIEW, DECIDE, False),
        (Q.IN_REVIEW, Q.QUEUED, DECIDE, False),
        *to(Q.APPROVED, (Q.QUEUED, Q.IN_REVIEW), DECIDE),
        *to(Q.REJECTED, (Q.QUEUED, Q.IN_REVIEW, Q.APPROVED), DECIDE, reason=True),
        *to(Q.ASKED_FOR_MORE, (Q.QUEUED, Q.IN_REVIEW), DECIDE, reason=True),
        *to(Q.WITHDRAWN, (Q.QUEUED, Q.IN_REVIEW, Q.ASKED_FOR_MORE), SUBMIT),
        *to(Q.QUEUED, (Q.APPROVED, Q.REJECTED, Q.ASKED_FOR_MORE, Q.WITHDRAWN), SUBMIT),
    },
    "application": reviewed(Permission.SIGNATURE_APPLY),
    "template": {
        *reviewed(Permission.TEMPLATE_APPLY),
        (R.REJECTED, R.IN_REVIEW, Permission.TEMPLATE_APPLY, False),
    },
    "filing": {
        *to(F.FILING, (F.NOT_FILED, F.FAILED, F.EXPIRED), OPERATE),
        *to(F.UNVERIFIED, (F.FILING, F.FAILED, F.FILED), OPERATE),
        *to(F.FILED, (F.FILING, F.FAILED, F.UNVERIFIED), OPERATE),
        *to(F.FAILED, (F.FILING, F.UNVERIFIED, F.FILED), OPERATE, reason=True),
        *to(F.EXPIRED, (F.UNVERIFIED, F.FILED), OPERATE, reason=True),
        *to(F.NOT_FILED, (F.FILING, F.FAILED, F.UNVERIFIED, F.FILED, F.EXPIRED), OPERATE, reason=True),
    },
    "message": {
        (M.ACCEPTED, M.SUBMITTED, SEND, False),
        (M.SUBMITTED, M.DELIVERED, SEND, False),
        *to(M.FAILED, (M.ACCEPTED, M.SUBMITTED), SEND, reason=True),
    },
}

PAIRS = [
    (name, current, target)
    for name, (_, states) in TABLES.items()
    for current, target in product(states, states)
]


@pytest.mark.parametrize(("name", "current", "target"), PAIRS)
def test_exactly_the_listed_steps_are_legal(name: str, current: StrEnum, target: StrEnum) -> None:
    table, _ = TABLES[name]
    expected = [rest for source, to_, *rest in STEPS[name] if (source, to_) == (current, target)]
    if not expected:
        with pytest.raises(IllegalTransition) as refused:
            step(table, current, target)
        assert (refused.value.current, refused.value.target) == (current, target)
        assert str(refused.value) == f"{type(current).__name__} {current} -> {target}"
        return
    row = step(table, current, target)
    assert current in row.sources
    assert row.target is target
    assert [row.permission, row.needs_reason] == expected[0]


@pytest.mark.parametrize("name", list(TABLES))
def test_what_is_allowed_is_what_a_step_would_take(name: str) -> None:
    table, states = TABLES[name]
    for current in states:
        targets = [row.target for row in allowed(table, current)]
        assert len(targets) == len(set(targets))
        assert set(targets) == {to_ for source, to_, *_ in STEPS[name] if source == current}


@pytest.mark.parametrize(
    "way",
    [
        (F.NOT_FILED, F.FILING, F.UNVERIFIED, F.FILED, F.EXPIRED, F.FILING),
        (F.NOT_FILED, F.FILING, F.FAILED, F.FILING, F.UNVERIFIED, F.FILED, F.UNVERIFIED),
        (F.FILING, F.NOT_FILED, F.FILING, F.FILED, F.FAILED, F.FILED),
    ],
)
def test_a_filing_can_go_every_way_that_carriers_make_it_go(way: tuple[F, ...]) -> None:
    for current, target in pairwise(way):
        assert step(lifecycle.FILING, current, target).target is target


def test_the_end_of_a_message_is_the_end() -> None:
    assert allowed(lifecycle.MESSAGE, M.DELIVERED) == []
    assert allowed(lifecycle.MESSAGE, M.FAILED) == []
