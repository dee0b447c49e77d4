"""Words that an operator adds to the shipped lists, as a dated policy has them."""

from dataclasses import replace

from qianming.core.codes import FindingCode
from qianming.core.findings import Severity
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from tests.core.samples import POLICY, TODAY

SUBJECT = ApplicationSubject("云桂云峰XQ", TODAY)


def test_words_of_the_operator_count_from_the_day_that_a_policy_has_them() -> None:
    policy = replace(POLICY, unlawful_words=("云桂", "xq"), ambiguous_words=("云峰", "XQ"))
    found = [(finding.severity, dict(finding.params)["word"]) for finding in check(SUBJECT, policy).findings]
    assert sorted(found) == [(Severity.REJECT, "xq"), (Severity.REJECT, "云桂"), (Severity.REVIEW, "云峰")]
    assert check(SUBJECT, POLICY).findings == ()


def test_generic_words_of_the_operator_make_a_name_neutral() -> None:
    policy = replace(POLICY, neutral_words=("云桂", "云峰"))
    (finding,) = check(replace(SUBJECT, name="云桂云峰"), policy).findings
    assert finding.code is FindingCode.NAME_NEUTRAL


def test_policies_of_one_day_with_other_words_are_kept_apart() -> None:
    one, other = replace(POLICY, unlawful_words=("云桂",)), replace(POLICY, unlawful_words=("云峰",))
    assert hash(one) == hash(other)
    assert [check(SUBJECT, policy).findings[0].span for policy in (one, other, one)] == [
        (0, 2),
        (2, 4),
        (0, 2),
    ]
