"""That a native speaker has reviewed a word changes nothing of what it means: no worker reads all words anew for each tick."""

from importlib import import_module

from django.db import migrations

_changes = import_module("services.migrations.0006_search_changes")
#: Table → kind of words, and the columns that say what a word means.
MEANT = {
    "needsynonym": ("meanings", ("need_id", "language", "text", "is_sentence")),
    "phrase": ("places", ("kind", "code", "language", "text")),
}


def _triggers(table: str) -> list[str]:
    kind, columns = MEANT[table]
    was, now = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return [
        f"DROP TRIGGER services_new_words_{table} ON services_{table}",
        f"CREATE TRIGGER services_new_words_{table} AFTER INSERT OR DELETE ON services_{table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION services_new_words('{kind}')",
        f"CREATE TRIGGER services_other_words_{table} AFTER UPDATE ON services_{table} "
        f"FOR EACH ROW WHEN (({was}) IS DISTINCT FROM ({now})) EXECUTE FUNCTION services_new_words('{kind}')",
    ]


def _as_before(table: str) -> list[str]:
    kind, _columns = MEANT[table]
    return [
        f"DROP TRIGGER services_other_words_{table} ON services_{table}",
        f"DROP TRIGGER services_new_words_{table} ON services_{table}",
        _changes._trigger(table, f"'{kind}'"),
    ]


class Migration(migrations.Migration):
    dependencies = [("services", "0014_sentences")]

    operations = [migrations.RunSQL(_triggers(table), _as_before(table)) for table in MEANT]
