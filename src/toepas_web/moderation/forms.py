"""The form of a ruling."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from toepas_web.moderation.models import Ruling
from toepas_web.ui.words import words


class RulingForm(forms.Form):
    """A verdict, its ground and the reasons."""

    verdict = forms.CharField(required=False)
    ground = forms.CharField(required=False)
    reasons = forms.CharField(max_length=2000, required=False)

    def clean_verdict(self) -> str:
        """One of the two."""
        verdict: str = self.cleaned_data["verdict"]
        if verdict not in (Ruling.SHOWN, Ruling.REFUSED):
            raise ValidationError(words().t("Choose whether it is shown."))
        return verdict

    def clean_ground(self) -> str:
        """One of the list."""
        ground: str = self.cleaned_data["ground"]
        if ground not in Ruling.GROUNDS:
            raise ValidationError(words().t("Choose a ground."))
        return ground

    def clean_reasons(self) -> str:
        """Who is refused is owed reasons."""
        reasons = str(self.cleaned_data["reasons"]).strip()
        if not reasons and self.data.get("verdict") == Ruling.REFUSED:
            raise ValidationError(words().t("Say why it is not shown, so that its sender can mend it."))
        return reasons

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every error as (field, sentence)."""
        return [(name, str(text)) for name, texts in self.errors.items() for text in texts]
