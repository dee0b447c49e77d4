"""Whether a name is taken from the enterprise's licence name: equal, a part of it, or neither.

Decides by comparing strings only. Where in the name the location stands, and whether a short name points to
one enterprise, is left to a person.
"""

from collections.abc import Callable, Iterator

from qianming.core.citations import CREATE_SIGNATURE, OWN_POLICY, REJECTIONS, SPECIFICATIONS
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.scripts import drop_brackets, fold_case
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

_Fold = Callable[[str], str]
_Doubt = tuple[FindingCode, str]

_BRACKETS: _Doubt = FindingCode.MATCH_BRACKET_WIDTH, OWN_POLICY
_CASE: _Doubt = FindingCode.MATCH_LETTER_CASE, CREATE_SIGNATURE
_SHORT: _Doubt = FindingCode.MATCH_SHORT_NAME, SPECIFICATIONS


def _as_typed(text: str) -> str:
    return text


def _fold_both(text: str) -> str:
    return fold_case(drop_brackets(text))


# From the strictest comparison to the loosest; the first that holds tells what the name differs in.
_COMPARISONS: tuple[tuple[_Fold, tuple[_Doubt, ...]], ...] = (
    (_as_typed, ()),
    (fold_case, (_CASE,)),
    (drop_brackets, (_BRACKETS,)),
    (_fold_both, (_BRACKETS, _CASE)),
)


def licence_name_match(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name from the enterprise source is the licence name or a contiguous part of it.

    Brackets cannot be typed, so a name that differs in them only goes to a person, as does one that differs
    in the case of its letters. A name that skips characters, or that is not taken from the licence name, is
    rejected.
    """
    licence = _licence_name(subject)
    if not licence or not subject.name:
        return
    for fold, doubts in _COMPARISONS:
        name, whole = fold(subject.name), fold(licence)
        if name and name in whole:
            for code, source in doubts if name == whole else (*doubts, _SHORT):
                yield Finding(code, Severity.REVIEW, "name", source, params=(("enterprise", licence),))
            return
    yield _skips(subject.name, licence) or _not_in_name(subject.name, licence)


def licence_name_untold(subject: ApplicationSubject) -> bool:
    """Whether the comparison lacks the licence name."""
    return subject.source is SignatureSource.ENTERPRISE_NAME and not _licence_name(subject)


def _licence_name(subject: ApplicationSubject) -> str:
    if subject.source is not SignatureSource.ENTERPRISE_NAME:
        return ""
    return (subject.enterprise_name or "").strip()


def _skips(name: str, licence: str) -> Finding | None:
    """The finding for a name whose characters stand in the licence name in order, but not side by side."""
    wanted, whole = drop_brackets(name), drop_brackets(licence)
    broken_at = _first_break(fold_case(wanted), fold_case(whole))
    if broken_at is None:
        return None
    matched, skipped_at = broken_at
    return Finding(
        FindingCode.MATCH_SKIPS,
        Severity.REJECT,
        "name",
        SPECIFICATIONS,
        span=(matched, len(name)) if len(wanted) == len(name) else None,
        params=(("skipped", whole[skipped_at]), ("before", wanted[matched]), ("enterprise", licence)),
    )


def _first_break(name: str, whole: str) -> tuple[int, int] | None:
    """Where the name stops following the whole, as (position in name, position in whole).

    Of all places where the name may start, the one that it follows longest is taken. None if the name's
    characters do not stand in the whole in this order.
    """
    best: tuple[int, int] | None = None
    for start, character in enumerate(whole):
        if not name.startswith(character):
            continue
        length = _common_length(name, whole[start:])
        if _in_order(name[length:], whole[start + length :]) and (best is None or length > best[0]):
            best = length, start + length
    return best


def _common_length(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (length for length, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other))
    )


def _in_order(name: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in name)


def _not_in_name(name: str, licence: str) -> Finding:
    """The finding for a name from elsewhere; it points at the first character that the licence name lacks."""
    known = set(fold_case(licence))
    foreign = next((index for index, character in enumerate(fold_case(name)) if character not in known), None)
    return Finding(
        FindingCode.MATCH_NOT_IN_NAME,
        Severity.REJECT,
        "name",
        REJECTIONS,
        span=None if foreign is None else (foreign, foreign + 1),
        params=(("enterprise", licence),),
    )
