"""What may be a person is masked wherever it is quoted; an entity's name is public."""

import pytest

from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Severity
from qianming.core.veil import mask_numbers, mask_party, veiled

COMPANY = "杭州云帆样例科技有限公司"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (COMPANY, COMPANY),
        ("云帆样例社", "云帆样例社"),
        ("乙公司", "乙公司"),
        ("持有人丙", "持***"),
        ("持丙", "持*"),
        ("某某某某·某某某", "某*******"),
        ("Holder Three", "H***********"),
        ("Sample 2 Ltd", "Sample 2 Ltd"),
        ("", ""),
    ],
)
def test_a_party_that_may_be_a_person_is_masked(name: str, shown: str) -> None:
    assert mask_party(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请联系13900000001。", "请联系139****0001。"),
        ("证件110105198001010016有误", "证件110***********0016有误"),
        ("订单1390000000123，备案号20260101", "订单1390000000123，备案号20260101"),
        ("没有号码", "没有号码"),
    ],
)
def test_numbers_of_persons_are_masked_in_free_text(text: str, shown: str) -> None:
    assert mask_numbers(text) == shown


def test_findings_quote_no_person() -> None:
    params = (
        ("account", "持有人丙"),
        ("others", f"持有人丙、{COMPANY}"),
        ("enterprise", COMPANY),
        ("until", "2030"),
    )
    finding = Finding(FindingCode.PURPOSE_ENTITY, Severity.REVIEW, "purpose", "-", params=params)
    (shown,) = veiled((finding,))
    assert dict(shown.params) == {
        "account": "持***", "others": f"持***、{COMPANY}", "enterprise": COMPANY, "until": "2030",
    }  # fmt: skip
    assert (shown.code, shown.severity, shown.field) == (finding.code, finding.severity, finding.field)
