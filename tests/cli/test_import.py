"""`qianming signature import`: three kinds of files, and lines that say where a row is wrong."""

from pathlib import Path

import pytest

from qianming.registry.models import CarrierFiling, Signature
from tests.cli.conftest import Command
from tests.services.making import an_account, an_applicant, approved_qualification

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

CSV = """\
account,name,source,qualification,approval_date,mobile,mobile_since,unicom,telecom
applicant,杭州云帆样例,enterprise,主体资质,2024-05-01,filed,2024-06-01,filed,failed
applicant,云帆助手,app,主体资质,2024-05-01,filed,,filed,filed
"""
JSON = """\
[
  {"account": "applicant", "name": "杭州云帆样例", "source": "enterprise", "qualification": "主体资质",
   "approval_date": "2024-05-01",
   "filings": {"mobile": {"state": "filed", "since": "2024-06-01"}, "unicom": "filed", "telecom": "failed"}},
  {"account": "applicant", "name": "云帆助手", "source": "app", "qualification": "主体资质",
   "approval_date": "2024-05-01", "filings": {"mobile": "filed", "unicom": "filed", "telecom": "filed"}}
]
"""
YAML = """\
- account: applicant
  name: 杭州云帆样例
  source: enterprise
  qualification: 主体资质
  approval_date: 2024-05-01
  filings:
    mobile: {state: filed, since: 2024-06-01}
    unicom: filed
    telecom: failed
- account: applicant
  name: 云帆助手
  source: app
  qualification: 主体资质
  approval_date: 2024-05-01
  filings: {mobile: filed, unicom: filed, telecom: filed}
"""
FILES = {"stock.csv": CSV, "stock.json": JSON, "stock.yaml": YAML}


@pytest.fixture(autouse=True)
def stock() -> None:
    approved_qualification(an_applicant(an_account()))


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file(command: Command, tmp_path: Path, name: str) -> None:
    file = written(tmp_path, name, FILES[name])
    done = command("signature", "import", file, "--format", "json")
    assert (done.code, done.data) == (0, {"imported": 2, "unchanged": 0, "problems": []})
    again = command("signature", "import", file, "--format", "json")
    assert (again.code, again.data) == (0, {"imported": 0, "unchanged": 2, "problems": []})
    enterprise = Signature.objects.get(name="杭州云帆样例")
    mobile, unicom, telecom = CarrierFiling.objects.filter(signature=enterprise).order_by("pk")
    assert (mobile.state, mobile.since.isoformat()) == ("filed", "2024-05-31T16:00:00+00:00")
    assert (unicom.since.isoformat(), telecom.state) == ("2024-04-30T16:00:00+00:00", "failed")
    shown = command("signature", "show", "applicant", "云帆助手", "--format", "json").data
    assert [reason["code"] for reason in shown["reasons"]] == ["SOURCE_UNSUPPORTED"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("stock.csv", ",app,", ",pap,", "FILE line 3, source"),
        ("stock.csv", "杭州云帆样例,", ",", "FILE line 2, name"),
        ("stock.csv", "2024-05-01,filed,2024", "2024-05-32,filed,2024", "FILE line 2, approval_date"),
        ("stock.csv", "unicom,", "unicorn,", "FILE line 2, unicorn"),
        ("stock.csv", "failed\n", "failed,more\n", "FILE line 2, ?"),
        ("stock.csv", "applicant,云帆助手", "nobody,云帆助手", "FILE line 3, account"),
        ("stock.json", '"source": "app"', '"source": "pap"', "FILE line 5, source"),
        ("stock.json", '"source": "app"', '"source": ["app"', "FILE: "),
        ("stock.json", '[\n  {"account"', '[7,\n  {"account"', "FILE line 1, ?"),
        ("stock.yaml", "source: app", "source: pap", "FILE line 10, source"),
        ("stock.yaml", "- account: applicant\n  name: 云帆助手", "- 7", "FILE: "),
    ],
)
def test_a_bad_row_is_told_with_line_and_field(
    command: Command, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    assert old in FILES[name]
    file = written(tmp_path, name, FILES[name].replace(old, new, 1))
    done = command("signature", "import", file)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert Signature.objects.count() == 1


def test_bad_rows_may_be_skipped(command: Command, tmp_path: Path) -> None:
    file = written(tmp_path, "stock.csv", CSV.replace(",app,", ",pap,"))
    done = command("signature", "import", file, "--skip-bad", "--format", "json")
    assert (done.code, done.data["imported"]) == (0, 1)
    assert [(problem["line"], problem["field"]) for problem in done.data["problems"]] == [(3, "source")]
    assert "pap" in command("signature", "import", file, "--skip-bad").out


@pytest.mark.parametrize("text", ["", "[]", "account,name\n", "a: 1\n"])
def test_a_file_without_rows_is_refused(command: Command, tmp_path: Path, text: str) -> None:
    done = command("signature", "import", written(tmp_path, "stock", text))
    assert (done.code, done.out) == (2, "")
    assert "FILE: " in done.err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("stock.yaml", '- name: "\a"', "neither JSON nor YAML (line 1, column 10)"),
        ("stock.yaml", "- name: 云帆\n- a: [1", "neither JSON nor YAML (line 2"),
        ("stock.xlsx", "PK", "save the table as CSV"),
    ],
)
def test_a_file_of_another_kind_is_told(
    command: Command, tmp_path: Path, name: str, text: str, told: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = command("signature", "import", str(file), "--lang", "en")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert told in done.err
