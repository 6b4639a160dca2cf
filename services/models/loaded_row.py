"""What the loader wrote last, so that it can tell its own work from the staff's."""

from django.db import models


class LoadedRow(models.Model):
    """`written` is the hash of the row as it stood after the loader's last write; a missing record was deleted by staff."""

    model = models.CharField(max_length=60)
    record = models.UUIDField()
    written = models.CharField(max_length=64)
    wanted = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "record"], name="loaded_row_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.record}"
