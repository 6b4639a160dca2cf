from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from services.search import index_care, indexing


class Command(BaseCommand):
    help = "Compares every search row with the facts behind it; exits with 1 if any differs, also when --repair has mended it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the rows that differ anew")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = dict(index_care.differences())
        for offer, columns in wrong.items():
            self.stdout.write(f"{offer}: {', '.join(columns)}")
        if wrong and options["repair"]:
            with transaction.atomic():
                indexing.refresh(wrong)
            self.stdout.write(f"{len(wrong)} rows mended.")
        if wrong:
            raise CommandError(f"{len(wrong)} search rows were not as the facts say.")
        self.stdout.write("The search rows are as the facts say.")
