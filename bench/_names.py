"""Names to measure with, the same in every run: what applicants write, right and wrong, and their licences.

They are made from the project's own tables of places and trades and from common characters: nobody's names.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from qianming.core.names.industry import trades
from qianming.core.names.places import gazetteer
from qianming.core.policy import RulePolicy
from qianming.core.tables.standard_characters import CHARACTERS

FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
NEUTRAL = ("会员通知", "服务提醒", "会议助手", "系统通知", "验证码")
LICENCE_SHARES = (40, 20, 12, 8, 5, 3, 3, 2, 2, 2, 1, 1, 1)


def named(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Names, each with the licence name that it claims to come from."""
    chance = random.Random(seed)
    han = [character for character in CHARACTERS if "\u4e00" <= character <= "\u9fff"]
    places = sorted(place for place in gazetteer().readings if len(place) > 1)
    kinds = sorted(trade for trade in trades() if trade.isalpha())
    for _ in range(count):
        place, trade = chance.choice(places), chance.choice(kinds)
        brand = "".join(chance.choices(han, k=chance.choice((2, 2, 3, 4))))
        yield _name(chance, place, brand, trade), place + brand + trade + chance.choice(FORMS)


def _name(chance: random.Random, place: str, brand: str, trade: str) -> str:
    """Mostly place, brand and trade; a quarter is something else, some of it refused."""
    forms = (
        lambda: (place + brand + trade)[:12],
        lambda: (place + brand)[:12],
        lambda: brand + trade,
        lambda: brand,
        lambda: "".join(chance.choices("ABCDEFGHabcdefgh0123", k=4)) + trade,
        lambda: brand[:1] + "某",
        lambda: brand + chance.choice(NEUTRAL),
        lambda: brand + "雲",
        lambda: str(chance.randint(10, 10**10)),
        lambda: brand + chance.choice("!@#【】 -_·★") + trade,
        lambda: chance.choice(NEUTRAL),
        lambda: brand + "测试",
        lambda: place + brand + trade + "有限公司",
    )
    return chance.choices(forms, LICENCE_SHARES)[0]()


def with_words(policy: RulePolicy, count: int = 30_000, seed: int = 3) -> RulePolicy:
    """A policy to which an operator added that many words."""
    chance = random.Random(seed)
    han = [character for character in CHARACTERS if "\u4e00" <= character <= "\u9fff"]
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(chance.choices(han, k=chance.choice((3, 3, 4, 4, 5, 6)))))
    return replace(policy, unlawful_words=tuple(sorted(words)))
