"""Tokens begin with the letter of their weight: one index says what the four did. Rows are written anew by their shape."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0011_tokens_by_weight")]

    operations = [migrations.RemoveIndex("searchrow", f"search_row_tokens_{weight}") for weight in ("a", "b", "c")]
