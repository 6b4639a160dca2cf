"""Where facts come from, and what the five source documents state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import DatePrecision, SourceKind
from services.models.base import Fact


class Dated(models.Model):
    """A day that may be known only to the month or the year; empty means undated."""

    day = models.DateField(_("as of"), null=True, blank=True)
    day_precision = models.CharField(_("date known to the"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)

    class Meta:
        abstract = True


class Source(Dated, Fact):
    """`day` is the date that the document itself gives; `read` is when somebody of us read it."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=SourceKind.choices, default=SourceKind.WEB)
    read = models.DateField(_("read on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title

    @property
    def is_document(self) -> bool:
        return self.kind == SourceKind.SEED


class SourceFact(Fact):
    """One statement of a source document, in own words; shown on its page. Left-out persons keep their function only."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="facts")
    number = models.CharField(_("number"), max_length=10)
    text = models.TextField(_("text"), blank=True)
    past = models.BooleanField(_("is past"), default=False)
    left_out = models.CharField(_("left out because"), max_length=300, blank=True)
    role = models.CharField(_("function of the person left out"), max_length=200, blank=True)
    conflict = models.TextField(_("another source says"), blank=True)
    conflict_source = models.ForeignKey(
        Source, verbose_name=_("source of the contradiction"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["source", "number", "id"]
        verbose_name = _("statement of a source")
        verbose_name_plural = _("statements of sources")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="source_fact_number_once"),
            models.CheckConstraint(
                condition=models.Q(left_out="") | models.Q(text=""),
                name="source_fact_left_out_has_no_text",
                violation_error_message=_("A statement that is left out has no text, only the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text or self.left_out}"[:80]


class Sourced(Dated):
    """A row with its source and the age of what it says."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class ManySourced(Sourced):
    """More than one source: the first decides the date, the others stand beside it."""

    sources = models.ManyToManyField(Source, verbose_name=_("further sources"), blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def all_sources(self) -> list[Source]:
        return [source for source in (self.source, *self.sources.all()) if source]
