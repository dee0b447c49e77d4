"""The access keys and tokens of the registry, as authentication needs them."""

from qianming.core.access_scopes import KeyScope, TokenKind
from qianming.registry.models import AccessKey, ApiToken
from qianming.rpc.authentication import SigningKey
from qianming.services.keys import TEMPORARY, open_secret
from qianming.services.tokens import open_token_secret


class RegistryKeys:
    """Reads the row for every request: a key that was disabled stops with the next one."""

    def find(self, key_id: str) -> SigningKey | None:
        temporary = _temporary(key_id) if key_id.startswith(TEMPORARY) else None
        if temporary is not None:
            return temporary
        row = AccessKey.objects.select_related("account").filter(key_id=key_id).first()
        if row is None or row.key_id != key_id:
            return None
        return SigningKey(row.key_id, open_secret(row), row.enabled, row.account_id, _scopes(row))

    def bearer(self, hashed: str) -> SigningKey | None:
        rows = ApiToken.objects.select_related("account")
        row = rows.filter(token_hash=hashed, kind=TokenKind.BEARER).first()
        return None if row is None else _of_token(row)


def _temporary(key_id: str) -> SigningKey | None:
    rows = ApiToken.objects.select_related("account")
    row = rows.filter(token_id=key_id, kind=TokenKind.STS).first()
    return None if row is None or row.token_id != key_id else _of_token(row)


def _of_token(row: ApiToken) -> SigningKey:
    return SigningKey(
        key_id=row.token_id,
        secret=open_token_secret(row),
        enabled=row.revoked_at is None,
        account_id=row.account_id,
        scopes=_scopes(row),
        token_hash=row.token_hash,
        expires_at=row.expires_at,
    )


def _scopes(row: AccessKey | ApiToken) -> frozenset[KeyScope]:
    return frozenset(KeyScope(scope) for scope in row.scopes)
