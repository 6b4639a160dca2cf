"""What thousands of published offers share, told apart by content: their rules, and whom they are responsible for.

Written by `search.indexing` only, never changed and never deleted while the site runs, so that a process may keep what it
has read: other rules are another row.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SharedProfile(models.Model):
    """`routes`: `[code, audience, [[criterion, verdict, lowest, highest, values, from, to, rule id], …]]`; days as ISO dates."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    routes = models.JSONField()

    def __str__(self) -> str:
        return self.key


class SharedCatchment(models.Model):
    """Numbers of areas, as in `eligibility.catchment.Catchment`."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    areas = ArrayField(models.PositiveIntegerField(), default=list)
    rough = ArrayField(models.PositiveIntegerField(), default=list)
    above = ArrayField(models.PositiveIntegerField(), default=list)
    everywhere = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GinIndex(fields=["areas"], name="catchment_areas"),
            GinIndex(fields=["rough"], name="catchment_rough"),
            GinIndex(fields=["above"], name="catchment_above"),
        ]

    def __str__(self) -> str:
        return self.key
