"""What an application needs, told while it is filled in: its papers and everything the rules find already.

The same rules judge it here as when it is sent, so nothing that is said here is taken back later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qianming.console.desk import Desk
from qianming.console.wording import say, say_finding
from qianming.core.china_time import china_day
from qianming.core.codes import FindingCode, Origin, PaperKind, SignatureKind, SignatureSource
from qianming.core.findings import Finding, Outcome, Severity, Verdict
from qianming.core.names.suggest import SuggestionReason
from qianming.core.papers.industries import PAPERS, industry_of
from qianming.core.papers.materials import required
from qianming.core.proposals import proposals
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from qianming.policy.loader import policy_on
from qianming.registry.models import PowerOfAttorney, Qualification, Signature, Trademark
from qianming.registry.queries import for_account, signature
from qianming.registry.queries import qualification as qualification_of
from qianming.registry.subjects import Papers, completed
from qianming.services.applications import SubmitApplication
from qianming.texts.catalog import Words

_SUGGESTED = 4
# Said by the slots and choices of the form themselves.
_SHOWN_ELSEWHERE = frozenset(
    {
        FindingCode.MATERIAL_MISSING,
        FindingCode.INDUSTRY_PAPERS,
        FindingCode.INDUSTRY_INFERRED,
        FindingCode.POWER_MISSING,
        FindingCode.TRADEMARK_MISSING,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as it is shown: how heavy it is, and its words."""

    severity: Severity
    words: Words


@dataclass(frozen=True, slots=True)
class Suggested:
    """A name that would pass, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Needs:
    """Which papers an application needs and has, what speaks against its name, and better names.

    `required` are the kinds that must come along, `one_of` those of which an industry wants one, `brought`
    those that the qualification and the trademark bring already; `outcome` is None without a name.
    """

    required: tuple[PaperKind, ...]
    one_of: tuple[PaperKind, ...]
    brought: tuple[PaperKind, ...]
    industry: Words
    said: tuple[Said, ...]
    suggested: tuple[Suggested, ...]
    outcome: Outcome | None

    @property
    def slots(self) -> tuple[PaperKind, ...]:
        """The kinds that the form offers a slot for: what is needed, and the one that helps."""
        asked = (*self.required, *self.one_of, PaperKind.FUNCTION_SCREENSHOT)
        return tuple(kind for kind in dict.fromkeys(asked) if kind not in self.brought)


def needs_of(desk: Desk, command: SubmitApplication, edited: Signature | None = None) -> Needs:
    """The needs of what is filled in so far; the name of the signature that is edited is not taken."""
    today = china_day(desk.now())
    policy = policy_on(today)
    bare = _subject(desk, command, edited, Papers())
    subject = _subject(desk, command, edited, _papers(desk, command))
    verdict = check(subject, policy) if command.name else Verdict(policy.effective)
    industry = industry_of(subject)
    brought = subject.materials or frozenset()
    return Needs(
        required=required(bare),
        one_of=PAPERS.get(industry, ()),
        brought=tuple(kind for kind in PaperKind if kind in brought),
        industry=say(industry),
        said=tuple(said_of(verdict.findings)),
        suggested=_suggestions(subject, command.name, verdict, desk),
        outcome=verdict.outcome if command.name else None,
    )


def _subject(
    desk: Desk, command: SubmitApplication, edited: Signature | None, papers: Papers
) -> ApplicationSubject:
    taken = signature(desk.account.pk, command.name, SignatureKind.UNIVERSAL) if command.name else None
    is_taken = taken is not None and taken != edited and taken.origin != Origin.COMPLIMENTARY
    typed = ApplicationSubject(
        name=command.name,
        today=china_day(desk.now()),
        source=command.source,
        purpose=command.purpose,
        remark=command.remark,
        industry=command.industry,
        taken_names=frozenset({command.name}) if is_taken else frozenset(),
    )
    return completed(typed, desk.account, papers)


def _papers(desk: Desk, command: SubmitApplication) -> Papers:
    """The account's own papers that are named so far; what another account has is as good as none."""
    own = desk.account.pk
    qualification: Qualification | None = (
        qualification_of(own, command.qualification_id) if command.qualification_id else None
    )
    trademark = for_account(Trademark, own).filter(pk=command.trademark_id or 0).first()
    power = for_account(PowerOfAttorney, own).filter(pk=command.power_of_attorney_id or 0).first()
    if qualification is not None and qualification.purpose != command.purpose:
        qualification = None
    of_trademark = command.source is SignatureSource.TRADEMARK
    return Papers(qualification, power, trademark if of_trademark else None)


def said_of(findings: Iterable[Finding]) -> Iterator[Said]:
    """Findings as they are shown, heaviest first."""
    shown = [finding for finding in findings if finding.code not in _SHOWN_ELSEWHERE]
    heaviest = [*Severity]
    for finding in sorted(shown, key=lambda finding: heaviest.index(finding.severity)):
        yield Said(finding.severity, say_finding(finding))


def _suggestions(
    subject: ApplicationSubject, name: str, verdict: Verdict, desk: Desk
) -> tuple[Suggested, ...]:
    if name and verdict.outcome is Outcome.PASS:
        return ()
    wanted = SuggestionReason.TRADEMARK if subject.source is SignatureSource.TRADEMARK else None
    found = [
        proposal
        for proposal in proposals(subject, policy_on(subject.today))
        if (proposal.reason is SuggestionReason.TRADEMARK) is (wanted is not None)
        and not signature(desk.account.pk, proposal.name)
    ]
    return tuple(Suggested(proposal.name, say(proposal.reason).why) for proposal in found[:_SUGGESTED])
