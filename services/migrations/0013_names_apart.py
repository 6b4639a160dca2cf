"""What words mean apart from the names of carriers: one of these is edited every day, and no longer has all that people type read anew.

The new numbers come last, as workers of the release before read the others by their place.
"""

from importlib import import_module

from django.db import migrations

_changes = import_module("services.migrations.0006_search_changes")
_before = import_module("services.migrations.0010_search_look")
MEANINGS = ("need", "needsynonym", "programme", "programmealias", "language")


def _trigger(table: str, kind: str) -> list[str]:
    return [f"DROP TRIGGER services_new_words_{table} ON services_{table}", _changes._trigger(table, f"'{kind}'")]


class Migration(migrations.Migration):
    dependencies = [("services", "0012_one_index_of_tokens")]

    operations = [
        *[migrations.RunSQL(_trigger(table, "meanings"), _trigger(table, "names")) for table in MEANINGS],
        migrations.RunSQL(
            ["DROP FUNCTION services_look()", _before.look((*_before.KINDS, "meanings"))],
            ["DROP FUNCTION services_look()", _before.look(_before.KINDS)],
        ),
    ]
