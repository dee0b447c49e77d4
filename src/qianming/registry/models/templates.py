"""Templates: the text that a message carries, with its variables."""

from typing import ClassVar

from django.db import models

from qianming.core.codes import ReviewState, TemplateType
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.orders import WorkOrder
from qianming.registry.models.sealed_fields import SealedText


class Template(models.Model):
    """A template of one account; `code` is what senders name it by.

    `work_order` is that of its newest application. `intl_type` is the purpose of an international template;
    `traffic_driving` what the applicant says about links and numbers in the text.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="templates")
    work_order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="template")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    content = models.TextField()
    template_type = code_field(TemplateType)
    related_signature = models.CharField(max_length=50, blank=True, default="")
    intl_type = models.PositiveSmallIntegerField(null=True, blank=True)
    traffic_driving = models.JSONField(default=list)
    rule = models.JSONField(default=dict)
    scene = SealedText(blank=True)
    remark = SealedText(blank=True)
    material_keys = models.JSONField(default=list)
    state = code_field(ReviewState, default=ReviewState.DRAFT)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-id"], name="template_list"),
        ]

    def __str__(self) -> str:
        return self.code


class TemplateTag(models.Model):
    """A label that the account gave to a template; a key stands once per template."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="template_tags")
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="tags")
    key = models.CharField(max_length=128)
    value = models.CharField(max_length=128, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["template", "key"], name="one_value_per_tag"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "key"], name="template_tag_by_key"),
        ]

    def __str__(self) -> str:
        return self.key
