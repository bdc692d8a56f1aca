"""The plan of a monitor: drafted with defaults, written as a file that a person can read and change, read back and checked."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import yaml

from toepas.assurance.monitoring.model import KINDS, Columns, Grouping, Person, Plan, Rhythm
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, read

SCHEMA = Path(__file__).resolve().parent / "schema" / "plan.json"
CHANGES = {"errors": 2.0, "missed": 2.0, "false-positives": 2.0, "calibration": 2.0, "scores": 0.3}
"""The changes that a chart is tuned to where a plan says nothing: twice the odds, or three tenths of a standard deviation."""
LOOSE = frozenset({"title", "system", "tell", "review_days", "busy", "harm", "keep_days"})
"""What may be changed in a plan while it is in use: the limits do not rest on it."""


def read_plan(path: Path, words: Words) -> Plan:
    """A plan from its file. Raises Problem with file and line for what is not as it should be."""
    located = read(path, words)
    if located.data is None:
        raise Problem(
            words.t("The plan is empty."), where=str(path), expected=words.t("names with values below them"),
            todo=words.t("Let 'toepas monitor plan' draft one."),
        )  # fmt: skip
    check_shape(located, SCHEMA, words)
    data: dict[str, Any] = located.data
    groups = tuple(
        Grouping(one["column"], _edges(one, number, located, words))
        for number, one in enumerate(data.get("groups", ()))
    )
    _once(data, located, words)
    outcomes = data.get("outcomes", {})
    given = Plan.__dataclass_fields__
    busy = data.get("busy", given["busy"].default)
    return Plan(
        title=data["title"],
        made=_made(located, words),
        system=data.get("system", ""),
        columns=Columns(**{**data["columns"], "positive": tuple(map(str, data["columns"].get("positive", ())))}),
        rhythm=Rhythm(**data["period"]),
        threshold=float(data["threshold"]),
        groups=groups,
        inputs=tuple(data.get("inputs", ())),
        changes={kind: float(data["changes"][kind]) for kind in KINDS if kind in data["changes"]},
        false_alarm=float(data["false_alarm"]),
        follow_up_days=outcomes.get("follow_up_days", 0),
        share=float(outcomes.get("share", given["share"].default)),
        keep_days=data.get("keep_days", given["keep_days"].default),
        busy=(float(busy[0]), float(busy[1])),
        harm=tuple(data.get("harm", ())),
        two_sided=tuple(data.get("two_sided", ())),
        tell=tuple(Person(one["who"], one.get("how", "")) for one in data.get("tell", ())),
        review_days=data.get("review_days", given["review_days"].default),
        seed=data.get("seed", 1),
    )


def _made(located: Located, words: Words) -> dt.date:
    made = located.data["made"]
    if isinstance(made, dt.date):
        return made
    raise Problem(
        words.t("This is not a date."), where=located.where("made"),
        expected=words.t("year-month-day, in four, two and two figures"),
        todo=words.t("Write year-month-day."),
    )  # fmt: skip


def _edges(one: dict[str, Any], number: int, located: Located, words: Words) -> tuple[float, ...]:
    edges = tuple(map(float, one.get("edges", ())))
    if any(low >= high for low, high in itertools.pairwise(edges)):
        raise Problem(
            words.t("The edges of “{column}” do not rise.", column=one["column"]),
            where=located.where("groups", number, "edges"),
            expected=words.t("numbers from low to high"),
            todo=words.t("Put them in order, each once."),
        )
    return edges


def _once(data: dict[str, Any], located: Located, words: Words) -> None:
    columns = data["columns"]
    names = [columns[name] for name in ("score", "label", "case", "date") if columns.get(name)]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice:
        raise Problem(
            words.t("The column “{column}” is named for two things.", column=twice),
            where=located.where("columns"),
            expected=words.t("a column of its own for score, label, case and date"),
            todo=words.t("Name each column once."),
        )


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, in the shape of its file."""
    columns = plan.columns
    named = {name: getattr(columns, name) for name in ("score", "label", "case", "date") if getattr(columns, name)}
    return {
        "title": plan.title,
        "system": plan.system,
        "made": plan.made,
        "columns": {**named, **({"positive": list(columns.positive)} if columns.positive else {})},
        "threshold": plan.threshold,
        "groups": [{"column": one.column, **({"edges": list(one.edges)} if one.edges else {})} for one in plan.groups],
        "inputs": list(plan.inputs),
        "changes": dict(plan.changes),
        "two_sided": list(plan.two_sided),
        "period": {"days": plan.rhythm.days, "cases": plan.rhythm.cases, "batches": plan.rhythm.batches},
        "false_alarm": plan.false_alarm,
        "outcomes": {"share": plan.share, "follow_up_days": plan.follow_up_days},
        "keep_days": plan.keep_days,
        "busy": list(plan.busy),
        "harm": list(plan.harm),
        "tell": [{"who": one.who, "how": one.how} for one in plan.tell],
        "review_days": plan.review_days,
        "seed": plan.seed,
    }


def fixed(plan: Plan) -> dict[str, Any]:
    """The part of a plan that the limits rest on and that therefore stays as it is while the plan is in use."""
    return {name: value for name, value in as_data(plan).items() if name not in LOOSE}


def as_text(plan: Plan, words: Words) -> str:
    """The plan as a file, with a line above every part that says what it is."""
    data = as_data(plan)
    parts = [
        (("title", "system", "made"), words.t("What is watched: change the title, and name the system and its version.")),
        (("columns", "threshold"), words.t("The columns of every batch, and the score from which a case counts as positive.")),
        (("groups",), words.t("The groups that are watched apart; 'edges' cut a column of numbers into groups.")),
        (("inputs",), words.t("The columns whose drift is watched.")),
        (("changes",), words.t("What is watched, and the change it is tuned to: a ratio of odds, for scores a number of standard deviations. What you take out is not watched.")),
        (("two_sided",), words.t("Of these a change downwards is noticed too: fewer errors can mean that something is recorded differently.")),
        (("period",), words.t("What you expect: the length of a period in days, its cases, and in how many batches they come.")),
        (("false_alarm",), words.t("The chance of an alarm in a period in which nothing changes, all charts together.")),
        (("outcomes",), words.t("A batch counts as complete from this share of its outcomes; 'follow_up_days' after it was added the waiting ends (0: never).")),
        (("keep_days",), words.t("Scores under a pseudonym wait so many days at most for their outcome and are then deleted.")),
        (("busy",), words.t("Fewer cases a day than the first of these times what is expected, or more than the second, is pointed out.")),
        (("harm",), words.t("Alarms of these kinds may concern harm to people.")),
        (("tell",), words.t("Who is told of an alarm, and how.")),
        (("review_days",), words.t("After so many days a person looks at everything, also without an alarm.")),
        (("seed",), words.t("The simulation draws the same numbers again with the same seed.")),
    ]  # fmt: skip
    head = words.t("Plan for monitoring, drafted by Toepas. Read it through and change it before the monitor is made.")
    lines = [f"# {head}\n"]
    for names, said in parts:
        lines.append(f"\n# {said}\n")
        lines += [_line(name, data[name]) for name in names]
    return "".join(lines)


def _line(name: str, value: Any) -> str:
    simple = not isinstance(value, dict | list)
    written: str = yaml.safe_dump(
        {name: value}, allow_unicode=True, sort_keys=False, default_flow_style=False if simple else None, width=100
    )
    return written
