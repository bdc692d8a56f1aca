"""A register under two settings: what is counted is what ``check`` says of each row, and small counts stay hidden."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.check.made_up import as_facts, as_frame, rows
from toepas.check import Result, check
from toepas.check.columns import compute, expression, kinds
from toepas.check.outcome import Simulation, simulate
from toepas.check.plan import Rules, outputs, usable
from toepas.check.result import APPLIES, MAY_APPLY
from toepas.check.schedule import scheduled
from toepas.check.simulation import MEASURES, Setting, facts_of, grouping
from toepas.kernel.disclosure import hidden
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_versions

OLD, NEW = text_versions()[0], text_versions()[-1]
BEFORE = Setting(OLD, datetime.date(2026, 11, 22))
AFTER = Setting(NEW, datetime.date(2027, 12, 2))
COUNTRIES = ["NL", "DE", None]
WORDS = Words("en")


def made(count: int, seed: int = 4, unknown: float = 0.2) -> tuple[list[dict[str, Any]], pl.DataFrame]:
    """Rows of answers, and the same as a register with a country and a sector."""
    act = load_act(NEW)
    answers = rows(act, count, seed, unknown)
    frame = as_frame(act, answers).with_columns(
        pl.Series("land", [COUNTRIES[place % 3] for place in range(count)]),
        pl.Series("sector", [f"s{place % 4}" for place in range(count)]),
    )
    return answers, frame


def run(frame: pl.DataFrame, *by: str, pair: tuple[Setting, Setting] = (BEFORE, AFTER), least: int = 1) -> Simulation:
    return simulate(frame.lazy(), pair, by, least, WORDS, Path("register.parquet"))


def case(values: dict[str, Any], at: Setting) -> Result:
    return check(as_facts(values), at.on, at.text_version, at.reading)


def standing(result: Result, duty: str) -> tuple[str, Any]:
    """Status and day of a duty of one case: the day only where it is certain that the duty holds, and from when."""
    found = next((item for item in result.duties if item.duty.id == duty), None)
    status = found.status if found else ""
    if duty not in result.act.duties or result.value(duty) != 2:
        return status, None
    low, high = result.date(result.act.duties[duty].date)
    return status, (low or datetime.date.max) if low == high else None


def expected(pairs: list[tuple[Result, Result]], duty: str) -> dict[str, int]:
    """What the measures of a duty must be, from single cases."""
    counted = Counter[str]()
    for old, new in pairs:
        (was, day), (now, later) = standing(old, duty), standing(new, duty)
        counted["applies_before"] += was == APPLIES
        counted["applies_after"] += now == APPLIES
        counted["open_before"] += was == MAY_APPLY
        counted["open_after"] += now == MAY_APPLY
        counted["begins"] += was not in (APPLIES, MAY_APPLY) and now == APPLIES
        counted["ends"] += was == APPLIES and now not in (APPLIES, MAY_APPLY)
        counted["later"] += day is not None and later is not None and later > day
        counted["earlier"] += day is not None and later is not None and later < day
    return {name: counted[name] for name in MEASURES}


@pytest.mark.parametrize("unknown", [0.05, 0.4])
def test_classes_and_duties_are_counted_as_single_cases_would_be(unknown: float) -> None:
    answers, frame = made(300, seed=9, unknown=unknown)
    found = run(frame)
    pairs = [(case(values, BEFORE), case(values, AFTER)) for values in answers]
    classes = Counter((old.class_.name, new.class_.name) for old, new in pairs)
    assert {(row["before"], row["after"]): row["systems"] for row in found.classes.to_dicts()} == classes
    told = {row["duty"]: {name: row[name] for name in MEASURES} for row in found.duties.to_dicts()}
    nothing = dict.fromkeys(MEASURES, 0)
    for duty in dict.fromkeys((*load_act(OLD).duties, *load_act(NEW).duties)):
        assert told.get(duty, nothing) == expected(pairs, duty), duty
    assert found.rows == 300


def test_each_group_is_counted_by_itself_and_the_unknown_one_is_not_lost() -> None:
    answers, frame = made(240)
    found = run(frame, "land", "sector")
    for place, country in enumerate(COUNTRIES):
        alone = run(frame.filter(pl.col("land").eq_missing(country)))
        group = found.classes.filter((pl.col("by") == "land") & pl.col("group").eq_missing(country))
        assert counted(group) == counted(alone.classes)
        assert set(group["of"]) == {len(answers[place::3])}
        duties = found.duties.filter((pl.col("by") == "land") & pl.col("group").eq_missing(country))
        assert duties.drop("by", "group").to_dicts() == alone.duties.drop("by", "group").to_dicts()
    assert found.classes.filter(pl.col("by") == "sector")["systems"].sum() == 240


def counted(classes: pl.DataFrame) -> dict[tuple[str, str], int]:
    return {(row["before"], row["after"]): row["systems"] for row in classes.to_dicts()}


def test_one_setting_twice_changes_nothing() -> None:
    _, frame = made(150)
    found = run(frame, pair=(AFTER, AFTER))
    assert (found.classes["before"] == found.classes["after"]).all()
    for name in ("begins", "ends", "later", "earlier"):
        assert found.duties[name].sum() == 0


def test_what_is_not_settled_is_a_class_of_its_own_and_no_duty() -> None:
    frame = pl.DataFrame({"system": ["a", "b"]})
    found = run(frame)
    assert counted(found.classes) == {("undetermined", "undetermined"): 2}
    assert found.duties["applies_after"].sum() == 0
    assert found.duties["open_after"].sum() > 0


def test_another_reading_is_a_setting_too() -> None:
    answers, frame = made(200, unknown=0.1)
    for reading in load_act(NEW).readings:
        other = Setting(NEW, AFTER.on, reading)
        found = run(frame, pair=(AFTER, other))
        pairs = [(case(values, AFTER).class_.name, case(values, other).class_.name) for values in answers]
        assert counted(found.classes) == Counter(pairs), reading


def test_rows_that_contradict_themselves_are_counted_and_said() -> None:
    found = run(pl.DataFrame({"imports_system": [True, True, None], "other_chain_role": [False, None, False]}))
    assert (found.rows, found.contradictions) == (3, 1)


def test_columns_that_are_missing_mistyped_or_too_many_are_said() -> None:
    frame = pl.DataFrame({"land": ["NL"] * 6000, "row": range(6000), "ai_system": ["yes"] * 6000})
    for columns, by, words in (
        (["land"], ["lnd"], ("lnd", "land")),
        (["land", "ai_system"], ["land"], ("ai_system", "Boolean")),
        (["row"], ["row"], ("row", "5000")),
    ):
        with pytest.raises(Problem) as raised:
            run(frame.select(columns), *by)
        assert all(word in str(raised.value) for word in words), raised.value


def test_a_register_is_looked_at_by_country_and_sector_where_it_has_them() -> None:
    assert grouping(["ai_system", "nace", "land"]) == ("land", "nace")
    assert grouping(["organisation_country", "ai_system"]) == ("organisation_country",)
    assert grouping(["ai_system"]) == ()


def test_facts_of_either_text_count() -> None:
    assert facts_of(BEFORE, AFTER).keys() == load_act(OLD).facts.keys() | load_act(NEW).facts.keys()


@pytest.mark.parametrize("worth", [0, 60])
def test_fewer_columns_that_are_computed_later_give_the_same_outcome(worth: int) -> None:
    act = load_act(NEW)
    frame = as_frame(act, rows(act, 120, seed=6)).lazy()
    rules = Rules(act, usable(act.facts, kinds(frame.collect_schema()))).compile(duties=True)
    found = outputs(rules, AFTER.on, duties=True)
    layers, last = scheduled(rules.plan.layers, found, worth)
    assert sum(map(len, layers)) < sum(map(len, rules.plan.layers))
    usual = compute(frame, rules.plan).select(expression(term).alias(name) for name, term in found.items())
    other = frame
    for layer in layers:
        other = other.with_columns(expression(term).alias(name) for name, term in layer.items())
    fewer = other.select(expression(term).alias(name) for name, term in last.items())
    assert usual.collect().equals(fewer.collect())


# Small counts


def lines(rows_: int, columns: int) -> list[tuple[Any, list[Any]]]:
    """The sums of a table of two dimensions that is shown with all its totals; the last row and column hold them."""
    across = [((row, columns), [(row, column) for column in range(columns)]) for row in range(rows_ + 1)]
    down = [((rows_, column), [(row, column) for row in range(rows_)]) for column in range(columns + 1)]
    return across + down


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=5), st.integers(2, 12))
def test_no_hidden_count_follows_from_one_sum(table: list[list[int]], least: int) -> None:
    whole = [[*row, sum(row)] for row in table]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    cells = {(row, column): whole[row][column] for row, column in itertools.product(range(len(whole)), range(5))}
    sums = lines(len(table), 4)
    found = hidden(cells, sums, least)
    assert {key for key, count in cells.items() if 0 < count < least} <= found
    assert all(cells[key] for key in found)
    for total, parts in sums:
        unseen = [key for key in (total, *parts) if key in found]
        assert len(unseen) != 1, (total, unseen)
        if unseen and total not in found:
            assert sum(cells[key] for key in unseen) >= least


def test_nothing_is_hidden_where_everything_is_large_or_all_may_be_seen() -> None:
    cells = {(0, 0): 50, (0, 1): 12, (0, 2): 62}
    assert hidden(cells, [((0, 2), [(0, 0), (0, 1)])], 10) == set()
    assert hidden({(0, 0): 1, (0, 1): 1}, [((0, 1), [(0, 0)])], 1) == set()


def test_small_counts_are_null_in_the_tables_and_zero_stays_zero() -> None:
    _, frame = made(90, unknown=0.1)
    open_, shut = run(frame, "land"), run(frame, "land", least=8)
    keys = ["by", "group", "before", "after"]
    both = open_.classes.join(shut.classes, on=keys, suffix="_shut", nulls_equal=True)
    assert both.height == open_.classes.height
    assert both.filter(pl.col("systems") < 8)["systems_shut"].is_null().all()
    shown = both.drop_nulls("systems_shut")
    assert (shown["systems"] == shown["systems_shut"]).all()
    assert shut.classes.filter(pl.col("systems").is_null())["share"].is_null().all()
    assert (shut.duties["applies_before"] == 0).any()
