"""Names to measure with, the same in every run: what applicants write, right and wrong, and their licences.

They are made from the project's own tables of places and trades and from common characters: nobody's names.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qianming.core.names.industry import trades
from qianming.core.names.places import gazetteer
from qianming.core.policy import RulePolicy
from qianming.core.tables.standard_characters import CHARACTERS

FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
NEUTRAL = ("会员通知", "服务提醒", "会议助手", "系统通知", "验证码")
PIECES: tuple[str, ...] = (
    *"镇乡街道区市县村厂店行一第中国省州山银木苏股云A3★（", "开发区", "街道", "集团", "公司", "有限公司",
    "分公司", "科技", "加工", "银行", "杭州", "中国", "浙江省", "测试", "通知",
)  # fmt: skip
LICENCE_SHARES = (40, 20, 12, 8, 5, 3, 3, 2, 2, 2, 1, 1, 1)


def named(count: int, seed: int = 7, *, listed: bool = True) -> Iterator[tuple[str, str]]:
    """Names, each with the licence name that it claims to come from; its place may be on no list."""
    chance = random.Random(seed)
    han = [character for character in CHARACTERS if "\u4e00" <= character <= "\u9fff"]
    places = sorted(place for place in gazetteer().readings if len(place) > 1)
    if not listed:
        places = ["".join(chance.choices(han, k=2)) + chance.choice("市县区") for _ in places]
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


def cut(licences: Iterable[str], seed: int = 13) -> Iterator[tuple[str, str]]:
    """Parts of licence names as names, right and wrong, some changed in one place, each with its licence."""
    chance = random.Random(seed)
    for licence in licences:
        start = chance.choice((0, 0, 0, 1, 2, 3))
        name = licence[start : start + chance.randint(2, 12)]
        yield chance.choice((name, name, name, _changed(chance, name))), licence


def changed(licences: Iterable[str], seed: int = 17) -> Iterator[str]:
    """Licence names in which something is put that a parser has rules for."""
    chance = random.Random(seed)
    return (_changed(chance, licence) for licence in licences)


def _changed(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(PIECES) + text[place + chance.choice((0, 0, 1)) :]


def with_words(policy: RulePolicy, count: int = 30_000, seed: int = 3) -> RulePolicy:
    """A policy to which an operator added that many words."""
    chance = random.Random(seed)
    han = [character for character in CHARACTERS if "\u4e00" <= character <= "\u9fff"]
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(chance.choices(han, k=chance.choice((3, 3, 4, 4, 5, 6)))))
    return replace(policy, unlawful_words=tuple(sorted(words)))
