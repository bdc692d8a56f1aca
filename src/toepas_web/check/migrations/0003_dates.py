"""The days of cases, a row for each, and an index by day for both kinds."""

import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

PIECE = 2000


def fill(apps: Any, _schema_editor: Any) -> None:
    """The days that are in what owners were last shown."""
    case, start = apps.get_model("check", "Case"), apps.get_model("check", "Start")
    rows = []
    for pk, seen in case.objects.order_by("pk").values_list("pk", "seen").iterator(PIECE):
        days = {duty: entry[1] for duty, entry in seen.get("duties", {}).items() if entry[1]}
        rows += [start(case_id=pk, duty=duty, day=datetime.date.fromisoformat(day)) for duty, day in days.items()]
        if len(rows) >= PIECE:
            start.objects.bulk_create(rows)
            rows = []
    start.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("check", "0002_shared_and_council_links")]

    operations = [
        migrations.CreateModel(
            name="Start",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(max_length=80)),
                ("day", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="starts", to="check.case"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("case", "duty"), name="one_start_per_duty")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="start",
            index=models.Index(fields=["day", "id"], name="start_by_day"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("due__isnull", False)), fields=["due", "id"], name="task_by_due_day"
            ),
        ),
    ]
