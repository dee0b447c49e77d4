"""The numbers and lists that rules and deadlines read, as one frozen value.

Decides nothing. Every figure that could change without a rule changing is a field here; a dated set of them
is a file of `qianming.policy`. The defaults are the set in force since 27 April 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from qianming.core.codes import AccountType, Carrier, FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.status.holiday_table import HolidayTable


class CarrierStance(StrEnum):
    """What a carrier makes of something that the rules leave to carriers; the strictest one counts."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"


class StockEffect(StrEnum):
    """What a rule means for a signature that was there before: a notice, abnormal, frozen after a while."""

    NOTICE = "notice"
    ABNORMAL = "abnormal"
    FREEZE = "freeze"


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


_SHORTENED_LOCATION: Mapping[Carrier, CarrierStance] = MappingProxyType(
    dict.fromkeys(Carrier, CarrierStance.REVIEW)
)


@dataclass(frozen=True, slots=True)
class EffectOnStock:
    """What a rule means for existing signatures; `grace_days` are the whole days before a freeze."""

    effect: StockEffect
    grace_days: int = 0


_TOLD = EffectOnStock(StockEffect.NOTICE)
_ABNORMAL = EffectOnStock(StockEffect.ABNORMAL)
_EFFECTS: Mapping[FindingCode, EffectOnStock] = MappingProxyType(
    dict.fromkeys(
        (
            FindingCode.SOURCE_UNSUPPORTED,
            FindingCode.MATCH_NOT_IN_NAME,
            FindingCode.MATCH_SKIPS,
            FindingCode.MATCH_REORDERED,
            FindingCode.MATCH_LOCATION_OMITTED,
            FindingCode.MATCH_LOCATION_SHORTENED,
            FindingCode.MATCH_BRAND_CUT,
            FindingCode.MATCH_TOO_SHORT,
            FindingCode.TRADEMARK_TEXT,
        ),
        _ABNORMAL,
    )
)


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """When measured delivery says something about a signature, and what counts as an outage of a carrier.

    Rates lie between 0 and 1. A success rate is abnormal when, over the last `window_days`, at least
    `sample_min` messages were answered and even the upper end of the rate's interval, of `confidence`
    standard deviations, lies below `rate_min`. A carrier is out in an hour in which the messages of at least
    `outage_signatures_min` signatures, `outage_sample_min` in all, stay below `outage_rate_max` in that
    sense.
    """

    window_days: int = 7
    sample_min: int = 50
    rate_min: float = 0.8
    confidence: float = 1.96
    outage_sample_min: int = 100
    outage_signatures_min: int = 3
    outage_rate_max: float = 0.5


_PUBLISHED_DAYS: Mapping[Carrier, tuple[int, int]] = MappingProxyType(dict.fromkeys(Carrier, (5, 10)))


@dataclass(frozen=True, slots=True)
class FilingPolicy:
    """Terms of the carriers' filing.

    `published_days` are the working days that a filing takes by the carriers' own word, from and to;
    `history_min` answers of a carrier must be known before its own history says more. A carrier that has not
    answered `timeout_working_days` after being asked has timed out. A filing expires `expiry_days` after the
    last message, or after it was made. `warning_days` before that, and before anything else ends, it is told.
    """

    published_days: Mapping[Carrier, tuple[int, int]] = field(default_factory=lambda: _PUBLISHED_DAYS)
    history_min: int = 30
    timeout_working_days: int = 20
    expiry_days: int = 180
    warning_days: int = 30


def _empty_severities() -> Mapping[FindingCode, Severity]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """A dated set of the rulebook's figures. Lengths count code points, ages and idle times whole days.

    `ended_sources` maps a retired source to the day on which carriers stopped taking it;
    `neutral_words` are generic words that reviewers added to the shipped ones, `unlawful_words` and
    `ambiguous_words` words of restricted business that the operator added. `severities` make a rule's
    findings weigh something else than the rule says; `effects` say what a rule means for signatures that were
    there before it, a mere notice where nothing is said. `shortened_location` is what each carrier makes of
    a name that shortens its location. `repair_clears_daily` lets the approval of a repairing version clear
    reasons that otherwise only the nightly run clears. `calendar` is what the operator entered about holidays
    and pauses of the review; it belongs to no date.
    """

    effective: date
    name_length_min: int = 2
    name_length_max: int = 12
    test_words: tuple[str, ...] = ("测试", "test")
    neutral_words: tuple[str, ...] = ()
    unlawful_words: tuple[str, ...] = ()
    ambiguous_words: tuple[str, ...] = ()
    severities: Mapping[FindingCode, Severity] = field(default_factory=_empty_severities)
    effects: Mapping[FindingCode, EffectOnStock] = field(default_factory=lambda: _EFFECTS)
    shortened_location: Mapping[Carrier, CarrierStance] = field(default_factory=lambda: _SHORTENED_LOCATION)
    remark_length_max: int = 200
    individual_applications_per_day: int = 1
    enterprise_applications_per_day: int = 0
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
    repair_clears_daily: bool = True
    delivery: DeliveryPolicy = field(default_factory=DeliveryPolicy)
    filing: FilingPolicy = field(default_factory=FilingPolicy)
    calendar: HolidayTable = field(default_factory=HolidayTable)

    @property
    def shortened_severity(self) -> Severity:
        """What a shortened location weighs: the strictest carrier counts, for a name is filed with all."""
        stances = self.shortened_location.values()
        if CarrierStance.REJECT in stances:
            return Severity.REJECT
        return Severity.REVIEW if CarrierStance.REVIEW in stances else Severity.NOTICE

    def applications_per_day(self, account_type: AccountType) -> int | None:
        """How many new signatures an account of that type may apply for in a day; None without a limit."""
        if account_type is AccountType.INDIVIDUAL:
            return self.individual_applications_per_day
        return self.enterprise_applications_per_day or None

    def effect_of(self, code: FindingCode) -> EffectOnStock:
        """What a rule's finding means for a signature that was there before."""
        return self.effects.get(code, _TOLD)

    def __hash__(self) -> int:
        """What is compiled for a policy is kept by this; hashing its word lists each time would cost more."""
        return hash(self.effective)
