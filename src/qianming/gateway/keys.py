"""The access keys and tokens that the lane has met, so that a request is checked without asking the registry.

Only enabled ones are kept. One that is disabled later is noticed by the committer, which looks at the
account's present keys before it stores anything, and is then forgotten here. Whether a token has expired is
asked of every request.
"""

from qianming.rpc.authentication import KeyRing, SigningKey

KEYS = 50_000


class NotLearned(Exception):
    """The key has to be looked up first, which takes a thread. `hashed` is a bearer token's, instead."""

    def __init__(self, key_id: str = "", hashed: str = "") -> None:
        super().__init__("an access key is to be looked up")
        self.key_id = key_id
        self.hashed = hashed


class LearnedKeys:
    """A key ring in memory over one that reads the registry."""

    def __init__(self, registry: KeyRing) -> None:
        self._registry = registry
        self._known: dict[str, SigningKey] = {}
        self._tokens: dict[str, SigningKey] = {}

    def find(self, key_id: str) -> SigningKey | None:
        """The key if it was learned; raises `NotLearned` otherwise, be it unknown or disabled."""
        key = self._known.get(key_id)
        if key is None:
            raise NotLearned(key_id)
        return key

    def bearer(self, hashed: str) -> SigningKey | None:
        """The bearer token if it was learned; raises `NotLearned` otherwise."""
        key = self._tokens.get(hashed)
        if key is None:
            raise NotLearned(hashed=hashed)
        return key

    def learn(self, wanted: NotLearned) -> "OneKey":
        """Look a key up, in a thread that may use the database, and keep it if it is enabled."""
        if wanted.hashed:
            key, known, name = self._registry.bearer(wanted.hashed), self._tokens, wanted.hashed
        else:
            key, known, name = self._registry.find(wanted.key_id), self._known, wanted.key_id
        if key is not None and key.enabled:
            if len(known) >= KEYS:
                known.clear()
            known[name] = key
        return OneKey(key)

    def forget(self, key_id: str) -> None:
        self._known.pop(key_id, None)
        for hashed in [hashed for hashed, key in self._tokens.items() if key.key_id == key_id]:
            self._tokens.pop(hashed, None)


class OneKey:
    """A key ring that holds what one look-up has found."""

    def __init__(self, key: SigningKey | None) -> None:
        self._key = key

    def find(self, key_id: str) -> SigningKey | None:
        return self._key if self._key is not None and self._key.key_id == key_id else None

    def bearer(self, hashed: str) -> SigningKey | None:
        return self._key if self._key is not None and self._key.token_hash == hashed else None
