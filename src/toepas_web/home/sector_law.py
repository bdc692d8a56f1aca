"""What the Act asks of typical uses in a sector: worked out from facts, by the same check that a visitor can go through."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from django.urls import reverse

from toepas.advise import View, verdict
from toepas.check import Answers, Case, check
from toepas.kernel import Words
from toepas.law import EVERY_SECTOR, ROLES, Use, data_version, use_facts, uses, uses_of
from toepas_web.check import presenters
from toepas_web.check.citations import cites
from toepas_web.ui.words import in_language

TONES = {"prohibited": "gone", "high-risk": "draft", "transparency": "later"}
ELSEWHERE = "section_b_only"
"""The concept of systems that are high-risk by name, while the safety law of their product governs them."""
ORDER = ("prohibited", "high-risk", "transparency", "minimal", "out-of-scope", "not-ai")


def of_sector(code: str, on: datetime.date, said: Words) -> dict[str, list[dict[str, Any]]]:
    """The typical uses of a sector, the strictest first, and those of every sector."""
    own = uses_of(code)
    general = tuple(use for use in uses_of(EVERY_SECTOR) if use not in own)
    return {"own": _rows(own, on, said), "general": _rows(general, on, said)}


def _rows(listed: tuple[Use, ...], on: datetime.date, said: Words) -> list[dict[str, Any]]:
    rows = [_row(use.id, on, said.lang, data_version()) for use in listed]
    return sorted(rows, key=lambda row: ORDER.index(row["class"]))


@functools.lru_cache(maxsize=1024)
def _row(name: str, on: datetime.date, lang: str, _version: str) -> dict[str, Any]:
    """A use as the page shows it; the same all day long."""
    use = next(one for one in uses() if one.id == name)
    said = in_language(lang)
    views = {role: _view(use, role, on, said) for role in ROLES}
    user = views[ROLES[0]]
    found, elsewhere = user.result.class_.name, user.holds(ELSEWHERE)
    return {
        "id": use.id,
        "title": said.entry(f"uses.{use.id}.title", use.title),
        "class": found,
        "class_name": user.concept(ELSEWHERE) if elsewhere else user.class_name(found),
        "tone": "later" if elsewhere else TONES.get(found, "done"),
        "verdict": verdict(user),
        "points": [
            {"title": user.concept(name), "cites": cites(user, user.result.act.concepts[name].cites)}
            for name in user.result.of_kind("annex-iii-point")
        ],
        "roles": [
            {
                "title": {ROLES[0]: said.t("If you use it"), ROLES[1]: said.t("If you make or sell it")}[role],
                "sure": sum(one.outcome == "yes" for one in view.duties),
                "maybe": sum(one.outcome != "yes" for one in view.duties),
                "moments": presenters.timeline(view),
                "address": _address(view),
            }
            for role, view in views.items()
        ],
    }


def _view(use: Use, role: str, on: datetime.date, said: Words) -> View:
    facts = use_facts(use, role)
    return View(Case(use.id, facts), check(facts, on), said)


def _address(view: View) -> str:
    """The result page with these facts as answers, so that a visitor can go on from there."""
    return f"{reverse('check-result')}?a={Answers(view.case.facts).pack()}"
