"""The imported copy of the enterprise register, and the questions that wait for a register's answer."""

from django.db import models

from qianming.core.papers.entity import EnterpriseStatus
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow
from qianming.registry.models.orders import WorkOrder


class RegisteredEnterprise(models.Model):
    """One entry of the local register.

    The legal representative is a person: only a keyed hash of the name is kept, enough to compare with it.
    """

    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=150, db_index=True)
    status = code_field(EnterpriseStatus)
    legal_representative_hash = models.CharField(max_length=64, blank=True, default="")
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.credit_code


class RegisterCheck(DueRow):
    """A work order whose entity a register is to be asked about; its findings are completed by the answer.

    `answered_at` stays empty while no register has answered, also when none is asked any more.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="register_checks")
    work_order = models.OneToOneField(WorkOrder, on_delete=models.CASCADE, related_name="register_check")
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"register check of {self.work_order_id}"
