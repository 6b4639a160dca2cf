"""Triggers that no path can forget: whatever touches a published offer's facts must leave its search row fresh.

Statement-level triggers on the source tables put affected offers into `services_searchdirty`; a deferred constraint
trigger refuses a commit that leaves any there. `actions.recording.atomic()` writes the rows and empties the table.
"""

from django.db import migrations

OFFER = "SELECT o.id FROM services_serviceatlocation o JOIN"
BY_SERVICE = f"{OFFER} changed c ON o.service_id = c.%s"
BY_LOCATION = f"{OFFER} changed c ON o.location_id = c.%s"
BY_ORGANIZATION = f"{OFFER} services_service s ON o.service_id = s.id JOIN changed c ON s.organization_id = c.%s"
BY_PROGRAMME = f"{OFFER} services_service s ON o.service_id = s.id JOIN changed c ON s.programme_id = c.%s"
BY_NEED = (
    f"{OFFER} services_service_needs n ON o.service_id = n.service_id JOIN changed c ON n.need_id = c.%s "
    f"UNION {OFFER} services_service s ON o.service_id = s.id "
    "JOIN services_needprogramme p ON p.programme_id = s.programme_id JOIN changed c ON p.need_id = c.%s"
)
BY_FUNDING = (
    f"{OFFER} services_funding_services f ON o.service_id = f.service_id JOIN changed c ON f.funding_id = c.%s "
    f"UNION {OFFER} services_service s ON o.service_id = s.id "
    "JOIN services_funding_programmes p ON p.programme_id = s.programme_id JOIN changed c ON p.funding_id = c.%s"
)
BY_AREA = "SELECT r.offer_id FROM services_searchrow r WHERE r.inside && ARRAY(SELECT c.%s FROM changed c)"
BY_POSTAL_CODE = f"{OFFER} services_location l ON o.location_id = l.id JOIN changed c ON l.postal_code = c.%s"

TABLES = {
    "serviceatlocation": "SELECT c.id FROM changed c",
    "serviceatlocation_contacts": "SELECT c.serviceatlocation_id FROM changed c",
    "spokenlanguage": "SELECT c.offer_id FROM changed c",
    "check": "SELECT c.offer_id FROM changed c",
    "service": BY_SERVICE % "id",
    "service_needs": BY_SERVICE % "service_id",
    "servicearea": BY_SERVICE % "service_id",
    "servicealias": BY_SERVICE % "service_id",
    "funding_services": BY_SERVICE % "service_id",
    "location": BY_LOCATION % "id",
    "formeraddress": BY_LOCATION % "location_id",
    "organization": BY_ORGANIZATION % "id",
    "organizationalias": BY_ORGANIZATION % "organization_id",
    "programme": BY_PROGRAMME % "id",
    "programmealias": BY_PROGRAMME % "programme_id",
    "needprogramme": BY_PROGRAMME % "programme_id",
    "funding_programmes": BY_PROGRAMME % "programme_id",
    "need": BY_NEED % ("id", "id"),
    "needsynonym": BY_NEED % ("need_id", "need_id"),
    "funding": BY_FUNDING % ("id", "id"),
    "area": BY_AREA % "number",
    "postalcode": BY_POSTAL_CODE % "code",
}
EVENTS = {
    "INSERT": "REFERENCING NEW TABLE AS came",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}

FUNCTIONS = """
CREATE TABLE services_searchdirty (
    txid bigint NOT NULL DEFAULT txid_current(),
    offer_id uuid NOT NULL,
    PRIMARY KEY (txid, offer_id)
);

CREATE FUNCTION services_mark_dirty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'WITH changed AS (%s) INSERT INTO services_searchdirty (offer_id) '
        'SELECT DISTINCT touched.id FROM (%s) touched (id) ON CONFLICT DO NOTHING',
        CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT * FROM came'
            WHEN 'DELETE' THEN 'SELECT * FROM gone'
            ELSE 'SELECT * FROM came UNION ALL SELECT * FROM gone'
        END,
        TG_ARGV[0]
    );
    RETURN NULL;
END $$;

CREATE FUNCTION services_refuse_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM services_searchdirty d WHERE d.txid = NEW.txid AND d.offer_id = NEW.offer_id) THEN
        RAISE EXCEPTION 'A write has left the search index behind: write inside actions.recording.atomic()'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER services_searchdirty_empty AFTER INSERT ON services_searchdirty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION services_refuse_forgotten();

CREATE FUNCTION services_hidden_in_kreis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.visibility = 'hidden' AND EXISTS (
        SELECT 1 FROM services_area a WHERE a.id = NEW.area_id AND a.kind NOT IN ('kreis', 'land', 'country')
    ) THEN
        RAISE EXCEPTION 'A hidden place may only be placed in a Kreis' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER services_location_hidden BEFORE INSERT OR UPDATE ON services_location
    FOR EACH ROW EXECUTE FUNCTION services_hidden_in_kreis();
"""

UNDO = """
DROP TRIGGER services_location_hidden ON services_location;
DROP FUNCTION services_hidden_in_kreis();
DROP TABLE services_searchdirty;
DROP FUNCTION services_refuse_forgotten();
DROP FUNCTION services_mark_dirty() CASCADE;
"""


def _trigger(table: str, offers: str, event: str) -> str:
    name = f"services_dirty_{table}_{event.lower()}"
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON services_{table} {EVENTS[event]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION services_mark_dirty('{offers}');"
    )


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        migrations.RunSQL(
            [_trigger(table, offers, event) for table, offers in TABLES.items() for event in EVENTS],
            migrations.RunSQL.noop,
        ),
    ]
