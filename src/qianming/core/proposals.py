"""Which names would pass: the candidates of an application's papers, each held against the whole rulebook.

Decides by the rules themselves, so that no proposal breaks one. What the account may apply for at all is not
asked: a proposal answers "what name", not "whether".
"""

from qianming.core.codes import SignatureSource
from qianming.core.findings import Outcome
from qianming.core.names.matching import is_proper
from qianming.core.names.suggest import Suggestion, SuggestionReason, compliant, suggestions
from qianming.core.outline import worded
from qianming.core.papers.industries import tells_an_industry
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject


def proposals(subject: ApplicationSubject, policy: RulePolicy) -> tuple[Suggestion, ...]:
    """Names for the subject's enterprise and trademark that the rules find nothing against, best first."""
    found = suggestions(
        *_papers(subject),
        taken=subject.names_of_others or frozenset(),
        limits=(policy.name_length_min, policy.name_length_max),
    )
    return tuple(proposal for proposal in found if _passes(proposal, subject, policy))


def best_proposal(subject: ApplicationSubject, policy: RulePolicy) -> Suggestion | None:
    """The first of the proposals, found without judging the others; None where there is none.

    Collisions with other entities' names do not move a proposal back here.
    """
    limits = (policy.name_length_min, policy.name_length_max)
    found = (Suggestion(name, reason) for name, reason in compliant(*_papers(subject), limits))
    return next((proposal for proposal in found if _passes(proposal, subject, policy)), None)


def _papers(subject: ApplicationSubject) -> tuple[str, str | None, str | None]:
    """What a name can be taken from: the licence with its credit code, and the trademark."""
    trademark = subject.trademark.text.strip() if subject.trademark else None
    return (subject.enterprise_name or "").strip(), subject.credit_code, trademark


def _is_plain(name: str, subject: ApplicationSubject, policy: RulePolicy) -> bool:
    """Whether only the rules that compare with the licence could speak about a name, and they do not.

    That is so where its words concern no rule, no person is told and the licence names no special industry.
    """
    licence, source = subject.enterprise_name or "", SignatureSource.ENTERPRISE_NAME
    if subject.legal_representative or subject.administrator or source in policy.ended_sources:
        return False
    if worded(name, policy) or tells_an_industry(licence):
        return False
    return is_proper(name, licence, subject.credit_code, policy.shortened_severity)


def _passes(proposal: Suggestion, subject: ApplicationSubject, policy: RulePolicy) -> bool:
    of_trademark = proposal.reason is SuggestionReason.TRADEMARK
    if not of_trademark and _is_plain(proposal.name, subject, policy):
        return True
    bare = ApplicationSubject(
        name=proposal.name,
        today=subject.today,
        source=SignatureSource.TRADEMARK if of_trademark else SignatureSource.ENTERPRISE_NAME,
        enterprise_name=subject.enterprise_name,
        credit_code=subject.credit_code,
        legal_representative=subject.legal_representative,
        administrator=subject.administrator,
        trademark=subject.trademark if of_trademark else None,
    )
    return check(bare, policy).outcome is Outcome.PASS
