"""The read model of the search: one narrow row per published offer, written before commit by `actions.recording`."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from services.models.service_at_location import ServiceAtLocation
from services.models.shared_rules import SharedCatchment, SharedProfile


class SearchRow(models.Model):
    """Masks hold one bit per code (`Need.bit`, `Language.bit`, position in `AccessWay`, …).

    `needs_own` are the needs that the service itself names; `needs` holds its programme's as well.
    Dates instead of booleans wherever the answer depends on today: `languages_fresh_until` is the last day on which
    the recorded languages count as stated. `opens` and `closes` are minutes since Monday 0:00, pair by pair; `land` is
    empty where public holidays change nothing. `inside` are the numbers of the areas it lies in, `serves` those it serves.
    `profile` is empty without a programme, `catchment` where nobody has said whom it serves. `shape` is the
    `search.indexing.SHAPE` that wrote the row. Each of the `tokens` begins with the letter of its weight (`search.weights`).
    """

    offer = models.OneToOneField(ServiceAtLocation, on_delete=models.CASCADE, primary_key=True, related_name="search_row")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    has_distance = models.BooleanField(default=False)
    inside = ArrayField(models.PositiveIntegerField(), default=list)
    serves = ArrayField(models.PositiveIntegerField(), default=list)
    everywhere = models.BooleanField(default=False)
    profile = models.ForeignKey(SharedProfile, on_delete=models.PROTECT, null=True, related_name="+")
    catchment = models.ForeignKey(SharedCatchment, on_delete=models.PROTECT, null=True, related_name="+")
    shape = models.PositiveSmallIntegerField(default=0)
    programme = models.CharField(max_length=20, blank=True, db_index=True)
    only_if_asked = models.BooleanField(default=False)
    needs = models.BigIntegerField(default=0)
    needs_own = models.BigIntegerField(default=0)
    need_ranks = models.JSONField(default=dict)
    languages_stated = models.BigIntegerField(default=0)
    languages_arranged = models.BigIntegerField(default=0)
    languages_any_arranged = models.BooleanField(default=False)
    languages_complete = models.BooleanField(default=False)
    languages_fresh_until = models.DateField(null=True)
    access = models.BigIntegerField(default=0)
    access_not = models.BigIntegerField(default=0)
    audiences = models.BigIntegerField(default=0)
    funders = models.BigIntegerField(default=0)
    takes_new_no_until = models.DateField(null=True)
    land = models.CharField(max_length=5, blank=True)
    opens = ArrayField(models.PositiveSmallIntegerField(), default=list)
    closes = ArrayField(models.PositiveSmallIntegerField(), default=list)
    hours_fresh_until = models.DateField(null=True)
    closed_from = models.DateField(null=True)
    closed_to = models.DateField(null=True)
    closed = models.BooleanField(default=False)
    reachable = models.BooleanField(default=False)
    checked = models.DateField(null=True)
    tokens = SearchVectorField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["inside"], name="search_row_inside"),
            GinIndex(fields=["serves"], name="search_row_serves"),
            GinIndex(fields=["tokens"], name="search_row_tokens"),
            models.Index(fields=["lat", "lon"], name="search_row_point"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
