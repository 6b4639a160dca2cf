import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from services.search import index_care


class Command(BaseCommand):
    help = "Writes all search rows anew, batch by batch, while the site runs. An interrupted run goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that write at once; one per core")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in index_care.rebuild(options["jobs"]):
            self.stdout.write(f"{done} rows")
        self.stdout.write(f"Done: {done} rows written.")
