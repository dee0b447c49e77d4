"""Rules about the power of attorney that a name for another's use needs."""

from collections.abc import Iterator

from qianming.core.citations import CREATE_POWER_OF_ATTORNEY, OWN_POLICY, SPECIFICATIONS
from qianming.core.codes import FindingCode, Purpose
from qianming.core.findings import Finding, Severity
from qianming.core.names.comparison import Likeness, likeness
from qianming.core.papers.identity import compact_credit_code
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject


def power_missing(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name for another's use needs that other's power of attorney."""
    if subject.purpose is Purpose.FOR_OTHERS and subject.power_of_attorney is None:
        yield Finding(FindingCode.POWER_MISSING, Severity.REJECT, "power_of_attorney", SPECIFICATIONS)


def power_scope(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The power of attorney lists the name, letter by letter."""
    power = _power(subject)
    if power is not None and power.scope and subject.name not in power.scope:
        yield Finding(
            FindingCode.POWER_SCOPE,
            Severity.REJECT,
            "power_of_attorney",
            CREATE_POWER_OF_ATTORNEY,
            params=(("name", subject.name), ("scope", "、".join(power.scope))),
        )


def power_expired(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Today lies inside the validity of the power of attorney."""
    power = _power(subject)
    if power is None:
        return
    early = power.valid_from is not None and subject.today < power.valid_from
    late = power.valid_until is not None and power.valid_until < subject.today
    if early or late:
        yield Finding(
            FindingCode.POWER_EXPIRED,
            Severity.REJECT,
            "power_of_attorney",
            CREATE_POWER_OF_ATTORNEY,
            params=(
                ("valid_from", power.valid_from.isoformat() if power.valid_from else "-"),
                ("valid_until", power.valid_until.isoformat() if power.valid_until else "-"),
            ),
        )


def power_party(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The power of attorney was granted by the entity of the qualification.

    The credit codes decide. Names that differ are left to a person where the codes agree or where only
    brackets differ, because an entity may have been renamed since.
    """
    power = _power(subject)
    if power is None:
        return
    codes = _both(power.credit_code, subject.credit_code)
    names = _both(power.grantor, subject.enterprise_name)
    if codes and compact_credit_code(codes[0]) != compact_credit_code(codes[1]):
        yield _party(codes, Severity.REJECT, CREATE_POWER_OF_ATTORNEY)
    elif names:
        alike = likeness(*names)
        certain = alike is Likeness.DIFFERENT and codes is None
        if alike is not Likeness.SAME:
            yield _party(names, Severity.REJECT if certain else Severity.REVIEW, OWN_POLICY)


def scope_untold(subject: ApplicationSubject) -> bool:
    """Whether the purpose or the letter's list of names is not told."""
    power = _power(subject)
    return subject.purpose is None or (power is not None and not power.scope)


def validity_untold(subject: ApplicationSubject) -> bool:
    """Whether the purpose or the letter's end is not told."""
    power = _power(subject)
    return subject.purpose is None or (power is not None and power.valid_until is None)


def party_untold(subject: ApplicationSubject) -> bool:
    """Whether the purpose is not told, or neither codes nor names are there to compare."""
    power = _power(subject)
    if power is None:
        return subject.purpose is None
    codes = _both(power.credit_code, subject.credit_code)
    return not (codes or _both(power.grantor, subject.enterprise_name))


def purpose_untold(subject: ApplicationSubject) -> bool:
    """Whether the purpose is not told."""
    return subject.purpose is None


def _power(subject: ApplicationSubject) -> PowerOfAttorneySubject | None:
    return subject.power_of_attorney if subject.purpose is Purpose.FOR_OTHERS else None


def _both(granted_by: str | None, entity: str | None) -> tuple[str, str] | None:
    return (granted_by, entity) if granted_by and entity else None


def _party(pair: tuple[str, str], severity: Severity, source: str) -> Finding:
    grantor, enterprise = pair
    return Finding(
        FindingCode.POWER_PARTY,
        severity,
        "power_of_attorney",
        source,
        params=(("grantor", grantor), ("enterprise", enterprise)),
    )
