"""Every reason is told under one title and has one step that mends it."""

from qianming.core.codes import Abnormality, Unavailability
from qianming.core.status.remedies import ReasonGroup, Remedy, group_of, remedy_of

REASONS = (*Unavailability, *Abnormality)


def test_every_title_and_every_step_is_used() -> None:
    assert {group_of(reason) for reason in REASONS} == set(ReasonGroup)
    assert {remedy_of(reason) for reason in REASONS} == set(Remedy)


def test_titles_follow_each_other_by_their_heaviest_reason() -> None:
    assert list(dict.fromkeys(group_of(reason) for reason in REASONS)) == list(ReasonGroup)
