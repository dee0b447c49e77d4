"""The papers behind a signature: qualifications, powers of attorney, trademarks, and uploaded materials."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import CompanyType, LicenceKind, Purpose, QualificationState
from qianming.core.trademarks import TrademarkStatus
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.orders import WorkOrder
from qianming.registry.models.sealed_fields import SealedText, SealedTexts


class Material(models.Model):
    """An uploaded file, known to its account by its key and to the store by the digest of its bytes.

    The bytes lie outside the database, sealed; the digest is that of the sealed bytes, so that a copy of the
    files can be verified without any key. `look_at` is when it is next asked whether anything still needs it.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="materials")
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "key"], name="one_material_per_key"),
        ]

    def __str__(self) -> str:
        return self.key


class Qualification(models.Model):
    """Real-name papers of one entity (资质).

    `sealed_persons` holds names, ID numbers and phone numbers of the legal representative and the
    administrator as one sealed document; the hashes beside it find a person again without reading it.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="qualifications")
    work_order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="qualification")
    name = models.CharField(max_length=100)
    purpose = code_field(Purpose)
    company_type = code_field(CompanyType)
    company_name = models.CharField(max_length=150)
    credit_code = models.CharField(max_length=150)
    licence_kind = code_field(LicenceKind, blank=True)
    licence_from = models.DateField()
    licence_until = models.DateField()
    sealed_persons = models.BinaryField()
    legal_representative_hash = models.CharField(max_length=64, db_index=True)
    administrator_hash = models.CharField(max_length=64, db_index=True)
    legal_representative_id_until = models.DateField()
    administrator_id_until = models.DateField()
    share = models.BooleanField(default=False)
    remark = SealedText(blank=True)
    state = code_field(QualificationState, default=QualificationState.QUEUED)
    accurate = models.BooleanField(default=True)
    complete = models.BooleanField(default=True)
    materials = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "name"],
                condition=models.Q(deleted_at__isnull=True),
                name="one_live_qualification_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QualificationVersion(models.Model):
    """What a qualification said before an update replaced it; never changed afterwards.

    Everything that was submitted is one sealed document; `registry.versions` opens it. `state` is the one it
    had then, the decisions on it stand with its work order.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="qualification_versions")
    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="versions")
    work_order = models.OneToOneField(
        WorkOrder, on_delete=models.PROTECT, related_name="qualification_version"
    )
    sealed_content = models.BinaryField()
    state = code_field(QualificationState)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.qualification_id} as of {self.work_order_id}"


class PowerOfAttorney(models.Model):
    """A letter by which another entity lets the account use its names (授权委托书).

    Either party may be a person, and a letter that was given no name is named after its grantor; `name_hash`
    finds it again by its name, and keeps names apart within the account.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="powers_of_attorney")
    name = SealedText()
    name_hash = models.CharField(max_length=64, blank=True, default="")
    grantor = SealedText()
    grantee = SealedText()
    credit_code = models.CharField(max_length=150)
    scope = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()
    picture_key = models.CharField(max_length=300, blank=True, default="")
    passed = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "name_hash"],
                condition=~models.Q(name_hash=""),
                name="one_power_of_attorney_per_name",
            ),
        ]

    def __str__(self) -> str:
        # Its name may be a person's, and what stands for a row gets into logs.
        return f"power of attorney {self.pk}"


class Trademark(models.Model):
    """A trademark that a signature may take its name from, as its owner told it.

    `status`, `register_owner` and `other_owners` are what the public register said when it was last asked, at
    `looked_up_at`; blank where it knows nothing of the mark.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trademarks")
    text = models.CharField(max_length=100)
    registration_number = models.CharField(max_length=50)
    owner = SealedText()
    valid_from = models.DateField()
    valid_until = models.DateField()
    picture_key = models.CharField(max_length=300, blank=True, default="")
    status = code_field(TrademarkStatus, blank=True)
    register_owner = SealedText(blank=True)
    other_owners = SealedTexts(blank=True)
    looked_up_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
