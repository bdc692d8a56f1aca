"""Cases by what should hold in them: the facts are looked up in the law data, so no fact is named twice."""

from __future__ import annotations

import datetime as dt

from toepas.advise.view import View
from toepas.check import Case, check
from toepas.check.case import FactValue, contradictions
from toepas.kernel.words import Words
from toepas.law import Act, load_act
from toepas.law.conditions import All, Any_, Compare, Condition, Name, Not, OneOf
from toepas.law.model import TRUTH

DAY = dt.date(2026, 11, 23)
TEXTS = {
    "case": "sorting-letters",
    "title": "Sorting letters at Example Town",
    "organisation": "Municipality of Example Town",
    "system": "LetterSort 3",
    "purpose": "Put the letters that need an answer today on top",
    "description": "The software reads a letter and says how urgent it is. A clerk reads every letter.",
    "contact": "Ann Example, ann@example.org",
}
IN_THE_UNION: dict[str, FactValue] = {
    "organisation_country": "NL",
    "located_in_union": True,
    "placed_in_union": True,
    "output_used_in_union": True,
    "listed_practice": False,
    "excluded_use": False,
    "military_only": False,
    "third_country_cooperation": False,
    "research_only": False,
    "before_market_only": False,
    "free_open_source": False,
    "personal_use_only": False,
    "changed_role": False,
}


def facts_for(yes: tuple[str, ...] = (), no: tuple[str, ...] = (), **given: FactValue) -> dict[str, FactValue]:
    """Facts under which every concept or fact of `yes` holds and none of `no` does; `given` goes first."""
    act = load_act()
    facts: dict[str, FactValue] = {name: value for name, value in given.items() if name in act.facts}
    for name in yes:
        _settle(act, name, True, facts)
    for name in no:
        _settle(act, name, False, facts)
    return {name: value for name, value in facts.items() if name in act.facts}


def view_of(facts: dict[str, FactValue], lang: str = "en", texts: dict[str, str] | None = None) -> View:
    """What the papers look at for these facts."""
    assert contradictions(facts) == []
    known = TEXTS if texts is None else texts
    return View(Case(known.get("case", "a-case"), facts, dict(known)), check(facts, DAY), Words(lang))


def _settle(act: Act, name: str, wanted: bool, facts: dict[str, FactValue]) -> None:
    if name in act.facts:
        if act.facts[name].type == TRUTH and facts.setdefault(name, wanted) is wanted and wanted:
            gate = act.facts[name].within or next(iter(act.facts[name].within_any), None)
            if gate:
                _settle(act, gate, True, facts)
    elif name in act.concepts:
        concept = act.concepts[name]
        if (check(facts, DAY).value(name) == 2) is wanted and wanted:
            return
        _grow(act, concept.when, wanted, facts)
        for exception in concept.unless if wanted else ():
            _settle(act, exception, False, facts)


def _grow(act: Act, tree: Condition, wanted: bool, facts: dict[str, FactValue]) -> None:
    match tree:
        case Name():
            _settle(act, tree.id, wanted, facts)
        case Not():
            _grow(act, tree.part, not wanted, facts)
        case All() if not wanted:
            _grow(act, tree.parts[-1], False, facts)
        case Any_() if wanted:
            _grow(act, tree.parts[0], True, facts)
        case All() | Any_():
            for part in tree.parts:
                _grow(act, part, wanted, facts)
        case OneOf():
            others = [code for code in act.facts[tree.fact].values if code not in tree.values]
            facts.setdefault(tree.fact, tree.values[0] if wanted else others[0])
        case Compare():
            above = tree.op.startswith(">") is wanted
            facts.setdefault(tree.fact, tree.limit * 2 if above else 0.0)
