"""Numbered submissions and what was decided on them."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import DecisionVerdict, WorkOrderKind
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.sealed_fields import SealedText


class WorkOrder(models.Model):
    """One submission for review: its number (工单), what the rulebook found then, and when a decision is due.

    The state of the review is the submitted object's, not repeated here. The findings are sealed because they
    quote names of persons and account holders; `registry.findings` opens them. `claimed_by` is the label of
    the reviewer who took it up at `claimed_at`; a claim ends with time, without a change of the row.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="work_orders")
    kind = code_field(WorkOrderKind)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    policy = models.DateField()
    sealed_findings = models.BinaryField()
    claimed_by = models.CharField(max_length=200, blank=True, default="")
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Decision(models.Model):
    """A decision on a work order. Several may follow each other; none is ever changed.

    The note is free text in which a reviewer may name a person.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="decisions")
    work_order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="decisions")
    verdict = code_field(DecisionVerdict)
    reasons = models.JSONField(default=list)
    note = SealedText(blank=True)
    automatic = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.work_order_id}"
