"""Links, contacts, IP addresses and odd characters in a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.sending import content


def shown(text: str, spans: list[content.Span]) -> list[str]:
    return [text[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("详见https://a.example/x?y=1，谢谢", ["https://a.example/x?y=1"]),
        ("HTTP://A.EXAMPLE。", ["HTTP://A.EXAMPLE"]),
        ("打开weixin://dl/x 查看", ["weixin://dl/x"]),
        ("登录www.example-1、再试", ["www.example-1"]),
        ("登录www.a.b/c 再试", ["www.a.b/c"]),
        ("短链t.cn/Abc12、或dwz.cn", ["t.cn/Abc12", "dwz.cn"]),
        ("官网a-b.com.cn:8080/x", ["a-b.com.cn:8080/x"]),
        ("（yunfan.vip）", ["yunfan.vip"]),
        ("“a.top?x=1”", ["a.top?x=1"]),
        ("邮箱a@b.com，官网b.com", ["b.com"]),
        ("a@b.com/c", []),
        ("1.5元，3.14，v2.0", []),
        ("你好.再见", []),
        ("node.js与a.comx", []),
        ("a.com-x", []),
        ("x://", []),
        ("网址：//无", []),
        ("普通文字", []),
        ("", []),
    ],
)
def test_it_finds_links(text: str, found: list[str]) -> None:
    assert shown(text, content.links(text)) == found
    assert content.has_link(text) is bool(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("致电13900000001。", ["13900000001"]),
        ("致电139 0000 0001或139-0000-0002", ["139 0000 0001", "139-0000-0002"]),
        ("座机010-12345678转1", ["010-12345678"]),
        ("座机0571 1234567", ["0571 1234567"]),
        ("座机057112345678", ["057112345678"]),
        ("热线400-000-0000", ["400-000-0000"]),
        ("热线8000000000", ["8000000000"]),
        ("热线400 0000 000", ["400 0000 000"]),
        ("详询95188", ["95188"]),
        ("详询95188000、96110", ["95188000", "96110"]),
        ("详询12306或10086", ["12306", "10086"]),
        ("邮箱a.b+c@d-e.com.cn。", ["a.b+c@d-e.com.cn"]),
        ("加QQ12345", ["QQ12345"]),
        ("qq群:123456", ["qq群:123456"]),
        ("微信号 abc_de-1", ["微信号 abc_de-1"]),
        ("微信公众号：yunfan", ["微信公众号：yunfan"]),
        ("wechat: yunfan", ["wechat: yunfan"]),
        ("VX yunfan", ["VX yunfan"]),
        ("微信支付成功", []),
        ("QQ登录", []),
        ("加QQ1234", []),
        ("订单号139000000012", []),
        ("订单号2139000000012", []),
        ("尾号1234，验证码123456", []),
        ("余额12000元，积分10000 分", []),
        ("消费95188元", []),
        ("单价95188.00，￥12306，$10086,1", []),
        ("共12345次", []),
        ("2026-11-22 10:10", []),
        ("13900000001234", []),
        ("9518", []),
        ("951880000", []),
        ("", []),
    ],
)
def test_it_finds_contacts(text: str, found: list[str]) -> None:
    assert shown(text, content.contacts(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("访问10.0.0.1:80", ["10.0.0.1"]),
        ("255.255.255.255与0.0.0.0", ["255.255.255.255", "0.0.0.0"]),
        ("199.249.99.9。", ["199.249.99.9"]),
        ("2001:0db8:0:0:0:0:0:1", ["2001:0db8:0:0:0:0:0:1"]),
        ("256.1.1.1", []),
        ("1.2.3", []),
        ("1.2.3.4.5", []),
        ("1.2.3.400", []),
        ("01.2.3.4", []),
        ("1:2:3:4:5:6:7:8:9", []),
        ("10:10:10", []),
        ("", []),
    ],
)
def test_it_finds_ip_addresses(text: str, found: list[str]) -> None:
    assert shown(text, content.ip_addresses(text)) == found


@pytest.mark.parametrize(
    "character",
    [
        *"【】〖〗『』「」²•※™®©①⑳★☆→❤✓⭐😀",
        "\u200b",
        "\ufe0f",
        "\ufeff",
        "\ud83d",
        "\x00",
        "\x1b",
        "\x7f",
        "\u202e",
    ],
)
def test_it_knows_what_carriers_do_not_transport(character: str) -> None:
    assert content.has_unsupported(f"验证码{character}1234")


@pytest.mark.parametrize(
    "text", ["", "您的验证码为1234，5分钟内有效。", "a-Z0~!@#$%^&*()_+\n\t（）《》“”…—·￥", "臺灣"]
)
def test_it_lets_other_characters_pass(text: str) -> None:
    assert not content.has_unsupported(text)


@given(st.text())
def test_spans_lie_in_the_text_and_are_not_empty(text: str) -> None:
    for find in (content.links, content.contacts, content.ip_addresses):
        for start, end in find(text):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a", "a.", "1.", "a@", "-", "www.", "x:/", "QQ", "Q ", "00", "1-", "1:", "a-"]
)
def test_no_text_makes_it_slow(piece: str) -> None:
    text = piece * 50_000
    started = time.process_time()
    content.links(text)
    content.contacts(text)
    content.ip_addresses(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("您的验证码为1234", False),
        ("详情见 www.example.com", True),
        ("请致电 400-800-1234", True),
        ("登录 10.0.0.1 查看", True),
        ("", False),
    ],
)
def test_what_carriers_block_whoever_sends_it(text: str, linked: bool) -> None:
    assert content.is_linked(text) is linked
