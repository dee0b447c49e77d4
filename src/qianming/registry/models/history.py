"""What makes the history tamper-evident: the head of every chain, and the daily anchors over all heads.

A chain's number is its account's id; 0 is the service's own chain. The numbers are no foreign keys: what
proves the history must not depend on the rows that it speaks of.
"""

from typing import ClassVar, Final

from django.db import models


class ChainHead(models.Model):
    """The last link of one chain. Locked while a link is added, so that links of one chain follow each other.

    `seal` is a keyed hash over the three others: who can write to the database alone cannot make one.
    """

    SERVICE: Final = 0

    chain = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")
    seal = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"chain {self.chain}@{self.sequence}"


class Anchor(models.Model):
    """One day's word on all chains: a digest over the heads that moved and over the anchor before."""

    day = models.DateField(unique=True)
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["day"]

    def __str__(self) -> str:
        return f"anchor of {self.day}"


class AnchoredHead(models.Model):
    """Where one chain stood when the anchor was made; chains that had not moved since are left out."""

    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="heads")
    chain = models.BigIntegerField()
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="one_anchor_per_head"),
        ]

    def __str__(self) -> str:
        return f"chain {self.chain}@{self.sequence}"
