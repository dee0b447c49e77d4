"""`qianming power-of-attorney make`: the form in a file."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Command
from tests.services.making import COMPANY, LONG_COMPANY, an_account

MAKE = ("power-of-attorney", "make", "--grantor", LONG_COMPANY, "--until", "2090-12-31")


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_it_needs_no_data(process: Command, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    done = process(
        *MAKE,
        "--grantee",
        COMPANY,
        "--name",
        "云帆样例",
        "--name",
        "云帆",
        "-o",
        str(file),
        "--format",
        "json",
    )
    assert (done.code, done.data) == (0, {"file": str(file), "bytes": file.stat().st_size})
    text = text_of(file)
    assert all(part in text for part in (LONG_COMPANY, COMPANY, "云帆样例", "2090年12月31日"))


@pytest.mark.django_db
def test_an_account_fills_in_what_is_known(command: Command, tmp_path: Path) -> None:
    an_account("demo")
    file = tmp_path / "letter.pdf"
    done = command(*MAKE, "--account", "demo", "--name", "云帆样例", "-o", str(file))
    assert done.code == 0, done.err
    assert COMPANY in text_of(file)


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        (("--name", "云帆样例"), 64, "--grantee"),
        (("--grantee", COMPANY), 64, "--name"),
        (("--grantee", COMPANY, "--name", "云"), 2, "scope"),
        (("--grantee", "云帆𠮷", "--name", "云帆样例"), 2, "𠮷"),
        (("--grantee", COMPANY, "--name", "云帆样例", "--from", "2091-01-01"), 2, "period"),
    ],
)
def test_what_would_not_do_leaves_no_file(
    command: Command, tmp_path: Path, changes: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "letter.pdf"
    done = command(*MAKE, *changes, "-o", str(file))
    assert (done.code, file.exists()) == (code, False)
    assert said in done.err


def test_a_file_that_cannot_be_written_is_said(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "letter.pdf"
    done = command(*MAKE, "--grantee", COMPANY, "--name", "云帆样例", "-o", str(file))
    assert done.code == 64
    assert str(file) in done.err
