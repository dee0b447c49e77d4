"""Any text in any field gets a verdict: half surrogate pairs, control characters and endless texts too."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qianming.core.findings import Outcome
from qianming.core.proposals import proposals
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject
from tests.core.samples import POLICY, TODAY

PIECES = st.sampled_from(
    [
        "杭州市",
        "有限公司",
        "分公司",
        "(",
        "）",
        "王",
        "镇",
        "开发区",
        "通知",
        "İ",
        "\ud800",
        "厂",
        "雲",
        "·",
        "a",
    ]
)
TEXTS = st.text(st.characters(), max_size=30) | st.lists(PIECES, max_size=60).map("".join)
LONG = st.tuples(TEXTS, st.integers(1, 300)).map(lambda pair: pair[0] * pair[1])
FIELDS = (
    "name",
    "enterprise_name",
    "account_name",
    "credit_code",
    "legal_representative",
    "administrator",
    "remark",
)


@given(st.sampled_from(FIELDS), LONG, TEXTS, TEXTS)
@settings(max_examples=150)
def test_no_text_in_any_field_raises(field: str, text: str, name: str, licence: str) -> None:
    subject = replace(ApplicationSubject(name, TODAY, enterprise_name=licence), **{field: text})  # type: ignore[arg-type]
    assert check(subject, POLICY).outcome in Outcome
    assert isinstance(proposals(subject, POLICY), tuple)


@given(TEXTS, LONG)
@settings(max_examples=100)
def test_no_text_in_papers_or_other_names_raises(name: str, text: str) -> None:
    subject = ApplicationSubject(
        name,
        TODAY,
        trademark=TrademarkSubject(text, text, text),
        power_of_attorney=PowerOfAttorneySubject(text, text, (text, name)),
        taken_names=frozenset({text}),
        names_of_others=frozenset({text, name}),
    )
    assert check(subject, POLICY).outcome in Outcome
