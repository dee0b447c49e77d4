"""The made-up entities and persons that the pages speak of; the same number gives the same ones."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum.cn import uscc

from qianming.documents.letter import Letter

_PLACES = ("杭州", "上海市浦东新区", "成都", "广东省佛山市", "西安", "北京", "宁波市鄞州区", "武汉")
_BRANDS = ("云帆", "鑫淼", "栖凤", "懿德", "泽润", "博观", "蓝桥", "禾木", "锦瑟", "松涛", "远岫", "千寻")
_TRADES = (
    "信息技术",
    "网络科技",
    "商贸",
    "餐饮管理",
    "物流",
    "生物科技",
    "建筑工程",
    "文化传媒",
    "供应链管理",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨欧阳"
_GIVEN = "伟芳娜敏静丽强磊洋勇艳杰娟涛明超秀霞平刚桂懿宸昊玥翊"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Licence:
    """What a licence says; without a last day it is valid for good."""

    name: str
    credit_code: str
    legal_representative: str
    established: date
    valid_until: date | None


def licence(number: int) -> Licence:
    """The licence of that number."""
    chance = random.Random(number)
    established = date(2003, 1, 1) + timedelta(days=chance.randrange(7000))
    return Licence(
        name=_entity(chance),
        credit_code=_code(chance),
        legal_representative=_person(chance),
        established=established,
        valid_until=None if chance.random() < 0.4 else established + timedelta(days=365 * 30),
    )


def letter(number: int) -> Letter:
    """The letter of that number: two parties, some names, a period."""
    chance = random.Random(10_000 + number)
    grantor = _entity(chance)
    first = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    brand = next(brand for brand in _BRANDS if brand in grantor)
    endings = chance.sample(("科技", "商城", "会员", "服务", "出行", "优选", "Plus"), chance.randint(1, 6))
    return Letter(
        grantor=grantor,
        grantor_code=_code(chance),
        grantee=_entity(chance),
        grantee_code=_code(chance),
        names=tuple(f"{brand}{ending}" for ending in endings),
        valid_from=first,
        valid_until=first + timedelta(days=chance.choice((364, 729, 1094))),
    )


def _entity(chance: random.Random) -> str:
    brand = chance.choice(_BRANDS) + chance.choice(_BRANDS)[0]
    return chance.choice(_PLACES) + brand + chance.choice(_TRADES) + chance.choice(_FORMS)


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choice(_GIVEN) for _ in range(chance.randint(1, 2)))


def _code(chance: random.Random) -> str:
    """A credit code whose check digit holds, and which is nobody's on purpose."""
    body = "91330100" + "".join(chance.choice(_ALPHABET) for _ in range(9))
    return body + str(uscc.calc_check_digit(body))
