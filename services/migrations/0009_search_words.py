"""Words of the listings' texts: never corrected into others, and what a misspelt word can have meant.

They are written with the search rows; those that are there are written anew at the next start (`indexing.SHAPE`).
"""

from django.db import migrations, models
from django.db.models.functions import Left, Right


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
    ]
