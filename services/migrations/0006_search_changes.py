"""What the search has to read anew, in the order of commit: offers whose row has changed, and words that staff keep.

`seq` is given when the transaction commits, under one advisory lock that is held until the commit is visible: whoever has
read up to a number has missed nothing below it, whatever was begun first. No lock is held before, so that a long import
holds nobody up. The trigger fires for each change and asks for that one only: asking whether any is left would walk past all
others, ten thousand times ten thousand for a large import. Of words one entry per kind and transaction is kept; of offers the last hundred thousand.
"""

from django.db import migrations

KEPT = 100_000
CHANGES = f"""
CREATE TABLE services_searchchange (
    txid bigint NOT NULL DEFAULT txid_current(),
    seq bigint,
    offer_id uuid,
    words text,
    times integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX services_searchchange_once ON services_searchchange (txid, offer_id) WHERE offer_id IS NOT NULL;
CREATE UNIQUE INDEX services_searchchange_words_once ON services_searchchange (txid, words) WHERE words IS NOT NULL;
CREATE UNIQUE INDEX services_searchchange_seq ON services_searchchange (seq);
CREATE INDEX services_searchchange_words ON services_searchchange (words, seq DESC NULLS FIRST) WHERE words IS NOT NULL;
CREATE INDEX services_searchchange_waiting ON services_searchchange (txid) WHERE seq IS NULL;
CREATE SEQUENCE services_searchchange_seq_seq;

CREATE TABLE services_searchepoch (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), epoch uuid NOT NULL);
INSERT INTO services_searchepoch (epoch) VALUES (gen_random_uuid());

CREATE FUNCTION services_number_changes() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE CONSTRAINT TRIGGER services_searchchange_numbered AFTER INSERT ON services_searchchange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION services_number_changes();

CREATE FUNCTION services_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO services_searchchange (offer_id) SELECT offer_id FROM changed ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER services_searchrow_came AFTER INSERT ON services_searchrow
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION services_row_changed();
CREATE TRIGGER services_searchrow_changed AFTER UPDATE ON services_searchrow
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION services_row_changed();
CREATE TRIGGER services_searchrow_gone AFTER DELETE ON services_searchrow
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION services_row_changed();

DROP FUNCTION services_new_words() CASCADE;
DROP TABLE services_vocabularyepoch;
CREATE FUNCTION services_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO services_searchchange (words) VALUES (TG_ARGV[0])
        ON CONFLICT (txid, words) WHERE words IS NOT NULL DO UPDATE SET times = services_searchchange.times + 1;
    RETURN NULL;
END $$;
"""
OLD_WORDS = """
CREATE TABLE services_vocabularyepoch (id bigserial PRIMARY KEY, changed text NOT NULL);
CREATE FUNCTION services_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO services_vocabularyepoch (changed) VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$;
"""
UNDO = (
    """
DROP FUNCTION services_new_words() CASCADE;
DROP FUNCTION services_row_changed() CASCADE;
DROP TABLE services_searchchange;
DROP FUNCTION services_number_changes();
DROP SEQUENCE services_searchchange_seq_seq;
DROP TABLE services_searchepoch;
"""
    + OLD_WORDS
)
#: Table → kind of words: names of places are nine tenths of all words and hardly ever change.
WORDS = {
    **dict.fromkeys(("area", "phrase"), "places"),
    **dict.fromkeys(
        (
            "need", "needsynonym", "programme", "programmealias", "organization", "organizationalias", "servicealias", "language",
            "fundingsource", "residencetitle", "needprogramme", "route", "rule",
        ),
        "names",
    ),
}  # fmt: skip
BEFORE = [table for table in WORDS if table not in ("fundingsource", "residencetitle", "needprogramme", "route", "rule")]


def _trigger(table: str, argument: str) -> str:
    return (
        f"CREATE TRIGGER services_new_words_{table} AFTER INSERT OR UPDATE OR DELETE ON services_{table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION services_new_words({argument})"
    )


#: What stands on pages besides: whoever keeps a page asks whether anything has changed at all.
PAGES = (
    "needcategory", "targetgroup", "residencestatus", "residencetitle_statuses", "project", "project_sources", "projectpartner",
    "projectfigure", "evaluation", "source", "sourcefact", "organization_sources", "programme_sources", "service_sources",
    "location_sources", "service_target_groups", "funding_projects", "funding_organizations", "discrepancy", "postalcode_areas",
    "programme_hands_over_to",
)  # fmt: skip

#: A number shows on the cards of its offers, whose kept fragments follow their search rows.
BY_CONTACT = "SELECT l.serviceatlocation_id FROM services_serviceatlocation_contacts l JOIN changed c ON l.contact_id = c.id"
EVENTS = {
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}
CONTACTS = [
    (
        f"CREATE TRIGGER services_dirty_contact_{event.lower()} AFTER {event} ON services_contact {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION services_mark_dirty('{BY_CONTACT}')",
        f"DROP TRIGGER services_dirty_contact_{event.lower()} ON services_contact",
    )
    for event, tables in EVENTS.items()
]


class Migration(migrations.Migration):
    dependencies = [("services", "0005_phrases")]

    operations = [
        migrations.RunSQL(CHANGES, [UNDO, *(_trigger(table, "") for table in BEFORE)]),
        migrations.RunSQL([_trigger(table, f"'{words}'") for table, words in WORDS.items()], migrations.RunSQL.noop),
        migrations.RunSQL([_trigger(table, "'pages'") for table in PAGES], migrations.RunSQL.noop),
        *[migrations.RunSQL(make, undo) for make, undo in CONTACTS],
    ]
