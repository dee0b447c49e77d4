"""Policies taking effect over the stock: how far each has come, and the freezes that they announced."""

from typing import ClassVar

from django.db import models

from qianming.registry.models.accounts import Account
from qianming.registry.models.due import DueRow
from qianming.registry.models.signatures import Signature


class PolicyRun(DueRow):
    """One policy's way through the live signatures, by their ids.

    `after_id` is the last signature that was judged, `changed` how many changed; a run that has ended has
    nothing due. The policy is compared with that of `previous`, the one that was applied before.
    """

    effective = models.DateField(unique=True)
    previous = models.DateField()
    after_id = models.BigIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"policy of {self.effective}"


class PlannedFreeze(DueRow):
    """A freeze by the platform that was announced; gone once it was carried out or has become pointless."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="planned_freezes")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="planned_freezes")
    policy = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signature"], name="one_planned_freeze_per_signature"),
        ]

    def __str__(self) -> str:
        return f"freeze of signature {self.signature_id}"
