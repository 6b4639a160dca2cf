from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beratung import catalogues


class Command(BaseCommand):
    help = "Compiles the interface's catalogues; with --update, first merges new messages into the .po files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true")
        parser.add_argument("--check", action="store_true", help="Fails if messages are missing in the catalogues.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"] and (missing := catalogues.missing(settings.BASE_DIR)):
            raise CommandError("Run `make messages` and translate: " + "; ".join(missing))
        if options["update"]:
            for language, number in catalogues.update(settings.BASE_DIR).items():
                self.stdout.write(f"{language}: {number} messages without a translation")
        catalogues.compile_all(settings.BASE_DIR)
