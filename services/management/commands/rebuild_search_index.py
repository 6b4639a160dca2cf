from typing import Any

from django.core.management.base import BaseCommand

from services.search import index_care


class Command(BaseCommand):
    help = "Writes all search rows anew, batch by batch, while the site runs. An interrupted run goes on where it stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in index_care.rebuild():
            self.stdout.write(f"{done} rows")
        self.stdout.write(f"Done: {done} rows written.")
