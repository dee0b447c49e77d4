"""Which policies there are, and which is in force on a day: the shipped ones and those of the operator.

Decides only how they combine: the later date wins, on one day the operator's. The operator's calendar and the
words that were added belong to no date and are part of every one. A file of the operator's that cannot be
used is refused as a whole, and what is left stays in force.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from qianming.core.policy import RulePolicy
from qianming.core.status.holiday_table import NOTHING_ENTERED, HolidayTable
from qianming.policy import calendar_file, words_file
from qianming.policy.calendar_file import BadCalendar, read_calendar
from qianming.policy.reading import BadPolicy, read
from qianming.policy.words_file import NO_WORDS, AddedWords, BadWords, read_words

__all__ = [
    "BadPolicy",
    "operators_folder",
    "policies",
    "policy_on",
    "read",
    "refused",
    "reload",
    "use_folder",
]

_FOLDER = Path(__file__).parent
_UNDATED = (calendar_file.FILE_NAME, words_file.FILE_NAME)
_Seen = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The policies as last read; `seen` is what the operator's folder looked like then."""

    folder: Path | None
    seen: _Seen
    policies: tuple[RulePolicy, ...]
    refused: tuple[str, ...]


class _Holder:
    """What is known now. Replaced as a whole, so that a thread never sees half of a change."""

    def __init__(self) -> None:
        self.known: _Known | None = None


_holder = _Holder()


def policies() -> tuple[RulePolicy, ...]:
    """Every usable rule set, oldest first."""
    return _known().policies


def refused() -> tuple[str, ...]:
    """One line for each of the operator's files that cannot be used, naming the file and the field."""
    return _known().refused


def policy_on(day: date) -> RulePolicy:
    """The rule set in force on a day in China time; before the first one, the first."""
    known = policies()
    return next((policy for policy in reversed(known) if policy.effective <= day), known[0])


def operators_folder() -> Path | None:
    """Where the operator's files are taken from."""
    return _known().folder


def use_folder(folder: Path | None) -> None:
    """Take the operator's files from a folder, which need not exist; None leaves the shipped ones alone."""
    _holder.known = _read_all(folder, _look(folder))


def reload() -> bool:
    """Read the operator's files again if any was added, changed or removed; whether that was so."""
    known = _known()
    seen = _look(known.folder)
    if seen == known.seen:
        return False
    _holder.known = _read_all(known.folder, seen)
    return True


def _known() -> _Known:
    if _holder.known is None:
        _holder.known = _read_all(None, ())
    return _holder.known


def _look(folder: Path | None) -> _Seen:
    """The operator's files with size and time of change; a folder that cannot be read has none."""
    try:
        return tuple(sorted(_files(folder))) if folder is not None else ()
    except OSError:
        return ()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.glob("*.toml"):
        state = path.stat()
        yield path.name, state.st_size, state.st_mtime_ns


def _read_all(folder: Path | None, seen: _Seen) -> _Known:
    paths = [folder / name for name, _size, _changed in seen] if folder is not None else []
    own, complaints = _read_policies([path for path in paths if path.name not in _UNDATED])
    calendar, of_calendar = _read_calendar(_named(calendar_file.FILE_NAME, paths))
    words, of_words = _read_words(_named(words_file.FILE_NAME, paths))
    by_day = {policy.effective: policy for policy in _shipped()} | own
    ordered = sorted(by_day.values(), key=lambda policy: policy.effective)
    dated = tuple(replace(_with_words(policy, words), calendar=calendar) for policy in ordered)
    return _Known(folder, seen, dated, tuple(complaints + of_calendar + of_words))


def _named(name: str, paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.name == name]


def _with_words(policy: RulePolicy, words: AddedWords) -> RulePolicy:
    return replace(
        policy,
        neutral_words=policy.neutral_words + words.neutral,
        ambiguous_words=policy.ambiguous_words + words.ambiguous,
        unlawful_words=policy.unlawful_words + words.unlawful,
    )


def _read_policies(paths: list[Path]) -> tuple[dict[date, RulePolicy], list[str]]:
    own: dict[date, RulePolicy] = {}
    complaints = []
    for path in paths:
        try:
            policy = read(path)
            if policy.effective in own:
                raise BadPolicy(f"{path.name}: effective: another file has {policy.effective} already")
            own[policy.effective] = policy
        except BadPolicy as error:
            complaints.append(str(error))
    return own, complaints


def _read_calendar(paths: list[Path]) -> tuple[HolidayTable, list[str]]:
    for path in paths:
        try:
            return read_calendar(path), []
        except BadCalendar as error:
            return NOTHING_ENTERED, [str(error)]
    return NOTHING_ENTERED, []


def _read_words(paths: list[Path]) -> tuple[AddedWords, list[str]]:
    for path in paths:
        try:
            return read_words(path), []
        except BadWords as error:
            return NO_WORDS, [str(error)]
    return NO_WORDS, []


@cache
def _shipped() -> tuple[RulePolicy, ...]:
    return tuple(read(path) for path in sorted(_FOLDER.glob("*.toml")))
