"""What a word counts in which listings, per weight, from an index: the tokens themselves are large and lie apart from their row."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models.expressions import RawSQL


class Migration(migrations.Migration):
    dependencies = [("services", "0010_search_look")]

    operations = [
        migrations.AddIndex("searchrow", GinIndex(RawSQL(f"ts_filter(tokens, '{{{weight}}}')", ()), name=f"search_row_tokens_{weight}"))  # noqa: S611
        for weight in ("a", "b", "c")
    ]
