"""A plan is drafted from the data of the validation, can be changed by a person, and is refused with file and line where it does not fit."""

import dataclasses

import polars as pl
import pytest

from tests.library.assurance.monitoring.population import PLAN, START, patients, written
from toepas.assurance.monitoring import Columns, Grouping, Person, as_text, draft, grouping, read_plan
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


def read(folder, text):
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, Words())


def problem(folder, text):
    with pytest.raises(Problem) as found:
        read(folder, text)
    return found.value


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_what_is_written_is_read_back_as_it_was(tmp_path, lang):
    plan = dataclasses.replace(
        PLAN, tell=(Person("Ward, sister: “night”", "by phone"),), title="Café: #1", columns=Columns("p", "y", "id", "d", ("ja",)), follow_up_days=90,
    )  # fmt: skip
    assert read(tmp_path, as_text(plan, Words(lang))) == plan


def test_every_part_of_the_file_says_what_it_is():
    text = as_text(PLAN, Words())
    parts = text.split("\n\n")
    assert len(parts) > 12
    assert all(part.startswith("# ") for part in parts)


def test_a_draft_watches_every_column_that_can_be_watched(tmp_path):
    frame = patients(300, 3).with_columns(constant=1, row=pl.int_range(300))
    plan = draft(written(tmp_path, frame, "r.csv"), Columns("p", "y", "id"), (Grouping("sex"),), Words(), on=START)
    assert set(plan.inputs) == {"x", "ward", "age", "sex"}
    assert (plan.rhythm.cases, plan.made) == (300, START)


def test_a_column_of_ages_is_cut_into_the_bands_of_local_validation(tmp_path):
    plan = draft(
        written(tmp_path, patients(300, 3), "r.csv"),
        Columns("p", "y"),
        (Grouping("age"), Grouping("sex")),
        Words(),
        on=START,
    )
    assert plan.groups[0].edges[:2] == (18.0, 45.0)
    assert plan.groups[1].edges == ()


def test_a_draft_without_outcomes_watches_scores_only(tmp_path):
    plan = draft(written(tmp_path, patients(300, 3), "r.csv"), Columns("p"), (), Words(), on=START, inputs=())
    assert set(plan.changes) == {"scores"}
    assert plan.inputs == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sex", Grouping("sex")), ("age:50,65", Grouping("age", (50.0, 65.0))), (" sex ", Grouping("sex"))],
)
def test_groups_are_read_as_they_are_typed(typed, meant):
    assert grouping(typed) == meant


@pytest.mark.parametrize("typed", ["age:65,50", "age:old", "age:50,50"])
def test_edges_that_are_no_rising_numbers_are_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        grouping(typed)


GOOD = as_text(PLAN, Words())


@pytest.mark.parametrize(
    ("was", "becomes", "line_of", "says"),
    [
        ("false_alarm: 0.2", "false_alarm: 2", "false_alarm: 2", "0.5"),
        ("threshold: 0.5", "threshold: high", "threshold: high", "a number"),
        ("errors: 2.0", "errors: 1", "changes:", ""),
        ("seed: 1", "sead: 1", "sead: 1", "seed"),
        ("cases: 600", "cases: many", "period:", "a whole number"),
        ("harm: [missed]", "harm: [death]", "harm:", "missed"),
        ("made: 2025-01-06", "made: soon", "made: soon", "year-month-day"),
        ("edges: [50.0, 65.0]", "edges: [65, 50]", "edges:", "low to high"),
        ("label: y", "label: p", "columns:", "of its own"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_line(tmp_path, was, becomes, line_of, says):
    assert was in GOOD
    text = GOOD.replace(was, becomes)
    number = next(at for at, line in enumerate(text.splitlines(), start=1) if line_of in line)
    found = problem(tmp_path, text)
    assert found.where.endswith(f"plan.yaml:{number}")
    assert says in found.expected
    assert found.todo


def test_an_empty_plan_is_named_as_such(tmp_path):
    assert "empty" in problem(tmp_path, "# nothing\n").what
