"""Pages of the strategy."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas import strategy
from toepas.catalogue import sector_name
from toepas.kernel import Words, sectors
from toepas.strategy import (
    Gap,
    Scope,
    Status,
    actions,
    bodies,
    documents,
    gap_name,
    status_of,
    text,
)
from toepas.strategy import contradictions as every_contradiction
from toepas_web.strategy import money_presenters, presenters
from toepas_web.strategy import questions as asking
from toepas_web.strategy.asked import Asked, countries
from toepas_web.strategy.known import known_events
from toepas_web.ui.words import words

LAST = 8


def statuses(asked: Asked) -> list[Status]:
    """How far every action is on the date asked about."""
    known = known_events(asked.said)
    return [status_of(action, asked.on, known) for action in actions().values()]


def _page(request: HttpRequest, template: str, asked: Asked, context: dict[str, Any]) -> HttpResponse:
    """A page with what was asked; with 422 where something asked for is in no list."""
    return render(request, template, {"asked": asked, **context}, status=422 if asked.problems else 200)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every action, narrowed down, by section, with its state."""
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    every = statuses(asked)
    found = [status for status in every if asked.fits(status)]
    context = {
        **presenters.options(every, said),
        "sections": presenters.by_section(found, said),
        "counts": presenters.counts(found, said),
        "without": sum(status.action.deadline is None for status in found),
        "total": len(found),
        "every": len(every),
        "events": [presenters.event(item, said) for item in presenters.newest(found)[:LAST]],
    }
    return _page(request, "strategy/index.html", asked, context)


@require_GET
def action(request: HttpRequest, action_id: str) -> HttpResponse:
    """Everything that is known of one action."""
    if action_id not in actions():
        raise Http404
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    status = status_of(actions()[action_id], asked.on, known_events(said))
    context = {
        "action": presenters.page(status, said),
        "money": money_presenters.of_action(status, said),
        "countries": ", ".join(said.country(code) for code in countries()),
    }
    return _page(request, "strategy/action.html", asked, context)


@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """What money is known, for whom, and what is not known."""
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    every = statuses(asked)
    context = {
        "kinds": money_presenters.by_kind(said),
        "sectors": money_presenters.of_sectors(said),
        "actions": (named := money_presenters.of_actions(every, said)),
        "known": sum(one["known"] for one in named),
        "every": len(every),
    }
    return _page(request, "strategy/money.html", asked, context)


@require_GET
def contradictions(request: HttpRequest) -> HttpResponse:
    """Where documents say different things, and what can be concluded."""
    said = words()
    rows = [
        {
            "id": name,
            "topic": text(f"contradiction.{name}.topic", entry.topic, said),
            "note": text(f"contradiction.{name}.note", entry.note, said),
            "statements": [
                {
                    "says": text(f"contradiction.{name}.says.{number}", statement.says, said),
                    "place": presenters.place(statement.place, said),
                }
                for number, statement in enumerate(entry.statements)
            ],
            "actions": presenters.links(entry.actions, said),
        }
        for name, entry in every_contradiction().items()
    ]
    return render(request, "strategy/contradictions.html", {"rows": rows})


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """What was never said or is not known, action by action."""
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    chosen = request.GET.get("gap", "")
    if chosen and chosen not in set(Gap):
        asked.problems.append(("gap", said.t("'{value}' is not in the list.", value=chosen[:60])))
        chosen = ""
    every = statuses(asked)
    listed = [status for status in every if asked.fits(status)]
    found = strategy.gaps(asked.on, known_events(said), among=[status.action for status in listed])
    context = {
        **presenters.options(every, said),
        "chosen": chosen,
        "counts": [(str(gap), gap_name(gap, said), sum(gap in missing for missing in found.values())) for gap in Gap],
        "total": len(found),
        "rows": [
            {**presenters.row(status, said), "gaps": [gap_name(gap, said) for gap in found[status.action.id]]}
            for status in listed
            if status.action.id in found and (not chosen or Gap(chosen) in found[status.action.id])
        ],
        "countries": ", ".join(said.country(code) for code in countries()),
    }
    return _page(request, "strategy/gaps.html", asked, context)


@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    """Who governs, pays, advises and owes."""
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    every = statuses(asked)
    owing = {code: sum(code in status.action.actors for status in every) for code in bodies()}
    context = {
        "bodies": [
            {
                "id": code,
                "name": text(f"body.{code}.name", body.name, said),
                "role": text(f"body.{code}.role", body.role, said),
                "place": presenters.place(body.place, said) if body.place else None,
                "aliases": ", ".join(body.aliases),
                "owes": owing[code],
            }
            for code, body in bodies().items()
        ],
        "nobody": sum(not status.action.actors for status in every),
        "rows": [presenters.row(status, said) for status in every if status.action.scope is Scope.GOVERNANCE],
    }
    return _page(request, "strategy/governance.html", asked, context)


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """What members of parliament ask: which action does what, with which money, how far, and what their country says."""
    said = words()
    asked = Asked(request.GET, timezone.localdate(), said)
    country = request.GET.get("country", "").upper()
    chosen = request.GET.get("action", "")
    if country and country not in countries():
        asked.problems.append(("country", said.t("Of '{country}' no positions were read.", country=country[:20])))
        country = ""
    if chosen and chosen not in actions():
        asked.problems.append(("action", said.t("'{value}' is not in the list.", value=chosen[:60])))
        chosen = ""
    every = statuses(asked)
    found = [status for status in every if status.action.id == chosen] if chosen else []
    if not chosen and (asked.sector or asked.section):
        found = [status for status in every if asked.fits(status)]
    context = {
        **presenters.options(every, said),
        "country": country,
        "chosen": chosen,
        "country_options": [(code, said.country(code)) for code in countries()],
        "action_options": presenters.by_section(every, said),
        "heading": _asked_about(asked, chosen, said),
        "answers": asking.answers(found, country, said),
        "before": asking.asked_before({status.action.id: status for status in every}, country, said),
        "themes": asking.of_themes(country, said),
        "commitments": asking.commitments(country, said),
        "documents": [
            (text(f"document.{one.id}.title", one.title, said), one.url) for one in documents().values() if one.url
        ],
    }
    return _page(request, "strategy/questions.html", asked, context)


def _asked_about(asked: Asked, chosen: str, said: Words) -> str:
    if chosen:
        return presenters.title(chosen, said)
    if asked.sector in sectors():
        return sector_name(asked.sector, said)
    return presenters.section_title(*asked.section.split(":", 1), said) if asked.section else ""
