"""Words that reviewers add: in force at once, with an event, and only where a review showed the need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qianming.core.codes import EventKind, FindingCode
from qianming.core.permissions import Role
from qianming.core.rejections import RejectionReason
from qianming.policy import loader
from qianming.policy.words_file import AddedWords, WordKind
from qianming.registry.models import Event
from qianming.services import reviews, words
from qianming.services.actors import Actor, user_actor
from qianming.services.refusals import Forbidden, NotFound
from qianming.services.words import ChangeWords, WordFault, WordsRefused
from tests.services.making import (
    DOUBTFUL,
    NOW,
    REVIEWER,
    applied,
    approved_qualification,
)

pytestmark = pytest.mark.django_db

NEUTRAL, UNLAWFUL = WordKind.NEUTRAL, WordKind.UNLAWFUL


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    before = loader._holder.known
    loader.use_folder(tmp_path / "policies")
    yield tmp_path / "policies"
    loader._holder.known = before


@pytest.fixture
def order(actor: Actor) -> int:
    """The work order of a doubtful name that waits for a reviewer."""
    return applied(actor, DOUBTFUL, approved_qualification(actor)).order_id


def refuse(order: int, reason: RejectionReason = RejectionReason.NAME_TOO_BROAD) -> None:
    reviews.reject(REVIEWER, order, [reason], "", NOW)


def events() -> list[tuple[str, str, str, object]]:
    kinds = (EventKind.WORD_ADDED, EventKind.WORD_REMOVED)
    rows = Event.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.subject, row.new, row.detail) for row in rows]


def test_a_word_of_a_refused_name_is_added_with_its_review(order: int) -> None:
    refuse(order)
    word = DOUBTFUL[2:4]
    after = words.add(REVIEWER, ChangeWords(NEUTRAL, (word,), order), NOW)
    assert after == words.listed() == AddedWords(neutral=(word,))
    assert events() == [("word.added", "words:neutral", word, {"order": order})]


def test_a_word_counts_at_once(actor: Actor) -> None:
    qualification = approved_qualification(actor)
    words.add(REVIEWER, ChangeWords(WordKind.AMBIGUOUS, ("两可",)), NOW)
    found = [finding.code for finding in applied(actor, "云帆两可", qualification).findings]
    assert FindingCode.NAME_RESTRICTED in found


def test_a_word_stands_once_in_a_list(db: None) -> None:
    words.add(REVIEWER, ChangeWords(NEUTRAL, ("Hello", "温馨")), NOW)
    after = words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨", "hello", "贴心", "贴心")), NOW)
    assert after.neutral == ("Hello", "温馨", "贴心")
    assert words.add(REVIEWER, ChangeWords(UNLAWFUL, ("温馨",)), NOW).unlawful == ("温馨",)
    assert [new for _, _, new, _ in events()] == ["Hello", "温馨", "贴心", "温馨"]


def test_an_added_word_is_taken_out_again(db: None) -> None:
    words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨", "贴心")), NOW)
    assert words.remove(REVIEWER, ChangeWords(NEUTRAL, ("温馨",)), NOW).neutral == ("贴心",)
    assert loader.policies()[-1].neutral_words == ("贴心",)
    assert events()[-1] == ("word.removed", "words:neutral", "温馨", {})


@pytest.mark.parametrize("word", ["单", "这里有七个字词", "空 ", ""])
def test_a_word_that_no_name_can_hold_is_refused(folder: Path, word: str) -> None:
    with pytest.raises(WordsRefused) as refusal:
        words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨", word)), NOW)
    assert (refusal.value.fault, refusal.value.about) == (WordFault.UNUSABLE, word)
    assert (events(), folder.exists()) == ([], False)


def test_what_was_not_added_is_not_removed(db: None) -> None:
    with pytest.raises(WordsRefused) as refusal:
        words.remove(REVIEWER, ChangeWords(NEUTRAL, ("温馨",)), NOW)
    assert refusal.value.fault is WordFault.NOT_ADDED


def test_the_review_must_have_refused_the_name_as_too_broad(order: int) -> None:
    command = ChangeWords(NEUTRAL, (DOUBTFUL[2:4],), order)
    with pytest.raises(WordsRefused) as open_still:
        words.add(REVIEWER, command, NOW)
    refuse(order, RejectionReason.IMAGE_UNREADABLE)
    with pytest.raises(WordsRefused) as otherwise:
        words.add(REVIEWER, command, NOW)
    assert open_still.value.fault is otherwise.value.fault is WordFault.NOT_REFUSED
    assert events() == []


def test_the_word_must_be_in_the_refused_name(order: int) -> None:
    refuse(order)
    with pytest.raises(WordsRefused) as refusal:
        words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨",), order), NOW)
    assert (refusal.value.fault, refusal.value.about) == (WordFault.NOT_IN_NAME, "温馨")
    with pytest.raises(NotFound):
        words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨",), order + 99), NOW)


def test_applicants_change_no_words(actor: Actor) -> None:
    for by in (actor, user_actor(1, Role.FILING_OPERATOR, None)):
        with pytest.raises(Forbidden):
            words.add(by, ChangeWords(NEUTRAL, ("温馨",)), NOW)
        with pytest.raises(Forbidden):
            words.remove(by, ChangeWords(NEUTRAL, ("温馨",)), NOW)


def test_a_broken_file_is_not_overwritten(folder: Path) -> None:
    folder.mkdir()
    (folder / "words.toml").write_text("neutral = 1", encoding="utf-8")
    with pytest.raises(WordsRefused) as refusal:
        words.add(REVIEWER, ChangeWords(NEUTRAL, ("温馨",)), NOW)
    assert refusal.value.fault is WordFault.FILE_UNREADABLE
    assert "words.toml" in refusal.value.about
    assert (folder / "words.toml").read_text(encoding="utf-8") == "neutral = 1"
    assert events() == []


def test_without_a_folder_there_is_nowhere_to_add(db: None) -> None:
    loader.use_folder(None)
    with pytest.raises(RuntimeError):
        words.listed()
