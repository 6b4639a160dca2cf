"""Sentences in which people tell what happens to them, of which only the words are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0013_names_apart")]

    operations = [
        migrations.AddField(model, "is_sentence", models.BooleanField(default=False, verbose_name="a sentence: only its words count"))
        for model in ("needsynonym", "historicalneedsynonym")
    ]
