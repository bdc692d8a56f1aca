"""The notice that a credential was revoked."""

from __future__ import annotations

from collections.abc import Mapping

from toepas.kernel import Words
from toepas_web.academy.models import Credential
from toepas_web.notices.actions import notify
from toepas_web.notices.registry import Kind

REVOKED = "credential-revoked"


def revoked(credential: Credential) -> None:
    """Its holder hears of it."""
    notify(credential.user, REVOKED, ("academy-credentials",), credential=credential.pk)


def _revoked(values: Mapping[str, str], said: Words) -> str | None:
    found = Credential.objects.filter(pk=values["credential"], revoked__isnull=False).first()
    return (
        said.t("A credential of yours was revoked. Who checks it sees that it is no longer valid.") if found else None
    )


KINDS = (Kind(REVOKED, lambda said: said.t("A credential of yours that was revoked"), _revoked),)
