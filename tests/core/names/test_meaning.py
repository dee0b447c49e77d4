"""What a name says: a person, generic words, restricted business, initials, somebody else's name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import AccountType, FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.names import meaning
from qianming.core.subjects import TrademarkSubject
from tests.core.samples import ENTERPRISE, POLICY, application, told

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW
TRADEMARK = SignatureSource.TRADEMARK


@pytest.mark.parametrize(
    ("name", "legal", "administrator"),
    [
        ("法人甲", "法人甲", "管理员乙"),
        ("管理员乙", None, "管理员乙"),
        ("法人甲", " 法人 甲", None),
        ("法人 甲", "法人甲", ""),
    ],
)
def test_it_rejects_the_name_of_a_person_of_the_papers(
    name: str, legal: str | None, administrator: str | None
) -> None:
    subject = application(name, legal_representative=legal, administrator=administrator)
    (finding,) = meaning.name_personal(subject, POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_PERSONAL, REJECT)
    assert (finding.field, finding.source) == ("name", citations.SPECIFICATIONS)
    assert finding.span == (0, len(name))
    assert told(finding) == {"likeness": "equal"}


@pytest.mark.parametrize("source", SignatureSource)
def test_equality_with_a_person_is_certain_whatever_the_source(source: SignatureSource) -> None:
    mark = TrademarkSubject("法人甲") if source is TRADEMARK else None
    subject = application("法人甲", source=source, trademark=mark)
    (finding,) = meaning.name_personal(subject, POLICY)
    assert finding.severity is REJECT


@pytest.mark.parametrize(
    ("account_type", "found"),
    [(AccountType.INDIVIDUAL, [REJECT]), (AccountType.ENTERPRISE, []), (None, [])],
)
def test_it_rejects_the_person_behind_an_individual_account(
    account_type: AccountType | None, found: list[Severity]
) -> None:
    subject = application("账号持有人", account_name="账号持有人", account_type=account_type)
    assert [finding.severity for finding in meaning.name_personal(subject, POLICY)] == found


@pytest.mark.parametrize(
    ("name", "severity", "likeness"),
    [
        ("王秀英", REJECT, "likely"),
        ("欧阳建国", REVIEW, "possible"),
        ("阿依古丽·买买提", REJECT, "minority"),
        ("王医生", REVIEW, "title"),
        ("小王", REVIEW, "title"),
        ("巴特尔", REVIEW, "minority"),
        ("zhangwei", REVIEW, "latin"),
    ],
)
def test_it_weighs_what_looks_like_a_person(name: str, severity: Severity, likeness: str) -> None:
    (finding,) = meaning.name_personal(application(name, enterprise_name=None), POLICY)
    assert (finding.severity, told(finding)["likeness"]) == (severity, likeness)


def test_two_characters_are_never_rejected_by_their_look() -> None:
    for name in ("王强", "李娜", "张伟", "刘洋"):
        for finding in meaning.name_personal(application(name, enterprise_name=None), POLICY):
            assert finding.severity is REVIEW


@pytest.mark.parametrize(
    "changes",
    [
        {"source": TRADEMARK, "trademark": TrademarkSubject("王秀英")},
        {"source": TRADEMARK, "trademark": None},
        {"enterprise_name": "王秀英"},
    ],
)
def test_licence_and_trademark_support_a_name_like_a_persons(changes: dict[str, object]) -> None:
    assert list(meaning.name_personal(application("王秀英", **changes), POLICY)) == []


def test_a_trademark_of_another_text_supports_nothing() -> None:
    subject = application("王秀英", source=TRADEMARK, trademark=TrademarkSubject("秀英"))
    assert [finding.severity for finding in meaning.name_personal(subject, POLICY)] == [REJECT]


@pytest.mark.parametrize("name", ["云帆", "法人", "", " ", "王秀英" * 14])
def test_it_takes_other_names_for_no_persons(name: str) -> None:
    assert list(meaning.name_personal(application(name), POLICY)) == []


@pytest.mark.parametrize(
    ("legal", "administrator", "untold"),
    [(None, None, True), (None, "管理员乙", True), ("法人甲", None, True), ("法人甲", "管理员乙", False)],
)
def test_it_needs_both_persons(legal: str | None, administrator: str | None, untold: bool) -> None:
    subject = application(legal_representative=legal, administrator=administrator)
    assert meaning.persons_untold(subject) is untold


@pytest.mark.parametrize(
    ("name", "source", "severity"),
    [
        ("温馨提示", SignatureSource.ENTERPRISE_NAME, REJECT),
        ("客服通知", SignatureSource.ENTERPRISE_NAME, REJECT),
        ("AH公司", SignatureSource.ENTERPRISE_NAME, REVIEW),
        ("会议助手", TRADEMARK, REJECT),
        ("服务提醒", TRADEMARK, REJECT),
        ("Meeting Assistant", TRADEMARK, REJECT),
        ("Service Reminder", TRADEMARK, REJECT),
    ],
)
def test_it_finds_names_that_tell_nobody_who_sends(
    name: str, source: SignatureSource, severity: Severity
) -> None:
    mark = TrademarkSubject(name, ENTERPRISE, "registered")
    (finding,) = meaning.name_neutral(application(name, source=source, trademark=mark), POLICY)
    assert (finding.code, finding.severity, finding.span) == (
        FindingCode.NAME_NEUTRAL,
        severity,
        (0, len(name)),
    )
    assert (finding.field, finding.source) == ("name", citations.SPECIFICATIONS)


def test_a_neutral_trademark_lists_the_names_that_the_licence_gives() -> None:
    subject = application("会议助手", source=TRADEMARK, trademark=TrademarkSubject("会议助手"))
    (finding,) = meaning.name_neutral(subject, POLICY)
    assert told(finding)["candidates"].split("、") == [ENTERPRISE, "杭州云帆样例", "杭州云帆样例科技"]
    (finding,) = meaning.name_neutral(application("会议助手", enterprise_name=None), POLICY)
    assert told(finding)["candidates"] == meaning.NONE_KNOWN


@pytest.mark.parametrize(
    ("name", "enterprise"),
    [
        ("云帆", ENTERPRISE),
        ("", ENTERPRISE),
        ("温馨提示" * 11, ENTERPRISE),
        ("石家庄客服中心", "石家庄客服中心"),
    ],
)
def test_it_finds_no_neutral_name_elsewhere(name: str, enterprise: str) -> None:
    assert list(meaning.name_neutral(application(name, enterprise_name=enterprise), POLICY)) == []


def test_reviewers_may_add_generic_words() -> None:
    subject = application("云帆云帆", enterprise_name=None)
    assert list(meaning.name_neutral(subject, POLICY)) == []
    extended = replace(POLICY, neutral_words=("云帆",))
    assert [finding.severity for finding in meaning.name_neutral(subject, extended)] == [REVIEW]


@pytest.mark.parametrize(
    ("name", "enterprise", "found"),
    [
        ("杭州博彩", None, [(REJECT, "gambling", (2, 4))]),
        ("杭州博彩", "杭州博彩科技有限公司", [(REVIEW, "gambling", (2, 4))]),
        ("云帆教育", None, [(REVIEW, "education", (2, 4))]),
        ("云帆教育", "杭州云帆教育有限公司", []),
        ("西藏云帆", None, []),
        ("杭州云帆", None, []),
        ("", None, []),
    ],
)
def test_it_weighs_words_of_restricted_business(
    name: str, enterprise: str | None, found: list[tuple[Severity, str, tuple[int, int]]]
) -> None:
    subject = application(name, enterprise_name=enterprise)
    findings = list(meaning.name_restricted(subject, POLICY))
    assert [(finding.severity, told(finding)["category"], finding.span) for finding in findings] == found
    assert {finding.code for finding in findings} <= {FindingCode.NAME_RESTRICTED}


@pytest.mark.parametrize("name", ["hzyf", "YFYL", "yf"])
def test_it_rejects_initials_of_the_licence_name(name: str) -> None:
    (finding,) = meaning.name_initials(application(name), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_INITIALS, REJECT)
    assert (finding.source, finding.span) == (citations.REJECTIONS, (0, len(name)))
    assert told(finding) == {"enterprise": ENTERPRISE}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("y", {}),
        ("qq", {}),
        ("yf云", {}),
        ("yf", {"enterprise_name": None}),
        ("yf", {"source": TRADEMARK, "trademark": TrademarkSubject("yf")}),
        ("y" * 41, {}),
    ],
)
def test_it_sees_no_initials_in_other_names(name: str, changes: dict[str, object]) -> None:
    assert list(meaning.name_initials(application(name, **changes), POLICY)) == []


@pytest.mark.parametrize(
    ("name", "others", "found"),
    [
        ("杭州云帆", {"杭州云帆"}, [("杭州云帆", "same")]),
        ("Aliyun通信", {"aliyun通信"}, [("aliyun通信", "spelling")]),
        ("云日科技", {"云曰科技"}, [("云曰科技", "shape")]),
        ("杭州云帆", {"杭州云凡", "杭州运帆"}, [("杭州云凡", "sound"), ("杭州运帆", "sound")]),
        ("杭州云帆", {"杭州远航"}, []),
        ("", {"杭州远航"}, []),
        ("云" * 41, {"云" * 41}, []),
    ],
)
def test_it_leaves_names_like_those_of_other_entities_to_a_person(
    name: str, others: set[str], found: list[tuple[str, str]]
) -> None:
    findings = list(meaning.name_lookalike(application(name, names_of_others=frozenset(others)), POLICY))
    assert [(told(finding)["other"], told(finding)["likeness"]) for finding in findings] == found
    for finding in findings:
        assert (finding.code, finding.severity) == (FindingCode.NAME_LOOKALIKE, REVIEW)
        assert (finding.source, finding.span) == (citations.OWN_POLICY, (0, len(name)))


def test_the_accounts_own_names_may_resemble_each_other() -> None:
    subject = application("Aliyun通信", taken_names=frozenset({"aliyun通信"}), names_of_others=None)
    assert list(meaning.name_lookalike(subject, POLICY)) == []
    assert meaning.others_untold(subject)
    assert not meaning.others_untold(application(names_of_others=frozenset()))


@given(st.text(max_size=60), st.none() | st.text(max_size=60), st.sampled_from(SignatureSource))
def test_any_text_gets_an_answer(name: str, enterprise: str | None, source: SignatureSource) -> None:
    subject = application(
        name, enterprise_name=enterprise, source=source, names_of_others=frozenset({name[::-1]})
    )
    for rule in (
        meaning.name_personal,
        meaning.name_neutral,
        meaning.name_restricted,
        meaning.name_initials,
        meaning.name_lookalike,
    ):
        for finding in rule(subject, POLICY):
            assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(name)
