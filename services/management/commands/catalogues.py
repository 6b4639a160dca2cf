from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from beratung import catalogues


class Command(BaseCommand):
    help = "Compiles the interface's catalogues; with --update, first merges new messages into the .po files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["update"]:
            for language, missing in catalogues.update(settings.BASE_DIR).items():
                self.stdout.write(f"{language}: {missing} messages without a translation")
        catalogues.compile_all(settings.BASE_DIR)
