"""What a rebuild still has to write.

Any number of processes take from `services_searchrebuild`, and whoever is killed gives back. A mark in the rows themselves
would write every row, and its place in every index, twice. Unlogged: after a crash of the server the rebuild begins anew.
"""

from django.db import migrations

WAITING = """
CREATE UNLOGGED TABLE services_searchrebuild (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    offer_id uuid NOT NULL UNIQUE
);
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0006_search_changes")]

    operations = [
        migrations.RunSQL(WAITING, "DROP TABLE services_searchrebuild"),
    ]
