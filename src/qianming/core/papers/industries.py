"""Industries with rules of their own: which one an applicant belongs to, and what it must bring.

The industry is inferred from the type of company, the licence name and the signature, and can be corrected by
telling it. What is only inferred never rejects: a person decides. The papers of each industry are a table.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from qianming.core.citations import OWN_POLICY, SPECIFICATIONS
from qianming.core.codes import CompanyType, FindingCode, Industry, PaperKind, Purpose
from qianming.core.findings import Finding, Severity
from qianming.core.names.enterprise_name import fold_width
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

# Words of licence names and signatures; 银行 is enough, 投资 alone is not finance.
WORDS: Mapping[Industry, tuple[str, ...]] = MappingProxyType(
    {
        Industry.GOVERNMENT: (
            "人民政府", "政府", "委员会", "管理局", "公安局", "税务局", "教育局", "卫生局", "财政局",
            "司法局", "民政局", "法院", "检察院", "街道办事处", "办事处", "社会保险", "医疗保障局",
            "人力资源和社会保障",
        ),
        Industry.GAMING: ("游戏", "网游", "手游", "电竞", "电子竞技"),
        Industry.LOGISTICS: ("物流", "快递", "速递", "快运", "货运", "驿站", "配送"),
        Industry.FINANCE: (
            "银行", "证券", "基金管理", "期货", "信托", "小额贷款", "融资担保", "融资租赁", "典当", "保险",
            "消费金融", "金融",
        ),
    }
)  # fmt: skip

LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ -]?\d{7,8}(?!\d)", re.ASCII)
_ANY_WORD = re.compile("|".join(word for words in WORDS.values() for word in words))
_LOOKED_AT = 200

# One paper of each industry's list is enough.
PAPERS: Mapping[Industry, tuple[PaperKind, ...]] = MappingProxyType(
    {
        Industry.GOVERNMENT: (PaperKind.CERTIFICATE,),
        Industry.GAMING: (
            PaperKind.ONLINE_CULTURE_PERMIT,
            PaperKind.GAME_PUBLICATION_NUMBER,
            PaperKind.GAME_FILING,
        ),
        Industry.LOGISTICS: (PaperKind.COURIER_PERMIT, PaperKind.PERMIT_HOLDER_LETTER),
    }
)


def inferred(subject: ApplicationSubject) -> Industry:
    """The industry that an applicant seems to belong to; `general` where nothing speaks for another."""
    if subject.company_type is CompanyType.NON_PROFIT_ORGANIZATION:
        return Industry.GOVERNMENT
    licence, name = subject.enterprise_name or "", subject.name
    if not tells_an_industry(licence) and not tells_an_industry(name):
        return Industry.GENERAL
    return _first_named(licence[:_LOOKED_AT], name[:_LOOKED_AT])


def tells_an_industry(text: str) -> bool:
    """Whether a licence name or a signature holds a word of an industry with rules of its own."""
    return _ANY_WORD.search(text, 0, _LOOKED_AT) is not None


@lru_cache(maxsize=64)
def _first_named(licence: str, name: str) -> Industry:
    """The first industry of the table that one of two texts names; several rules ask about an application."""
    return next(
        industry
        for industry, words in WORDS.items()
        if any(word in licence or word in name for word in words)
    )


def industry_of(subject: ApplicationSubject) -> Industry:
    """The industry that was told, else the inferred one."""
    return subject.industry or inferred(subject)


def industry_inferred(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """An industry with rules of its own is said to the applicant, who may correct it."""
    industry = inferred(subject)
    if subject.industry is None and industry is not Industry.GENERAL:
        yield Finding(
            FindingCode.INDUSTRY_INFERRED,
            Severity.NOTICE,
            "industry",
            OWN_POLICY,
            params=(("industry", industry.value),),
        )


def purpose_industry(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """The financial industry has no signatures for another's use."""
    if subject.purpose is Purpose.FOR_OTHERS and industry_of(subject) is Industry.FINANCE:
        yield Finding(
            FindingCode.PURPOSE_INDUSTRY,
            Severity.REJECT if subject.industry is Industry.FINANCE else Severity.REVIEW,
            "purpose",
            SPECIFICATIONS,
        )


def industry_papers(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """Government, gaming and logistics bring papers of their own; without one a person looks.

    The list for logistics is this service's own choice. Where nobody told which papers come along, a notice
    says which will be needed.
    """
    industry = industry_of(subject)
    wanted = PAPERS.get(industry)
    if wanted is None or (subject.materials is not None and subject.materials.intersection(wanted)):
        return
    yield Finding(
        FindingCode.INDUSTRY_PAPERS,
        Severity.NOTICE if subject.materials is None else Severity.REVIEW,
        "materials",
        OWN_POLICY if industry is Industry.LOGISTICS else SPECIFICATIONS,
        params=(("industry", industry.value), ("papers", "、".join(wanted))),
    )


def industry_landline(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """A government body names its landline in the remark; where the number is missing a person asks for it.

    A landline has an area code (010, 0571) and seven or eight digits. Nobody is asked for it who did not
    tell yet which papers come along: the remark is written with them.
    """
    if industry_of(subject) is not Industry.GOVERNMENT or subject.materials is None:
        return
    if not LANDLINE.search(fold_width(subject.remark[:_LOOKED_AT])):
        yield Finding(FindingCode.INDUSTRY_LANDLINE, Severity.REVIEW, "remark", SPECIFICATIONS)


def landline_untold(subject: ApplicationSubject) -> bool:
    """Whether a government body has not told its papers and its remark yet."""
    return subject.materials is None and industry_of(subject) is Industry.GOVERNMENT


def papers_untold(subject: ApplicationSubject) -> bool:
    """Whether an industry wants papers and nobody told which come along."""
    return subject.materials is None and industry_of(subject) in PAPERS
