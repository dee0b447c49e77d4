"""`qianming words`: the words that reviewers and operators added to the rules' lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.shape import RegistryCommand, group
from qianming.policy.words_file import AddedWords, WordKind

if TYPE_CHECKING:
    from qianming.services.words import WordsRefused

commands = group("Words: what reviewers add to the lists that the rules go by.")

KindArgument = Annotated[
    WordKind, typer.Argument(help="The list: generic words, or restricted business.", metavar="LIST")
]
WordsArgument = Annotated[list[str], typer.Argument(help="The words.", metavar="WORD…")]

_SENTENCES: Mapping[str, str] = {
    "unusable": "WORD: {about} cannot be listed; a word has 2 to {longest} printable characters.",
    "not_in_name": "WORD: {about} is not in the name that was refused.",
    "not_refused": "--order: work order {about} did not refuse a signature's name as too broad.",
    "not_added": "WORD: {about} was not added to this list; `qianming words list` shows what was.",
    "file_unreadable": "policies/{about}; mend the file first.",
}


@dataclass(frozen=True, slots=True)
class ListedWord:
    """An added word and the list it stands in."""

    word: str
    list: WordKind


@commands.command("list", cls=RegistryCommand, epilog="qianming words list --format json")
def list_(output: FormatOption = OutputFormat.TABLE) -> None:
    """List the words that were added; the shipped ones are part of the program."""
    open_registry()
    from qianming.services import words

    try:
        _show(words.listed(), output)
    except words.WordsRefused as refusal:
        raise _told(refusal, WordKind.NEUTRAL) from refusal


@commands.command("add", cls=RegistryCommand, epilog="qianming words add neutral 温馨 --order 12")
def add(
    kind: KindArgument,
    listed: WordsArgument,
    order: Annotated[
        int | None,
        typer.Option("--order", help="The review that refused a name for these words.", metavar="ID", min=1),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Add words to a list. They count at once; names that are live keep their approval."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock, words
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    command = words.ChangeWords(kind, tuple(listed), order)
    try:
        with naming({Noun.WORK_ORDER: order}):
            _show(words.add(operator(), command, clock.now()), output)
    except words.WordsRefused as refusal:
        raise _told(refusal, kind) from refusal


@commands.command("remove", cls=RegistryCommand, epilog="qianming words remove neutral 温馨")
def remove(
    kind: KindArgument,
    listed: WordsArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take words out of a list to which they were added."""
    open_registry()
    from qianming.services import clock, words
    from qianming.services.actors import operator

    try:
        _show(words.remove(operator(), words.ChangeWords(kind, tuple(listed)), clock.now()), output)
    except words.WordsRefused as refusal:
        raise _told(refusal, kind) from refusal


def _told(refusal: "WordsRefused", kind: WordKind) -> Exception:
    from qianming.cli.failures import Failure

    return Failure(say(_SENTENCES[refusal.fault], about=refusal.about, longest=kind.longest))


def _show(words: AddedWords, output: OutputFormat) -> None:
    from qianming.cli.printing import Grid, put

    shown = [ListedWord(word, kind) for kind in WordKind for word in words.of(kind)]
    rows = [(entry.list.value, entry.word) for entry in shown]
    put(shown, output, Grid(("List", "Word"), rows))
