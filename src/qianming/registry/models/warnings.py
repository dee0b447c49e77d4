"""What will become abnormal soon, as it was told, and the addresses under which calendars read it."""

from typing import ClassVar

from django.db import models

from qianming.core.status.warnings import Threat
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.signatures import Signature


class WarningTold(models.Model):
    """From `day` on a signature will be abnormal for this reason, unless something is done.

    `ended_at` is when it stopped being true: mended, begun, or the signature is gone. The row stays, so that
    the same warning is never told twice.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="warnings")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="warnings")
    threat = code_field(Threat)
    day = models.DateField()
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signature", "threat", "day"], name="one_warning_per_day"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "ended_at", "day"], name="warning_list"),
        ]

    def __str__(self) -> str:
        return f"{self.threat} {self.day}"


class CalendarFeed(models.Model):
    """An address under which calendar programs read an account's warnings; known by its hash alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
