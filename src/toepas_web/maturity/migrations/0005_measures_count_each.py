"""Each measure of a closed measurement counts by itself: what of a counted one was not published then waits for a later quarter."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

IMPACT = "site-impact"
AT_ONCE = 1000


def measures(plan: Any) -> set[str]:
    """What a plan measures: kinds of work, and people as shares of others."""
    jobs = plan.get("jobs", {})
    shares = {"touched": "before", "trained": "touched"}
    return {one["kind"] for one in plan["measures"]} | {
        some for some, every in shares.items() if some in jobs and jobs.get(every)
    }


def keep(apps: Any, schema_editor: Any) -> None:
    """What was counted: those of its measures that its publication has figures of."""
    using = schema_editor.connection.alias
    publications = apps.get_model("maturity", "Publication").objects.using(using)
    impacts = apps.get_model("maturity", "Impact").objects.using(using)
    counted = apps.get_model("maturity", "CountedMeasure")
    for one in publications.order_by("period"):
        names = {row["measure"] for row in one.figures.get(IMPACT, ())}
        found = impacts.filter(counted=one).order_by("pk").values_list("pk", "plan")
        rows = [
            counted(impact_id=impact, measure=name, publication_id=one.pk)
            for impact, plan in found
            for name in sorted(names & measures(plan))
        ]
        counted.objects.using(using).bulk_create(rows, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("maturity", "0004_planned_moments"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=16)),
                (
                    "impact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_measures",
                        to="maturity.impact",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="maturity.publication"
                    ),
                ),
            ],
            options={"ordering": ("impact", "measure")},
        ),
        migrations.AddConstraint(
            model_name="countedmeasure",
            constraint=models.UniqueConstraint(fields=("impact", "measure"), name="each_measure_counts_once"),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
