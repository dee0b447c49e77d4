"""Extension codes: the digits of the sender's number that belong to one signature."""

from typing import ClassVar

from django.db import models

from qianming.registry.models.accounts import Account
from qianming.registry.models.signatures import Signature


class ExtensionCode(models.Model):
    """One code of an account, tied to one signature; a signature may have several.

    Carriers recycle the number of a code that two signatures use, so that the account's codes are unique.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="extension_codes")
    code = models.CharField(max_length=12)
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="extension_codes")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "code"], name="one_signature_per_extension_code"),
        ]

    def __str__(self) -> str:
        return self.code
