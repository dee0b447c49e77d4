"""Messages as records: what was accepted, what became of it, and what the carrier reported.

The sending lane stores first and elsewhere (its journal); these rows are filled from there and carry the
indexes that queries need.
"""

from typing import ClassVar

from django.db import models

from qianming.core.codes import Carrier, MessageState
from qianming.core.message_codes import ReceiptCode
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow


class Message(DueRow):
    """One text to one number.

    `journal_position` and `position` name the line of the journal and the place in it that this row was made
    from: together they make recording twice impossible. `sealed_body` holds number, text and the
    sender's own number of the request, which may tell of a person. `day` is the sending day in China time;
    `linked` whether the text holds a link, a contact or an IP address.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="messages")
    journal_position = models.BigIntegerField()
    position = models.PositiveIntegerField()
    biz_id = models.CharField(max_length=64)
    day = models.DateField()
    phone_hash = models.CharField(max_length=64)
    sealed_body = models.BinaryField()
    carrier = code_field(Carrier, blank=True)
    signature_id = models.BigIntegerField()
    template_code = models.CharField(max_length=40)
    extension = models.CharField(max_length=12, blank=True, default="")
    segments = models.PositiveSmallIntegerField()
    linked = models.BooleanField(default=False)
    state = code_field(MessageState, default=MessageState.ACCEPTED)
    error_code = models.CharField(max_length=64, blank=True, default="")
    accepted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "journal_position", "position"], name="one_record_per_journal_line"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "phone_hash", "day"], name="message_by_phone_and_day"),
            models.Index(fields=["account", "biz_id"], name="message_by_biz_id"),
            models.Index(fields=["day", "id"], name="message_by_day"),
        ]

    def __str__(self) -> str:
        return self.biz_id


class Receipt(models.Model):
    """What a carrier reported of one message; a repeated report is the same row."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="receipts")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    code = code_field(ReceiptCode)
    reported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "code"], name="one_receipt_per_report"),
        ]

    def __str__(self) -> str:
        return self.code


class JournalFollower(models.Model):
    """How far the sending lane's journal has been turned into records; one row per journal."""

    journal = models.CharField(max_length=64, unique=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.journal}@{self.position}"


class CarrierReport(DueRow):
    """A receipt that the simulated carrier will hand over when it is due.

    The simulated carrier's own memory, kept so that receipts survive a restart.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="carrier_reports")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="carrier_reports")
    code = code_field(ReceiptCode)

    def __str__(self) -> str:
        return self.code


class InboxMessage(models.Model):
    """What the simulated carrier put on a simulated phone, the service's own phone codes included.

    Sealed with the service's key, because a phone belongs to no account; found by the number's keyed hash.
    """

    phone_hash = models.CharField(max_length=64, db_index=True)
    sealed_body = models.BinaryField()
    kind = models.CharField(max_length=20)
    message_id = models.BigIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
