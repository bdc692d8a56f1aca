"""That a measurement was counted is kept by measure only. Apart from the rows of 0005: PostgreSQL changes no table with rows just written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("maturity", "0005_measures_count_each"),
    ]

    operations = [
        migrations.RemoveField(model_name="impact", name="counted"),
    ]
