"""One text that differs after any committed change: what is asked before every page. Only if it does, one asks what has changed.

Every change is numbered in its own commit, so nothing changes without it.
"""

from django.db import migrations

STATE = """
CREATE FUNCTION services_state() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT epoch || '-' || COALESCE((SELECT max(seq) FROM services_searchchange), 0) FROM services_searchepoch);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0015_reviewed_apart")]

    operations = [migrations.RunSQL(STATE, "DROP FUNCTION services_state()")]
