"""`qianming qualification`: real-name papers from a file, for every kind of account."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.revealing import AccessReasonOption, RevealOption, reason_to_reveal
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.registry.models import Qualification
    from qianming.registry.persons import Persons

commands = group("Qualifications: the real-name papers behind signatures.")

PhoneCodeOption = Annotated[
    str | None,
    typer.Option("--phone-code", help="The code that the administrator's phone received.", metavar="CODE"),
]
IdArgument = Annotated[int, typer.Argument(help="Id of the qualification.", metavar="ID", min=1)]


@dataclass(frozen=True, slots=True)
class QualificationShown:
    """A qualification as it is printed; persons and numbers are masked. `order` is its work order."""

    id: int
    order: int
    account: str
    name: str
    state: str
    purpose: str
    company_name: str
    company_type: str
    credit_code: str
    licence_until: str
    legal_representative: str
    administrator: str
    administrator_phone: str
    submitted_at: str | None
    due: str | None
    reasons: tuple[str, ...]
    note: str


@commands.command(
    "submit", cls=RegistryCommand, epilog="qianming qualification submit papers.yaml --account demo"
)
def submit(
    file: Annotated[
        str,
        typer.Argument(
            help="JSON or YAML with the fields of SubmitSmsQualification; - reads standard input.",
            metavar="FILE",
        ),
    ],
    account: Annotated[
        str | None,
        typer.Option("--account", help="Whose papers; the only account by default.", metavar="NAME"),
    ] = None,
    phone_code: PhoneCodeOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Submit papers for review. Without a phone code one is sent first, and the command ends with 1."""
    from qianming.cli.papers import read_papers

    papers = read_papers(file, phone_code)
    open_registry()
    from qianming.cli.submitting import submit_papers

    qualification = submit_papers(papers, account)
    if qualification is None:
        return ExitCode.NOT_YET
    _put_one(qualification, output)
    return ExitCode.FINE


@commands.command("show", cls=RegistryCommand, epilog="qianming qualification show 7 --format json")
def show(
    qualification: IdArgument,
    reveal: RevealOption = False,
    reason: AccessReasonOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show a qualification, its state and what was decided on it."""
    opened_for = reason_to_reveal(reveal, reason)
    open_registry()
    from qianming.cli.finding import found_qualification

    row = found_qualification(qualification)
    if opened_for is not None:
        from qianming.services import clock, personal
        from qianming.services.actors import operator

        _put_persons(personal.open_qualification(operator(), row.pk, opened_for, clock.now()), output)
        return
    _put_one(row, output)


@commands.command("withdraw", cls=RegistryCommand, epilog="qianming qualification withdraw 7")
def withdraw(
    qualification: IdArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take papers back before they are decided."""
    open_registry()
    from qianming.cli.finding import found_qualification
    from qianming.services import clock, qualifications
    from qianming.services.actors import operator

    row = found_qualification(qualification)
    qualifications.withdraw(operator(row.account_id), row.work_order_id, clock.now())
    _put_one(found_qualification(qualification), output)


@commands.command("update", cls=RegistryCommand, epilog="qianming qualification update 7 changes.yaml")
def update(
    qualification: IdArgument,
    file: Annotated[
        str,
        typer.Argument(
            help="JSON or YAML with the fields that change; - reads standard input.", metavar="FILE"
        ),
    ],
    phone_code: PhoneCodeOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Change decided papers, which are reviewed again. Name, purpose and credit code stay."""
    from qianming.cli.papers import read_changes

    changes = read_changes(file, phone_code)
    open_registry()
    from qianming.cli.finding import found_qualification
    from qianming.cli.updating import update_papers

    stored = update_papers(found_qualification(qualification), changes)
    if stored is None:
        return ExitCode.NOT_YET
    _put_one(stored, output)
    return ExitCode.FINE


@commands.command("delete", cls=RegistryCommand, epilog="qianming qualification delete 7")
def delete(
    qualification: IdArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Delete papers for good; not under review, and not while a signature is bound to them."""
    open_registry()
    from qianming.cli.finding import found_qualification
    from qianming.services import clock, qualifications
    from qianming.services.actors import operator

    row = found_qualification(qualification)
    shown = _shown(row)
    qualifications.delete(operator(row.account_id), row.pk, row.work_order_id, clock.now())
    _put_shown(shown, output)


@commands.command("history", cls=RegistryCommand, epilog="qianming qualification history 7 --format json")
def history(
    qualification: IdArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show what papers said before they were updated, and what was decided on each version."""
    open_registry()
    from qianming.cli.finding import found_qualification
    from qianming.cli.versions import put_versions

    put_versions(found_qualification(qualification), output)


def _put_persons(persons: "Persons", output: OutputFormat) -> None:
    """The persons alone: everything else is shown without a reason."""
    administrator, representative = persons.administrator, persons.legal_representative
    rows = [
        (
            say("legal representative"),
            representative.name,
            representative.document,
            representative.number,
            "",
        ),
        (
            say("administrator"),
            administrator.name,
            administrator.document,
            administrator.number,
            persons.administrator_phone,
        ),
    ]
    put(persons, output, Grid(("Field", "Name", "Document", "ID number", "Phone"), rows))


def _put_one(row: "Qualification", output: OutputFormat) -> None:
    _put_shown(_shown(row), output)


def _put_shown(shown: QualificationShown, output: OutputFormat) -> None:
    from dataclasses import asdict

    rows = [
        (say(name.replace("_", " ")), "\n".join(value) if isinstance(value, tuple) else str(value or ""))
        for name, value in asdict(shown).items()
    ]
    put(shown, output, Grid(("Field", "Value"), rows))


def _shown(row: "Qualification") -> QualificationShown:
    from qianming.core.codes import QualificationState
    from qianming.core.papers.identity import mask_name, mask_phone
    from qianming.core.veil import mask_numbers
    from qianming.registry.persons import open_persons

    persons = open_persons(row)
    decision = row.work_order.decisions.order_by("-pk").first()
    is_open = row.state in (QualificationState.QUEUED, QualificationState.IN_REVIEW)
    return QualificationShown(
        id=row.pk,
        order=row.work_order_id,
        account=row.account.name,
        name=row.name,
        state=row.state,
        purpose=row.purpose,
        company_name=row.company_name,
        company_type=row.company_type,
        credit_code=row.credit_code,
        licence_until=row.licence_until.isoformat(),
        legal_representative=mask_name(persons.legal_representative.name),
        administrator=mask_name(persons.administrator.name),
        administrator_phone=mask_phone(persons.administrator_phone),
        submitted_at=moment(row.work_order.submitted_at),
        due=moment(row.work_order.due_at) if is_open else None,
        reasons=tuple(decision.reasons) if decision else (),
        note=mask_numbers(decision.note) if decision else "",
    )
