"""Accounts of the site."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in."""

    name = "toepas_web.accounts"
    label = "accounts"
