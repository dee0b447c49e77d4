"""What columns prove of names and licence names is what the rules say of each."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import _names
from qianming.cli.bulk_comparison import Comparison, Pairs
from qianming.cli.bulk_letters import Sieve, Trie, letters_of
from qianming.cli.bulk_licences import reader
from qianming.cli.bulk_matches import Match, codes_of, matches, outcome_of, without_a_part
from qianming.cli.bulk_screen import screened
from qianming.cli.bulk_tasks import Check, judged
from qianming.cli.bulk_verdicts import row_of
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.names.enterprise_name import parse
from qianming.core.names.location import Placement
from qianming.core.names.matching import compared
from qianming.core.subjects import ApplicationSubject
from tests.core.samples import POLICY, TODAY

BASE = ApplicationSubject("", TODAY)
WORDED = replace(
    POLICY,
    unlawful_words=("云霸", "帆"),
    ambiguous_words=("霸", "浙江"),
    neutral_words=("旎旎",),
    test_words=("试", "A"),
)
MADE = list(_names.named(3_000, seed=23))
LICENCE = st.tuples(
    st.sampled_from(
        [
            "",
            "杭州",
            "浙江省",
            "浙江省杭州市",
            "杭州余杭区",
            "上海",
            "东方",
            "中国",
            "五华",
            "朝阳",
            "南开",
            "甘肃武威",
        ]
    ),
    st.sampled_from(["", "", "", "良渚镇", "经济技术开发区", "市", "县", "区", "古荡街道", "山", "溪口"]),
    st.sampled_from(
        [
            "云帆",
            "旎",
            "阳光海岸",
            "宏源铁塔",
            "第一",
            "长虹云帆",
            "大型",
            "云厂",
            "云公司",
            "杭州",
            "龙霸鑫盛旎帆云",
            "旎帆县鑫盛霸旎云",
            "旎帆市科技霸旎云鑫",
        ]
    ),
    st.sampled_from(
        ["", "科技", "网络科技", "贸易", "化工", "食品加工", "物流", "游戏", "A", "科技贸易", "银行", "云"]
    ),
    st.sampled_from(
        [
            "有限公司",
            "股份有限公司",
            "集团有限公司",
            "总公司",
            "分公司",
            "厂",
            "集团厂",
            "商店",
            "大药房",
            "经营部",
            "供销社",
            "研究所",
            "图书店",
            "公司上海分公司",
            "(集团)公司",
            "公司",
            "",
        ]
    ),
).map("".join)
CHANGE = st.sampled_from(["", "", "甲", "A", "9", "雲", "★", "试", "通知", " ", "（", "帆", "霸", "浙江"])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str, str]:
    """A licence name, what an applicant makes of it, and perhaps a credit code."""
    licence = draw(LICENCE)
    start = draw(st.sampled_from([0, 0, 0, 1, 2, 3]))
    end = draw(st.integers(start, len(licence)))
    name = draw(CHANGE) + licence[start:end] + draw(CHANGE)
    return name, licence, draw(st.sampled_from(["", "", "91330100MA0000000C", "91100000MA0000000C"]))


@given(
    st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, unique=True),
    st.text("甲乙丙丁", max_size=12),
)
def test_words_are_found_where_they_stand(words: list[str], text: str) -> None:
    letters = letters_of([text])
    assert letters is not None
    at = np.arange(len(text))
    forwards, backwards = (
        {
            (int(at[row]) + way, words[number])
            for _, rows, numbers in Trie(words, backwards=bool(way)).found(
                letters.points, at + way, at + 1 if way else len(text) - at
            )
            for row, number in zip(rows.tolist(), numbers.tolist(), strict=True)
        }
        for way in (0, 1)
    )
    expected = {(place, word) for place in range(len(text)) for word in words if text.startswith(word, place)}
    assert forwards == expected
    assert backwards == {(place + len(word), word) for place, word in expected}
    for length in range(1, 5):
        held = Sieve(words, length).holds(letters.points, at)
        assert all(held[place] for place, word in expected if len(word) == length)


def test_texts_with_line_breaks_are_no_column() -> None:
    assert letters_of(["甲\n", "乙"]) is None
    assert letters_of([]) is None


def parts_in_columns(licences: Sequence[str]) -> list[tuple[int, ...] | None]:
    """Where location, brand, trades, form end, then each trade's end; None for names that are not simple."""
    letters = letters_of(licences)
    assert letters is not None
    read = reader().read(letters)
    found: list[tuple[int, ...] | None] = []
    for row, start in enumerate(letters.starts.tolist()):
        if not read.simple[row]:
            found.append(None)
            continue
        brand, head = int(read.brand_ends[row]) - start, int(read.head_ends[row]) - start
        ends, left = [], head - brand
        while left:
            left = int(read.words[row, left])
            ends.append(head - left)
        found.append((int(read.locations.ends[row]) - start, brand, head, *ends))
    return found


