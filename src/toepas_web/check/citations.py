"""Citations as links to our own page of the provision, which leads on to the official one."""

from __future__ import annotations

from django.urls import reverse

from toepas.advise import View
from toepas.check import link
from toepas.kernel import parse_citation


def cites(view: View, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Name and address of each citation."""
    return tuple((view.cite_name(cite), _address(view, cite)) for cite in given)


def _address(view: View, cite: str) -> str:
    parsed = parse_citation(cite)
    if parsed.kind == "recital" and "/" not in parsed.act:
        return reverse("law-provision", args=[f"rct_{parsed.number}"])
    if parsed.provision in view.result.act.articles:
        return reverse("law-provision", args=[parsed.provision])
    return link(view.result, cite, view.words.lang)
