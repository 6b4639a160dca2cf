"""Rules and catchments as shared rows that the search looks up; a change of a rule or a route makes search rows stale."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

RULES = (
    "SELECT o.id FROM services_serviceatlocation o JOIN services_service s ON o.service_id = s.id "
    "JOIN services_route r ON r.programme_id = s.programme_id JOIN changed c ON c.route_id = r.id "
    "WHERE c.service_id IS NULL OR c.service_id = s.id"
)
ROUTES = (
    "SELECT o.id FROM services_serviceatlocation o JOIN services_service s ON o.service_id = s.id "
    "JOIN changed c ON s.programme_id = c.programme_id"
)
EVENTS = {
    "INSERT": "REFERENCING NEW TABLE AS came",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}
TRIGGERS = [
    (
        f"CREATE TRIGGER services_dirty_{table}_{event.lower()} AFTER {event} ON services_{table} {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION services_mark_dirty('{offers}')",
        f"DROP TRIGGER services_dirty_{table}_{event.lower()} ON services_{table}",
    )
    for table, offers in (("rule", RULES), ("route", ROUTES))
    for event, tables in EVENTS.items()
]


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0002_search_dirty"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedProfile",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("routes", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="historicalservicearea",
            name="is_rough",
            field=models.BooleanField(
                default=False,
                help_text="The source names it without saying how much of it is meant: people in its parts are asked to ask first.",
                verbose_name="parts of it are not certain",
            ),
        ),
        migrations.AddField(
            model_name="searchrow",
            name="shape",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="servicearea",
            name="is_rough",
            field=models.BooleanField(
                default=False,
                help_text="The source names it without saying how much of it is meant: people in its parts are asked to ask first.",
                verbose_name="parts of it are not certain",
            ),
        ),
        migrations.CreateModel(
            name="SharedCatchment",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("areas", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ("rough", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ("above", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ("everywhere", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["areas"], name="catchment_areas"),
                    django.contrib.postgres.indexes.GinIndex(fields=["rough"], name="catchment_rough"),
                    django.contrib.postgres.indexes.GinIndex(fields=["above"], name="catchment_above"),
                ],
            },
        ),
        migrations.AddField(
            model_name="searchrow",
            name="catchment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.sharedcatchment"
            ),
        ),
        migrations.AddField(
            model_name="searchrow",
            name="profile",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.sharedprofile"),
        ),
        *[migrations.RunSQL(make, undo) for make, undo in TRIGGERS],
    ]
