"""What has to be done again and again, such as the daily anchor: a row per chore, which is its own queue."""

from django.db import models

from qianming.registry.models.due import DueRow


class Chore(DueRow):
    """`name` is that of a function in `services.chores`; `done_at` is when it last ended well."""

    name = models.CharField(max_length=40, unique=True)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
