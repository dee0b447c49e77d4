"""`qianming signature apply` and `resubmit`: applying for signatures, and applying again with changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from qianming.cli.database import open_registry
from qianming.cli.option_groups import grouped
from qianming.cli.options import (
    AccountArgument,
    FormatOption,
    KindOption,
    OutputFormat,
    SignatureArgument,
    SignaturesArgument,
)
from qianming.cli.shape import RegistryCommand
from qianming.core.codes import Industry, Purpose, SignatureKind, SignatureSource

if TYPE_CHECKING:
    from qianming.cli.applying import Papers

SourceOption: TypeAlias = Annotated[
    SignatureSource | None, typer.Option("--source", help="What the name is taken from.")
]
PurposeOption: TypeAlias = Annotated[
    Purpose | None,
    typer.Option("--purpose", help="Whether the name stands for the account itself or for others."),
]


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """What both commands take beside the name, its source and its purpose; None where nothing is said."""

    qualification: Annotated[
        int | None,
        typer.Option(help="Id of an approved qualification; the only fitting one by default.", metavar="ID"),
    ] = None
    power: Annotated[int | None, typer.Option(help="Id of a power of attorney.", metavar="ID")] = None
    trademark: Annotated[int | None, typer.Option(help="Id of a trademark.", metavar="ID")] = None
    scene: Annotated[str | None, typer.Option(help="Where the signature is used, for instance a link.")] = (
        None
    )
    remark: Annotated[str | None, typer.Option(help="What the reviewer should know.")] = None
    material: Annotated[
        list[str] | None, typer.Option(help="Key of an uploaded file; several are fine.", metavar="KEY")
    ] = None
    paper: Annotated[
        list[str] | None,
        typer.Option(
            help="An uploaded file and its kind, for instance courier_permit=KEY; several are fine.",
            metavar="KIND=KEY",
        ),
    ] = None
    industry: Annotated[
        Industry | None, typer.Option(help="Industry of the enterprise; inferred by default.")
    ] = None


@grouped
def apply(
    account: AccountArgument,
    names: SignaturesArgument,
    source: SourceOption = SignatureSource.ENTERPRISE_NAME,
    purpose: PurposeOption = Purpose.OWN_USE,
    kind: Annotated[
        SignatureKind, typer.Option("--kind", help="What the signature may send.")
    ] = SignatureKind.UNIVERSAL,
    *,
    told: PaperOptions,
    output: FormatOption = OutputFormat.TABLE,
) -> int:
    """Apply for signatures, or edit them. Ends with 0 when approved, 1 when in review, 2 when rejected."""
    open_registry()
    from qianming.cli.applying import apply_for

    return apply_for(account, names, kind, _papers(source, purpose, told), output)


@grouped
def resubmit(
    account: AccountArgument,
    name: SignatureArgument,
    new_name: Annotated[
        str | None,
        typer.Option("--name", help="Another name, for a signature that was never approved.", metavar="NAME"),
    ] = None,
    source: SourceOption = None,
    purpose: PurposeOption = None,
    kind: KindOption = None,
    *,
    told: PaperOptions,
    output: FormatOption = OutputFormat.TABLE,
) -> int:
    """Apply again as last time, apart from what is given; the exit codes are those of `apply`."""
    open_registry()
    from qianming.cli.applying import apply_again

    return apply_again(account, name, kind, new_name, _papers(source, purpose, told), output)


def _papers(source: SignatureSource | None, purpose: Purpose | None, told: PaperOptions) -> "Papers":
    from qianming.cli.applying import Papers, named_by_kind

    files, kinds = named_by_kind(told.material, told.paper)
    return Papers(
        source,
        purpose,
        told.qualification,
        told.power,
        told.trademark,
        told.scene,
        told.remark,
        files,
        kinds,
        told.industry,
    )


def register(commands: typer.Typer) -> None:
    """Add both to the group."""
    commands.command(
        "apply",
        cls=RegistryCommand,
        epilog="qianming signature apply demo 云杉科技 --source enterprise --purpose own",
    )(apply)
    commands.command(
        "resubmit",
        cls=RegistryCommand,
        epilog="qianming signature resubmit demo 云杉科技 --remark 已补充证明材料",
    )(resubmit)
