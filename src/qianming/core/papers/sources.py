"""Which source a name may be taken from, for which purpose, by which kind of account.

The table is what faces offer; the rules are what is refused.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from qianming.core.citations import INDIVIDUALS_ENDED, OWN_POLICY, SOURCES_ENDED, SPECIFICATIONS
from qianming.core.codes import AccountType, FindingCode, Purpose, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.comparison import Likeness, likeness
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

COMPLIANT_SOURCES = (SignatureSource.ENTERPRISE_NAME, SignatureSource.TRADEMARK)

ALLOWED_SOURCES: Mapping[tuple[AccountType, Purpose], tuple[SignatureSource, ...]] = MappingProxyType(
    {
        (AccountType.INDIVIDUAL, Purpose.OWN_USE): (),
        (AccountType.INDIVIDUAL, Purpose.FOR_OTHERS): COMPLIANT_SOURCES,
        (AccountType.ENTERPRISE, Purpose.OWN_USE): COMPLIANT_SOURCES,
        (AccountType.ENTERPRISE, Purpose.FOR_OTHERS): COMPLIANT_SOURCES,
    }
)


def source_unsupported(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A retired source is refused from the day on which carriers stopped taking it."""
    ended = policy.ended_sources.get(subject.source)
    if ended is not None and ended <= subject.today:
        yield Finding(
            FindingCode.SOURCE_UNSUPPORTED,
            Severity.REJECT,
            "source",
            SOURCES_ENDED,
            params=(("source", subject.source.value), ("ended", ended.isoformat())),
        )


def source_high_risk(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A source that carriers will stop taking is at risk before that day already."""
    ended = policy.ended_sources.get(subject.source)
    if ended is not None and ended > subject.today:
        yield Finding(
            FindingCode.SOURCE_HIGH_RISK,
            Severity.REVIEW,
            "source",
            SOURCES_ENDED,
            params=(("source", subject.source.value), ("ended", ended.isoformat())),
        )


def purpose_account(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """An individual account cannot pass the filing for its own use.

    It may apply for another's use, or be upgraded to an enterprise account.
    """
    if subject.account_type is None or subject.purpose is None:
        return
    if not ALLOWED_SOURCES[subject.account_type, subject.purpose]:
        yield Finding(FindingCode.PURPOSE_ACCOUNT, Severity.REJECT, "purpose", INDIVIDUALS_ENDED)


def purpose_entity(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Own use means that the qualification's entity is the account's verified one; otherwise it is another's.

    A difference in brackets only is left to a person, and so is an application for another's use that names
    the account's own entity: it needs no letter and should be for own use.
    """
    if subject.purpose is None or not subject.account_name or not subject.enterprise_name:
        return
    alike = likeness(subject.account_name, subject.enterprise_name)
    own = subject.purpose is Purpose.OWN_USE
    if alike is (Likeness.SAME if own else Likeness.DIFFERENT):
        return
    yield Finding(
        FindingCode.PURPOSE_ENTITY,
        Severity.REJECT if own and alike is Likeness.DIFFERENT else Severity.REVIEW,
        "purpose",
        SPECIFICATIONS if own else OWN_POLICY,
        params=(
            ("purpose", subject.purpose.value),
            ("account", subject.account_name),
            ("enterprise", subject.enterprise_name),
        ),
    )


def account_untold(subject: ApplicationSubject) -> bool:
    """Whether the kind of account or the purpose is not told."""
    return subject.account_type is None or subject.purpose is None


def entities_untold(subject: ApplicationSubject) -> bool:
    """Whether the purpose or one of the two entities is not told."""
    return subject.purpose is None or not subject.account_name or not subject.enterprise_name
