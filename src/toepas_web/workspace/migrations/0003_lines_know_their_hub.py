"""Lines in the files of customers get the hub as a column of their own; those that are there get it from their customer."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

LINES = {
    "service": ("customer", "kind", "hours", "value"),
    "investment": ("customer", "source", "amount"),
    "referral": ("customer", "state"),
}


def hub(**given: Any) -> models.ForeignKey:
    """The column."""
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation", **given)  # fmt: skip


def fill(apps: Any, _schema_editor: Any) -> None:
    """One statement for each table."""
    whose = apps.get_model("workspace", "Customer").objects.filter(pk=OuterRef("customer")).values("hub")
    for name in LINES:
        apps.get_model("workspace", name).objects.update(hub=Subquery(whose))


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_engagements_by_scopes"),
        ("workspace", "0002_files_of_customers"),
    ]

    operations = [
        *(migrations.AddField(name, "hub", hub(null=True)) for name in LINES),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(name, "hub", hub()) for name in LINES),
        *(
            migrations.AddIndex(name, models.Index(fields=["hub", "on", *columns], name=f"{name}s_of_a_period"))
            for name, columns in LINES.items()
        ),
    ]
