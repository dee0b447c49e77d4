"""The results of a row, and how the rules' codes make them up where only codes are known. Decides nothing."""

from enum import IntFlag, auto
from functools import cache

from qianming.core.codes import FindingCode as Code
from qianming.core.codes import Industry
from qianming.core.findings import Outcome
from qianming.core.papers.industries import PAPERS

Row = tuple[str, str, str, str]
CLEAN: Row = (Outcome.PASS.value, "", "", "")


class Sign(IntFlag):
    """What is known of a name, or of one of its characters or words, without asking the rules."""

    HAN = auto()  # holds a Chinese character; speaks for a name
    LENGTH = auto()
    FOREIGN = auto()  # a character that is none of Chinese, letter, digit and bracket
    RARE = auto()  # a Chinese character outside the standard table, without a simplified form
    BRACKET = auto()
    TRADITIONAL = auto()
    DIGITS_ONLY = auto()
    NO_CHINESE = auto()
    TEST_WORD = auto()
    UNLAWFUL = auto()
    AMBIGUOUS = auto()
    GOVERNMENT = auto()  # a word of the industry, and so on
    GAMING = auto()
    LOGISTICS = auto()
    FINANCE = auto()
    UNSURE = auto()  # something that only the rules can judge


INDUSTRIES = {
    Sign.GOVERNMENT: Industry.GOVERNMENT,
    Sign.GAMING: Industry.GAMING,
    Sign.LOGISTICS: Industry.LOGISTICS,
    Sign.FINANCE: Industry.FINANCE,
}
OF_INDUSTRY = Sign.GOVERNMENT | Sign.GAMING | Sign.LOGISTICS | Sign.FINANCE
RESTRICTED = Sign.UNLAWFUL | Sign.AMBIGUOUS
_REVIEWED = Sign.RARE | Sign.NO_CHINESE | Sign.AMBIGUOUS
_REFUSED = (
    Sign.LENGTH | Sign.FOREIGN | Sign.BRACKET | Sign.TRADITIONAL | Sign.DIGITS_ONLY | Sign.TEST_WORD
) | Sign.UNLAWFUL
_CODES = (
    (Sign.LENGTH, Code.NAME_LENGTH),
    (Sign.FOREIGN | Sign.RARE, Code.NAME_CHARACTERS),
    (Sign.BRACKET, Code.NAME_BRACKETS),
    (Sign.TRADITIONAL, Code.NAME_TRADITIONAL),
    (Sign.DIGITS_ONLY, Code.NAME_DIGITS_ONLY),
    (Sign.NO_CHINESE, Code.NAME_NO_CHINESE),
    (Sign.TEST_WORD, Code.NAME_TEST_WORD),
    (RESTRICTED, Code.NAME_RESTRICTED),
)


@cache
def row_of(signs: int) -> Row:
    """The results of a name of which nothing else speaks."""
    codes = [*(code for wanted, code in _CODES if signs & wanted), *industry_codes(signs)]
    outcome = Outcome.REVIEW if signs & _REVIEWED else Outcome.PASS
    return (Outcome.REJECT if signs & _REFUSED else outcome).value, ";".join(codes), "", ""


@cache
def industry_codes(signs: int) -> tuple[Code, ...]:
    """What follows from the words of industries, of which the first of the rules' table counts."""
    industry = next((named for sign, named in INDUSTRIES.items() if signs & sign), None)
    if industry is None:
        return ()
    return (Code.INDUSTRY_INFERRED, *((Code.INDUSTRY_PAPERS,) if industry in PAPERS else ()))
