"""Which driver serves which carrier: `carriers.toml` in the data folder, read when the service starts.

    [mobile]
    driver = "spreadsheet"
    layout = "mobile-sheet.toml"        # beside this file
    deliver = "simulator"               # texts: "simulator", or "relay" with a table of its own

    [unicom]
    driver = "http_json"
    url = "https://filing.example/v1"   # and, as it needs them, token, ask_every_seconds, watch_seconds
    deliver = "relay"
    [unicom.relay]
    url = "https://sms.example"
    key_id = "…"
    secret = "…"
    templates = { SMS_1 = "您的验证码为${code}。" }

    [telecom]
    driver = "relay"                    # another service of the same API
    url = "https://sms.example"
    key_id = "…"
    secret = "…"
    qualifications = { "91330100MA2B0AAA1K" = 42 }
    templates = { SMS_1 = "您的验证码为${code}。" }

A carrier that is not named is simulated: filings and texts. One that takes filings alone has to say what its
texts go out over. Decides nothing about what a driver's own keys mean.
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from qianming.carriers.http_json import HttpJsonCarrier, HttpJsonEntry
from qianming.carriers.protocol import CarrierDriver, Drivers, Texts
from qianming.carriers.relay import RelayCarrier, RelayEntry, RelayTexts
from qianming.carriers.relay.calling import Upstream
from qianming.carriers.simulator.driver import simulated_carriers
from qianming.carriers.spreadsheet import SpreadsheetCarrier
from qianming.carriers.spreadsheet.layout import read_layout
from qianming.core.codes import Carrier

FILE_NAME = "carriers.toml"
SIMULATOR, _RELAY = "simulator", "relay"


class BadCarriers(ValueError):
    """The file cannot be used; the message names it, the entry and what may stand there."""


class SpreadsheetEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A carrier that files by sheet."""

    layout: str


class DeliverEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another service that texts go out over, `[carrier.relay]`; templates as for the relay's own driver."""

    url: str
    key_id: str
    secret: str
    templates: dict[str, str]


Making = Callable[[Path, Carrier, Any, Texts], CarrierDriver]
Ways = Mapping[Carrier, tuple[str, str]]


def ways(path: Path) -> Ways:
    """By carrier what takes its filings and what its texts, as the file names them; raises `BadCarriers`."""
    tables = _tables(path)
    return {carrier: _way(tables.get(carrier, {"driver": SIMULATOR})) for carrier in Carrier}


def _way(table: Mapping[str, Any]) -> tuple[str, str]:
    kind = str(table.get("driver", ""))
    return kind, str(table.get("deliver", kind))


def drivers(path: Path, simulator: Path) -> Drivers:
    """Every carrier's driver; raises `BadCarriers`. `simulator` describes the simulated ones."""
    simulated = simulated_carriers(simulator)
    tables = _tables(path)
    return {
        carrier: _driver(path, carrier, tables[carrier], simulated[carrier])
        if carrier in tables
        else simulated[carrier]
        for carrier in Carrier
    }


def _tables(path: Path) -> Mapping[Carrier, dict[str, Any]]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadCarriers(f"{path}: {error.strerror or type(error).__name__}") from error
    except (ValueError, RecursionError) as error:
        raise BadCarriers(f"{path}: no valid TOML: {error}") from error
    for name, table in raw.items():
        if name not in set(Carrier) or not isinstance(table, dict):
            raise BadCarriers(f"{path}: {name}: unknown; write tables named {', '.join(Carrier)}.")
    return {Carrier(name): table for name, table in raw.items()}


def _driver(path: Path, carrier: Carrier, table: dict[str, Any], simulated: CarrierDriver) -> CarrierDriver:
    kind = str(table.get("driver", ""))
    if kind == SIMULATOR and set(table) == {"driver"}:
        return simulated
    if kind not in _MAKINGS:
        known = ", ".join((SIMULATOR, *_MAKINGS))
        raise BadCarriers(f"{path}: {carrier}.driver: {kind!r}; write one of {known}.")
    entry, make = _MAKINGS[kind]
    try:
        own = {key: value for key, value in table.items() if key != "driver"}
        texts = simulated if kind == _RELAY else _texts(path, carrier, own, simulated)
        return make(path, carrier, msgspec.convert(own, entry), texts)
    except BadCarriers:
        raise
    except (ValueError, OSError) as error:
        raise BadCarriers(f"{path}: {carrier}: {error}") from error


def _texts(path: Path, carrier: Carrier, own: dict[str, Any], simulated: Texts) -> Texts:
    """What the texts of a carrier go out over that only takes filings; its keys are taken out of `own`."""
    way, relay = own.pop("deliver", None), own.pop("relay", None)
    if way == SIMULATOR and relay is None:
        return simulated
    if way == _RELAY and relay is not None:
        entry = msgspec.convert(relay, DeliverEntry)
        return RelayTexts(Upstream(entry.url, entry.key_id, entry.secret), entry.templates)
    raise BadCarriers(
        f'{path}: {carrier}.deliver: this driver takes filings alone; write deliver = "simulator" (texts '
        f'reach no phone), or deliver = "relay" with a table [{carrier}.relay].'
    )


def _spreadsheet(path: Path, carrier: Carrier, entry: SpreadsheetEntry, texts: Texts) -> CarrierDriver:
    return SpreadsheetCarrier(read_layout(path.parent / entry.layout), texts)


def _http_json(path: Path, carrier: Carrier, entry: HttpJsonEntry, texts: Texts) -> CarrierDriver:
    return HttpJsonCarrier(entry, texts)


def _relay(path: Path, carrier: Carrier, entry: RelayEntry, texts: Texts) -> CarrierDriver:
    return RelayCarrier(carrier, entry)


_MAKINGS: Mapping[str, tuple[type[msgspec.Struct], Making]] = MappingProxyType(
    {
        "spreadsheet": (SpreadsheetEntry, _spreadsheet),
        "http_json": (HttpJsonEntry, _http_json),
        "relay": (RelayEntry, _relay),
    }
)
