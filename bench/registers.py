"""A register of millions of rows, beside a plain Polars read-and-write and beside a rule engine row by row."""

from __future__ import annotations

import datetime
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from bench.measure import Line, processes, seconds
from toepas.check.case import contradictions
from toepas.check.columns import classify
from toepas.check.result import check
from toepas.law import Act, load_act
from toepas.law.conditions import All, Any_, Before, Compare, Condition, Name, Not, OneOf
from toepas.law.model import CODE, DATE, NUMBER, TRUTH

ON = datetime.date(2026, 11, 22)
DISTINCT = 20_000
TYPES: dict[str, Any] = {TRUTH: pl.Boolean, DATE: pl.Date, NUMBER: pl.Float64, CODE: pl.String}
LOGIC_ROWS = 1_000
IN_MEMORY = 200_000


def made_up(act: Act, count: int, unknown: float = 0.35) -> list[dict[str, Any]]:
    """Rows of answers that do not contradict themselves, from one seed."""
    random_ = random.Random(20261122)
    rows: list[dict[str, Any]] = []
    while len(rows) < count:
        often = random_.choice([0.05, 0.2, 0.5])
        facts = {name: _answer(fact, random_, often) for name, fact in act.facts.items() if random_.random() > unknown}
        while found := contradictions(facts):
            for child, _ in found:
                facts.pop(child, None)
        rows.append(facts)
    return rows


def _answer(fact: Any, random_: random.Random, often: float) -> Any:
    if fact.type == TRUTH:
        return random_.random() < often
    if fact.type == DATE:
        return datetime.date(2024, 1, 1) + datetime.timedelta(random_.randrange(2500))
    if fact.type == NUMBER:
        return float(10 ** random_.randrange(5, 26))
    return random_.choice(list(fact.values))


def write_register(act: Act, rows: int, path: Path) -> int:
    """A register as Parquet with a column per fact that people are usually asked; returns the number of columns."""
    names = [name for name, fact in act.facts.items() if fact.group not in ("detail", "testing")]
    made = made_up(act, DISTINCT)
    frame = pl.DataFrame(
        {name: pl.Series(name, [row.get(name) for row in made], dtype=TYPES[act.facts[name].type]) for name in names}
    )
    order = pl.int_range(0, rows, eager=True).hash(7) % DISTINCT
    parts = [frame[order.slice(start, 1_000_000).cast(pl.UInt32)] for start in range(0, rows, 1_000_000)]
    pl.concat(parts).with_row_index("system").write_parquet(path)
    return len(names)


def register(rows: int) -> list[Line]:
    """The whole command from start to summary, in turn with a process that only reads and writes the same file."""
    act = load_act()
    with tempfile.TemporaryDirectory() as folder:
        source, plain, done = (str(Path(folder) / name) for name in ("in.parquet", "plain.parquet", "done.parquet"))
        columns = write_register(act, rows, Path(source))
        copy = f"import polars; polars.scan_parquet({source!r}).sink_parquet({plain!r})"
        ours, peer = processes(
            [
                [sys.executable, "-P", "-m", "toepas", "register", source, done, "--on", ON.isoformat(), "--json"],
                [sys.executable, "-P", "-c", copy],
            ],
            3,
        )
        size = Path(source).stat().st_size / 1e6
    what = f"`toepas register`, {rows:,} rows, {columns} facts ({size:.0f} MB Parquet), whole process"
    rate = f"{ours.seconds:.1f} s ({ours.seconds / rows * 1e6:.2f} us a row, {ours.memory / 1e6:.0f} MB at most)"
    alone = f"Polars read and write alone {peer.seconds:.1f} s ({peer.memory / 1e6:.0f} MB)"
    return [Line(what, rate, alone, f"{ours.seconds / peer.seconds:.2f} (target 3)")]


