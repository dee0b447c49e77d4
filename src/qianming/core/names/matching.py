"""Whether a name is taken from the enterprise's licence name: the full name, or a proper abbreviation.

Turns what `abbreviation` says into findings. Also decides what counts as support for a name that looks like a
person's or like generic words: a licence or a trademark that carries it.
"""

from collections.abc import Iterator
from functools import lru_cache

from qianming.core.citations import CREATE_SIGNATURE, OWN_POLICY, REJECTIONS, SPECIFICATIONS
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.abbreviation import Departure, departures
from qianming.core.names.contiguity import canonical
from qianming.core.names.enterprise_name import ParsedName, parse
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

LONGEST_LICENCE = 300
_CITED = {
    FindingCode.MATCH_BRACKET_WIDTH: OWN_POLICY,
    FindingCode.MATCH_LETTER_CASE: CREATE_SIGNATURE,
    FindingCode.MATCH_NOT_IN_NAME: REJECTIONS,
    FindingCode.MATCH_REORDERED: REJECTIONS,
    FindingCode.MATCH_BOUNDARY_UNCERTAIN: OWN_POLICY,
    FindingCode.MATCH_NO_LOCATION: OWN_POLICY,
    FindingCode.MATCH_BRANCH: OWN_POLICY,
}


def licence_name_match(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name from the enterprise source is the licence name or a proper abbreviation of it.

    An abbreviation is a contiguous part that keeps the location and does not cut the distinctive name. What
    strings prove is rejected; where the words' boundaries are only guessed a person decides.
    """
    licence = licence_name(subject)
    if not licence or not subject.name:
        return
    for departure in compared(subject.name, licence, subject.credit_code, policy.shortened_severity):
        yield Finding(
            departure.code,
            departure.severity,
            "name",
            _CITED.get(departure.code, SPECIFICATIONS),
            departure.span,
            (("enterprise", licence), *departure.params),
        )


def name_combination(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name does not join the enterprise's name and a product's: the product belongs in the text."""
    licence = licence_name(subject)
    if not licence or subject.name in licence:
        return
    name, own = canonical(subject.name).text, canonical(licence).text
    if name in own:
        return
    shared = _shared_opening(name, own)
    parsed = parsed_name(licence, subject.credit_code)
    needed = canonical(licence[: max(parsed.brand_span[1], parsed.location_span[1])]).text
    if parsed.brand and len(needed) <= shared < len(name) and name[shared:] not in own:
        yield Finding(
            FindingCode.NAME_COMBINATION,
            Severity.REJECT,
            "name",
            SPECIFICATIONS,
            span=(shared, len(subject.name)) if name == subject.name else None,
            params=(("enterprise", licence), ("added", name[shared:])),
        )


def is_supported(subject: ApplicationSubject, policy: RulePolicy) -> bool:
    """Whether the licence or a trademark carries the name, so that its own look does not count against it."""
    if subject.source is SignatureSource.TRADEMARK:
        return subject.trademark is not None and subject.trademark.text.strip() == subject.name
    licence = licence_name(subject)
    return bool(licence) and all(
        departure.severity is Severity.NOTICE
        for departure in compared(subject.name, licence, subject.credit_code, policy.shortened_severity)
    )


def is_proper(name: str, licence: str, credit_code: str | None, shortened: Severity) -> bool:
    """Whether a name stands in a licence name and nothing speaks against it: no rule about the two does then.

    What stands in the licence name as it is joins nothing to it, so that the comparison decides alone.
    """
    known = licence.strip()[:LONGEST_LICENCE]
    return name in known and not compared(name, known, credit_code, shortened)


def licence_name(subject: ApplicationSubject) -> str:
    """The licence name that the name is to be taken from; empty for other sources or when untold."""
    if subject.source is not SignatureSource.ENTERPRISE_NAME:
        return ""
    return (subject.enterprise_name or "").strip()[:LONGEST_LICENCE]


def licence_name_untold(subject: ApplicationSubject) -> bool:
    """Whether the comparison lacks the licence name."""
    return subject.source is SignatureSource.ENTERPRISE_NAME and not licence_name(subject)


# The rules about one application ask in turn, so that few results suffice; the memory of hundreds would push
# the tables out of the processor's cache.
@lru_cache(maxsize=8)
def compared(name: str, licence: str, credit_code: str | None, shortened: Severity) -> tuple[Departure, ...]:
    """The departures, kept for the several rules that ask about the same application."""
    return departures(name, licence, credit_code, shortened, parsed_name(licence, credit_code))


@lru_cache(maxsize=8)
def parsed_name(licence: str, credit_code: str | None) -> ParsedName:
    """The licence name taken apart, kept likewise."""
    return parse(licence, credit_code)


def _shared_opening(one: str, other: str) -> int:
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared
