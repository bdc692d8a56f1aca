"""Every customer that agreed before there was a workspace gets its file."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def open_files(apps: Any, _schema_editor: Any) -> None:
    """One file for each hub and customer."""
    customers = apps.get_model("workspace", "Customer").objects
    for one in (
        apps.get_model("organisations", "Engagement").objects.select_related("customer").order_by("agreed", "id")
    ):
        if customers.filter(hub=one.hub, organisation=one.customer).exists():
            continue
        name, number = one.customer.name, 1
        while customers.filter(hub=one.hub, name=name).exists():
            number += 1
            name = f"{one.customer.name[:112]} ({number})"
        customers.create(hub=one.hub, organisation=one.customer, name=name)


class Migration(migrations.Migration):
    dependencies = [("workspace", "0001_initial")]
    operations = [migrations.RunPython(open_files, migrations.RunPython.noop)]
