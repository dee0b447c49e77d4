"""Which supporting papers a source and a purpose require. Decides by a table."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from qianming.core.citations import SPECIFICATIONS
from qianming.core.codes import FindingCode, PaperKind, Purpose, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

REQUIRED: Mapping[tuple[SignatureSource, Purpose], tuple[PaperKind, ...]] = MappingProxyType(
    {
        (SignatureSource.ENTERPRISE_NAME, Purpose.OWN_USE): (),
        (SignatureSource.ENTERPRISE_NAME, Purpose.FOR_OTHERS): (PaperKind.LICENCE,),
        (SignatureSource.TRADEMARK, Purpose.OWN_USE): (PaperKind.TRADEMARK_SCREENSHOT,),
        (SignatureSource.TRADEMARK, Purpose.FOR_OTHERS): (PaperKind.TRADEMARK_SCREENSHOT, PaperKind.LICENCE),
    }
)


def required(subject: ApplicationSubject) -> tuple[PaperKind, ...]:
    """The kinds of papers that an application must come with; none for retired sources."""
    purpose = subject.purpose or Purpose.OWN_USE
    return REQUIRED.get((subject.source, purpose), ())


def kind_of_file(key: str) -> PaperKind | None:
    """The kind that a file's name tells by how it begins: `courier_permit.png`, `game-filing-2.pdf`."""
    name = key.rpartition("/")[2].lower().replace("-", "_")
    return next((kind for kind in PaperKind if name.startswith(kind.value)), None)


def material_missing(subject: ApplicationSubject, policy: RulePolicy) -> Iterator[Finding]:
    """What source and purpose require comes along; a person asks for what does not."""
    if subject.materials is None:
        return
    for kind in required(subject):
        if kind not in subject.materials:
            yield Finding(
                FindingCode.MATERIAL_MISSING,
                Severity.REVIEW,
                "materials",
                SPECIFICATIONS,
                params=(("material", kind.value),),
            )


def materials_untold(subject: ApplicationSubject) -> bool:
    """Whether something is required and nobody told which papers come along."""
    return subject.materials is None and bool(required(subject))
