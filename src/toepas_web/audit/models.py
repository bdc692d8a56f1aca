"""One line per write. No foreign keys: a line outlives what it speaks of."""

from django.db import models


class Event(models.Model):
    """``actor`` is the id of an account (empty once that account is gone), ``subject`` what was written."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.UUIDField(null=True, db_index=True)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
