"""The service's own keys as they are stored: wrapped by the secret that is kept outside the database."""

from typing import Final

from django.db import models


class ServiceKey(models.Model):
    """One key, readable only with the service's secret.

    Generation 0 is the lasting key: keyed hashes and the service's own seal come from it, so that they stay
    what they are when the secret is replaced. Every other generation wraps accounts' data keys; the highest
    is the one in use.
    """

    LASTING: Final = 0

    generation = models.PositiveIntegerField(primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"service key {self.generation}"
