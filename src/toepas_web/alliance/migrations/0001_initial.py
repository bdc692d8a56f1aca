import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=160)),
                ("kind", models.CharField(max_length=16)),
                ("text", models.TextField(max_length=8000)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("deadline", models.DateTimeField()),
                ("zone", models.CharField(max_length=40)),
                ("appeal_days", models.PositiveSmallIntegerField(default=30)),
                ("questions", models.JSONField(default=list)),
                ("criteria", models.JSONField(default=list)),
                ("panel", models.JSONField(default=dict)),
                ("even_out", models.BooleanField(default=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("decided", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-created", "id"),
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answers", models.JSONField(default=dict)),
                ("partners", models.TextField(blank=True, max_length=2000)),
                ("sent", models.DateTimeField(null=True)),
                ("number", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="applications", to="alliance.call"
                    ),
                ),
            ],
            options={
                "ordering": ("sent", "id"),
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=8000)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("upheld", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True, max_length=8000)),
                ("answered", models.DateTimeField(null=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appeal", to="alliance.application"
                    ),
                ),
            ],
            options={
                "ordering": ("made", "id"),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True, max_length=4000)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decision", to="alliance.application"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Panelist",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("state", models.CharField(default="invited", max_length=10)),
                ("affiliations", models.TextField(blank=True, max_length=2000)),
                ("topics", models.TextField(blank=True, max_length=2000)),
                ("traits", models.JSONField(default=dict)),
                ("invited", models.DateTimeField(auto_now_add=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="panelists", to="alliance.call"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="panels",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("invited", "id"),
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=160)),
                ("state", models.CharField(default="running", max_length=8)),
                ("began", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("began", "id"),
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("scores", models.JSONField(default=dict)),
                ("comment", models.TextField(blank=True, max_length=4000)),
                ("conflict", models.BooleanField(default=False)),
                ("sent", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="alliance.application"
                    ),
                ),
                (
                    "panelist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="alliance.panelist"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("level", models.PositiveSmallIntegerField()),
                ("needs", models.JSONField(default=list)),
                ("set_on", models.DateField()),
                ("confirmed", models.JSONField(default=list)),
                ("outcome", models.CharField(default="not-known", max_length=10)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="alliance.project"
                    ),
                ),
            ],
            options={
                "ordering": ("level", "id"),
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("found", models.JSONField(default=dict)),
                ("added", models.DateTimeField(auto_now_add=True)),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown", to="alliance.step"
                    ),
                ),
            ],
            options={
                "ordering": ("added", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("call", "organisation"), name="one_application_per_organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="panelist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)), fields=("call", "user"), name="one_seat_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("panelist", "application"), name="one_review_per_person"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("project", "level"), name="one_gate_per_level"),
        ),
    ]
