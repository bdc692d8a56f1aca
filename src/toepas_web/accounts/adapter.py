"""How the accounts package behaves on this site."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


class Adapter(DefaultAccountAdapter):
    """Remembers the language for mail, and keeps addresses in small letters."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Called when somebody signs up."""
        user.language = (get_language() or "en").split("-")[0]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Addresses in mail are those of this site, whatever host the request was made to: who asks for a new password could name another."""
        host = urlsplit(settings.URL).netloc
        ours = {name: _here(value) for name, value in context.items() if name.endswith("_url")}
        site = SimpleNamespace(name=host, domain=host)
        super().send_mail(template_prefix, email, {**context, **ours, "current_site": site})

    def clean_email(self, email: str) -> str:
        """Addresses are the same in capitals and small letters."""
        return super().clean_email(email).lower()


def _here(address: str) -> str:
    """The same page of this site."""
    return settings.URL + urlsplit(address)._replace(scheme="", netloc="").geturl()


def display(user: Any) -> str:
    """How mail to a person calls them: by their own address."""
    return str(user.email)
