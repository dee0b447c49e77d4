"""Which language the command line speaks, and its own sentences in it.

The English sentence stands in the code and is the key of its translation in `chinese.toml`. The words of
codes (findings, reasons, states) are not kept there but in `qianming.texts`.
"""

import errno
import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from qianming.texts.catalog import Lang

_CHINESE = Path(__file__).with_name("chinese.toml")
# The system says these in English whatever the language is.
_REASONS: Mapping[int, str] = {
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.EISDIR: "Is a directory",
    errno.ENOTDIR: "Not a directory",
    errno.EEXIST: "File exists",
    errno.ENOSPC: "No space left on device",
    errno.EROFS: "Read-only file system",
}
_in_force: ContextVar[Lang] = ContextVar("language", default=Lang.ZH)


def in_force() -> Lang:
    """The language of this run."""
    return _in_force.get()


def set_language(language: Lang) -> None:
    """Speak this language from here on."""
    _in_force.set(language)


def wanted(arguments: Sequence[str]) -> Lang:
    """The language asked for by `--lang`, else by QIANMING_LANG, else by the locale, else Chinese.

    Looked up before the arguments are parsed, because complaints about them are spoken too. A value that is
    no language is left for the parser to refuse.
    """
    return _named(arguments) or _known(os.environ.get("QIANMING_LANG", "")) or _of_locale()


def _named(arguments: Sequence[str]) -> Lang | None:
    for position, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang":
            return _known("".join(arguments[position + 1 : position + 2]))
    return None


def _known(text: str) -> Lang | None:
    """The language that `zh`, `zh-hans`, `zh_CN.UTF-8` and the like name, or None."""
    head = text.strip().lower().replace("-", "_").partition("_")[0].partition(".")[0]
    return Lang(head) if head in set(Lang) else None


def _of_locale() -> Lang:
    """English for a locale that names another language than Chinese; Chinese where no language is named."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").strip()
        if value:
            head = value.partition("_")[0].partition(".")[0]
            return Lang.ZH if head in ("C", "POSIX", "zh") else Lang.EN
    return Lang.ZH


def translated(english: str) -> str:
    """A sentence in the language in force; white space in the English one does not matter."""
    if in_force() is Lang.EN:
        return english
    return chinese().get(" ".join(english.split()), english)


@cache
def chinese() -> Mapping[str, str]:
    """The Chinese sentence for every English one."""
    import tomllib

    return tomllib.loads(_CHINESE.read_text(encoding="utf-8"))


def say(english: str, /, **values: object) -> str:
    """A sentence in the language in force, with its values filled in and made printable."""
    return translated(english).format(**{name: printable(str(value)) for name, value in values.items()})


def reason_of(error: OSError) -> str:
    """Why the system refused; the commonest reasons in the language in force."""
    return translated(_REASONS.get(error.errno or 0, error.strerror or type(error).__name__))


def printable(text: str) -> str:
    """Text that cannot move the cursor, change a colour or break the encoding of a terminal."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
