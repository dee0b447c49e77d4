"""`qianming filing`: the desk's queue, answers by hand and by sheet, filing again."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pytest_django import Settings

from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.registry.models import CarrierFiling, CarrierVerdict, Event, Signature
from qianming.services.filing_mismatches import note_unasked
from tests.cli.conftest import Command
from tests.services.making import COMPANY, CREDIT_CODE, NOW, a_live_signature, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

LAYOUT = """
[columns]
reference = "流水号"
signature = "签名"
source = "来源"
credit_code = "信用代码"
administrator_id_number = "管理员证件号"
extension = "扩展码"
[answers]
reference = "流水号"
signature = "签名"
credit_code = "信用代码"
state = "结果"
reason = "原因"
text = "说明"
[states]
"通过" = "filed"
"驳回" = "failed"
[reasons]
"证件不符" = "QUALIFICATION_ERROR"
[sources]
enterprise = "企业全称"
"""


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.QIANMING_DATA = tmp_path
    return tmp_path


@pytest.fixture
def signature(own_folder: Path) -> Signature:
    return a_live_signature(an_account("demo"))


@pytest.fixture
def by_sheet(own_folder: Path) -> Path:
    """China Mobile files by sheet."""
    (own_folder / "carriers.toml").write_text(
        '[mobile]\ndriver = "spreadsheet"\nlayout = "mobile.toml"\ndeliver = "simulator"\n'
    )
    (own_folder / "mobile.toml").write_text(LAYOUT, encoding="utf-8")
    return own_folder


def of(carrier: Carrier = Carrier.MOBILE) -> CarrierFiling:
    return CarrierFiling.objects.get(carrier=carrier)


def test_the_queue_is_listed_narrowed_and_aged(command: Command, signature: Signature) -> None:
    CarrierFiling.objects.filter(carrier="unicom").update(state="filing", asked_at=NOW, since=NOW)
    rows = command("filing", "list", "--format", "json").data
    assert {row["carrier"] for row in rows} == {"mobile", "unicom", "telecom"}
    (row,) = command("filing", "list", "--state", "filing", "--account", "demo", "--format", "json").data
    # Ten published working days from 10 June 2026; 19 June is a holiday.
    assert row.pop("reference")
    assert row == {
        "account": "demo", "signature": COMPANY, "carrier": "unicom", "state": "filing",
        "reasons": ["NON_REGISTER"], "texts": {}, "since": "2026-06-10T10:00:00+08:00", "age_days": 0,
        "forecast": {"from": "2026-06-17", "to": "2026-06-25"}, "overdue_since": None, "extension": "",
    }  # fmt: skip
    told = command("filing", "list", "--carrier", "unicom").out
    assert "no promise" in told
    assert "No forecast has been put to the test yet." in told
    assert command("filing", "list", "--account", "nobody").code == 2


def test_signature_show_has_the_forecast_and_says_overdue(command: Command, signature: Signature) -> None:
    CarrierFiling.objects.filter(carrier="unicom").update(
        state="filing", asked_at=NOW.replace(month=4), since=NOW.replace(month=4)
    )
    filings = command("signature", "show", "demo", COMPANY, "--format", "json").data["filings"]
    assert filings["mobile"]["forecast"] is None
    assert (filings["unicom"]["forecast"], filings["unicom"]["overdue_since"]) == (None, "2026-04-24")
    assert "overdue since 2026-04-24" in command("signature", "show", "demo", COMPANY).out


def test_an_answer_by_hand_with_the_carriers_words(command: Command, signature: Signature) -> None:
    done = command(
        "filing", "set", "demo", COMPANY, "mobile", "failed", "--reason", "QUALIFICATION_ERROR",
        "--text", "证件号不符", "--format", "json",
    )  # fmt: skip
    assert done.code == 0
    mobile = done.data["filings"]["mobile"]
    assert (mobile["state"], mobile["reasons"]) == ("failed", ["QUALIFICATION_ERROR"])
    assert mobile["texts"] == {"QUALIFICATION_ERROR": ["证件号不符"]}
    assert mobile["completed_at"] == "2026-06-10T10:00:00+08:00"
    assert command("filing", "set", "demo", COMPANY, "unicom", "filed").code == 0
    assert of(Carrier.UNICOM).reasons == ["DETECT_SUCCESS"]


def test_a_verdict_by_hand_raises_and_clears_the_reason(command: Command, signature: Signature) -> None:
    objection = command(
        "filing",
        "set",
        "demo",
        COMPANY,
        "mobile",
        "--non-compliant",
        "--text",
        "名称不符",
        "--format",
        "json",
    )
    assert "CARRIER_NON_COMPLIANT" in [reason["code"] for reason in objection.data["reasons"]]
    assert CarrierVerdict.objects.get().carrier == "mobile"
    filings = objection.data["filings"]
    assert filings["mobile"]["objection"] == {"since": "2026-06-10T10:00:00+08:00", "text": "名称不符"}
    assert filings["unicom"]["objection"] is None
    (reason,) = (one for one in objection.data["reasons"] if one["code"] == "CARRIER_NON_COMPLIANT")
    assert (reason["evidence"], reason["told"]) == (
        {"objecting": "mobile"},
        ["Not compliant to: China Mobile."],
    )
    told = command("signature", "show", "demo", COMPANY).out
    assert "not compliant since 2026-06-10T10:00:00+08:00" in told
    assert "名称不符" in told
    content = command("filing", "set", "demo", COMPANY, "mobile", "--compliant", "--format", "json")
    assert "CARRIER_NON_COMPLIANT" not in [reason["code"] for reason in content.data["reasons"]]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("demo", COMPANY, "mobile"), 64, "Give the STATE"),
        (("demo", COMPANY, "mobile", "--compliant", "--reason", "OTHERS_ERROR"), 64, "--reason needs"),
        (("demo", COMPANY, "mobile", "expired"), 64, "say why it expired"),
        (("demo", "没有", "mobile", "filed"), 2, "没有"),
        (
            ("demo", COMPANY, "mobile", "expired", "--reason", "SUBPORT_RECYCLE", "--text", "x" * 501),
            2,
            "text",
        ),
    ],
)
def test_what_cannot_be_entered(
    command: Command, signature: Signature, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = command("filing", "set", *arguments)
    assert done.code == code
    assert said in done.err
    assert of().state == "not_filed"


def test_a_failed_filing_is_handed_over_again_and_a_filed_one_is_not(
    command: Command, signature: Signature
) -> None:
    assert command("filing", "set", "demo", COMPANY, "mobile", "failed").code == 0
    done = command("filing", "refile", "demo", COMPANY, "--carrier", "mobile", "--format", "json")
    assert done.data == {"name": COMPANY, "carriers": ["mobile"]}
    CarrierFiling.objects.update(state="filed")
    assert command("filing", "refile", "demo", COMPANY).code == 2


def rows_of(file: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(file).active
    assert sheet is not None
    return [tuple(cell for cell in row) for row in sheet.iter_rows(values_only=True)]


def test_a_batch_goes_out_once_with_its_papers(
    command: Command, signature: Signature, by_sheet: Path
) -> None:
    file, papers = by_sheet / "batch.xlsx", by_sheet / "papers.zip"
    reference = of().reference
    done = command(
        "filing", "batch", "mobile", "-o", str(file), "--evidence", str(papers), "--format", "json"
    )
    assert (done.code, done.data["filings"]) == (0, 1)
    heading, row = rows_of(file)
    assert heading == ("流水号", "签名", "来源", "信用代码", "管理员证件号", "扩展码")
    assert row[:4] == (reference, COMPANY, "企业全称", CREDIT_CODE)
    assert row[5] == str(signature.pk)
    with zipfile.ZipFile(papers) as pack:
        names = {name.removeprefix(f"{reference}/") for name in pack.namelist()}
    assert {"licence-1.png", "administrator-front.png", "administrator-back.png"} <= names
    assert (file.stat().st_mode & 0o777, papers.stat().st_mode & 0o777) == (0o600, 0o600)
    assert (of().state, of().asked_at, of().extension) == ("filing", NOW, str(signature.pk))
    assert of(Carrier.UNICOM).state == "not_filed"
    assert Event.objects.filter(kind="personal.opened", reasons=["carrier_filing"]).count() == 1
    again = command("filing", "batch", "mobile", "-o", str(file))
    assert again.code == 2
    assert "Nothing waits" in again.err


def answers(file: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (("流水号", "签名", "信用代码", "结果", "原因", "说明"), *rows):
        book.active.append(row)
    book.save(file)
    return file


def handed_over(command: Command, folder: Path) -> str:
    assert command("filing", "batch", "mobile", "-o", str(folder / "out.xlsx")).code == 0
    return of().reference


def test_an_answer_sheet_imported_twice_equals_once(
    command: Command, signature: Signature, by_sheet: Path
) -> None:
    reference = handed_over(command, by_sheet)
    sheet = str(
        answers(by_sheet / "in.xlsx", (reference, COMPANY, CREDIT_CODE, "驳回", "证件不符", "请更正"))
    )
    first = command("filing", "import", "mobile", sheet, "--format", "json")
    assert (first.code, first.data) == (0, {"recorded": 1, "unchanged": 0, "mismatches": []})
    assert (of().state, of().reasons) == ("failed", ["QUALIFICATION_ERROR"])
    before = list(Event.objects.values_list("pk", flat=True))
    second = command("filing", "import", "mobile", sheet, "--format", "json")
    assert (second.code, second.data) == (0, {"recorded": 0, "unchanged": 1, "mismatches": []})
    assert list(Event.objects.values_list("pk", flat=True)) == before


def test_csv_without_references_is_matched_by_name_and_code(
    command: Command, signature: Signature, by_sheet: Path
) -> None:
    handed_over(command, by_sheet)
    file = by_sheet / "in.csv"
    text = f"流水号,签名,信用代码,结果,原因,说明\r\n,{COMPANY},{CREDIT_CODE},通过,,\r\n"
    file.write_bytes(text.encode("gb18030"))
    assert command("filing", "import", "mobile", str(file)).code == 0
    assert of().state == "filed"


def test_rows_that_fit_nothing_are_reported_and_nothing_is_guessed(
    command: Command, signature: Signature, by_sheet: Path
) -> None:
    reference = handed_over(command, by_sheet)
    sheet = answers(
        by_sheet / "in.xlsx",
        ("unknown", COMPANY, CREDIT_CODE, "通过", "", ""),
        (reference, "别的名称", "", "通过", "", ""),
        ("", COMPANY, "91330100MA2B0BBB2L", "通过", "", ""),
        ("", COMPANY, "", "通过", "", ""),
        (reference, COMPANY, CREDIT_CODE, "大概通过", "", ""),
        (reference, COMPANY, CREDIT_CODE, "驳回", "不知道", ""),
        (reference, COMPANY, CREDIT_CODE, "驳回", "", "长" * 501),
    )
    done = command("filing", "import", "mobile", str(sheet), "--format", "json")
    assert (done.code, done.data["recorded"]) == (1, 0)
    assert [row["line"] for row in done.data["mismatches"]] == [2, 3, 4, 5, 6, 7, 8]
    assert of().state == "filing"
    twice = answers(
        by_sheet / "twice.xlsx", (reference, "", "", "通过", "", ""), (reference, "", "", "驳回", "", "")
    )
    told = command("filing", "import", "mobile", str(twice))
    assert told.code == 1
    assert "several rows" in told.out
    assert of().state == "filing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mobile]\ndriver = 'pigeon'", "mobile.driver: 'pigeon'; write one of simulator, spreadsheet"),
        ("[nobody]\ndriver = 'simulator'", "nobody: unknown"),
        ("[mobile]\ndriver = 'spreadsheet'\ndeliver = 'simulator'", "layout"),
        ("[mobile]\ndriver = 'spreadsheet'\nlayout = 'gone.toml'\ndeliver = 'simulator'", "gone.toml"),
        ("[mobile", "no valid TOML"),
        ("", "does not file by sheet"),
    ],
)
def test_a_mistake_in_the_carriers_file_is_named(
    command: Command, signature: Signature, own_folder: Path, text: str, said: str
) -> None:
    (own_folder / "carriers.toml").write_text(text)
    done = command("filing", "batch", "mobile", "-o", str(own_folder / "out.xlsx"))
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\xff\xfe\xff", "签名,结果\r\n".encode()])
def test_a_file_that_is_no_such_sheet(
    command: Command, signature: Signature, by_sheet: Path, content: bytes
) -> None:
    file = by_sheet / "in.xlsx"
    file.write_bytes(content)
    done = command("filing", "import", "mobile", str(file))
    assert (done.code, "FILE" in done.err) == (2, True)
    for none in (by_sheet / "gone.xlsx", by_sheet):
        done = command("filing", "import", "mobile", str(none))
        assert (done.code, f"FILE: {none} cannot be read" in done.err) == (2, True)


def test_answers_that_fitted_nothing_are_listed_and_laid_aside(
    command: Command, signature: Signature
) -> None:
    row = signature.filings.get(carrier=Carrier.MOBILE)
    fault = MismatchFault.IMPOSSIBLE
    note_unasked(Carrier.MOBILE, row.reference, fault, "expired", NOW, filing_id=row.pk)
    mismatches = ("filing", "list", "--mismatches")
    (shown,) = command(*mismatches, "--format", "json").data
    assert (shown["signature"], shown["fault"], shown["told"]) == (COMPANY, "impossible", "expired")
    assert command(*mismatches, "--carrier", "telecom", "--format", "json").data == []
    assert "Contradicts our state" in command(*mismatches).out
    assert command(*mismatches, "--state", "failed").code == 64
    assert command("filing", "dismiss", "99999").code == 64
    assert command("filing", "dismiss", str(shown["number"]), "--format", "json").data == {"dismissed": 1}
    assert command(*mismatches, "--format", "json").data == []
