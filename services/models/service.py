"""What an organization offers, usually under a programme whose rules, needs and costs it inherits."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.choices import Answer, Audience, Confidentiality, Cost, Document
from services.models.alias import Alias
from services.models.base import Fact
from services.models.source import ManySourced


class Service(ManySourced, Fact):
    """Empty `documents`, `confidentiality`, `cost` and `audiences` mean "as the programme says"; `needs` add to the programme's."""

    organization = models.ForeignKey(
        "services.Organization", verbose_name=_("organization"), on_delete=models.PROTECT, related_name="services"
    )
    programme = models.ForeignKey(
        "services.Programme", verbose_name=_("programme"), on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )
    project = models.ForeignKey(
        "services.Project", verbose_name=_("project"), on_delete=models.SET_NULL, null=True, blank=True, related_name="services"
    )
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    url = models.URLField(_("page of the organization"), blank=True, max_length=300)
    audiences = ArrayField(models.CharField(max_length=12, choices=Audience.choices), verbose_name=_("for whom"), default=list, blank=True)
    target_groups = models.ManyToManyField("services.TargetGroup", verbose_name=_("target groups"), blank=True, related_name="services")
    needs = models.ManyToManyField("services.Need", verbose_name=_("needs"), blank=True, related_name="services")
    cost = models.CharField(_("cost"), max_length=12, choices=Cost.choices, blank=True)
    cost_note = models.CharField(_("note on cost"), max_length=300, blank=True)
    confidentiality = ArrayField(
        models.CharField(max_length=12, choices=Confidentiality.choices), verbose_name=_("confidentiality"), default=list, blank=True
    )
    issues_certificate = models.CharField(
        _("issues the certificate needed for an abortion"), max_length=3, choices=Answer.choices, blank=True
    )
    documents = ArrayField(
        models.CharField(max_length=16, choices=Document.choices), verbose_name=_("what to bring"), default=list, blank=True
    )
    serves_text = models.CharField(_("responsible for, in words"), max_length=300, blank=True)

    class Meta:
        ordering = ["organization", "name", "id"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return f"{self.name} ({self.organization})"

    @property
    def slug(self) -> str:
        return slugify(getattr(self, "name_de", "") or self.name)[:60] or "offer"

    @property
    def stated_needs(self) -> list[Any]:
        """The programme's needs and its own, by bit: naming some topics does not mean no to the others."""
        return sorted({need.pk: need for need in self.each_need()}.values(), key=lambda need: need.bit)

    def each_need(self) -> Iterator[Any]:
        """The programme's and its own; a need may come twice."""
        if self.programme:
            yield from (rank.need for rank in self.programme.need_ranks.all())
        yield from self.needs.all()

    @property
    def stated_cost(self) -> str:
        return self.cost or (self.programme.cost if self.programme else "")

    @property
    def stated_documents(self) -> list[str]:
        return self.documents or (self.programme.documents if self.programme else [])

    @property
    def stated_confidentiality(self) -> list[str]:
        return self.confidentiality or (self.programme.confidentiality if self.programme else [])

    @property
    def stated_audiences(self) -> list[str]:
        return self.audiences or (self.programme.audiences if self.programme else [Audience.PERSON.value])


class ServiceAlias(Alias):
    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["service", "text"], name="service_alias_once")]
