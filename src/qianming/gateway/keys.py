"""The access keys that the lane has met, so that a request is checked without asking the registry.

Only enabled keys are kept. One that is disabled later is noticed by the committer, which looks at the
account's present keys before it stores anything, and is then forgotten here.
"""

from qianming.rpc.authentication import KeyRing, SigningKey

KEYS = 50_000


class NotLearned(Exception):
    """The key has to be looked up first, which takes a thread."""

    def __init__(self, key_id: str) -> None:
        super().__init__("an access key is to be looked up")
        self.key_id = key_id


class LearnedKeys:
    """A key ring in memory over one that reads the registry."""

    def __init__(self, registry: KeyRing) -> None:
        self._registry = registry
        self._known: dict[str, SigningKey] = {}

    def find(self, key_id: str) -> SigningKey | None:
        """The key if it was learned; raises `NotLearned` otherwise, be it unknown or disabled."""
        key = self._known.get(key_id)
        if key is None:
            raise NotLearned(key_id)
        return key

    def learn(self, key_id: str) -> "OneKey":
        """Look a key up, in a thread that may use the database, and keep it if it is enabled."""
        key = self._registry.find(key_id)
        if key is not None and key.enabled:
            if len(self._known) >= KEYS:
                self._known.clear()
            self._known[key_id] = key
        return OneKey(key)

    def forget(self, key_id: str) -> None:
        self._known.pop(key_id, None)


class OneKey:
    """A key ring that holds what one look-up has found."""

    def __init__(self, key: SigningKey | None) -> None:
        self._key = key

    def find(self, key_id: str) -> SigningKey | None:
        return self._key if self._key is not None and self._key.key_id == key_id else None
