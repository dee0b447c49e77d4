"""`qianming backup`, `restore` and `rotate-key`: keeping the service's data, and what protects it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode, Failure
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand

if TYPE_CHECKING:
    from qianming.project.backup import Manifest


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as it is printed; `breaches` are counted when it was restored."""

    folder: str
    made_at: str | None
    files: int
    key_fingerprint: str
    missing_uploads: int
    breaches: int | None = None


@dataclass(frozen=True, slots=True)
class Rotated:
    """Where the new secret is, and how many accounts' keys it wraps."""

    secret: str
    accounts: int


def backup(
    folder: Annotated[
        Path, typer.Argument(help="A folder that is not there yet, or is empty.", metavar="DIR")
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Back up database, journal, files and policies while the service runs; the secret key is never in it."""
    open_registry()
    from qianming.project.backup import back_up
    from qianming.services import clock

    manifest = back_up(folder.absolute(), clock.now())
    _put(folder, manifest, output)


def restore(
    folder: Annotated[Path, typer.Argument(help="The folder of a backup.", metavar="DIR")],
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Restore a backup into an empty data folder or database, and verify it. The key must be in place."""
    from qianming.cli.database import prepare_django

    _need_a_key()
    prepare_django()
    from qianming.project.restore import restore as put_back
    from qianming.services import audit

    manifest = put_back(folder.absolute())
    breaches = len(list(audit.verify()))
    _put(folder, manifest, output, breaches)
    return ExitCode.REFUSED if breaches else ExitCode.FINE


def rotate_key(output: FormatOption = OutputFormat.TABLE) -> None:
    """Replace the secret key; the old one opens nothing afterwards. Run it again if it was interrupted."""
    open_registry()
    from qianming.project.secret_rotation import rotate
    from qianming.services import clock

    place, count = rotate(clock.now())
    put(Rotated(place, count), output, Grid(("Secret", "Accounts"), [(place, str(count))]))


def _need_a_key() -> None:
    """Looked at before the settings are read, which would make one."""
    from qianming.project import environment

    folder = environment.data_folder()
    if not environment.text("SECRET_KEY") and not (folder / "secret.key").exists():
        raise Failure(
            say(
                "{file} is missing: put the key of the backup's time there, or set QIANMING_SECRET_KEY.",
                file=folder / "secret.key",
            )
        )


def _put(folder: Path, manifest: "Manifest", output: OutputFormat, breaches: int | None = None) -> None:
    shown = Kept(
        str(folder),
        moment(manifest.made_at),
        len(manifest.files),
        manifest.key_fingerprint,
        len(manifest.missing_uploads),
        breaches,
    )
    row = (shown.folder, shown.made_at or "", str(shown.files), shown.key_fingerprint)
    put(shown, output, Grid(("Folder", "Made", "Files", "Key's fingerprint"), [row]))


def register(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("backup", cls=RegistryCommand, epilog="qianming backup /backups/2026-06-10")(backup)
    app.command("restore", cls=RegistryCommand, epilog="qianming restore /backups/2026-06-10 --data ./var")(
        restore
    )
    app.command("rotate-key", cls=RegistryCommand, epilog="qianming rotate-key --data ./var")(rotate_key)
