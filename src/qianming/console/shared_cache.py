"""The framework's cache over what all processes share, so that limits on signing in hold for all of them.

Decides nothing. The library for signing in counts here, and locks each count by adding a name that only one
can add. Values are JSON, never pickled objects: who can write to the database gains no code by it.
"""

from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils import timezone

from qianming.services import shared_memory


class SharedCache(BaseCache):
    """Names and values in `services.shared_memory`; nothing stays longer than a day."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default where it is none."""
        found = shared_memory.recall(self.make_key(key, version), timezone.now())
        return default if found is None else found

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Remember a value in the place of the one before."""
        shared_memory.keep(self.make_key(key, version), value, timezone.now(), self._lasting(timeout))

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Remember a value where there is none; whether it did."""
        name = self.make_key(key, version)
        return shared_memory.keep_first(name, value, timezone.now(), self._lasting(timeout))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        return shared_memory.forget(self.make_key(key, version))

    def _lasting(self, timeout: Any) -> timedelta:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return timedelta(seconds=seconds) if isinstance(seconds, int | float) else shared_memory.LONGEST
