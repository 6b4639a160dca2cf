from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from services.exchange import fixtures
from services.exchange.records import BadFile
from services.search import indexing


class Command(BaseCommand):
    help = "Loads reference data and real listings. Creates what is missing; never overwrites what staff have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = fixtures.load(settings.FIXTURES)
            rebuilt = indexing.refresh_outdated()
        except BadFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{number} {word}" for word, number in sorted(counts.items())) or "fixtures unchanged")
        if rebuilt:
            self.stdout.write(f"{rebuilt} search rows written anew")
