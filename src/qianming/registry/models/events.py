"""The history: one append-only row for every change of state."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import EventKind
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field


class Event(models.Model):
    """What changed, from what to what, why, by whom and when. Never updated, never deleted by the service.

    `subject` names the object ("signature:12"); `detail` holds codes and numbers, never personal data.
    `chain` is the account's id or 0, `sequence` the place in the chain from 1, `previous` the digest of the
    event before and `digest` this one's, over everything that the row says (`registry.history`).
    """

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    kind = code_field(EventKind)
    subject = models.CharField(max_length=100)
    old = models.CharField(max_length=64, blank=True, default="")
    new = models.CharField(max_length=64, blank=True, default="")
    reasons = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()
    chain = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="one_event_per_link"),
        ]
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "subject"], name="event_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
