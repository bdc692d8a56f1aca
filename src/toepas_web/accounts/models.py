"""The account: an e-mail address. No name, no phone number, no profile."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one: they are kept in small letters, and compared sign by sign. What databases and ``casefold`` also
    take for each other (ß and ss) are two addresses to a mail server, and maybe of two people."""
    return one.lower() == other.lower()


class Accounts(BaseUserManager["User"]):
    """Makes accounts; called by the accounts package and by tests."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """A new account; without a password one can sign in by code, passkey or single sign-on only."""
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Addresses are the same in capitals and small letters."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account. What it owns hangs on it and goes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_moderator = models.BooleanField(default=False)
    """Whether it may look at what others share before everybody sees it; whoever runs the site says so."""
    language = models.CharField(max_length=8, default="en")
    joined = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """The id: an address has no place in a log or a message."""
        return str(self.id)
