"""What to do first: the few steps that matter most now, each with its reason and its date."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from toepas.advise.view import View
from toepas.check import DutyFinding, naming
from toepas.check.result import APPLIES, LATER, MAY_APPLY
from toepas.paper.blocks import Step

STEPS_ON_PAGE_ONE = 3
LEAD_DAYS = {"before_market": 365, "before_use": 180, "ongoing": 180, "once": 90, "on_event": 0}
"""How long before its date preparation for a duty should start, in days: our advice, not the law."""
_PRIORITY = {"before_market": 0, "before_use": 0, "once": 1, "ongoing": 2, "on_event": 3}
_FINE_WEIGHT = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Action:
    """A duty as something to start on: from which day preparation should begin, and by when it must stand."""

    found: DutyFinding
    start: datetime.date | None
    due: datetime.date | None


def actions(view: View) -> list[Action]:
    """Every duty as an action, the most pressing first."""
    found = [_action(view, item) for item in view.duties]
    return sorted(found, key=lambda action: _order(view, action))


def _action(view: View, found: DutyFinding) -> Action:
    due = found.earliest
    if due is None:
        return Action(found, None, None)
    lead = datetime.timedelta(days=LEAD_DAYS[found.duty.moment])
    return Action(found, max(view.on, due - lead), max(view.on, due))


def _order(view: View, action: Action) -> tuple[object, ...]:
    found = action.found
    status = {APPLIES: 0, LATER: 1, MAY_APPLY: 2}[found.status]
    event = found.duty.moment == "on_event"
    cap = view.cap(found)
    amount = (cap.high or cap.low or 0.0) if cap else 0.0
    return (
        status,
        event,
        action.due or datetime.date.max,
        _PRIORITY[found.duty.moment],
        -amount / _FINE_WEIGHT,
        found.duty.id,
    )


def next_steps(view: View) -> tuple[Step, ...]:
    """At most three steps: stop what is forbidden, settle what decides, do what already counts, prepare what comes."""
    steps: list[Step] = []
    kind = view.result.class_
    decisive = view.questions[:1] if len(kind.possible) > 1 else []
    if kind.name == "prohibited" or kind.coming:
        steps.append(_stop(view))
    steps += [_ask(view, name) for name in decisive]
    chosen = [
        action for action in actions(view) if action.found.duty.moment != "on_event" and not _is_ban(view, action.found)
    ]
    for action in chosen:
        if len(steps) >= STEPS_ON_PAGE_ONE:
            break
        steps.append(_do(view, action))
    for name in view.questions:
        if len(steps) >= STEPS_ON_PAGE_ONE:
            break
        if name not in decisive:
            steps.append(_ask(view, name))
    if len(steps) < STEPS_ON_PAGE_ONE:
        steps.append(_keep(view))
    return tuple(steps)


def _is_ban(view: View, found: DutyFinding) -> bool:
    return any(
        view.result.act.concepts[name].kind == "practice"
        for name in found.duty.when
        if name in view.result.act.concepts
    )


def _stop(view: View) -> Step:
    words = view.words
    bans = [found for found in view.duties if _is_ban(view, found) and found.outcome == "yes"]
    first = min((found.earliest for found in bans if found.earliest), default=None)
    cites = tuple(dict.fromkeys(cite for found in bans for cite in found.duty.cites))
    when = words.t("at once") if first is None or first <= view.on else words.t("before {date}", date=words.date(first))
    names = "; ".join(view.concept(name) for name in view.result.of_kind("practice"))
    why = words.t("The Act forbids this practice: {names}. No document or measure makes it lawful.", names=names)
    return Step(words.t("Do not start, or stop, this use"), why, when, view.cite_names(cites))


def _ask(view: View, name: str) -> Step:
    words, fact = view.words, view.result.act.facts[name]
    why = words.entry(f"{name}.why", fact.why) if fact.why else words.t("The outcome hangs on it.")
    title = words.t("Find out: {question}", question=view.question(name))
    who = naming.who_knows(fact.who, words)
    return Step(
        title,
        words.t("{why} Who would know: {who}.", why=why, who=who),
        words.t("this week"),
        view.cite_names(fact.cites),
    )


def _do(view: View, action: Action) -> Step:
    words, found = view.words, action.found
    if found.status == APPLIES:
        when = words.t("now: it has applied since {date}", date=words.date(found.earliest))
    elif found.status == LATER:
        when = words.t("start by {start}, ready on {due}", start=words.date(action.start), due=words.date(action.due))
    else:
        when = words.t("if it applies: {date}", date=view.when(found))
    return Step(view.title(found), view.digest(found), when, view.cite_names(found.duty.cites))


def _keep(view: View) -> Step:
    words = view.words
    return Step(
        words.t("Keep this dossier and check again when something changes"),
        words.t("A new purpose, a new version of the system or a change in the law can change the outcome."),
        words.t("at every change, and at least once a year"),
        "",
    )
