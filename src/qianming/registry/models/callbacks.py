"""Where an account wants to be told of what happens, and what is on its way there."""

from typing import ClassVar, Final

from django.db import models

from qianming.core.callbacks import CallbackKind, DeliveryState
from qianming.registry.models.accounts import Account
from qianming.registry.models.choices import code_field
from qianming.registry.models.due import DueRow


class CallbackEndpoint(models.Model):
    """One address for one kind of callback; setting it again replaces the address.

    `sealed_secret` signs what is sent; `sealed_url` may hold a password or a token of the receiver.
    """

    URL: Final = "callback.url"
    SECRET: Final = "callback.secret"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="callback_endpoints")
    kind = code_field(CallbackKind)
    sealed_url = models.BinaryField()
    sealed_secret = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "kind"], name="one_callback_endpoint_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CallbackDelivery(DueRow):
    """One message to one endpoint.

    `line` is what messages follow each other in, such as "signature:12": only the first unfinished one of a
    line is due, the others wait. `tries` counts finished attempts, `attempts` those begun. `sealed_body` is
    the body as it is sent.
    """

    BODY: Final = "callback.body"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="callback_deliveries")
    endpoint = models.ForeignKey(CallbackEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=64)
    line = models.CharField(max_length=80)
    sealed_body = models.BinaryField()
    state = code_field(DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["endpoint", "message_id"], name="one_callback_per_message"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["endpoint", "line", "state"], name="callback_by_line"),
        ]

    def __str__(self) -> str:
        return self.message_id
