"""Cases keep their texts once more in the form in which they are searched, with an index that answers a search by itself."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Collate, Concat, Lower

from toepas_web.search.wanted import kept

TEXTS = ("title", "organisation", "system", "purpose")
AT_ONCE = 1000


def fill(apps: Any, editor: Any) -> None:
    """Where all letters are plain ones, which is nearly everywhere, by the database; the others one by one."""
    cases = apps.get_model("check", "Case").objects.using(editor.connection.alias)
    other = Q(*(Q(**{f"{name}__regex": "[^ -~]"}) for name in TEXTS), _connector=Q.OR)
    texts = F("title")
    for name in TEXTS[1:]:
        texts = Concat(texts, models.Case(models.When(**{name: ""}, then=Value("")), default=Concat(Value("\n"), name)))
    if editor.connection.vendor == "postgresql":
        texts = Collate(texts, "C")  # whatever the language of the database makes of a capital I
    cases.exclude(other).update(words=Lower(texts))
    some: list[Any] = []
    for case in cases.filter(other).only("pk", *TEXTS).iterator(AT_ONCE):
        case.words = kept(*(getattr(case, name) for name in TEXTS))
        some.append(case)
        if len(some) == AT_ONCE:
            cases.bulk_update(some, ["words"])
            some = []
    cases.bulk_update(some, ["words"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_engagements_by_scopes"),
        ("check", "0003_dates"),
    ]

    operations = [
        migrations.AddField(
            "case", "words", models.TextField(blank=True, editable=False, default=""), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["shared_with", "owner", "changed", "id", "words"],
                condition=Q(shared_with__isnull=False),
                name="case_of_organisation_by_words",
            ),
        ),
    ]
