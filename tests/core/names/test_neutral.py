"""Neutral names: listed, covered by generic words, notice-like, English; brands are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.neutral import cover, is_neutral, shipped_lexicon
from qianming.core.tables import neutral_words


@pytest.mark.parametrize(
    "name",
    [
        "客服通知",
        "温馨提示",
        "验证码",
        "登录验证",
        "会议助手",
        "服务提醒",
        "停水通知",
        "体检报告",
        "尊敬的客户",
        "Meeting Assistant",
        "Service Reminder",
        "MeetingAssistant",
        "meetingassistant",
        "VIP",
        "城中区两个责任专班",
        "订单 通知"[:2] + "通知",
    ],
)
def test_it_is_sure_of_a_notice(name: str) -> None:
    found = is_neutral(name)
    assert found is not None
    assert found.certain


@pytest.mark.parametrize(
    "name",
    [
        "健康生活",
        "智慧生活",
        "杭州通知",
        "家电维护保养",
        "琞通知",
        "亲爱的琞",
        "尊敬琞琞",
        "Cloud",
        "杭州客服中心",
        "贸易进出口",
        "3号小站",
        "AH公司",
    ],
)
def test_a_person_looks_at_what_is_only_generic(name: str) -> None:
    found = is_neutral(name)
    assert found is not None
    assert not found.certain


@pytest.mark.parametrize(
    "name",
    [
        "京东商城",
        "凤凰教育",
        "甲未科技",
        "滴滴出行",
        "Apple",
        "Aliyun通信",
        "",
        "琞" * 50,
        "水星家纺",
        "AH琞琟",
        "琞琞琞通知",
    ],
)
def test_a_distinctive_name_is_not_neutral(name: str) -> None:
    assert is_neutral(name) is None


def test_reviewers_extend_the_lexicon() -> None:
    assert is_neutral("琞琟服务") is None
    extended = shipped_lexicon().extended(["琞琟"])
    found = is_neutral("琞琟服务", extended)
    assert found is not None
    assert found.words == ("琞琟", "服务")


def test_it_prefers_generic_words() -> None:
    assert cover("会员通知", shipped_lexicon()) == ("会员", "通知")
    assert cover("琞", shipped_lexicon()) is None


def test_the_lexicon_is_large() -> None:
    assert len(set(neutral_words.GENERIC.split() + neutral_words.ENGLISH.split())) >= 800


@given(st.text(max_size=60))
def test_it_never_raises(name: str) -> None:
    is_neutral(name)


@given(st.text(alphabet="abcdefgmeetingservice XyZ", max_size=30))
def test_it_never_raises_on_letters(name: str) -> None:
    is_neutral(name)
