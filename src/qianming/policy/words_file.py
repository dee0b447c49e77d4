"""The words that reviewers and operators added: reading and writing `words.toml` beside the policies.

Decides which words can be used at all. They belong to no date: from the moment they are written they are part
of every policy. Every complaint names the list and the word.
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from qianming.core.names.neutral import LONGEST_WORD

FILE_NAME = "words.toml"
LONGEST_RESTRICTED_WORD = 40
_HEADING = "# Words added by reviewers and operators; `qianming words` writes this file.\n"


class WordKind(StrEnum):
    """The lists of a policy that words can be added to."""

    NEUTRAL = "neutral"
    AMBIGUOUS = "ambiguous"
    UNLAWFUL = "unlawful"

    @property
    def longest(self) -> int:
        """How many characters a word of the list has at most."""
        return LONGEST_WORD if self is WordKind.NEUTRAL else LONGEST_RESTRICTED_WORD


class BadWords(ValueError):
    """A file of words that cannot be used; the message names the list and what is wrong with it."""


class AddedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: each list in the order in which its words came."""

    neutral: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    unlawful: tuple[str, ...] = ()

    def of(self, kind: WordKind) -> tuple[str, ...]:
        """The words of a list."""
        listed: tuple[str, ...] = getattr(self, kind.value)
        return listed

    def changed(self, kind: WordKind, words: tuple[str, ...]) -> "AddedWords":
        """The same with another list."""
        return msgspec.structs.replace(self, **{kind.value: words})


NO_WORDS = AddedWords()


def is_usable(word: str, kind: WordKind) -> bool:
    """Whether a word can be found in names: two characters or more, printable, no spaces around them."""
    return 2 <= len(word) <= kind.longest and word == word.strip() and word.isprintable()


def read_words(path: Path) -> AddedWords:
    """The file's words. Raises `BadWords` for anything that cannot be read or used."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), AddedWords)
    except OSError as error:
        raise BadWords(f"{path.name}: {error.strerror or type(error).__name__}") from error
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise BadWords(f"{path.name}: {error}") from error
    if problem := next(_unusable(found), None):
        raise BadWords(f"{path.name}: {problem}")
    return found


def _unusable(found: AddedWords) -> Iterator[str]:
    for kind in WordKind:
        for word in found.of(kind):
            if not is_usable(word, kind):
                yield f"{kind}: {word!r} must have 2 to {kind.longest} printable characters"


def write_words(folder: Path, words: AddedWords) -> None:
    """Put the file in the place of the former one, whole or not at all; raises `OSError`."""
    # A string or a list of them is written alike in JSON and TOML.
    lines = (f"{kind} = {json.dumps(words.of(kind), ensure_ascii=False)}\n" for kind in WordKind)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as file:
        file.write(_HEADING + "".join(lines))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(folder / FILE_NAME)
