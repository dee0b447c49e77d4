"""Tokens that an account gives to its programs for a while, beside its lasting keys."""

from typing import ClassVar

from django.db import models

from qianming.core.access_scopes import TokenKind
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field


class ApiToken(models.Model):
    """A temporary key pair with its security token (STS), or a bearer token.

    `token_id` is the AccessKeyId of a temporary key, and the name of a bearer token. The token itself is
    only kept as a hash; a temporary key's secret is sealed, because checking a signature needs it whole.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    kind = code_field(TokenKind)
    token_id = models.CharField(max_length=128, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_secret = models.BinaryField(null=True, blank=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.token_id