def check_parts(licences: Sequence[str], credit_code: str | None = None) -> int:
    """Hold the simple ones against the parser; how many there were."""
    columns = parts_in_columns(licences)
    for licence, found in zip(licences, columns, strict=True):
        if found is not None:
            parsed = parse(licence, credit_code)
            told = (
                parsed.location_span[1],
                parsed.brand_span[1],
                parsed.industry_span[1],
                *parsed.boundaries,
            )
            assert found == told, licence
            assert parsed.placement is (Placement.LEADING if parsed.location else Placement.ABSENT)
            assert (parsed.branch, parsed.form_span[1]) == ("", len(licence))
    return sum(found is not None for found in columns)


def test_simple_licence_names_are_taken_apart_as_the_parser_does() -> None:
    licences = [licence for _, licence in MADE]
    assert check_parts(licences) > len(licences) * 0.8


def test_so_are_changed_ones() -> None:
    chance = random.Random(5)
    pieces = [
        *"镇乡街道区市县村厂集团司一第中国省州山银行木苏股",
        "开发区",
        "公司",
        "科技",
        "分公司",
        "加工",
        "杭州",
    ]
    changed = []
    for _, licence in MADE:
        place = chance.randrange(len(licence))
        changed.append(licence[:place] + chance.choice(pieces) + licence[place + chance.choice((0, 1)) :])
    assert check_parts(changed) > len(changed) * 0.2


@given(st.lists(LICENCE, min_size=1, max_size=20))
def test_so_are_any(licences: list[str]) -> None:
    check_parts(licences)


@given(st.lists(pairs(), min_size=1, max_size=20))
def test_a_proved_match_has_the_rules_departures(given_rows: list[tuple[str, str, str]]) -> None:
    names, licences, _ = zip(*given_rows, strict=True)
    letters = letters_of(licences)
    assert letters is not None
    parsed = reader().read(letters)
    starts = np.array([licence.find(name) for name, licence, _ in given_rows])
    found = matches(parsed, letters, names, starts)
    found[without_a_part(parsed, letters, names, starts, licences)] = Match.NOT_IN_NAME
    for name, licence, match in zip(names, licences, found.tolist(), strict=True):
        if match != Match.UNKNOWN and name:
            departures = compared(name, licence, None, Severity.REVIEW)
            assert tuple(departure.code for departure in departures) == codes_of(match), (name, licence)
            severities = {departure.severity for departure in departures}
            assert (Severity.REJECT in severities) is (outcome_of(match).value == "reject")
            assert bool(severities - {Severity.NOTICE}) is (outcome_of(match).value != "pass")


POLICIES = {
    "shipped lists": POLICY,
    "an operator's words": WORDED,
    "other severities": replace(POLICY, severities={FindingCode.NAME_TEST_WORD: Severity.REVIEW}),
}


@pytest.mark.parametrize("policy", POLICIES)
@given(st.lists(pairs(), min_size=1, max_size=20))
def test_rows_are_the_single_calls(policy: str, given_rows: list[tuple[str, str, str]]) -> None:
    task = Check(BASE, POLICIES[policy])
    names, licences, codes = zip(*given_rows, strict=True)
    columns = {"name": names, "enterprise": licences, "credit_code": codes}
    with_licences = task.judge(columns, {}, len(names)).results
    alone = task.judge({"name": names}, {}, len(names)).results
    for (name, licence, code), row in zip(given_rows, zip(*with_licences, strict=True), strict=True):
        subject = ApplicationSubject(name, TODAY, enterprise_name=licence or None, credit_code=code or None)
        assert judged(subject, task.policy) == row
    for name, row in zip(names, zip(*alone, strict=True), strict=True):
        assert judged(ApplicationSubject(name, TODAY), task.policy) == row


@given(
    st.lists(st.text(max_size=6) | st.text("测试12Aa雲㐀〇龘★【·　ſİ", max_size=5), min_size=1, max_size=20)
)
def test_signs_of_names_are_the_single_calls_verdict(names: list[str]) -> None:
    signs, held = screened(names, BASE, POLICY)
    for name, sign, unsure in zip(names, signs.tolist(), held.tolist(), strict=True):
        assert unsure or judged(ApplicationSubject(name, TODAY), POLICY) == row_of(sign)


def test_most_made_names_are_proved() -> None:
    names, licences = zip(*MADE, strict=True)
    found = screened(names, BASE, POLICY)
    rows = Comparison(
        BASE, POLICY, Pairs(names, licences, [""] * len(names)), found, lambda _: row_of(0)
    ).rows()
    assert found.held.mean() < 0.1
    assert sum(row is not None for row in rows) > len(names) * 0.75


def test_nothing_is_proved_where_other_rules_count() -> None:
    ended = replace(POLICY, ended_sources={SignatureSource.ENTERPRISE_NAME: TODAY})
    for policy in (ended, replace(POLICY, test_words=("",))):
        assert screened(["杭州云帆"], BASE, policy).held.all()
