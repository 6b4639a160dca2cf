from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from services.display import days
from services.eligibility import linter
from services.eligibility.linter import ERROR, Finding
from services.models import Programme, Service


class Command(BaseCommand):
    help = "Says what is wrong with the rules of all programmes, and with those of services that differ. Fails if something is an error."

    def handle(self, *args: Any, **options: Any) -> None:
        today, errors = days.now().date(), 0
        with translation.override("en"):
            for programme in Programme.objects.order_by("code").prefetch_related("routes__rules"):
                errors += self._say(programme.code, linter.of_programme(programme, today))
            differing = Service.objects.filter(overrides__isnull=False).distinct().in_order()
            for service in differing.select_related("organization", "programme").prefetch_related("overrides", "programme__routes__rules"):
                errors += self._say(f"{service.programme} / {service}", linter.of_service(service, today))
        if errors:
            raise CommandError(f"{errors} errors")

    def _say(self, whose: str, findings: list[Finding]) -> int:
        for finding in findings:
            where = " · ".join(part for part in (whose, finding.route, finding.criterion) if part)
            self.stdout.write(f"{finding.level}: {where}: {finding.message}")
        return sum(finding.level == ERROR for finding in findings)
