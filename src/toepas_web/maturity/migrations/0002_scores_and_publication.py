"""Scores are kept, with what the organisation was when the assessment was finished; consent to be counted; publications."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 1000


def keep(apps: Any, schema_editor: Any) -> None:
    """A row for each finished assessment. The day it was finished was not kept: the day of its answers stands for it. The scores themselves are
    made when the migrations are done, as those of any other version."""
    assessments = apps.get_model("maturity", "Assessment").objects.using(schema_editor.connection.alias)
    scores = apps.get_model("maturity", "Score")
    same = ("organisation_id", "questionnaire", "version", "stage", "on", "size", "sector", "country")
    rows = []
    for one in assessments.filter(finished=True).values("pk", *same).order_by("pk").iterator(AT_ONCE):
        rows.append(scores(assessment_id=one.pop("pk"), finished=one["on"], **one))
        if len(rows) == AT_ONCE:
            scores.objects.bulk_create(rows)
            rows = []
    scores.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [
        ("maturity", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreed",
            fields=[
                ("organisation", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="agreed_to_count", serialize=False, to="organisations.organisation")),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ("since",)},
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("period", models.CharField(max_length=7, primary_key=True, serialize=False)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("figures", models.JSONField(default=dict)),
                ("versions", models.JSONField(default=dict)),
            ],
            options={"ordering": ("period",)},
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("assessment", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="score", serialize=False, to="maturity.assessment")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="organisations.organisation")),
                ("questionnaire", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=8)),
                ("stage", models.CharField(max_length=2)),
                ("on", models.DateField()),
                ("finished", models.DateField()),
                ("size", models.CharField(blank=True, max_length=8)),
                ("sector", models.CharField(blank=True, max_length=40)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("low", models.FloatField(default=0)),
                ("high", models.FloatField(default=100)),
                ("dimensions", models.JSONField(default=dict)),
                ("uses_ai", models.BooleanField(null=True)),
                ("scoring", models.CharField(blank=True, max_length=8)),
                ("counted", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="maturity.publication")),
            ],
            options={
                "ordering": ("questionnaire", "stage", "pk"),
                "indexes": [
                    models.Index(fields=["questionnaire", "stage", "organisation", "size", "sector", "country", "low", "high"], name="scores_of_a_moment"),
                    models.Index(fields=["scoring"], name="scores_by_scoring"),
                ],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.AddField(model_name="impact", name="closed", field=models.DateField(null=True)),
        migrations.AddField(model_name="impact", name="size", field=models.CharField(blank=True, max_length=8)),
        migrations.AddField(model_name="impact", name="sector", field=models.CharField(blank=True, max_length=40)),
        migrations.AddField(model_name="impact", name="country", field=models.CharField(blank=True, max_length=2)),
        migrations.AddField(model_name="impact", name="counted", field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="impacts", to="maturity.publication")),
    ]  # fmt: skip
