"""What machines read on uploaded documents, and stored bytes that nothing needs any more."""

from typing import ClassVar, Final

from django.db import models

from qianming.core.readings import DocumentKind, ReadingState
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow
from qianming.registry.models.papers import Material


class DocumentReading(DueRow):
    """One reading of one material; the row is its own queue, and what was read is sealed."""

    CONTEXT: Final = "document_reading.result"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="document_readings")
    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="readings")
    kind = code_field(DocumentKind)
    state = code_field(ReadingState, default=ReadingState.QUEUED)
    flaws = models.JSONField(default=list)
    sealed_result = models.BinaryField(null=True)
    queued_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["material", "kind"], name="one_reading_per_material_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.material_id}"


class DiscardedFile(models.Model):
    """Sealed bytes whose row is gone; they are removed from the store next, and then this row is."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="discarded_files")
    digest = models.CharField(max_length=64)
    discarded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest
