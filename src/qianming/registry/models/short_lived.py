"""What all processes of the service remember together for minutes, such as failed sign-ins."""

from django.db import models


class ShortLived(models.Model):
    """One remembered value until it expires; the columns are those of the framework's cache in a table.

    `cache_key` is a keyed hash of what it is about, such as an e-mail address (`registry.shared_cache`).
    """

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
