"""What all processes of the service remember together for minutes, such as failed sign-ins."""

from django.db import models


class ShortLived(models.Model):
    """One value as JSON until it expires; `name_hash` tells what it is about, such as an e-mail address."""

    name_hash = models.CharField(primary_key=True, max_length=64)
    value = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name_hash
