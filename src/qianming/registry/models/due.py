"""Rows that are their own queue: a time at which they are due, a lease, and a count of tries."""

from django.db import models


class DueRow(models.Model):
    """`due_at` is null when nothing is to be done; `leased_until` keeps a second worker off a claimed row."""

    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
