"""How entries are looked at before everybody sees them."""

from __future__ import annotations

import uuid

from toepas.catalogue import facts, read_asset
from toepas.kernel import Problem, Words
from toepas_web.catalogue.engine import forget
from toepas_web.catalogue.models import Entry
from toepas_web.moderation.registry import Handler

KIND = "entry"


def describe(subject: uuid.UUID, said: Words) -> tuple[str, list[tuple[str, str, str]]]:
    """The name of an entry, and its facts as they are shown and as they would be."""
    entry = Entry.objects.get(pk=subject)
    after = _rows(entry.draft, said)
    before = _rows(entry.shown, said) if entry.shown else {}
    title = next(iter(entry.draft.get("name", {}).values()), str(subject))
    return title, [(label, before.get(label, ""), text) for label, text in after.items()]


def _rows(document: dict[str, object], said: Words) -> dict[str, str]:
    try:
        asset = read_asset(document, "", said)
    except Problem as problem:
        return {said.t("Problem"): str(problem)}
    texts = {
        f"{field} ({lang})": text
        for field in ("name", "summary", "description")
        for lang, text in getattr(asset, field).items()
    }
    addresses = {said.t("Address"): asset.url, said.t("Contact"): asset.contact}
    return {**texts, **addresses, **{label: text for _, label, text in facts(asset, said)}}


def accept(subject: uuid.UUID) -> None:
    """Show what was sent in."""
    entry = Entry.objects.select_for_update().get(pk=subject)
    entry.shown, entry.state = entry.draft, Entry.SETTLED
    entry.save(update_fields=["shown", "state", "changed"])
    forget()


def refuse(subject: uuid.UUID) -> None:
    """Leave what is shown as it is; the owner can go on with the draft."""
    Entry.objects.filter(pk=subject).update(state=Entry.DRAFT)


HANDLER = Handler(KIND, lambda said: said.t("Entry of the catalogue"), describe, accept, refuse, "catalogue-share")
