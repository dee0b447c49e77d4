"""Names whose fate is publicly known: what was accepted, what was refused, and why. Facts only."""

from typing import NamedTuple

from qianming.core.codes import FindingCode, Purpose, SignatureSource

NEUTRAL = frozenset({FindingCode.NAME_NEUTRAL})
TEST_WORD = frozenset({FindingCode.NAME_TEST_WORD})
TRADEMARK, OWN_USE = SignatureSource.TRADEMARK, Purpose.OWN_USE


class Known(NamedTuple):
    """A name with the facts that are known of it; `reasons` says why it failed, and is empty if it passed."""

    name: str
    reasons: frozenset[FindingCode] = frozenset()
    enterprise: str | None = None
    source: SignatureSource = SignatureSource.ENTERPRISE_NAME
    purpose: Purpose | None = None


_GENERIC = """
客服通知 客户您好 温馨提示 啦啦啦 验证码 VIP AH公司 你好 敢死队 CRM 客户服务 服务提醒 会员通知 友情提醒
最新资讯 好物推荐 信息平台 通知 恭喜发财 市燃气办 企业福利 特卖提示 城中区两个责任专班 云通信 卖家精灵
"""

PASSED = (
    Known("阿里云", enterprise="阿里巴巴（中国）有限公司", source=TRADEMARK, purpose=OWN_USE),
    Known("上海魔方根教育科技工作室", enterprise="上海魔方根教育科技工作室", purpose=OWN_USE),
    Known("郑州雾棠", purpose=OWN_USE),
    Known("深圳华海农业科技集团"),
    Known("北京ABC科技", enterprise="北京ABC科技有限公司"),
    Known("北京XX科技", enterprise="北京XX科技有限公司"),
)

FAILED = (
    # generic words: nobody can tell who sends, a registered trademark or not
    Known("登录验证", NEUTRAL, source=TRADEMARK, purpose=OWN_USE),
    Known("Meeting Assistant", NEUTRAL, source=TRADEMARK),
    Known("Service Reminder", NEUTRAL, source=TRADEMARK),
    *(Known(name, NEUTRAL) for name in _GENERIC.split()),
    # the word for a test
    Known("测试", TEST_WORD),
    Known("test", TEST_WORD),
    Known("业务测试", TEST_WORD | NEUTRAL),
    Known("测试使用", TEST_WORD),
    # brackets typed
    Known("【阿里云】", frozenset({FindingCode.NAME_BRACKETS})),
    # an abbreviation without the location, or with a gap
    Known(
        "魔方根",
        frozenset({FindingCode.MATCH_LOCATION_OMITTED}),
        enterprise="上海魔方根教育科技工作室",
        purpose=OWN_USE,
    ),
    Known("ABC科技", frozenset({FindingCode.MATCH_LOCATION_OMITTED}), enterprise="北京ABC科技有限公司"),
    Known(
        "北京XAX科技",
        frozenset({FindingCode.MATCH_SKIPS, FindingCode.MATCH_LOCATION_SHORTENED}),
        enterprise="北京市XAX科技有限公司",
    ),
    Known("XX科技", frozenset({FindingCode.MATCH_SKIPS}), enterprise="北京市XAX科技有限公司"),
)

KNOWN = (*PASSED, *FAILED)
