"""Printing the earlier versions of a qualification; persons and numbers are masked."""

from dataclasses import dataclass

from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.core.papers.identity import mask_name, mask_phone
from qianming.registry.models import Qualification, QualificationVersion
from qianming.registry.versions import open_version


@dataclass(frozen=True, slots=True)
class VersionShown:
    """What papers said under an earlier work order, and how its review ended."""

    order: int
    state: str
    company_name: str
    licence_until: str
    legal_representative: str
    administrator: str
    administrator_phone: str
    reasons: tuple[str, ...]
    submitted_at: str | None
    replaced_at: str | None


def put_versions(row: Qualification, output: OutputFormat) -> None:
    """Print them, the oldest first; papers that were never updated have none."""
    versions = QualificationVersion.objects.filter(qualification=row).select_related("account", "work_order")
    shown = [_shown(version) for version in versions]
    rows = [
        (
            str(one.order),
            one.state,
            one.company_name,
            one.legal_representative,
            one.administrator,
            ", ".join(one.reasons),
            one.replaced_at or "",
        )
        for one in shown
    ]
    persons = ("Legal representative", "Administrator")
    put(shown, output, Grid(("Order", "State", "Company name", *persons, "Reasons", "Replaced"), rows))


def _shown(version: QualificationVersion) -> VersionShown:
    content = open_version(version)
    decision = version.work_order.decisions.order_by("-pk").first()
    return VersionShown(
        order=version.work_order_id,
        state=version.state,
        company_name=content.company_name,
        licence_until=content.licence_until.isoformat(),
        legal_representative=mask_name(content.persons.legal_representative.name),
        administrator=mask_name(content.persons.administrator.name),
        administrator_phone=mask_phone(content.persons.administrator_phone),
        reasons=tuple(decision.reasons) if decision else (),
        submitted_at=moment(version.work_order.submitted_at),
        replaced_at=moment(version.replaced_at),
    )
