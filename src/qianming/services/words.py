"""Words that reviewers and operators add to the rules' lists, in force at once for every application.

Decides which words may be added: ones that can be found in names, and with a review behind them only words of
the name that was refused as too broad. The shipped lists are not changed by this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from qianming.core.codes import DecisionVerdict, EventKind, WorkOrderKind
from qianming.core.permissions import Permission
from qianming.core.rejections import RejectionReason
from qianming.policy import loader
from qianming.policy.words_file import (
    FILE_NAME,
    NO_WORDS,
    AddedWords,
    BadWords,
    WordKind,
    is_usable,
    read_words,
    write_words,
)
from qianming.registry.models import Application, WorkOrder
from qianming.services._command import Change, Detail, record, take_turn, write
from qianming.services.actors import Actor
from qianming.services.refusals import NotFound, Noun, Refusal


class WordFault(StrEnum):
    """Why words are not added or removed."""

    UNUSABLE = "unusable"
    NOT_IN_NAME = "not_in_name"
    NOT_REFUSED = "not_refused"
    NOT_ADDED = "not_added"
    FILE_UNREADABLE = "file_unreadable"


class WordsRefused(Refusal):
    """The lists stay as they are; `about` is the word, or the file, that is at fault."""

    def __init__(self, fault: WordFault, about: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.about = about


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Words of one list; `order_id` is the review that showed the need, which only adding asks for."""

    kind: WordKind
    words: tuple[str, ...]
    order_id: int | None = None


def listed() -> AddedWords:
    """The words that were added and are in force; raises `WordsRefused` while the file is broken."""
    path = _folder() / FILE_NAME
    try:
        return read_words(path) if path.exists() else NO_WORDS
    except BadWords as error:
        raise WordsRefused(WordFault.FILE_UNREADABLE, str(error)) from error


def add(actor: Actor, command: ChangeWords, now: datetime) -> AddedWords:
    """Add words to a list; those that are there already stay.

    `WordsRefused` for a word that no name can hold, or that is not in the name of the review, and when that
    review did not refuse an application as too broad.
    """
    actor.need(Permission.REVIEW_DECIDE)
    _need_all(command.words, lambda word: is_usable(word, command.kind), WordFault.UNUSABLE)
    if command.order_id is not None:
        _need_refused(command.order_id, command.words)
    with write():
        take_turn("words")
        before = listed()
        known = {word.lower() for word in before.of(command.kind)}
        new = [word for word in dict.fromkeys(command.words) if word.lower() not in known]
        return _stored(before.of(command.kind) + tuple(new), new, command, (actor, now))


def remove(actor: Actor, command: ChangeWords, now: datetime) -> AddedWords:
    """Take added words out of a list again; `WordsRefused` for one that was not added."""
    actor.need(Permission.REVIEW_DECIDE)
    with write():
        take_turn("words")
        before = listed().of(command.kind)
        _need_all(command.words, before.__contains__, WordFault.NOT_ADDED)
        kept = tuple(word for word in before if word not in command.words)
        return _stored(kept, command.words, command, (actor, now), EventKind.WORD_REMOVED)


def _stored(
    words: tuple[str, ...],
    changed: Sequence[str],
    command: ChangeWords,
    by: tuple[Actor, datetime],
    event: EventKind = EventKind.WORD_ADDED,
) -> AddedWords:
    """One event for each word, then the file, then the rules of this process."""
    for word in changed:
        detail: Detail = {"order": command.order_id} if command.order_id else {}
        record(Change(event, f"words:{command.kind}", None, new=word, detail=detail), *by)
    after = listed().changed(command.kind, words)
    if changed:
        write_words(_folder(), after)
        loader.reload()
    return after


def _need_refused(order_id: int, words: Sequence[str]) -> None:
    """The review's last word must be that the name says too little, and the words must be the name's."""
    order = WorkOrder.objects.filter(pk=order_id, kind=WorkOrderKind.SIGNATURE).first()
    if order is None:
        raise NotFound(Noun.WORK_ORDER)
    last = order.decisions.last()
    refused = last is not None and last.verdict == DecisionVerdict.REJECTED
    if last is None or not refused or RejectionReason.NAME_TOO_BROAD not in last.reasons:
        raise WordsRefused(WordFault.NOT_REFUSED, str(order_id))
    name = Application.objects.get(work_order=order).signature.name.lower()
    _need_all(words, lambda word: word.lower() in name, WordFault.NOT_IN_NAME)


def _need_all(words: Sequence[str], fits: Callable[[str], bool], fault: WordFault) -> None:
    for word in words:
        if not fits(word):
            raise WordsRefused(fault, word)


def _folder() -> Path:
    """The operator's folder, which every registry has."""
    folder = loader.operators_folder()
    if folder is None:
        raise RuntimeError("no folder of the operator's is in use")
    return folder
