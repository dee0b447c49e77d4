"""`qianming template`: the texts that messages carry, with their variables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.codes import ReviewState, TemplateType

if TYPE_CHECKING:
    from qianming.registry.models import Template

commands = group("Templates: the texts that messages carry.")

CodeArgument = Annotated[str, typer.Argument(help="Code of the template.", metavar="CODE")]


@dataclass(frozen=True, slots=True)
class TemplateShown:
    """A template as it is printed; `due` is null once it is decided."""

    code: str
    name: str
    type: TemplateType
    content: str
    review: ReviewState
    signature: str | None
    due: str | None


@commands.command(
    "apply",
    cls=RegistryCommand,
    epilog="qianming template apply demo 验证码 --content '您的验证码为${code}。'",
)
def apply(
    account: AccountArgument,
    name: Annotated[str, typer.Argument(help="Name of the template.", metavar="NAME")],
    content: Annotated[str, typer.Option("--content", help="The text; a variable is written ${name}.")],
    kind: Annotated[
        TemplateType, typer.Option("--type", help="What it is for.")
    ] = TemplateType.VERIFICATION_CODE,
    signature: Annotated[
        str, typer.Option("--signature", help="An approved signature that it will go with.", metavar="NAME")
    ] = "",
    remark: Annotated[str, typer.Option("--remark", help="For the reviewer.")] = "",
    mend: Annotated[
        str | None, typer.Option("--mend", help="Code of a rejected one to mend instead.", metavar="CODE")
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Apply for a template. Ends with 0 when approved, 1 when in review, 2 when rejected."""
    open_registry()
    from qianming.cli.finding import found_account, found_template
    from qianming.services import clock, templates
    from qianming.services.actors import operator

    actor, now = operator(found_account(account).pk), clock.now()
    command = templates.SubmitTemplate(name, content, kind, related_signature=signature, remark=remark)
    made = templates.update(actor, mend, command, now) if mend else templates.submit(actor, command, now)
    _put_one(_shown(found_template(account, made.code)), output)
    return _EXIT_CODES.get(made.state, ExitCode.NOT_YET)


@commands.command("list", cls=RegistryCommand, epilog="qianming template list demo --format json")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's templates, newest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.registry.queries import templates

    shown = [_shown(row) for row in templates(found_account(account).pk)]
    put(shown, output, _grid(shown))


@commands.command("show", cls=RegistryCommand, epilog="qianming template show demo SMS_100000004")
def show(
    account: AccountArgument,
    code: CodeArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show a template and where its review stands."""
    open_registry()
    from qianming.cli.finding import found_template

    _put_one(_shown(found_template(account, code)), output)


@commands.command("withdraw", cls=RegistryCommand, epilog="qianming template withdraw demo SMS_100000004")
def withdraw(
    account: AccountArgument,
    code: CodeArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take back a template that is still in review."""
    open_registry()
    from qianming.cli.finding import found_template
    from qianming.services import clock, templates
    from qianming.services.actors import operator

    row = found_template(account, code)
    templates.withdraw(operator(row.account_id), row.work_order_id, clock.now())
    _put_one(_shown(found_template(account, code)), output)


@commands.command("delete", cls=RegistryCommand, epilog="qianming template delete demo SMS_100000004")
def delete(
    account: AccountArgument,
    code: CodeArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Delete a template for good; it stops sending."""
    open_registry()
    from qianming.cli.finding import found_template
    from qianming.services import clock, templates
    from qianming.services.actors import operator

    row = found_template(account, code)
    shown = _shown(row)
    templates.delete(operator(row.account_id), row.code, clock.now())
    _put_one(shown, output)


_EXIT_CODES = {ReviewState.APPROVED: ExitCode.FINE, ReviewState.REJECTED: ExitCode.REFUSED}


def _shown(row: "Template") -> TemplateShown:
    waits = row.state == ReviewState.IN_REVIEW
    return TemplateShown(
        code=row.code,
        name=row.name,
        type=TemplateType(row.template_type),
        content=row.content,
        review=ReviewState(row.state),
        signature=row.related_signature or None,
        due=moment(row.work_order.due_at) if waits else None,
    )


def _put_one(shown: TemplateShown, output: OutputFormat) -> None:
    put(shown, output, _grid([shown]))


def _grid(shown: list[TemplateShown]) -> Grid:
    from qianming.cli.telling import title

    rows = [(one.code, one.name, title(one.type), title(one.review), one.content) for one in shown]
    return Grid(("Code", "Name", "Type", "Review", "Text"), rows)
