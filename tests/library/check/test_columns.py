"""Over columns the same rules give the same outcomes as for one case."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import polars as pl
import pytest

from tests.library.check.made_up import as_facts, as_frame, rows
from toepas.check import Result, check
from toepas.check.columns import classify
from toepas.check.columns import expression as in_polars
from toepas.check.kleene import Value, every, expression, opposite, some
from toepas.check.terms import Column
from toepas.law import load_act
from toepas.law.act import text_versions

ROWS = 250
TRUTHS = {0: False, 1: None, 2: True}


@pytest.mark.parametrize("one", TRUTHS)
@pytest.mark.parametrize("other", TRUTHS)
def test_null_logic_is_strong_kleene_logic(one: int, other: int) -> None:
    frame = pl.DataFrame({"a": [TRUTHS[one]], "b": [TRUTHS[other]]}, schema={"a": pl.Boolean, "b": pl.Boolean})
    constants = [TRUTHS[one], Column("a")], [TRUTHS[other], Column("b")]
    for first, second in itertools.product(*constants):
        values: dict[str, Value] = {
            "all": every([first, second]),
            "any": some([first, second]),
            "not": opposite(first),
        }
        found = frame.select(in_polars(expression(value)).alias(name) for name, value in values.items())
        assert found.row(0) == (TRUTHS[min(one, other)], TRUTHS[max(one, other)], TRUTHS[2 - one])


def _expected(result: Result) -> dict[str, Any]:
    act = result.act
    found: dict[str, Any] = {"toepas_class": result.class_.name}
    for name, concept in act.concepts.items():
        if concept.kind == "role":
            found[f"toepas_role_{name}"] = TRUTHS[result.value(name)]
    for name in act.register_concepts:
        found[f"toepas_{name}"] = TRUTHS[result.value(name)]
    for entry, concept_id in act.register_dates.items():
        low, high = result.date(entry) if result.value(concept_id) else (None, None)
        found |= {f"toepas_{entry}": low, f"toepas_{entry}_latest": high}
    status = {item.duty.id: item.status for item in result.duties}
    return found | {f"toepas_duty_{name}": status.get(name) for name in act.duties} | {"toepas_contradiction": False}


@pytest.mark.parametrize("version", text_versions())
@pytest.mark.parametrize("on", [datetime.date(2026, 11, 22), datetime.date(2026, 12, 2), datetime.date(2029, 1, 1)])
@pytest.mark.parametrize("unknown", [0.15, 0.5])
def test_both_evaluators_agree_on_every_output(version: str, on: datetime.date, unknown: float) -> None:
    act = load_act(version)
    made = rows(act, ROWS, seed=on.toordinal(), unknown=unknown)
    done = classify(as_frame(act, made).lazy(), on, version, duties=True).collect()
    for values, row in zip(made, done.iter_rows(named=True), strict=True):
        expected = _expected(check(as_facts(values), on, version))
        assert {name: row[name] for name in expected} == expected


def test_a_fact_that_is_no_column_is_unknown() -> None:
    act = load_act()
    made = rows(act, 60, seed=5)
    kept = [name for position, name in enumerate(act.facts) if position % 3]
    on = datetime.date(2026, 11, 22)
    done = classify(as_frame(act, made).select(kept).lazy(), on).collect()
    for values, row in zip(made, done.iter_rows(named=True), strict=True):
        facts = as_facts({name: value for name, value in values.items() if name in kept})
        assert row["toepas_class"] == check(facts, on).class_.name


def test_a_register_without_a_single_fact_is_wholly_open() -> None:
    done = classify(pl.LazyFrame({"system": ["a", "b"]}), datetime.date(2026, 11, 22)).collect()
    assert done["toepas_class"].to_list() == ["undetermined"] * 2


def test_a_row_that_contradicts_itself_is_marked() -> None:
    frame = pl.LazyFrame({"imports_system": [True, True, None], "other_chain_role": [False, True, False]})
    done = classify(frame, datetime.date(2026, 11, 22)).collect()
    assert done["toepas_contradiction"].to_list() == [True, False, False]


def test_a_column_of_the_wrong_type_is_named() -> None:
    with pytest.raises(ValueError, match="ai_system"):
        classify(pl.LazyFrame({"ai_system": ["yes"]}), datetime.date(2026, 11, 22))


def test_a_row_that_contradicts_itself_still_gets_the_verdict_of_a_case() -> None:
    act, on = load_act(), datetime.date(2026, 11, 22)
    made = rows(act, 150, seed=8, unknown=0.3)
    for position, values in enumerate(made):
        children = [name for name, fact in act.facts.items() if fact.within]
        child = children[position % len(children)]
        values[child], values[act.facts[child].within or ""] = True, False
    done = classify(as_frame(act, made).lazy(), on).collect()
    assert done["toepas_contradiction"].all()
    assert done["toepas_class"].to_list() == [check(as_facts(values), on).class_.name for values in made]
