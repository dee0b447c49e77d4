"""The history: one append-only row for every change of state."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import EventKind
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field


class Event(models.Model):
    """What changed, from what to what, why, by whom and when. Never updated, never deleted by the service.

    `subject` names the object ("signature:12"); `detail` holds codes and numbers, never personal data.
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

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "subject"], name="event_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
