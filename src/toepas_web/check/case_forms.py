"""Forms of saved cases."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from toepas_web.check.models import Task
from toepas_web.ui.words import words

TEXTS = ("title", "organisation", "system", "purpose")


class CaseForm(forms.Form):
    """What a case is called. Only the name is needed."""

    title = forms.CharField(max_length=120, required=False)
    organisation = forms.CharField(max_length=120, required=False)
    system = forms.CharField(max_length=160, required=False)
    purpose = forms.CharField(max_length=400, required=False)

    def clean_title(self) -> str:
        """A case without a name cannot be found again."""
        title: str = self.cleaned_data["title"].strip()
        if not title:
            raise ValidationError(words().t("Give the case a name."))
        return title

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every error as (field, sentence)."""
        return problems(self)


class TaskForm(forms.Form):
    """How it stands with a duty."""

    status = forms.CharField(required=False)
    who = forms.CharField(max_length=80, required=False)
    due = forms.CharField(max_length=20, required=False)
    note = forms.CharField(max_length=2000, required=False)

    def clean_status(self) -> str:
        """One of the four."""
        status: str = self.cleaned_data["status"]
        if status not in Task.STATUSES:
            raise ValidationError(words().t("Choose how it stands."))
        return status

    def clean_due(self) -> datetime.date | None:
        """A day, or none."""
        given: str = self.cleaned_data["due"].strip()
        if not given:
            return None
        try:
            day = datetime.date.fromisoformat(given)
        except ValueError:
            raise ValidationError(words().t("'{value}' is not a date.", value=given)) from None
        if not 2000 <= day.year <= 2100:
            raise ValidationError(words().t("'{value}' is not a date.", value=given))
        return day

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every error as (field, sentence)."""
        return problems(self)


def problems(form: forms.Form) -> list[tuple[str, str]]:
    """Every error of a form as (field, sentence)."""
    return [(name, str(text)) for name, texts in form.errors.items() for text in texts]


def value(form: forms.Form, name: str) -> Any:
    """What stands in a field: as typed, or as it was."""
    return form[name].value() or ""
