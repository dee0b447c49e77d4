"""The trademark register as it was last imported: public data, of no account."""

from typing import ClassVar

from django.db import models

from qianming.core.trademarks import TrademarkStatus
from qianming.registry.models.choices import code_field


class RegisteredTrademark(models.Model):
    """One entry of the public register: a mark of one owner under one number.

    `text_key` is the mark with letters' case folded, so that other owners of the same mark are found.
    """

    number = models.CharField(max_length=50)
    text = models.CharField(max_length=100)
    text_key = models.CharField(max_length=200, db_index=True)
    owner = models.CharField(max_length=150)
    status = code_field(TrademarkStatus)
    valid_until = models.DateField(null=True, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number", "text", "owner"], name="one_entry_per_trademark"),
        ]

    def __str__(self) -> str:
        return self.number
