"""`carriers.toml`: which driver serves which carrier."""

from pathlib import Path

import pytest

from qianming.carriers.carriers_file import BadCarriers, drivers, ways
from qianming.carriers.http_json import HttpJsonCarrier
from qianming.carriers.protocol import Reporting
from qianming.carriers.relay import RelayCarrier
from qianming.carriers.simulator import SimulatedCarrier
from qianming.core.codes import Carrier

ALL = """
[mobile]
driver = "simulator"
[unicom]
driver = "http_json"
url = "https://filing.example/v1"
deliver = "simulator"
[telecom]
driver = "relay"
url = "https://sms.example"
key_id = "id"
secret = "secret"
qualifications = { "91330100MA2B0AAA1K" = 42 }
"""


def chosen(folder: Path, text: str) -> dict[Carrier, type]:
    file = folder / "carriers.toml"
    file.write_text(text, encoding="utf-8")
    return {carrier: type(driver) for carrier, driver in drivers(file, folder / "simulator.toml").items()}


def test_each_carrier_has_the_driver_that_is_named(tmp_path: Path) -> None:
    found = chosen(tmp_path, ALL)
    assert list(found.values()) == [SimulatedCarrier, HttpJsonCarrier, RelayCarrier]
    assert set(chosen(tmp_path, "").values()) == {SimulatedCarrier}


def test_without_a_file_all_are_simulated(tmp_path: Path) -> None:
    found = drivers(tmp_path / "carriers.toml", tmp_path / "simulator.toml")
    assert {type(driver) for driver in found.values()} == {SimulatedCarrier}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "[mobile]\ndriver = 'http_json'\ndeliver = 'simulator'",
            "mobile: Object missing required field `url`",
        ),
        ("[mobile]\ndriver = 'http_json'\ndeliver = 'simulator'\nurl = 'ftp://x'", "url: write an address"),
        ("[mobile]\ndriver = 'http_json'\ndeliver = 'simulator'\nurl = 'https://x'\ncolour = 1", "colour"),
        (
            "[mobile]\ndriver = 'http_json'\nurl = 'https://x'",
            "mobile.deliver: this driver takes filings alone",
        ),
        ("[mobile]\ndriver = 'http_json'\nurl = 'https://x'\ndeliver = 'relay'", "[mobile.relay]"),
        ("[mobile]\ndriver = 'spreadsheet'\nlayout = 'x'\ndeliver = 'pigeon'", "mobile.deliver"),
        ("[mobile]\ndriver = 'relay'\nurl = 'https://x'\nkey_id = ''", "secret"),
        ("[mobile]\ndriver = 'simulator'\nurl = 'https://x'", "mobile.driver"),
        ("[mobile]\nurl = 'https://x'", "mobile.driver"),
        ("mobile = 1", "mobile: unknown"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadCarriers) as refused:
        chosen(tmp_path, text)
    assert named in str(refused.value)
    assert "carriers.toml" in str(refused.value)


BY_RELAY = """
[unicom]
driver = "http_json"
url = "https://filing.example/v1"
deliver = "relay"
[unicom.relay]
url = "https://sms.example"
key_id = "id"
secret = "secret"
templates = { SMS_1 = "您的验证码为${code}。" }
"""


def test_what_takes_filings_and_what_takes_texts_is_told(tmp_path: Path) -> None:
    chosen(tmp_path, ALL)
    assert list(ways(tmp_path / "carriers.toml").values()) == [
        ("simulator", "simulator"),
        ("http_json", "simulator"),
        ("relay", "relay"),
    ]


def test_texts_may_go_over_another_service_than_filings(tmp_path: Path) -> None:
    assert chosen(tmp_path, BY_RELAY)[Carrier.UNICOM] is HttpJsonCarrier
    file = tmp_path / "carriers.toml"
    assert isinstance(drivers(file, tmp_path / "simulator.toml")[Carrier.UNICOM], Reporting)
    assert ways(file)[Carrier.UNICOM] == ("http_json", "relay")
    assert ways(file)[Carrier.MOBILE] == ("simulator", "simulator")
