"""The rules agree with what is publicly known, or send the name to a person for the right reason."""

import pytest

from qianming.core.codes import SignatureSource
from qianming.core.findings import Outcome, Severity, Verdict
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject, TrademarkSubject
from tests.core.examples import FAILED, KNOWN, PASSED, Known
from tests.core.samples import POLICY, TODAY
from tools.rule_examples import EXAMPLES, judged

AGREEMENT = 0.8


def verdict_on(known: Known) -> Verdict:
    of_trademark = known.source is SignatureSource.TRADEMARK
    mark = TrademarkSubject(known.name, known.enterprise, "registered") if of_trademark else None
    return check(
        ApplicationSubject(
            known.name,
            TODAY,
            source=known.source,
            purpose=known.purpose,
            enterprise_name=known.enterprise,
            trademark=mark,
        ),
        POLICY,
    )


@pytest.mark.parametrize("known", PASSED, ids=lambda known: known.name)
def test_what_was_accepted_is_never_rejected(known: Known) -> None:
    verdict = verdict_on(known)
    assert verdict.outcome is not Outcome.REJECT
    assert (verdict.outcome is Outcome.PASS) is all(
        finding.severity is Severity.NOTICE for finding in verdict.findings
    )


@pytest.mark.parametrize("known", FAILED, ids=lambda known: known.name)
def test_what_was_refused_fails_for_that_reason(known: Known) -> None:
    verdict = verdict_on(known)
    assert verdict.outcome is not Outcome.PASS
    weight = Severity.REJECT if verdict.outcome is Outcome.REJECT else Severity.REVIEW
    assert known.reasons & {finding.code for finding in verdict.findings if finding.severity is weight}


def test_most_outcomes_are_the_known_ones() -> None:
    assert len(KNOWN) == len({known.name for known in KNOWN}) == 43
    agreed = [
        verdict_on(known).outcome is (Outcome.REJECT if known.reasons else Outcome.PASS) for known in KNOWN
    ]
    assert sum(agreed) >= AGREEMENT * len(agreed)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_examples_of_the_rule_pages_hold(code: str) -> None:
    example = EXAMPLES[code]  # type: ignore[index]
    assert code in {finding.code for finding in judged(example.fails, POLICY).findings}
    passing = judged(example.passes, POLICY)
    assert (passing.outcome, code in {finding.code for finding in passing.findings}) == (Outcome.PASS, False)
