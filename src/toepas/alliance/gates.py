"""Gates of a pipeline: what a project shows to reach a technology readiness level, and what stops it; both set before the evidence is seen."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from toepas.alliance.evidence import Evidence, Kind
from toepas.kernel import yamlfile
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words

HERE = Path(__file__).resolve().parent
LEVELS, SCHEMA = HERE / "data" / "gates.yaml", HERE / "schema" / "gate.json"
Passed: TypeAlias = Literal["pass", "stop", "not-known"]


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of evidence: with which outcomes it lets through, and with which it stops."""

    id: str
    kind: Kind
    title: str = ""
    passes: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatePlan:
    """What was set for one gate, and on which day. ``signed_by``: fingerprints of keys whose reports count; empty: any key."""

    project: str
    level: int
    set_on: str
    needs: tuple[Need, ...]
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A need with what was shown for it. ``why``: by id, one of met, stops, missing, unread, unclear, early, changed, not-signed, other-key."""

    need: Need
    outcome: Passed
    why: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The outcome of a gate: stop as soon as one need stops, pass only if all are met."""

    outcome: Passed
    judged: tuple[Judged, ...]


@functools.cache
def levels() -> Mapping[int, Mapping[str, Any]]:
    """The nine levels as they come with Toepas: title and needs."""
    loaded: Mapping[int, Mapping[str, Any]] = yaml.safe_load(LEVELS.read_text("utf-8"))["levels"]
    return loaded


def level_title(level: int, words: Words) -> str:
    """What a level means."""
    return words.entry(f"gate.{level}.title", levels()[level]["title"])


def need_title(need: Need, words: Words) -> str:
    """What a need is called: as in the data where it comes from there, else as the plan says."""
    return words.entry(f"gate.need.{need.title}", need.title) if need.title else need.id


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the gates: context, English text, file."""
    seen = set()
    for number, level in levels().items():
        yield f"gate.{number}.title", level["title"], "alliance/gates.yaml"
        for entry in level["needs"]:
            if entry["title"] not in seen:
                seen.add(entry["title"])
                yield f"gate.need.{entry['title']}", entry["title"], "alliance/gates.yaml"


def needs_of(data: Sequence[Mapping[str, Any]]) -> tuple[Need, ...]:
    """Needs from data of the shape of ``schema/gate.json``."""
    return tuple(
        Need(one["id"], one["kind"], one.get("title", ""), tuple(one.get("pass") or ()), tuple(one.get("stop") or ()))
        for one in data
    )


def read_gate_plan(path: Path, words: Words) -> GatePlan:
    """The plan of a YAML file; needs that it does not say are those of the level. Raises Problem with file and line."""
    located = yamlfile.read(path, words)
    if isinstance(located.data, dict) and isinstance(located.data.get("set_on"), datetime.date):
        located.data["set_on"] = located.data["set_on"].isoformat()
    check_shape(located, SCHEMA, words)
    data = located.data
    try:
        datetime.date.fromisoformat(data["set_on"])
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=data["set_on"]),
            where=located.where("set_on"),
            expected="YYYY-MM-DD",
            todo=words.t("Write year-month-day."),
        ) from None
    given = data.get("needs") or levels()[data["level"]]["needs"]
    return GatePlan(data["project"], data["level"], data["set_on"], needs_of(given), tuple(data.get("signed_by") or ()))


def judge_gate(plan: GatePlan, shown: Sequence[Evidence], confirmed: Collection[str] = ()) -> Gate:
    """The outcome of a gate. Each file counts for the needs of its kind; a document for one need only, in the order they were shown,
    and only if a person read it: ``confirmed`` are the ids of those needs.

    Of several files of one kind the worst counts, so that a good one shown beside a bad one hides nothing."""
    documents = iter([one for one in shown if one.kind == "document"])
    judged = []
    for need in plan.needs:
        if need.kind == "document":
            found = next(documents, None)
            met = found is not None and need.id in confirmed
            judged.append(
                Judged(need, "pass" if met else "not-known", "met" if met else "unread" if found else "missing", found)
            )
            continue
        own = [_judged(need, one, plan) for one in shown if one.kind == need.kind]
        order: tuple[Passed, ...] = ("stop", "not-known", "pass")
        judged.append(
            min(own, key=lambda one: order.index(one.outcome), default=Judged(need, "not-known", "missing", None))
        )
    outcomes = {one.outcome for one in judged}
    return Gate("stop" if "stop" in outcomes else "not-known" if "not-known" in outcomes else "pass", tuple(judged))


def _judged(need: Need, one: Evidence, plan: GatePlan) -> Judged:
    if one.trouble:
        return Judged(need, "not-known", one.trouble, one)
    if one.outcome in need.stops:
        return Judged(need, "stop", "stops", one)
    if one.made and one.kind == "validation" and one.made[:10] < plan.set_on:
        return Judged(need, "not-known", "early", one)
    return Judged(need, "pass", "met", one) if one.outcome in need.passes else Judged(need, "not-known", "unclear", one)
