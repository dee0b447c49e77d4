"""Rules about what a name says: a person, generic words, restricted business, somebody else's name.

The models and word lists behind them only score and find; what follows is decided here. A name that the
licence or a trademark carries is no person's and, from the licence, not neutral.
"""

from collections.abc import Iterator

from qianming.core.citations import OWN_POLICY, REJECTIONS, SPECIFICATIONS
from qianming.core.codes import AccountType, FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.lookalike import initials, resemblances
from qianming.core.names.matching import LONGEST_LICENCE, is_supported
from qianming.core.names.neutral import extended_lexicon, is_neutral
from qianming.core.names.personal import Likeness, looks_personal
from qianming.core.names.restricted import operators_words, restricted
from qianming.core.names.scripts import LETTERS
from qianming.core.names.suggest import suggestions
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

LONGEST_JUDGED = 40
SAME = "same"
# Without a licence name there are no candidates; the words say what to go by.
NONE_KNOWN = "unknown"


def name_personal(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name is not a person's.

    Equal to a person of the qualification, or to the person behind an individual account, is certain. A
    likeness alone goes to a person, and is refused only where it is very strong and neither licence nor
    trademark carries the name.
    """
    name = _squeezed(subject.name)
    if not 0 < len(name) <= LONGEST_JUDGED:
        return
    found = looks_personal(name, _people(subject))
    if found is None:
        return
    equal = found.likeness is Likeness.EQUAL
    if not equal and (is_supported(subject, policy) or _waits_for_support(subject)):
        return
    yield Finding(
        FindingCode.NAME_PERSONAL,
        Severity.REJECT if found.certain else Severity.REVIEW,
        "name",
        SPECIFICATIONS,
        span=(0, len(subject.name)),
        params=(("likeness", found.likeness.value),),
    )


def name_neutral(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name tells who sends: generic words alone are neutral, as a registered trademark too.

    A full licence name or a proper abbreviation of it is never neutral.
    """
    name = subject.name
    if not 0 < len(name) <= LONGEST_JUDGED:
        return
    named = subject.enterprise_name and subject.source is not SignatureSource.TRADEMARK
    if named and is_supported(subject, policy):
        return
    lexicon = extended_lexicon(policy) if policy.neutral_words else None
    found = is_neutral(name, lexicon)
    if found is not None:
        yield Finding(
            FindingCode.NAME_NEUTRAL,
            Severity.REJECT if found.certain else Severity.REVIEW,
            "name",
            SPECIFICATIONS,
            span=(0, len(name)),
            params=(("words", "、".join(found.words)), ("candidates", _candidates(subject, policy))),
        )


def name_restricted(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name holds no word of restricted business: the unlawful are refused, the ambiguous go to a person."""
    for hit in restricted(subject.name, subject.enterprise_name, operators_words(policy)):
        yield Finding(
            FindingCode.NAME_RESTRICTED,
            hit.severity,
            "name",
            SPECIFICATIONS,
            span=hit.span,
            params=(("word", hit.word), ("category", hit.category.lower())),
        )


def name_initials(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Initials of the enterprise's name are no name; letters of a trademark have a rule of their own."""
    name, licence = subject.name, (subject.enterprise_name or "")[:LONGEST_LICENCE]
    if subject.source is SignatureSource.TRADEMARK:
        return
    if 2 <= len(name) <= LONGEST_JUDGED and LETTERS.issuperset(name) and name.lower() in initials(licence):
        yield Finding(
            FindingCode.NAME_INITIALS,
            Severity.REJECT,
            "name",
            REJECTIONS,
            span=(0, len(name)),
            params=(("enterprise", licence),),
        )


def name_lookalike(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name cannot be taken for another entity's live signature, by case, width, shape or sound."""
    if not 0 < len(subject.name) <= LONGEST_JUDGED:
        return
    for other in sorted(subject.names_of_others or ()):
        alike = (SAME,) if other == subject.name else resemblances(subject.name, other)
        if alike:
            yield Finding(
                FindingCode.NAME_LOOKALIKE,
                Severity.REVIEW,
                "name",
                OWN_POLICY,
                span=(0, len(subject.name)),
                params=(("other", other), ("likeness", str(alike[0]))),
            )


def others_untold(subject: ApplicationSubject) -> bool:
    """Whether the live signatures of other entities are not told."""
    return subject.names_of_others is None


def persons_untold(subject: ApplicationSubject) -> bool:
    """Whether one of the persons of the qualification is not told."""
    return subject.legal_representative is None or subject.administrator is None


def _waits_for_support(subject: ApplicationSubject) -> bool:
    """A trademark that is named but not yet told cannot speak for the name; its own rule asks for it."""
    return subject.source is SignatureSource.TRADEMARK and subject.trademark is None


def _people(subject: ApplicationSubject) -> tuple[str, ...]:
    """The persons whom the papers name, and the account's own where it is a person's."""
    if not (subject.legal_representative or subject.administrator or subject.account_name):
        return ()
    person = subject.account_type is AccountType.INDIVIDUAL
    own = subject.account_name if person and subject.account_name != subject.enterprise_name else None
    named = (subject.legal_representative, subject.administrator, own)
    return tuple(_squeezed(person) for person in named if person)


def _candidates(subject: ApplicationSubject, policy: RulePolicy) -> str:
    """Names that the licence would give instead."""
    licence = (subject.enterprise_name or "").strip()[:LONGEST_LICENCE]
    limits = (policy.name_length_min, policy.name_length_max)
    found = suggestions(licence, subject.credit_code, limits=limits)
    return "、".join(suggestion.name for suggestion in found) or NONE_KNOWN


def _squeezed(text: str) -> str:
    return "".join(text.split())
