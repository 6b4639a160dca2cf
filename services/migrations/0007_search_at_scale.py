"""For a hundred thousand rows: what a rebuild still has to write, and numbers for changes without a search through all of them.

Any number of processes take from `services_searchrebuild`, and whoever is killed gives back. A mark in the rows themselves
would write every row, and its place in every index, twice. Unlogged: after a crash of the server the rebuild begins anew.

When a transaction commits, its changes get their numbers at once. The trigger that sees to it fires for each of them; it asked
whether any was left without number and so walked past all the others: ten thousand times ten thousand for a large import.
"""

from django.db import migrations

KEPT = 100_000

WAITING = """
CREATE UNLOGGED TABLE services_searchrebuild (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    offer_id uuid NOT NULL UNIQUE
);
"""
NUMBER = f"""
CREATE OR REPLACE FUNCTION services_number_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM services_searchchange WHERE txid = NEW.txid AND offer_id = NEW.offer_id AND seq IS NULL)
        OR EXISTS (SELECT 1 FROM services_searchchange WHERE txid = NEW.txid AND words = NEW.words AND seq IS NULL)
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('services_searchchange'));
        UPDATE services_searchchange SET seq = nextval('services_searchchange_seq_seq') WHERE txid = NEW.txid AND seq IS NULL;
        DELETE FROM services_searchchange
            WHERE seq <= currval('services_searchchange_seq_seq') - {KEPT} AND offer_id IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0006_search_changes")]

    operations = [
        migrations.RunSQL(WAITING, "DROP TABLE services_searchrebuild"),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
    ]
