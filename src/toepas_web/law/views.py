"""Pages of the law."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toepas.kernel import parse_citation
from toepas.law import load_act
from toepas_web.law import official, presenters
from toepas_web.ui.words import words

_NAME = re.compile(r"^(?:art_\d{1,3}[a-d]?|anx_[IVX]{1,5}|rct_\d{1,3})$")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every provision, by chapter; with a search in titles and digests."""
    wanted = " ".join(request.GET.get("q", "").split())[:100]
    here, said = official.kept(), words()
    context = {
        "chapters": presenters.chapters(said, wanted),
        "wanted": wanted,
        "kept": here,
        "recitals": official.recitals(here, said.lang) if not wanted else (),
        "comparable": _comparable(said.lang, here),
    }
    page = "law/list.html" if request.htmx and not request.htmx.boosted else "law/index.html"
    return render(request, page, context)


def _comparable(lang: str, here: tuple[official.Kept, ...]) -> tuple[str, str, str] | None:
    """The oldest and newest version that are here in one language, the reader's first."""
    for code in (lang, *sorted({code for item in here for code in item.languages})):
        versions = [item.version for item in here if code in item.languages]
        if len(versions) > 1:
            return min(versions), max(versions), code
    return None


@require_GET
def provision(request: HttpRequest, name: str) -> HttpResponse:
    """One provision: what it says in plain words, its official text, what changed, and what follows from it."""
    act, said, here = load_act(), words(), official.kept()
    chosen = official.choose(request.GET.get("v", ""), request.GET.get("text", said.lang), here)
    text = official.provision(name, *chosen) if chosen else None
    if not _NAME.match(name) or (name not in act.articles and text is None and not name.startswith("rct_")):
        raise Http404
    before, after = presenters.neighbours(act, name, said) if name in act.articles else (None, None)
    context = {
        "id": name,
        "name": presenters.name_of(name, said),
        "versions": presenters.versions(name, said),
        "duties": tuple(presenters.arising(act, name, said)),
        "questions": tuple(presenters.asked(act, name, said)),
        "readings": tuple(presenters.room(act, name, said)),
        "official": parse_citation(presenters.cite_of(name)).link(act.celex, said.lang, act.recitals_celex),
        "text": text,
        "chosen": chosen,
        "kept": here,
        "fetched": official.fetched(*chosen, said) if chosen else "",
        "others": official.other_versions(*chosen, here) if chosen else (),
        "before": before,
        "after": after,
    }
    return render(request, "law/provision.html", context)


@require_GET
def compared(request: HttpRequest, name: str) -> HttpResponse:
    """What differs in one provision between two versions, word by word."""
    here, said = official.kept(), words()
    old, new, lang = request.GET.get("old", ""), request.GET.get("new", ""), request.GET.get("text", said.lang)
    known = {item.version for item in here if lang in item.languages}
    if not _NAME.match(name) or not {old, new} <= known:
        raise Http404
    context = {
        "id": name,
        "name": presenters.name_of(name, said),
        "old": old,
        "new": new,
        "text_lang": lang,
        "changes": official.differences(name, old, new, lang),
    }
    return render(request, "law/compared.html", context)


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What the amendment inserted, changed and deleted: by our digests, and by the official texts where they are here."""
    here, said = official.kept(), words()
    pair = _comparable(said.lang, here)
    found = official.changes(*pair) if pair else {}
    context = {
        "rows": presenters.amended(said),
        "pair": pair,
        "kinds": found,
        "names": {name: presenters.name_of(name, said) for name in found},
    }
    return render(request, "law/changes.html", context)
