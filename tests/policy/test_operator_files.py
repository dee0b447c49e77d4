"""The operator's own policies: which one counts, and what happens to a file that cannot be used."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qianming.policy import loader
from qianming.policy.loader import policies, policy_on, refused, reload, use_folder
from tests.policy.files import policy_file


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The operator's folder, which is not there at first; what was in use before is back afterwards."""
    before = loader._holder.known
    use_folder(tmp_path / "policies")
    yield tmp_path / "policies"
    loader._holder.known = before


def test_without_files_the_shipped_ones_count(folder: Path) -> None:
    assert [policy.effective for policy in policies()] == [date(2026, 4, 27)]
    assert (refused(), reload()) == ((), False)


def test_a_later_file_takes_over_on_its_day(folder: Path) -> None:
    policy_file(folder, "2027-01-01", ("name_length_max = 12", "name_length_max = 10"), name="strict.toml")
    assert reload()
    assert not reload()
    assert policy_on(date(2026, 12, 31)).name_length_max == 12
    assert policy_on(date(2027, 1, 1)).name_length_max == 10


def test_on_one_day_the_operators_file_wins(folder: Path) -> None:
    policy_file(folder, "2026-04-27", ("name_length_max = 12", "name_length_max = 10"))
    reload()
    assert policy_on(date(2026, 5, 1)).name_length_max == 10
    (folder / "2026-04-27.toml").unlink()
    assert reload()
    assert policy_on(date(2026, 5, 1)).name_length_max == 12


def test_a_bad_file_is_refused_and_the_rest_stays_in_force(folder: Path) -> None:
    policy_file(folder, "2027-01-01", ("name_length_max = 12", 'name_length_max = "12"'), name="bad.toml")
    policy_file(folder, "2027-02-01", ("name_length_max = 12", "name_length_max = 11"))
    (folder / "worse.toml").write_bytes(b"\xff\xfe")
    reload()
    assert policy_on(date(2027, 1, 31)).effective == date(2026, 4, 27)
    assert policy_on(date(2027, 2, 1)).name_length_max == 11
    first, second = refused()
    assert first.startswith("bad.toml: ")
    assert "name_length_max" in first
    assert second.startswith("worse.toml: ")


def test_of_two_files_for_one_day_the_second_is_refused(folder: Path) -> None:
    policy_file(folder, "2027-01-01", name="a.toml")
    policy_file(folder, "2027-01-01", name="b.toml")
    reload()
    assert refused() == ("b.toml: effective: another file has 2027-01-01 already",)


def test_a_folder_in_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "2027-01-01.toml").mkdir(parents=True)
    reload()
    (line,) = refused()
    assert line.startswith("2027-01-01.toml: ")
