"""Carriers that are reached over another service of the same API, upstream of this one."""

from qianming.carriers.relay.driver import RelayCarrier, RelayEntry

__all__ = ["RelayCarrier", "RelayEntry"]