def logic(condition: Condition, act: Act) -> Any:
    """A condition as JSONLogic over numbers: 0 no, 1 unknown, 2 yes; all is min, any is max, not is 2 minus."""
    if isinstance(condition, Name):
        return _logic_name(condition.id, act)
    if isinstance(condition, Not):
        return {"-": [2, logic(condition.part, act)]}
    if isinstance(condition, All | Any_):
        return {"min" if isinstance(condition, All) else "max": [logic(part, act) for part in condition.parts]}
    variable = {"var": condition.fact}
    if isinstance(condition, OneOf):
        test: Any = {"in": [variable, list(condition.values)]}
    elif isinstance(condition, Compare):
        test = {condition.op: [variable, condition.limit]}
    else:
        assert isinstance(condition, Before)
        test = {">=" if condition.negated else "<": [variable, condition.day.isoformat()]}
    return {"if": [{"==": [variable, None]}, 1, test, 2, 0]}


def _logic_name(name: str, act: Act) -> Any:
    if name in act.concepts:
        concept = act.concepts[name]
        parts = [logic(concept.when, act), *({"-": [2, _logic_name(item, act)]} for item in concept.unless)]
        return {"min": parts} if len(parts) > 1 else parts[0]
    return {"var": name} if name in act.facts else 0


def logic_row(values: dict[str, Any], act: Act) -> dict[str, Any]:
    """A row for the rule engine: truths as 0, 1, 2 with their gates applied."""
    from toepas.check.case import vector
    from toepas.check.program import compile_act

    program = compile_act(act)
    levels, _, _ = program.run(
        vector(act, {name: value for name, value in values.items() if act.facts[name].type != DATE})
    )
    row: dict[str, Any] = {name: values.get(name) for name, fact in act.facts.items() if fact.type != TRUTH}
    return row | {name: levels[program.index[name]] for name, fact in act.facts.items() if fact.type == TRUTH}


def duty_logic(name: str, act: Act) -> Any:
    """A duty as JSONLogic: a role holds, every condition does, no exception does, and the act applies."""
    duty = act.duties[name]
    parts = [{"max": [_logic_name(role, act) for role in duty.roles]}]
    parts += [_logic_name(item, act) for item in (*duty.when, act.applies)]
    return {"min": [*parts, *({"-": [2, _logic_name(item, act)]} for item in duty.unless)]}


def beside_datalogic() -> list[Line]:
    """The same rules by datalogic-py, row by row, both in memory; outcomes are compared on a sample first."""
    act = load_act()
    roles = [name for name, concept in act.concepts.items() if concept.kind == "role"]
    small = {name: _logic_name(name, act) for name in (*roles, *act.register_concepts)}
    large = small | {name: duty_logic(name, act) for name in act.duties}
    return [_race(act, small, False, "class, roles and risk"), _race(act, large, True, "the same and every duty")]


def _race(act: Act, trees: dict[str, Any], duties: bool, what: str) -> Line:
    from datalogic_py import DataHandle, Engine

    rows = made_up(act, LOGIC_ROWS)
    inputs = [logic_row(row, act) for row in rows]
    engine = Engine()
    rules = {name: engine.compile(json.dumps(tree)) for name, tree in trees.items()}
    handles = [DataHandle(json.dumps(row, default=str)) for row in inputs]
    for row, handle in list(zip(rows, handles, strict=True))[:100]:
        facts = {name: value for name, value in row.items() if act.facts[name].type != DATE}
        result = check(facts, ON, act.text_version)
        for name, rule in rules.items():
            assert float(rule.evaluate_data(handle)) == result.value(name), name
    theirs = seconds(lambda: [[rule.evaluate_data(handle) for rule in rules.values()] for handle in handles]) / len(
        handles
    )
    made = [row for row in rows for _ in range(IN_MEMORY // LOGIC_ROWS)]
    frame = pl.DataFrame(
        {
            name: pl.Series(name, [row.get(name) for row in made], dtype=TYPES[fact.type])
            for name, fact in act.facts.items()
        }
    )
    lazy = classify(frame.lazy(), ON, duties=duties).select(pl.selectors.starts_with("toepas_"))
    lazy.collect()
    ours = seconds(lambda: lazy.collect()) / frame.height
    title = f"a row, in memory, {what} ({len(rules)} outcomes and their dates)"
    return Line(
        title,
        f"{ours * 1e6:.2f} us",
        f"datalogic-py, outcomes without dates {theirs * 1e6:.0f} us",
        f"{theirs / ours:.0f} times (target 1000)",
    )
