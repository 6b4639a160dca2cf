"""Numbering once per transaction, and search rows that are quicker to write.

The trigger that numbers changes fired for each of them and asked whether that one still needs a number. A transaction's
statistics are those of an empty log, so each of ten thousand questions walked past the nine thousand before it. Now a
transaction leaves one mark, however much it changes, and the mark's own trigger numbers everything at the commit. Unlogged:
no mark outlives its transaction.

Words are not compressed any more: packing and unpacking them took longer than reading the fifth that it saved. Pages keep
room for a second version of most rows: one in which no indexed column has changed then needs no new entry in any index,
where its words alone would need two hundred. Rows that are there already stay as they are.
"""

from importlib import import_module

from django.db import migrations

_before = import_module("services.migrations.0006_search_changes")

MARKS = f"""
CREATE UNLOGGED TABLE services_searchunnumbered (txid bigint PRIMARY KEY);
CREATE FUNCTION services_mark_unnumbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM came) THEN
        INSERT INTO services_searchunnumbered (txid) VALUES (txid_current()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER services_searchchange_came AFTER INSERT ON services_searchchange
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION services_mark_unnumbered();

DROP TRIGGER services_searchchange_numbered ON services_searchchange;
CREATE OR REPLACE FUNCTION services_number_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('services_searchchange'));
    UPDATE services_searchchange SET seq = nextval('services_searchchange_seq_seq') WHERE txid = NEW.txid AND seq IS NULL;
    IF FOUND THEN
        DELETE FROM services_searchchange
            WHERE seq <= currval('services_searchchange_seq_seq') - {_before.KEPT} AND offer_id IS NOT NULL;
    END IF;
    DELETE FROM services_searchunnumbered WHERE txid = NEW.txid;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER services_searchunnumbered_numbered AFTER INSERT ON services_searchunnumbered
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION services_number_changes();
"""
NUMBER_EACH = f"""
DROP TABLE services_searchunnumbered;
DROP TRIGGER services_searchchange_came ON services_searchchange;
DROP FUNCTION services_mark_unnumbered();
CREATE OR REPLACE FUNCTION services_number_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM services_searchchange WHERE txid = NEW.txid AND offer_id = NEW.offer_id AND seq IS NULL)
        OR EXISTS (SELECT 1 FROM services_searchchange WHERE txid = NEW.txid AND words = NEW.words AND seq IS NULL)
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('services_searchchange'));
        UPDATE services_searchchange SET seq = nextval('services_searchchange_seq_seq') WHERE txid = NEW.txid AND seq IS NULL;
        DELETE FROM services_searchchange
            WHERE seq <= currval('services_searchchange_seq_seq') - {_before.KEPT} AND offer_id IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER services_searchchange_numbered AFTER INSERT ON services_searchchange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION services_number_changes();
"""
ROOM = "ALTER TABLE services_searchrow ALTER COLUMN tokens SET STORAGE EXTERNAL, SET (fillfactor = 60)"
NO_ROOM = "ALTER TABLE services_searchrow ALTER COLUMN tokens SET STORAGE EXTENDED, RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("services", "0007_search_at_scale")]

    operations = [
        migrations.RunSQL(MARKS, NUMBER_EACH),
        migrations.RunSQL(ROOM, NO_ROOM),
    ]
