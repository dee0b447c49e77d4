"""Signatures, the applications that made them, the carriers' filings, and the reasons of their health."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import (
    Abnormality,
    Availability,
    Carrier,
    FilingState,
    Industry,
    Origin,
    Purpose,
    ReviewState,
    SignatureKind,
    SignatureSource,
)
from qianming.registry.models.accounts import Account
from qianming.registry.models.app_records import AppRecord
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow
from qianming.registry.models.orders import WorkOrder
from qianming.registry.models.papers import PowerOfAttorney, Qualification, Trademark
from qianming.registry.models.sealed_fields import SealedText


class Signature(models.Model):
    """The name a message opens with (短信签名).

    `approved` is the version that may send; an edit under review leaves it in place. `availability` is null
    until a first decision. A deleted signature keeps its row and gives its name free. The three keys are what
    names that can be taken for each other have in common.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="signatures")
    name = models.CharField(max_length=50)
    kind = code_field(SignatureKind, default=SignatureKind.UNIVERSAL)
    origin = code_field(Origin, default=Origin.APPLIED_FOR)
    spelling_key = models.CharField(max_length=100, default="", db_index=True)
    shape_key = models.CharField(max_length=100, default="", db_index=True)
    sound_key = models.CharField(max_length=400, default="", db_index=True)
    code = models.CharField(max_length=80, unique=True)
    approved = models.ForeignKey(
        "Application", null=True, blank=True, on_delete=models.PROTECT, related_name="approved_for"
    )
    availability = code_field(Availability, blank=True)
    availability_since = models.DateTimeField(null=True, blank=True)
    unavailabilities = models.JSONField(default=list)
    carrier_non_compliant = models.BooleanField(default=False)
    frozen_by_customer_at = models.DateTimeField(null=True, blank=True)
    frozen_by_platform_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "name", "kind"],
                condition=models.Q(deleted_at__isnull=True),
                name="one_live_signature_per_name",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-id"], name="signature_list"),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """One application for a signature, immutable once submitted apart from its state (签名申请).

    `industry` is empty until somebody tells or corrects the inferred one, which is possible while in review.
    `material_kinds` says of which kind a file is, by its key, where the applicant or its name told.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="applications")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="applications")
    work_order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="application")
    source = code_field(SignatureSource)
    purpose = code_field(Purpose)
    qualification = models.ForeignKey(
        Qualification, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    power_of_attorney = models.ForeignKey(
        PowerOfAttorney, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    trademark = models.ForeignKey(
        Trademark, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    app_record = models.ForeignKey(
        AppRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    scene = SealedText(blank=True)
    remark = SealedText(blank=True)
    material_keys = models.JSONField(default=list)
    material_kinds = models.JSONField(default=dict)
    industry = code_field(Industry, blank=True)
    state = code_field(ReviewState, default=ReviewState.DRAFT)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"application {self.work_order_id}"


class CarrierFiling(DueRow):
    """One carrier's real-name filing of one approved application (实名报备).

    `reference` is the carrier's own number of the request and also the key that makes filing twice harmless.
    `superseded_at` is when a later version took its place at this carrier; until then it is what messages
    rest on. `extension` is the sub-port that the carrier was asked with. `asked_at` is when it was handed
    over, `answered_at` when the carrier first answered that, `completed_at` its latest answer, and
    `forecast_until` by when an answer was expected at the time. `last_sent_at` is the last message that went
    out over it. `sealed_texts` holds the carrier's own words by reason. `papers` is the work order with which
    the qualification said what the carrier was told; `edition` counts the filings of one version, of which a
    further one is opened when what the qualification says has changed.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="filings")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="filings")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="filings")
    carrier = code_field(Carrier)
    state = code_field(FilingState, default=FilingState.NOT_FILED)
    reasons = models.JSONField(default=list)
    reference = models.CharField(max_length=64, blank=True, default="")
    since = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    extension = models.CharField(max_length=12, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    forecast_until = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    sealed_texts = models.BinaryField(default=b"")
    superseded_at = models.DateTimeField(null=True, blank=True)
    papers = models.ForeignKey(
        WorkOrder, null=True, blank=True, on_delete=models.SET_NULL, related_name="filings"
    )
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["application", "carrier", "edition"], name="one_filing_per_carrier"
            ),
        ]
        # What was handed over lately is what forecasts are made from.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["carrier", "asked_at"], name="filings_handed_over"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.state}"


class CarrierVerdict(models.Model):
    """A carrier's word that a signature is not compliant, apart from its filing; gone once it is taken back.

    `sealed_text` is why, in the carrier's own words.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="carrier_verdicts")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="carrier_verdicts")
    carrier = code_field(Carrier)
    since = models.DateTimeField()
    sealed_text = models.BinaryField(default=b"")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signature", "carrier"], name="one_verdict_per_carrier"),
        ]

    def __str__(self) -> str:
        return self.carrier


class HealthReason(models.Model):
    """A reason for which a signature is Available-Abnormal now, with its evidence and since when."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="health_reasons")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="health_reasons")
    code = code_field(Abnormality)
    since = models.DateTimeField()
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signature", "code"], name="one_row_per_health_reason"),
        ]

    def __str__(self) -> str:
        return self.code
