"""Records of apps filed with the ministry, from which names of apps were once taken."""

from django.db import models

from qianming.registry.models.accounts import Account
from qianming.registry.models.sealed_fields import SealedText


class AppRecord(models.Model):
    """An app's filing with the ministry (APP 备案), as its holder told it.

    Carriers take names of apps no more; records are kept for the signatures that rest on them.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="app_records")
    service_name = models.CharField(max_length=50)
    holder = SealedText()
    licence_number = models.CharField(max_length=50)
    approved_on = models.DateField()
    domain = models.CharField(max_length=500)
    picture_key = models.CharField(max_length=300)
    runtime_key = models.CharField(max_length=300, blank=True, default="")
    store_key = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.service_name
