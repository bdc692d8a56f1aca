"""Every vintage of a dataset, and what differs between two."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas import observatory
from toepas.kernel import Problem, Words
from toepas.observatory import (
    GEO,
    SITE,
    TIME,
    Dataset,
    Diff,
    dataset_title,
    datasets,
    evidence_note,
    indicators,
    newest,
    place_name,
    text,
    vintage_data,
    vintage_of,
)
from toepas_web.observatory import presenters
from toepas_web.ui.words import words

SHOWN = 200
DIGITS = 2


def _known(name: str) -> Dataset:
    if name not in datasets():
        raise Http404
    return datasets()[name]


@require_GET
def dataset(request: HttpRequest, dataset: str) -> HttpResponse:
    """A dataset: where it comes from, and every vintage that is here."""
    said, of, on = words(), _known(dataset), timezone.localdate()
    here, used = observatory.vintages(of.id), newest(of.id)
    context = {
        "dataset": of,
        "own": of.via == SITE,
        "title_of": dataset_title(of.id, said),
        "evidence": evidence_note(of.id, said),
        "rows": [vintage_data(item, on, said) for item in here],
        "used": used.id if used else "",
        "age": presenters.age(used, on, said) if used else None,
        "indicators": [
            (entry.id, text("title", entry.title, said)) for entry in indicators().values() if entry.dataset == of.id
        ],
        "pair": (here[1].id, here[0].id) if len(here) > 1 else None,
    }
    return render(request, "observatory/dataset.html", context)


@require_GET
def compared(request: HttpRequest, dataset: str) -> HttpResponse:
    """What was revised, is new or is gone from one vintage to another."""
    said, of = words(), _known(dataset)
    try:
        old, new = (vintage_of(of.id, request.GET.get(name, ""), said) for name in ("old", "new"))
        found = observatory.diff(of, old, new, said, SHOWN)
    except Problem as problem:
        raise Http404 from problem
    context = {
        "dataset": of,
        "title_of": dataset_title(of.id, said),
        "old": old,
        "new": new,
        "counts": _counts(found, said),
        "names": _kinds(said),
        "cells": _cells(found, said),
        "left_out": sum(count for kind, count in found.counts.items() if kind != "same") - found.cells.height,
        "by": _by(found, said),
    }
    return render(request, "observatory/diff.html", context)


def _kinds(said: Words) -> dict[str, str]:
    return {
        "same": said.t("the same"),
        "revised": said.t("revised"),
        "new": said.t("new"),
        "gone": said.t("gone"),
        "flag": said.t("other flag"),
    }


def _counts(found: Diff, said: Words) -> list[tuple[str, str]]:
    return [(_kinds(said)[kind], said.number(count)) for kind, count in found.counts.items()]


def _by(found: Diff, said: Words) -> list[tuple[str, list[tuple[str, int]]]]:
    """Where the differences are: places and periods, those with most first."""
    made = []
    for dimension, title in ((GEO, said.t("Places")), (TIME, said.t("Years"))):
        counted = {code: sum(kinds.values()) for code, kinds in found.by.get(dimension, {}).items()}
        rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
        made.append((title, [(place_name(code, said) if dimension == GEO else code, count) for code, count in rows]))
    return [(title, rows) for title, rows in made if rows]


def _cells(found: Diff, said: Words) -> list[dict[str, str]]:
    rows = []
    for row in found.cells.iter_rows(named=True):
        keys = [name for name in found.cells.columns if name not in ("what", "old", "old_flag", "new", "new_flag")]
        rows.append(
            {
                "cell": " · ".join(str(row[name]) for name in keys if name not in (GEO, TIME, "freq")),
                "place": place_name(row[GEO], said) if GEO in keys else "",
                "time": row[TIME],
                "what": row["what"],
                "old": f"{presenters.shown(row['old'], DIGITS, said)} {row['old_flag']}".strip(),
                "new": f"{presenters.shown(row['new'], DIGITS, said)} {row['new_flag']}".strip(),
            }
        )
    return rows
