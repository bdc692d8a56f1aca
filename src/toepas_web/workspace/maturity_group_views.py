"""The page of a hub's customers as a group, and its table as a file."""

from __future__ import annotations

import csv
import io
import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from toepas import maturity
from toepas.kernel import Words
from toepas.maturity import Estimate, GroupChange
from toepas_web.maturity.wording import stage_name
from toepas_web.organisations.models import Organisation
from toepas_web.ui.words import words
from toepas_web.workspace import maturity_group, rules, wording
from toepas_web.workspace.maturity_group import PAIRS, Found

COLUMNS = ("questionnaire", "version", "from", "to", "dimension", "organisations", "start", "end", "change_least", "change_most", "interval_low", "interval_high")  # fmt: skip


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    """Questionnaire and the two moments. Raises Http404 for others."""
    name, pair = request.GET.get("questionnaire", "sme"), request.GET.get("moments", "T0-T1")
    first, _, then = pair.partition("-")
    if name not in maturity.questionnaires() or (first, then) not in PAIRS:
        raise Http404
    return name, first, then


def _found(request: HttpRequest, hub_id: uuid.UUID, said: Words) -> tuple[Organisation, Found, tuple[str, str, str]]:
    hub, asked = rules.hub_for(request.user, hub_id, rules.REPORT), _asked(request)
    return hub, maturity_group.found(hub, *asked, said), asked


@never_cache
@login_required
@require_GET
def group(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """What changed for the customers together, beside published figures."""
    said = words()
    hub, found, (name, first, then) = _found(request, hub_id, said)
    asked = maturity.questionnaires()[name]
    context = {
        "hub": hub,
        "asked": found.asked,
        "notes": maturity.group_notes(found.group, said),
        "rows": [_row(asked, one, said) for one in found.group.changes],
        "beside": [_beside(one, said) for one in found.beside],
        "columns": (stage_name(first, said), stage_name(then, said)),
        "questionnaires": [(one.id, maturity.title(one, said)) for one in maturity.questionnaires().values()],
        "pairs": [(f"{a}-{b}", said.t("From {first} to {then}", first=a, then=b)) for a, b in PAIRS],
        "chosen": (name, f"{first}-{then}"),
        "smallest": maturity.smallest(),
    }
    return render(request, "workspace/maturity.html", context)


def _row(asked: maturity.Questionnaire, one: GroupChange, said: Words) -> dict[str, str]:
    return {
        "name": maturity.dimension_title(asked, one.id, said),
        "start": maturity.estimate_text(one.start, said),
        "end": maturity.estimate_text(one.end, said),
        "change": maturity.estimate_text(one.change, said, sign=True),
        "regression": maturity.regression_text(one, said),
    }


def _beside(one: maturity_group.Beside, said: Words) -> dict[str, str]:
    flags = f" ({one.cell.meaning})" if one.cell.meaning else ""
    return {
        "who": f"{wording.country_text(one.country, said)}, {wording.size_text(one.size, said)}",
        "here": said.t("{some} of {n}", some=one.uses, n=one.n),
        "there": f"{said.number(one.cell.share)} %, {one.cell.year}{flags}",
        "source": one.cell.source,
    }


@never_cache
@login_required
@require_GET
def download(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """The same table as CSV; nothing but its head where the group is too small."""
    _, found, asked = _found(request, hub_id, words())
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for one in found.group.changes:
        cells = [asked[0], found.version, *asked[1:], one.id, found.group.n, _mean(one.start), _mean(one.end), one.change.least, one.change.most, *(one.change.interval or ("", ""))]  # fmt: skip
        writer.writerow([round(cell, 2) if isinstance(cell, float) else cell for cell in cells])
    response = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="toepas-maturity-{asked[0]}-{asked[1]}-{asked[2]}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _mean(one: Estimate) -> float:
    """The middle of what the mean is at least and at most."""
    return (one.least + one.most) / 2
