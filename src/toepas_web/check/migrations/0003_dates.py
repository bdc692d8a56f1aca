"""The days of cases, a row for each, in an index by organisation and one by day."""

import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

PIECE = 2000


def fill(apps: Any, _schema_editor: Any) -> None:
    """What owners were last shown, and when tasks are due."""
    case, day, task = (apps.get_model("check", name) for name in ("Case", "Day", "Task"))
    members = set(apps.get_model("organisations", "Membership").objects.values_list("organisation_id", "user_id"))
    rows = []
    for one in case.objects.order_by("pk").only("pk", "seen", "owner_id", "shared_with_id").iterator(PIECE):
        tasks = list(task.objects.filter(case=one).values("duty", "due", "status"))
        settled = {kept["duty"] for kept in tasks if kept["status"] in ("done", "not-needed")}
        found = [
            ("start", duty, datetime.date.fromisoformat(entry[1]))
            for duty, entry in one.seen.get("duties", {}).items()
            if entry[1]
        ]
        found += [("task", kept["duty"], kept["due"]) for kept in tasks if kept["due"]]
        there = one.shared_with_id if (one.shared_with_id, one.owner_id) in members else None
        rows += [
            day(case_id=one.pk, organisation_id=there, kind=kind, duty=duty, day=when, open=duty not in settled)
            for kind, duty, when in found
        ]
        if len(rows) >= PIECE:
            day.objects.bulk_create(rows)
            rows = []
    day.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("check", "0002_shared_and_council_links"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=5)),
                ("day", models.DateField()),
                ("open", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="check.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "duty", "kind"), name="one_day_per_duty_and_kind")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="day",
            index=models.Index(fields=["organisation", "kind", "open", "day", "id"], name="day_of_organisation"),
        ),
        migrations.AddIndex(
            model_name="day",
            index=models.Index(fields=["kind", "open", "day", "id", "organisation"], name="day_by_day"),
        ),
    ]
