"""The file of the simulated carriers: read again whenever it changes, left alone where it has a mistake."""

import logging
from pathlib import Path

import pytest

from qianming.carriers.simulator import BadConfiguration, BehaviourFile, CarrierBehaviour
from qianming.core.codes import Carrier


def delay(file: BehaviourFile) -> float:
    return file.of(Carrier.MOBILE).filing_delay_seconds


def write(path: Path, seconds: float) -> None:
    """Replace the file, as editors do: another inode, whatever the clock's grain."""
    other = path.with_suffix(".new")
    other.write_text(f"[mobile]\nfiling_delay_seconds = {seconds}\n", encoding="utf-8")
    other.replace(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    file = BehaviourFile(tmp_path / "simulator.toml")
    assert file.of(Carrier.MOBILE) == CarrierBehaviour()
    assert file.load()[Carrier.TELECOM] == CarrierBehaviour()


def test_it_follows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "simulator.toml"
    file = BehaviourFile(path)
    assert delay(file) == 2
    for seconds in (0.5, 7):
        write(path, seconds)
        assert delay(file) == seconds
    path.unlink()
    assert delay(file) == 2


def test_a_mistake_leaves_the_behaviour_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "simulator.toml"
    write(path, 5)
    file = BehaviourFile(path)
    assert delay(file) == 5
    path.write_text("[mobile]\nfiling_delay = 1\n", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert delay(file) == 5
        assert delay(file) == 5
    assert len(caplog.records) == 1
    assert str(path) in file.problem
    assert "mobile.filing_delay" in file.problem
    write(path, 6)
    assert (delay(file), file.problem) == (6, "")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "simulator.toml"
    path.mkdir()
    with pytest.raises(BadConfiguration, match="simulator"):
        BehaviourFile(path).load()
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(BadConfiguration, match="binary"):
        BehaviourFile(binary).load()
