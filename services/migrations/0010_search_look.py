"""The question before every search, page and 304 as a function: PostgreSQL then keeps its plan for the connection.

Planning takes longer than answering. A prepared statement would do the same, but not behind a pooler that hands
one connection to many.
"""

from django.db import migrations

KINDS = ("places", "names", "pages")
_MARK = "services_look.{0}_seq, services_look.{0}_txid, services_look.{0}_times"
_LAST = """
    LEFT JOIN LATERAL (
        SELECT seq, txid, times FROM services_searchchange WHERE words = '{0}' ORDER BY seq DESC NULLS FIRST LIMIT 1
    ) AS {0} ON true"""


def look(kinds: tuple[str, ...]) -> str:
    return f"""
CREATE FUNCTION services_look(
    OUT epoch uuid, OUT last bigint,
    {", ".join(f"OUT {kind}_seq bigint, OUT {kind}_txid bigint, OUT {kind}_times integer" for kind in kinds)}
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT known.epoch, COALESCE((SELECT max(seq) FROM services_searchchange), 0), {", ".join(f"{kind}.*" for kind in kinds)}
    INTO services_look.epoch, services_look.last, {", ".join(_MARK.format(kind) for kind in kinds)}
    FROM services_searchepoch AS known{"".join(_LAST.format(kind) for kind in kinds)};
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0009_search_words")]

    operations = [migrations.RunSQL(look(KINDS), "DROP FUNCTION services_look()")]
