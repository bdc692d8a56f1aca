"""One question as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from toepas.advise import View
from toepas.check import FactValue, next_question, plain, together
from toepas_web.check.citations import cites
from toepas_web.check.state import State


@dataclass(frozen=True, slots=True)
class Option:
    """One fact within a question that asks several."""

    id: str
    text: str
    meaning: str
    value: FactValue
    answered: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that helps to answer it."""

    id: str
    kind: str
    text: str
    meaning: str
    why: str
    who: str
    cites: tuple[tuple[str, str], ...]
    unit: str
    choices: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    answered: bool
    value: FactValue
    typed: str
    back: str


def pick(state: State, view: View) -> str | None:
    """The fact to ask about next."""
    return next_question(view.result, state.answers.given.keys(), state.answers.last)


def members(view: View, name: str) -> tuple[str, ...]:
    """The facts that are asked on the page of this one."""
    return together(view.result.act, name)


def build(state: State, view: View, name: str) -> Question:
    """The page of a question."""
    said, act = view.words, view.result.act
    names = members(view, name)
    several = len(names) > 1
    fact = act.facts[act.facts[name].within] if several and act.facts[name].within else act.facts[name]
    options = tuple(_option(state, view, member) for member in names) if several else ()
    given = state.answers.given
    value = given.get(name)
    choices = [(code, said.entry(f"{fact.id}.value.{code}", label)) for code, label in fact.values.items()]
    return Question(
        id=name,
        kind="several" if several else fact.type,
        text=said.entry(f"{fact.id}.question", fact.question),
        meaning=said.entry(f"{fact.id}.meaning", fact.meaning) if fact.meaning else "",
        why=said.entry(f"{fact.id}.why", fact.why) if fact.why else "",
        who=view.who_knows(fact.who),
        cites=cites(
            view, tuple(dict.fromkeys(cite for item in (fact, *(act.facts[n] for n in names)) for cite in item.cites))
        ),
        unit=fact.unit,
        choices=tuple(sorted(choices, key=lambda item: item[1]) if len(choices) > 10 else choices),
        options=options,
        answered=any(member in given for member in names),
        value=value,
        typed="" if value is None or isinstance(value, bool) else _typed(value),
        back=_back(state, names),
    )


def _option(state: State, view: View, name: str) -> Option:
    fact, given = view.result.act.facts[name], state.answers.given
    said = view.words
    meaning = said.entry(f"{name}.meaning", fact.meaning) if fact.meaning else ""
    return Option(name, said.entry(f"{name}.question", fact.question), meaning, given.get(name), name in given)


def _typed(value: FactValue) -> str:
    """A value as it goes back into its field."""
    shown = plain(value)
    return str(int(shown)) if isinstance(shown, float) and shown.is_integer() else str(shown).split("/")[0]


def _back(state: State, names: tuple[str, ...]) -> str:
    """The page before this one: of the question answered before it, or the start."""
    order = list(state.answers.given)
    asked = [position for position, name in enumerate(order) if name in names]
    before = order[: asked[0]] if asked else order
    if not before:
        return reverse("check")
    return reverse("check-question", args=[before[-1]])
