"""Rules about the application itself: a free name, the day's number, the remark, the kind."""

from collections.abc import Iterator

from qianming.core.citations import CREATE_SIGNATURE, ERROR_CODES, SPECIFICATIONS
from qianming.core.codes import AccountType, FindingCode, SignatureKind
from qianming.core.findings import Finding, Severity
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject


def name_taken(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """An account applies for a name once; letters' case makes another name."""
    if subject.taken_names is not None and subject.name in subject.taken_names:
        yield Finding(
            FindingCode.NAME_TAKEN,
            Severity.REJECT,
            "name",
            CREATE_SIGNATURE,
            params=(("name", subject.name),),
        )


def kind_discouraged(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A signature for verification codes sends nothing else; a universal one sends them too."""
    if subject.kind is SignatureKind.VERIFICATION_CODE:
        yield Finding(FindingCode.KIND_DISCOURAGED, Severity.NOTICE, "kind", ERROR_CODES)


def remark_length(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The remark has at most 200 characters."""
    if len(subject.remark) > policy.remark_length_max:
        yield Finding(
            FindingCode.REMARK_LENGTH,
            Severity.REJECT,
            "remark",
            CREATE_SIGNATURE,
            span=(policy.remark_length_max, len(subject.remark)),
            params=(("length", str(len(subject.remark))), ("max", str(policy.remark_length_max))),
        )


def limit_daily(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """An individual account applies for one signature a day, an enterprise for as many as the policy says."""
    if subject.account_type is None or subject.applied_today is None:
        return
    most = policy.applications_per_day(subject.account_type)
    if most is not None and subject.applied_today >= most:
        yield Finding(
            FindingCode.LIMIT_DAILY,
            Severity.REJECT,
            "account",
            SPECIFICATIONS,
            params=(("max", str(most)),),
        )


def taken_untold(subject: ApplicationSubject) -> bool:
    """Whether the account's own names are not told."""
    return subject.taken_names is None


def count_untold(subject: ApplicationSubject) -> bool:
    """Whether the kind of account or its day's number is not told, where it matters."""
    if subject.account_type is AccountType.ENTERPRISE:
        return False
    return subject.account_type is None or subject.applied_today is None
