"""Phrases that staff keep; and a mark for every statement that changes a word, so that each process reads them anew."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

EPOCH = """
CREATE TABLE services_vocabularyepoch (id bigserial PRIMARY KEY, changed text NOT NULL);

CREATE FUNCTION services_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO services_vocabularyepoch (changed) VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$;
"""
UNDO = "DROP FUNCTION services_new_words() CASCADE; DROP TABLE services_vocabularyepoch;"
TABLES = (
    "need", "needsynonym", "phrase", "programme", "programmealias", "organization", "organizationalias", "servicealias",
    "language", "area",
)  # fmt: skip
TRIGGERS = [
    (
        f"CREATE TRIGGER services_new_words_{table} AFTER INSERT OR UPDATE OR DELETE ON services_{table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION services_new_words()",
        f"DROP TRIGGER IF EXISTS services_new_words_{table} ON services_{table}",
    )
    for table in TABLES
]


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_hands_over_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalPhrase",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("place", "place"),
                            ("programme", "programme"),
                            ("language", "language"),
                            ("access", "way of access"),
                            ("audience", "for whom"),
                            ("paper", "residence paper"),
                            ("deadline", "letter with a deadline"),
                            ("crisis", "crisis"),
                            ("ignore", "means nothing here"),
                        ],
                        max_length=9,
                        verbose_name="what it means",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=120, verbose_name="code")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("text", models.CharField(max_length=120, verbose_name="word or phrase")),
                ("is_reviewed", models.BooleanField(default=False, verbose_name="reviewed by a native speaker")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical phrase",
                "verbose_name_plural": "historical phrases",
                "db_table": "services_phrase_history",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("place", "place"),
                            ("programme", "programme"),
                            ("language", "language"),
                            ("access", "way of access"),
                            ("audience", "for whom"),
                            ("paper", "residence paper"),
                            ("deadline", "letter with a deadline"),
                            ("crisis", "crisis"),
                            ("ignore", "means nothing here"),
                        ],
                        max_length=9,
                        verbose_name="what it means",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=120, verbose_name="code")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("text", models.CharField(max_length=120, verbose_name="word or phrase")),
                ("is_reviewed", models.BooleanField(default=False, verbose_name="reviewed by a native speaker")),
            ],
            options={
                "verbose_name": "phrase",
                "verbose_name_plural": "phrases",
                "ordering": ["kind", "code", "language", "text"],
                "constraints": [models.UniqueConstraint(fields=("kind", "code", "language", "text"), name="phrase_once")],
            },
        ),
        migrations.RunSQL(EPOCH, UNDO),
        *[migrations.RunSQL(make, undo) for make, undo in TRIGGERS],
    ]
