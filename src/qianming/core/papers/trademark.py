"""Rules about a registered trademark as the source of a name."""

from collections.abc import Iterator

from qianming.core.citations import CREATE_SIGNATURE, CREATE_TRADEMARK, OWN_POLICY, SPECIFICATIONS
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.comparison import Likeness, likeness
from qianming.core.names.scripts import fold_case
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject, TrademarkSubject
from qianming.core.trademarks import TrademarkStatus


def trademark_missing(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The trademark source names a trademark."""
    if subject.source is SignatureSource.TRADEMARK and subject.trademark is None:
        yield Finding(FindingCode.TRADEMARK_MISSING, Severity.REJECT, "trademark", CREATE_SIGNATURE)


def trademark_text(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The name equals the trademark's text, letters' case included.

    A name that differs in case only, or that is a contiguous part of the trademark, goes to a person.
    """
    trademark = _trademark(subject)
    if trademark is None or subject.name == trademark.text.strip():
        return
    close = bool(subject.name) and fold_case(subject.name) in fold_case(trademark.text)
    yield Finding(
        FindingCode.TRADEMARK_TEXT,
        Severity.REVIEW if close else Severity.REJECT,
        "name",
        CREATE_TRADEMARK,
        params=(("trademark", trademark.text),),
    )


def trademark_owner(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The trademark's owner is the entity of the qualification; a difference in brackets goes to a person."""
    trademark = _trademark(subject)
    if trademark is None or not trademark.owner or not subject.enterprise_name:
        return
    alike = likeness(trademark.owner, subject.enterprise_name)
    if alike is not Likeness.SAME:
        yield Finding(
            FindingCode.TRADEMARK_OWNER,
            Severity.REVIEW if alike is Likeness.BRACKETS_DIFFER else Severity.REJECT,
            "trademark",
            SPECIFICATIONS,
            params=(("owner", trademark.owner), ("enterprise", subject.enterprise_name)),
        )


def trademark_status(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The trademark is registered; applied for, refused or invalid is not enough."""
    trademark = _trademark(subject)
    if trademark is not None and trademark.status and trademark.status != TrademarkStatus.REGISTERED:
        yield Finding(
            FindingCode.TRADEMARK_STATUS,
            Severity.REJECT,
            "trademark",
            SPECIFICATIONS,
            params=(("status", trademark.status),),
        )


def trademark_expired(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The exclusive right has not ended."""
    trademark = _trademark(subject)
    if trademark is not None and trademark.valid_until is not None and trademark.valid_until < subject.today:
        yield Finding(
            FindingCode.TRADEMARK_EXPIRED,
            Severity.REJECT,
            "trademark",
            CREATE_TRADEMARK,
            params=(("until", trademark.valid_until.isoformat()),),
        )


def trademark_not_unique(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A mark that several enterprises hold points to none of them: carriers may want the enterprise."""
    trademark = _trademark(subject)
    if trademark is not None and trademark.other_owners:
        yield Finding(
            FindingCode.TRADEMARK_NOT_UNIQUE,
            Severity.REVIEW,
            "trademark",
            OWN_POLICY,
            params=(("trademark", trademark.text), ("others", "、".join(trademark.other_owners))),
        )


def trademark_prefer_enterprise(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The enterprise's name is the recommended source: carriers refuse trademarks that they find neutral."""
    if subject.source is SignatureSource.TRADEMARK:
        yield Finding(FindingCode.TRADEMARK_PREFER_ENTERPRISE, Severity.NOTICE, "source", SPECIFICATIONS)


def owner_untold(subject: ApplicationSubject) -> bool:
    """Whether the trademark's owner or the entity to compare it with is not told."""
    trademark = _trademark(subject)
    return trademark is not None and not (trademark.owner and subject.enterprise_name)


def status_untold(subject: ApplicationSubject) -> bool:
    """Whether the trademark's status is not told."""
    trademark = _trademark(subject)
    return trademark is not None and not trademark.status


def validity_untold(subject: ApplicationSubject) -> bool:
    """Whether the end of the exclusive right is not told."""
    trademark = _trademark(subject)
    return trademark is not None and trademark.valid_until is None


def _trademark(subject: ApplicationSubject) -> TrademarkSubject | None:
    return subject.trademark if subject.source is SignatureSource.TRADEMARK else None
