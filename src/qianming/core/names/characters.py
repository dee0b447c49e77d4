"""Rules about the characters of a signature's name: how many, which, and in which writing.

They judge the name alone, so that they hold for every source.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from qianming.core.citations import CREATE_SIGNATURE, OWN_POLICY, REJECTIONS, SPECIFICATIONS
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.scripts import BRACKETS, DIGITS, FOREIGN, HAN, LETTERS, spans_where
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject
from qianming.core.tables.standard_characters import CHARACTERS

# A name is refused for its length long before; pointing at every character of an endless text helps nobody.
_LOOKED_AT = 200


def name_length(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name has 2 to 12 characters; a Chinese character, a letter and a digit count one each."""
    length = len(subject.name)
    if not policy.name_length_min <= length <= policy.name_length_max:
        yield Finding(
            FindingCode.NAME_LENGTH,
            Severity.REJECT,
            "name",
            SPECIFICATIONS,
            span=(policy.name_length_max, length) if length > policy.name_length_max else None,
            params=(
                ("length", str(length)),
                ("min", str(policy.name_length_min)),
                ("max", str(policy.name_length_max)),
            ),
        )


def name_characters(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name holds Chinese characters, Latin letters and digits only, one finding per foreign stretch.

    Chinese characters outside the 8,105 of the standard table, and without a simplified form to write
    instead, go to a person: they are genuine, but not every phone shows them.
    """
    if _plain().issuperset(subject.name):
        return
    looked_at = subject.name[:_LOOKED_AT]
    for match in FOREIGN.finditer(looked_at):
        yield _characters_finding(looked_at, match.span(), Severity.REJECT, SPECIFICATIONS)
    for span in spans_where(looked_at, _is_rare):
        yield _characters_finding(looked_at, span, Severity.REVIEW, OWN_POLICY)


def name_brackets(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Brackets are not typed: the service puts the name in brackets when it sends."""
    for match in BRACKETS.finditer(subject.name[:_LOOKED_AT]):
        yield Finding(
            FindingCode.NAME_BRACKETS,
            Severity.REJECT,
            "name",
            CREATE_SIGNATURE,
            span=match.span(),
            params=(("characters", match[0]),),
        )


def name_traditional(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Traditional characters are not supported in the mainland; each is named with its simplified form.

    A character of the standard table (乾, 昇) is not traditional, whatever a converter makes of it.
    """
    if _plain().issuperset(subject.name):
        return
    for position, character in enumerate(subject.name[:_LOOKED_AT]):
        simplified = simplified_form(character)
        if simplified != character:
            yield Finding(
                FindingCode.NAME_TRADITIONAL,
                Severity.REJECT,
                "name",
                SPECIFICATIONS,
                span=(position, position + 1),
                params=(("character", character), ("simplified", simplified)),
            )


def name_digits_only(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name of digits only says nothing about its sender."""
    if subject.name and DIGITS.issuperset(subject.name):
        yield Finding(
            FindingCode.NAME_DIGITS_ONLY, Severity.REJECT, "name", SPECIFICATIONS, _whole(subject.name)
        )


def name_letters_only(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name of Latin letters only is not supported; a trademark of letters is left to a person."""
    if subject.name and LETTERS.issuperset(subject.name):
        trademark = subject.source is SignatureSource.TRADEMARK
        yield Finding(
            FindingCode.NAME_LETTERS_ONLY,
            Severity.REVIEW if trademark else Severity.REJECT,
            "name",
            REJECTIONS,
            _whole(subject.name),
        )


def name_no_chinese(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name without a Chinese character is doubtful; digits only and letters only have their own rules."""
    name = subject.name
    if not name or HAN.search(name) or DIGITS.issuperset(name) or LETTERS.issuperset(name):
        return
    yield Finding(FindingCode.NAME_NO_CHINESE, Severity.REVIEW, "name", REJECTIONS, _whole(name))


def simplified_form(character: str) -> str:
    """The simplified form of one character; the character itself where it is standard or has none."""
    if character in _plain() or not HAN.match(character):
        return character
    return _converted(character)


def _is_rare(character: str) -> bool:
    """A Chinese character that is not standard and has no simplified form."""
    if character in _plain() or not HAN.match(character):
        return False
    return _converted(character) == character


@cache
def _plain() -> frozenset[str]:
    """What a name may hold without a question: letters, digits, the characters of the standard table."""
    return LETTERS | DIGITS | frozenset(CHARACTERS.replace("\n", ""))


@lru_cache(maxsize=30_000)
def _converted(character: str) -> str:
    return _converter()(character)


@cache
def _converter() -> Callable[[str], str]:
    """The converter, loaded with the first Chinese character outside the standard table."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _characters_finding(name: str, span: tuple[int, int], severity: Severity, source: str) -> Finding:
    found = name[slice(*span)]
    code_points = " ".join(f"U+{ord(character):04X}" for character in found)
    return Finding(
        FindingCode.NAME_CHARACTERS,
        severity,
        "name",
        source,
        span=span,
        params=(("characters", found), ("code_points", code_points)),
    )


def _whole(name: str) -> tuple[int, int]:
    return 0, len(name)
