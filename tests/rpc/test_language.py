"""The language of what a program is told: the request's wish, else the service's."""

import pytest

from qianming.rpc.language import wished
from qianming.rpc.messages import ENDINGS, MESSAGES
from qianming.texts.catalog import Lang
from tests.rpc.client import Client, told, v3_request


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("en", Lang.EN),
        ("EN-gb", Lang.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Lang.ZH),
        ("fr, en;q=0.5, zh;q=0.4", Lang.EN),
        ("zh;q=0.4, en;q=0.5", Lang.EN),
        ("zh;q=0, en;q=0.1", Lang.EN),
        ("en;q=much", None),
        ("fr, *", None),
        ("", None),
    ],
)
def test_the_most_liked_language_that_is_spoken_here(accepted: str, lang: Lang | None) -> None:
    assert wished(accepted) is lang


def message(client: Client, action: str, accepted: str) -> str:
    headers = {"accept-language": accepted} if accepted else {}
    request = v3_request(action, client.clock.now(), {"SignName": "没有的签名"}, headers=headers)
    return str(told(client.endpoint.answer(request)).body["Message"])


@pytest.mark.parametrize("action", ["GetSmsSign", "DeleteSmsSign", "QuerySmsSign"])
def test_a_refusal_follows_the_request_and_then_the_service(client: Client, action: str) -> None:
    assert message(client, action, "en") == "The signature does not exist in this account."
    assert message(client, action, "") == message(client, action, "zh-CN") == "该账号下找不到对应签名"


def test_what_the_gateway_says_is_the_protocols(client: Client) -> None:
    missing = "SignName is mandatory for this action."
    request = v3_request("GetSmsSign", client.clock.now(), headers={"accept-language": "zh"})
    assert told(client.endpoint.answer(request)).body["Message"] == missing


def test_every_message_is_there_twice() -> None:
    for chinese, english in [*MESSAGES.values(), *(texts for _, texts in ENDINGS)]:
        assert english.isascii()
        assert not chinese.isascii()
