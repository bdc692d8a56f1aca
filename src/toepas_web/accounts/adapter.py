"""How the accounts package behaves on this site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language


class Adapter(DefaultAccountAdapter):
    """Remembers the language for mail, and keeps addresses in small letters."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Called when somebody signs up."""
        user.language = (get_language() or "en").split("-")[0]
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """Addresses are the same in capitals and small letters."""
        return super().clean_email(email).lower()


def display(user: Any) -> str:
    """How mail to a person calls them: by their own address."""
    return str(user.email)
