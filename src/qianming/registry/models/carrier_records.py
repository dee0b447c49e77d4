"""What carriers said that fits nothing, and texts that another service delivers for us."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow
from qianming.registry.models.messages import Message
from qianming.registry.models.signatures import CarrierFiling


class FilingMismatch(models.Model):
    """An answer that was not taken; the same one again counts up.

    `filing` is the one that the carrier was asked about, null where it told of one that nobody knows. `told`
    is the state or status that it named, never its text. `settled_at` is when a later answer was taken, the
    filing was begun anew, or somebody laid it aside.
    """

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="filing_mismatches"
    )
    filing = models.ForeignKey(
        CarrierFiling, null=True, blank=True, on_delete=models.CASCADE, related_name="mismatches"
    )
    carrier = code_field(Carrier)
    reference = models.CharField(max_length=64)
    fault = code_field(MismatchFault)
    told = models.CharField(max_length=64, blank=True, default="")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["carrier", "reference", "fault", "told"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_mismatch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.fault}"


class RelayedText(DueRow):
    """A message that a service upstream took, until it has reported what became of it.

    `upstream_id` is its receipt number there (BizId), by which it is asked when the row is due.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="relayed_texts")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="relayed")
    carrier = code_field(Carrier)
    upstream_id = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.upstream_id
