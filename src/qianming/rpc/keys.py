"""The access keys of the registry, as authentication needs them."""

from qianming.registry.models import AccessKey
from qianming.rpc.authentication import SigningKey
from qianming.services.keys import open_secret


class RegistryKeys:
    """Reads the key's row for every request: a key that was disabled stops with the next one."""

    def find(self, key_id: str) -> SigningKey | None:
        row = AccessKey.objects.select_related("account").filter(key_id=key_id).first()
        if row is None or row.key_id != key_id:
            return None
        return SigningKey(row.key_id, open_secret(row), row.enabled, row.account_id)
