"""The nightly evaluation: which day was evaluated, and how far the sending records have left the database."""

from django.db import models


class Evaluation(models.Model):
    """One day's evaluation; `finished_at` is null until all its changes are stored."""

    day = models.DateField(unique=True)
    engine = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    changed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"evaluation of {self.day}"


class RecordExport(models.Model):
    """How far messages and receipts were written into the files that the evaluation reads: one row.

    The tails count the rows just before, by which one that became visible out of order is noticed.
    """

    message_id = models.BigIntegerField(default=0)
    receipt_id = models.BigIntegerField(default=0)
    message_tail = models.PositiveIntegerField(default=0)
    receipt_tail = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"message {self.message_id}, receipt {self.receipt_id}"
