"""The numbers and lists that rules and deadlines read, as one frozen value.

Decides nothing. Every figure that could change without a rule changing is a field here; a dated set of them
is a file of `qianming.policy`. The defaults are the set in force since 27 April 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType

from qianming.core.codes import SignatureSource

_ENDED_SOURCES: Mapping[SignatureSource, date] = MappingProxyType(
    {
        SignatureSource.MINI_PROGRAM: date(2025, 3, 17),
        SignatureSource.SHOP: date(2025, 3, 17),
        SignatureSource.TEST: date(2025, 3, 17),
        SignatureSource.TRIAL: date(2025, 3, 17),
        SignatureSource.WEBSITE: date(2025, 9, 28),
        SignatureSource.APP: date(2026, 4, 27),
    }
)


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """A dated set of the rulebook's figures. Lengths count code points, ages and idle times whole days.

    `ended_sources` maps a retired source to the day on which carriers stopped taking it;
    `neutral_words` are generic words that reviewers added to the shipped ones, `unlawful_words` and
    `ambiguous_words` words of restricted business that the operator added.
    """

    effective: date
    name_length_min: int = 2
    name_length_max: int = 12
    test_words: tuple[str, ...] = ("测试", "test")
    neutral_words: tuple[str, ...] = ()
    unlawful_words: tuple[str, ...] = ()
    ambiguous_words: tuple[str, ...] = ()
    remark_length_max: int = 200
    individual_applications_per_day: int = 1
    ended_sources: Mapping[SignatureSource, date] = field(default_factory=lambda: _ENDED_SOURCES)
    review_opens: time = time(9)
    review_closes: time = time(21)
    review_minutes: int = 120
    government_working_days: int = 2
    qualification_working_days: int = 2
    recently_unused_days: int = 90
    long_unused_days: int = 170
    person_age_min: int = 18
    person_age_max: int = 100
    template_name_length_max: int = 30
    template_content_length_max: int = 500
    template_variable_length_max: int = 35
    verification_variables_max: int = 1
    verification_words: tuple[str, ...] = ("验证码", "注册码", "校验码", "动态码", "动态密码")
    unsubscribe_hint: str = "拒收请回复R"
    numbers_per_request_max: int = 1000

    def __hash__(self) -> int:
        """What is compiled for a policy is kept by this; hashing its word lists each time would cost more."""
        return hash(self.effective)
