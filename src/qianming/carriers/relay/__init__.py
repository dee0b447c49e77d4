"""Carriers that are reached over another service of the same API, upstream of this one."""

from qianming.carriers.relay.driver import RelayCarrier, RelayEntry
from qianming.carriers.relay.texts import RelayTexts

__all__ = ["RelayCarrier", "RelayEntry", "RelayTexts"]
