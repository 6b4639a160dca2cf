"""Each programme names those that it sends people on to, with its history."""

import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0003_shared_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="hands_over_to",
            field=models.ManyToManyField(
                blank=True,
                help_text="Kinds of help for people whom this one does not fit; each is offered only to those whom it fits.",
                related_name="receives_from",
                to="services.programme",
                verbose_name="sends people on to",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalProgramme_hands_over_to",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "from_programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.programme",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="services.historicalprogramme"
                    ),
                ),
                (
                    "to_programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalProgramme_hands_over_to",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
