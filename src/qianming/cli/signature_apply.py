"""`qianming signature apply` and `resubmit`: applying for signatures, and applying again with changes."""

from typing import Annotated, TypeAlias

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode
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

SourceOption: TypeAlias = Annotated[
    SignatureSource | None, typer.Option("--source", help="What the name is taken from.")
]
PurposeOption: TypeAlias = Annotated[
    Purpose | None,
    typer.Option("--purpose", help="Whether the name stands for the account itself or for others."),
]
QualificationOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--qualification",
        help="Id of an approved qualification; the only fitting one by default.",
        metavar="ID",
    ),
]
PowerOption: TypeAlias = Annotated[
    int | None, typer.Option("--power", help="Id of a power of attorney.", metavar="ID")
]
TrademarkOption: TypeAlias = Annotated[
    int | None, typer.Option("--trademark", help="Id of a trademark.", metavar="ID")
]
SceneOption: TypeAlias = Annotated[
    str | None, typer.Option("--scene", help="Where the signature is used, for instance a link.")
]
RemarkOption: TypeAlias = Annotated[
    str | None, typer.Option("--remark", help="What the reviewer should know.")
]
MaterialOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--material", help="Key of an uploaded file; several are fine.", metavar="KEY"),
]
PaperOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--paper",
        help="An uploaded file and its kind, for instance courier_permit=KEY; several are fine.",
        metavar="KIND=KEY",
    ),
]
IndustryOption: TypeAlias = Annotated[
    Industry | None, typer.Option("--industry", help="Industry of the enterprise; inferred by default.")
]


def apply(
    account: AccountArgument,
    names: SignaturesArgument,
    source: SourceOption = SignatureSource.ENTERPRISE_NAME,
    purpose: PurposeOption = Purpose.OWN_USE,
    kind: Annotated[
        SignatureKind, typer.Option("--kind", help="What the signature may send.")
    ] = SignatureKind.UNIVERSAL,
    qualification: QualificationOption = None,
    power: PowerOption = None,
    trademark: TrademarkOption = None,
    scene: SceneOption = None,
    remark: RemarkOption = None,
    material: MaterialOption = None,
    paper: PaperOption = None,
    industry: IndustryOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Apply for signatures, or edit them. Ends with 0 when approved, 1 when in review, 2 when rejected."""
    open_registry()
    from qianming.cli.applying import Papers, apply_for, named_by_kind

    files, kinds = named_by_kind(material, paper)
    papers = Papers(source, purpose, qualification, power, trademark, scene, remark, files, kinds, industry)
    return apply_for(account, names, kind, papers, output)


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
    qualification: QualificationOption = None,
    power: PowerOption = None,
    trademark: TrademarkOption = None,
    scene: SceneOption = None,
    remark: RemarkOption = None,
    material: MaterialOption = None,
    paper: PaperOption = None,
    industry: IndustryOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Apply again as last time, apart from what is given; the exit codes are those of `apply`."""
    open_registry()
    from qianming.cli.applying import Papers, apply_again, named_by_kind

    files, kinds = named_by_kind(material, paper)
    changes = Papers(source, purpose, qualification, power, trademark, scene, remark, files, kinds, industry)
    return apply_again(account, name, kind, new_name, changes, output)


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
