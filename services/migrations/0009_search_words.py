"""Words of the listings' texts: never corrected into others, and what a misspelt word can have meant.

They are written with the search rows; those that are there are written anew at the next start (`indexing.SHAPE`).
Rows hold no synonyms: a new one no longer writes every row of its need anew.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models.functions import Left, Right

_before = import_module("services.migrations.0002_search_dirty")
SYNONYMS = [
    (
        f"DROP TRIGGER services_dirty_needsynonym_{event.lower()} ON services_needsynonym",
        _before._trigger("needsynonym", _before.TABLES["needsynonym"], event),
    )
    for event in _before.EVENTS
]


class Migration(migrations.Migration):
    dependencies = [("services", "0008_changes_numbered_once")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(db_collation="C", max_length=40, primary_key=True, serialize=False))],
            options={
                "indexes": [
                    models.Index(Left("word", 3), name="search_word_begins"),
                    models.Index(Right("word", 3), name="search_word_ends"),
                ],
            },
        ),
        *[migrations.RunSQL(drop, make) for drop, make in SYNONYMS],
    ]
