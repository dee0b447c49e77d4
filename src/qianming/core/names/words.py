"""The rule about test words in a name."""

from collections.abc import Iterator

from qianming.core.citations import CREATE_SIGNATURE
from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Severity
from qianming.core.names.scripts import fold_case
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject


def name_test_word(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A name holds no test word, in any case of letters.

    Where the name is a contiguous part of the licence name the word may belong to the enterprise's business
    (an inspection institute has it by accident), so a person decides.
    """
    name = fold_case(subject.name)
    for word in policy.test_words:
        start = name.find(word)
        if start >= 0:
            own = name in fold_case(subject.enterprise_name or "")
            yield Finding(
                FindingCode.NAME_TEST_WORD,
                Severity.REVIEW if own else Severity.REJECT,
                "name",
                CREATE_SIGNATURE,
                span=(start, start + len(word)),
                params=(("word", subject.name[start : start + len(word)]),),
            )
