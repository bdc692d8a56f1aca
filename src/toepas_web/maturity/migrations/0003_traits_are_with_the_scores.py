"""What the organisation was is kept with the scores only. Apart from the rows of 0002: PostgreSQL changes no table with rows just written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("maturity", "0002_scores_and_publication"),
    ]

    operations = [
        migrations.RemoveField(model_name="assessment", name="size"),
        migrations.RemoveField(model_name="assessment", name="sector"),
        migrations.RemoveField(model_name="assessment", name="country"),
    ]
