"""Documents as the pages show them: under the name of a member, never of a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling
from toepas_web.network import document_rules as rules
from toepas_web.network.limits import shown
from toepas_web.network.models import Document, Version
from toepas_web.network.presenters import ruling
from toepas_web.network.rules import moderates, speaking
from toepas_web.network.wording import state_name
from toepas_web.ui.uploads import TYPES


def upload() -> dict[str, Any]:
    """What a form for a file says of what is taken."""
    return {"types": ", ".join(TYPES), "most": settings.MOST_UPLOAD_BYTES // 1_000_000}


def grounds(said: Words) -> list[tuple[str, str]]:
    """Why a moderator can remove a document."""
    return [(code, ground_name(code, said)) for code in Ruling.GROUNDS if code != "fits"]


def in_stream(code: str, said: Words) -> list[dict[str, Any]]:
    """The newest documents of a workstream, for who reads it."""
    public = set(Version.objects.public().filter(document__stream=code).values_list("document", flat=True))
    found = Document.objects.there(code)[: shown("documents")]
    return [{**line(one, said), "public": one.pk in public} for one in found]


def for_everybody(code: str, said: Words) -> list[dict[str, Any]]:
    """The files of a workstream that everybody may have."""
    found = Version.objects.public().filter(document__stream=code)[: shown("documents")]
    return [{**file(one, said), **line(one.document, said), "id": one.pk} for one in found]


def line(one: Document, said: Words) -> dict[str, Any]:
    """A document in a list."""
    return {
        "id": one.pk,
        "title": one.title or said.t("Removed"),
        "lang": one.lang if one.title else said.lang,
        "by": one.member.shown.get("name", "") or said.t("a former member"),
        "day": said.date(timezone.localtime(one.at).date()),
        "gone": gone(one, said),
    }


def gone(one: Document, said: Words) -> str:
    """Who removed a document and why; empty while it is there."""
    why = {
        "": "",
        Document.AUTHOR: said.t("Removed by who brought it in."),
        Document.MODERATOR: said.t("Removed by a moderator."),
        Document.ACCOUNT: said.t("Removed with the account of who brought it in."),
    }[one.removed]
    ground = ground_name(one.ground, said) if one.ground else ""
    return " ".join(part for part in (why, ground, one.reason) if part)


def file(one: Version, said: Words) -> dict[str, Any]:
    """A file: name, kind, size, fingerprint, day."""
    return {
        "id": one.pk,
        "number": one.number,
        "name": one.name,
        "size": said.number(max(round(one.size / 1000, 1), 0.1)),
        "sha256": one.sha256,
        "day": said.date(timezone.localtime(one.added).date()),
        "state": state_name(one.state, said) if one.state else said.t("for the workstream only"),
        "asked": one.state in (Version.SENT, Version.SETTLED),
        "ruling": ruling(one, one.state, said),
    }


def whole(one: Document, user: User, said: Words) -> dict[str, Any]:
    """A document with its versions, and what this account can do with it."""
    speaks = rules.speaks_for(user, one)
    return {
        "code": one.stream,
        "stream": sector_name(one.stream, said),
        "document": line(one, said),
        "versions": [file(version, said) for version in one.versions.all()],
        "adds": speaks,
        "shows": rules.shows(user, one),
        "removes": not one.removed and (speaks or moderates(user)),
        **upload(),
    }


def mine(user: User, said: Words) -> list[dict[str, Any]]:
    """The documents of the members that this account speaks for, with what became of those that everybody was to have."""
    found = Document.objects.filter(member__in=speaking(user)).select_related("member").order_by("-at", "id")
    return [
        {
            **line(one, said),
            "stream": sector_name(one.stream, said),
            "versions": [file(version, said) for version in one.versions.all()],
        }
        for one in found.prefetch_related("versions")
    ]
