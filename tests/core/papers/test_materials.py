"""Which papers a source and a purpose require."""

import pytest

from qianming.core import citations
from qianming.core.codes import FindingCode, PaperKind, Purpose, SignatureSource
from qianming.core.findings import Severity
from qianming.core.papers import materials
from tests.core.samples import POLICY, application, told

LICENCE, SCREENSHOT = PaperKind.LICENCE, PaperKind.TRADEMARK_SCREENSHOT
TRADEMARK, ENTERPRISE_NAME = SignatureSource.TRADEMARK, SignatureSource.ENTERPRISE_NAME


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("1/00ff/courier_permit.png", PaperKind.COURIER_PERMIT),
        ("1/00ff/Game-Filing-2.pdf", PaperKind.GAME_FILING),
        ("licence.png", LICENCE),
        ("1/courier_permit/picture.png", None),
        ("1/00ff/my_licence.png", None),
        ("", None),
    ],
)
def test_a_file_tells_its_kind_by_its_name(key: str, kind: PaperKind | None) -> None:
    assert materials.kind_of_file(key) is kind


@pytest.mark.parametrize(
    ("source", "purpose", "required"),
    [
        (ENTERPRISE_NAME, Purpose.OWN_USE, ()),
        (ENTERPRISE_NAME, Purpose.FOR_OTHERS, (LICENCE,)),
        (ENTERPRISE_NAME, None, ()),
        (TRADEMARK, Purpose.OWN_USE, (SCREENSHOT,)),
        (TRADEMARK, Purpose.FOR_OTHERS, (SCREENSHOT, LICENCE)),
        (TRADEMARK, None, (SCREENSHOT,)),
        (SignatureSource.APP, Purpose.OWN_USE, ()),
    ],
)
def test_it_asks_for_what_source_and_purpose_require(
    source: SignatureSource, purpose: Purpose | None, required: tuple[PaperKind, ...]
) -> None:
    subject = application(source=source, purpose=purpose, materials=frozenset({PaperKind.WEB_LINK}))
    assert materials.required(subject) == required
    findings = list(materials.material_missing(subject, POLICY))
    assert [told(finding) for finding in findings] == [{"material": kind.value} for kind in required]
    for finding in findings:
        assert (finding.code, finding.severity) == (FindingCode.MATERIAL_MISSING, Severity.REVIEW)
        assert (finding.field, finding.source) == ("materials", citations.SPECIFICATIONS)
    brought = application(source=source, purpose=purpose, materials=frozenset(required))
    assert list(materials.material_missing(brought, POLICY)) == []
    untold = application(source=source, purpose=purpose)
    assert list(materials.material_missing(untold, POLICY)) == []
    assert materials.materials_untold(untold) is bool(required)
    assert not materials.materials_untold(brought)
