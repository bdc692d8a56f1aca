"""A list of proposals laid beside the actions. What is sent is read, answered and thrown away."""

from __future__ import annotations

import csv
import functools
import io
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toepas.catalogue import language_name
from toepas.kernel import Problem, Words
from toepas.match import (
    COUNTERPART,
    Link,
    Mapping,
    Proposal,
    ReadTargets,
    Target,
    grade_name,
    ground_text,
    map_proposals,
    mapping_tables,
    read_proposals,
    read_targets,
)
from toepas.retrieval import OFFICIAL_LANGUAGES
from toepas.strategy import actions, documents, text
from toepas_web.strategy import presenters
from toepas_web.ui.words import words

MOST_BYTES = 500_000
MOST_ROWS = 100
LONGEST = 4_000
"""Letters of one proposal: what is longer is no summary of a proposal, and reading it takes long."""
LINES = "lines"
_once = threading.Lock()


@never_cache
@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, which proposal is about which action, and what has no counterpart."""
    said = words()
    if request.method == "GET":
        return _page(request, said)
    try:
        given = _read(request, said)
        found = map_proposals(given, _targets(request.POST.get("document", "")), said)
    except Problem as problem:
        where = problem.where.replace(str(Path(tempfile.gettempdir())), "")
        told = [problem.what, said.t("Where: {where}", where=Path(where).name) if where else ""]
        told += [said.t("Expected: {expected}", expected=problem.expected) if problem.expected else "", problem.todo]
        return _page(request, said, " ".join(part for part in told if part))
    if request.POST.get("as") == "zip":
        return _packed(found, said)
    return _page(request, said, mapping=found)


def _read(request: HttpRequest, said: Words) -> tuple[Proposal, ...]:
    """The proposals that were sent. Raises Problem with a sentence for who sent them."""
    sent, pasted = request.FILES.get("file"), request.POST.get("text", "").strip()
    if sent is not None:
        if (sent.size or 0) > MOST_BYTES:
            raise Problem(said.t("The file is too large."), expected=said.t("at most {n} kB", n=MOST_BYTES // 1000))
        content = sent.read(MOST_BYTES)
    elif pasted:
        content = _as_table(pasted) if request.POST.get("form", LINES) == LINES else pasted.encode()
    else:
        raise Problem(said.t("Nothing was sent."), expected=said.t("a file, or text in the field"))
    if b"\0" in content or content.startswith(b"PK"):
        raise Problem(
            said.t("This file is not text."),
            expected=said.t("a table saved as CSV"),
            todo=said.t("In your spreadsheet choose 'save as' and then CSV."),
        )
    lang = request.POST.get("lang", "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposals.csv"
        path.write_bytes(content)
        found = read_proposals(path, said, lang=lang if lang in OFFICIAL_LANGUAGES else "")
    if len(found) > MOST_ROWS:
        raise Problem(
            said.t("The list is too long: at most {n} rows are read.", n=MOST_ROWS),
            todo=said.t("Send it in parts, or use the command: toepas strategy map."),
        )
    if long := next((one for one in found if len(one.title) + len(one.text) > LONGEST), None):
        raise Problem(
            said.t("One proposal is too long: {id}", id=long.id), expected=said.t("at most {n} letters", n=LONGEST)
        )
    return found


def _as_table(pasted: str) -> bytes:
    """Every line that says something as a numbered row of a table."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["id", "title"])
    writer.writerows(enumerate((line.strip() for line in pasted.splitlines() if line.strip()), start=1))
    return stream.getvalue().encode()


def _targets(document: str) -> ReadTargets:
    """The actions of a document, or all; read once in each process, others wait for that. Raises Problem without a model."""
    with _once:
        return _read_actions(document if any(one.place.document == document for one in actions().values()) else "")


@functools.cache
def _read_actions(document: str) -> ReadTargets:
    listed = [
        Target(id=one.id, title=one.title, text=one.what, sectors=one.sectors, aliases=one.aliases, lang="en")
        for one in actions().values()
        if document in ("", one.place.document)
    ]
    return read_targets(listed, words(), keep=True)


def _packed(found: Mapping, said: Words) -> HttpResponse:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in mapping_tables(found, said).items():
            archive.writestr(name, content)
    headers = {"Content-Disposition": 'attachment; filename="toepas-proposals.zip"'}
    return HttpResponse(stream.getvalue(), content_type="application/zip", headers=headers)


def _page(request: HttpRequest, said: Words, problem: str = "", mapping: Mapping | None = None) -> HttpResponse:
    given = request.POST
    there = [code for code in documents() if any(one.place.document == code for one in actions().values())]
    context = {
        "problem": problem,
        "given": {
            "text": given.get("text", "")[:MOST_BYTES],
            "form": given.get("form", LINES),
            "lang": given.get("lang", ""),
            "document": given.get("document", ""),
        },
        "most_rows": MOST_ROWS,
        "most_kb": MOST_BYTES // 1000,
        "document_options": [(code, text(f"document.{code}.title", documents()[code].title, said)) for code in there],
        "lang_options": sorted(
            ((code, language_name(code, said)) for code in OFFICIAL_LANGUAGES), key=lambda one: one[1]
        ),
        "counterpart_from": said.number(COUNTERPART),
        "found": _shown(mapping, said) if mapping else None,
    }
    return render(request, "strategy/proposals.html", context, status=422 if problem else 200)


def _shown(mapping: Mapping, said: Words) -> dict[str, Any]:
    return {
        "rows": [
            {
                "id": mapped.proposal.id,
                "title": mapped.proposal.title,
                "lang": mapped.proposal.lang,
                "unread": mapped.proposal.unread,
                "links": [_link(link, said) for link in mapped.counterparts],
                "nearest": [_link(link, said) for link in mapped.links[:1]] if not mapped.counterparts else [],
            }
            for mapped in mapping.proposals
        ],
        "total": len(mapping.proposals),
        "without": len(mapping.without),
        "untouched": presenters.links(mapping.untouched, said),
        "overlaps": [
            {
                "one": presenters.links([overlap.first], said)[0],
                "other": presenters.links([overlap.second], said)[0],
                "grounds": [ground_text(ground, said) for ground in overlap.grounds],
            }
            for overlap in mapping.overlaps
        ],
    }


def _link(link: Link, said: Words) -> dict[str, Any]:
    return {
        "id": link.target,
        "title": presenters.title(link.target, said),
        "score": said.number(round(link.score, 2)),
        "grade": grade_name(link.grade, said),
        "tone": {"clear": "done", "likely": "later"}.get(link.grade, "open"),
        "grounds": [ground_text(ground, said) for ground in link.grounds],
    }
