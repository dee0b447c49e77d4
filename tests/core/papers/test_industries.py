"""Industries with rules of their own: how they are inferred, and what they ask for."""

import pytest

from qianming.core import citations
from qianming.core.codes import CompanyType, FindingCode, Industry, PaperKind, Purpose
from qianming.core.findings import Severity
from qianming.core.papers import industries
from tests.core.samples import POLICY, application, told

REJECT, REVIEW, NOTICE = Severity.REJECT, Severity.REVIEW, Severity.NOTICE


@pytest.mark.parametrize(
    ("name", "enterprise", "company_type", "expected"),
    [
        ("云帆", "杭州云帆科技有限公司", None, Industry.GENERAL),
        ("云帆", None, None, Industry.GENERAL),
        ("云帆", "杭州云帆科技有限公司", CompanyType.COMPANY, Industry.GENERAL),
        ("云帆", "杭州云帆科技有限公司", CompanyType.NON_PROFIT_ORGANIZATION, Industry.GOVERNMENT),
        ("云帆", "杭州市人民政府", None, Industry.GOVERNMENT),
        ("云帆", "杭州云帆游戏有限公司", None, Industry.GAMING),
        ("云帆手游", "杭州云帆科技有限公司", None, Industry.GAMING),
        ("云帆", "杭州云帆物流有限公司", None, Industry.LOGISTICS),
        ("云帆速递", None, None, Industry.LOGISTICS),
        ("物流云帆", None, None, Industry.LOGISTICS),
        ("云帆", "杭州云帆银行股份有限公司", None, Industry.FINANCE),
        ("云帆", "杭州云帆投资有限公司", None, Industry.GENERAL),
        # words that stand where no name reaches are not looked at
        ("云" * 198 + "物流", None, None, Industry.LOGISTICS),
        ("云" * 199 + "物流", None, None, Industry.GENERAL),
        ("云" * 200 + "物流", "云" * 199 + "物流", None, Industry.GENERAL),
    ],
)
def test_it_infers_the_industry(
    name: str, enterprise: str | None, company_type: CompanyType | None, expected: Industry
) -> None:
    subject = application(name, enterprise_name=enterprise, company_type=company_type)
    assert industries.inferred(subject) is expected
    found = list(industries.industry_inferred(subject, POLICY))
    assert bool(found) is (expected is not Industry.GENERAL)
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.INDUSTRY_INFERRED, NOTICE)
        assert (finding.field, finding.source) == ("industry", citations.OWN_POLICY)
        assert told(finding) == {"industry": expected.value}


@pytest.mark.parametrize("industry", Industry)
def test_what_is_told_counts_more_than_what_is_inferred(industry: Industry) -> None:
    subject = application(enterprise_name="杭州云帆物流有限公司", industry=industry)
    assert industries.industry_of(subject) is industry
    assert list(industries.industry_inferred(subject, POLICY)) == []


@pytest.mark.parametrize(
    ("purpose", "industry", "enterprise", "found"),
    [
        (Purpose.FOR_OTHERS, Industry.FINANCE, "杭州云帆公司", [REJECT]),
        (Purpose.FOR_OTHERS, None, "杭州云帆银行", [REVIEW]),
        (Purpose.FOR_OTHERS, Industry.GENERAL, "杭州云帆银行", []),
        (Purpose.FOR_OTHERS, None, "杭州云帆公司", []),
        (Purpose.OWN_USE, Industry.FINANCE, "杭州云帆银行", []),
        (None, Industry.FINANCE, "杭州云帆银行", []),
    ],
)
def test_finance_has_no_use_for_others(
    purpose: Purpose | None, industry: Industry | None, enterprise: str, found: list[Severity]
) -> None:
    subject = application(purpose=purpose, industry=industry, enterprise_name=enterprise)
    findings = list(industries.purpose_industry(subject, POLICY))
    assert [finding.severity for finding in findings] == found
    for finding in findings:
        assert finding.code is FindingCode.PURPOSE_INDUSTRY
        assert (finding.field, finding.source) == ("purpose", citations.SPECIFICATIONS)


GAMING = (PaperKind.ONLINE_CULTURE_PERMIT, PaperKind.GAME_PUBLICATION_NUMBER, PaperKind.GAME_FILING)


@pytest.mark.parametrize(
    ("industry", "papers", "source"),
    [
        (Industry.GOVERNMENT, (PaperKind.CERTIFICATE,), citations.SPECIFICATIONS),
        (Industry.GAMING, GAMING, citations.SPECIFICATIONS),
        (
            Industry.LOGISTICS,
            (PaperKind.COURIER_PERMIT, PaperKind.PERMIT_HOLDER_LETTER),
            citations.OWN_POLICY,
        ),
    ],
)
def test_one_paper_of_the_industry_is_enough(
    industry: Industry, papers: tuple[PaperKind, ...], source: str
) -> None:
    for paper in papers:
        subject = application(industry=industry, materials=frozenset({paper, PaperKind.WEB_LINK}))
        assert list(industries.industry_papers(subject, POLICY)) == []
    for materials, severity in ((None, NOTICE), (frozenset({PaperKind.LICENCE}), REVIEW)):
        subject = application(industry=industry, materials=materials)
        (finding,) = industries.industry_papers(subject, POLICY)
        assert (finding.code, finding.severity) == (FindingCode.INDUSTRY_PAPERS, severity)
        assert (finding.field, finding.source) == ("materials", source)
        assert told(finding) == {"industry": industry.value, "papers": "、".join(papers)}
        assert industries.papers_untold(subject) is (materials is None)


@pytest.mark.parametrize("industry", [Industry.FINANCE, Industry.GENERAL, None])
def test_other_industries_ask_for_no_papers(industry: Industry | None) -> None:
    subject = application(industry=industry, materials=frozenset())
    assert list(industries.industry_papers(subject, POLICY)) == []
    assert not industries.papers_untold(application(industry=industry))


@pytest.mark.parametrize(
    ("remark", "found"),
    [
        ("", True),
        ("官网：云帆样例。", True),
        ("座机 0571-00000000", False),
        ("座机 010 0000000", False),
        ("座机（0571）００００００００", False),
        ("座机057100000000，找办公室", False),
        ("手机 13000000000", True),
        ("订单 9057100000000", True),
        ("座机 0571-000000000", True),
        ("座机 0571-000000", True),
        ("注" * 188 + "0571-0000000", False),
        ("注" * 189 + "0571-0000000", True),
    ],
)
def test_a_government_body_names_its_landline(remark: str, found: bool) -> None:
    subject = application(industry=Industry.GOVERNMENT, materials=frozenset(), remark=remark)
    findings = list(industries.industry_landline(subject, POLICY))
    assert bool(findings) is found
    for finding in findings:
        assert (finding.code, finding.severity) == (FindingCode.INDUSTRY_LANDLINE, REVIEW)
        assert (finding.field, finding.source) == ("remark", citations.SPECIFICATIONS)


@pytest.mark.parametrize("industry", Industry)
def test_nobody_else_is_asked_for_a_landline_and_nobody_before_the_papers(industry: Industry) -> None:
    government = industry is Industry.GOVERNMENT
    told_papers = application(industry=industry, materials=frozenset())
    assert bool(list(industries.industry_landline(told_papers, POLICY))) is government
    assert not industries.landline_untold(told_papers)
    untold = application(industry=industry)
    assert list(industries.industry_landline(untold, POLICY)) == []
    assert industries.landline_untold(untold) is government
