"""A made-up register: as the margins say, the same for the same seed, and never at odds with itself."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from toepas.check.columns import expression
from toepas.check.plan import contradiction
from toepas.check.synthetic import ASSUMED, Margins, assumptions, synthetic
from toepas.law import load_act
from toepas.law.act import text_versions
from toepas.law.model import CODE, DATE, NUMBER

MARGINS = Margins(
    countries={"NL": 3.0, "DE": 1.0},
    sizes={"NL": {"10-49": 1.0, "50-249": 1.0, "GE250": 2.0}, "DE": {"10-49": 1.0}},
    technologies={"NL": {"E_AI_TNLG": 1.0, "E_AI_TIR": 1.0}, "DE": {"E_AI_TIR": 1.0}},
    purposes={"NL": {"E_AI_PBAM": 1.0}, "DE": {"E_AI_PMS": 1.0}},
    sectors={"C": 1.0, "J": 4.0},
)
ACTS = [load_act(version) for version in text_versions()]
ROWS = 20_000


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    return synthetic(ACTS, MARGINS, ROWS).collect(engine="streaming")


def share(made: pl.DataFrame, test: pl.Expr) -> float:
    return float(made.select(test.mean()).item())


def test_no_row_contradicts_itself_under_either_text(made: pl.DataFrame) -> None:
    for act in ACTS:
        assert not made.select(expression(contradiction(act, made.columns)).alias("broken"))["broken"].any()


def test_without_unknowns_a_fact_below_a_gate_is_yes_only_where_the_gate_is() -> None:
    made, act = synthetic(ACTS, MARGINS, 5_000, unknown=0.0).collect(), ACTS[-1]
    assert made.select(pl.col(pl.Boolean).null_count()).row(0) == (0,) * len(made.select(pl.col(pl.Boolean)).columns)
    for name, fact in act.facts.items():
        if fact.within and name in made.columns and made[name].dtype == pl.Boolean:
            assert not (made[name] & ~made[fact.within]).any(), name
    for gate, members in act.choices.items():
        assert (made[gate] == made.select(pl.any_horizontal(members)).to_series()).all(), gate


def test_margins_come_out_again(made: pl.DataFrame) -> None:
    dutch = made.filter(pl.col("country") == "NL")
    assert share(made, pl.col("country") == "NL") == pytest.approx(0.75, abs=0.02)
    assert share(made, pl.col("sector") == "J") == pytest.approx(0.8, abs=0.02)
    assert share(dutch, pl.col("size_class") == "GE250") == pytest.approx(0.5, abs=0.02)
    assert share(dutch, pl.col("technology") == "E_AI_TNLG") == pytest.approx(0.5, abs=0.02)
    assert set(made.filter(pl.col("country") == "DE")["technology"]) == {"E_AI_TIR"}


def test_assumed_shares_come_out_again(made: pl.DataFrame) -> None:
    known = assumptions()
    assert share(made, pl.col("ai_system")) == pytest.approx(known["shares"]["ai_system"], abs=0.01)
    texts = made.filter(pl.col("technology") == "E_AI_TNLG")
    assert share(texts, pl.col("visible_to_people")) == pytest.approx(0.85, abs=0.02)
    assert share(made, pl.col("ai_system").is_null()) == pytest.approx(known["unknown"], abs=0.01)
    half = synthetic(ACTS, MARGINS, ROWS, unknown=0.5).collect()
    assert share(half, pl.col("uses_system").is_null()) == pytest.approx(0.5, abs=0.02)


def test_the_seed_decides(made: pl.DataFrame) -> None:
    assert synthetic(ACTS, MARGINS, ROWS).collect().equals(made)
    other = synthetic(ACTS, MARGINS, ROWS, seed=2).collect()
    assert 0.3 < (other["visible_to_people"] == made["visible_to_people"]).mean() < 0.9


def test_facts_do_not_move_together_by_accident(made: pl.DataFrame) -> None:
    pair = made.select("uses_system", "free_open_source", "undertaking", "output_used_in_union").drop_nulls()
    wide = pair.cast(pl.Float64)
    for one in wide.columns:
        for other in wide.columns:
            if one < other:
                assert abs(wide.select(pl.corr(one, other)).item()) < 0.03, (one, other)


def test_values_are_what_the_facts_can_hold(made: pl.DataFrame) -> None:
    for act in ACTS:
        for name, fact in act.facts.items():
            if name not in made.columns:
                continue
            kind = made[name].dtype
            if fact.type == CODE:
                assert set(made[name].drop_nulls()) <= fact.values.keys()
            elif fact.type == DATE:
                assert kind == pl.Date
                assert made[name].min() >= datetime.date(2020, 1, 1)
            elif fact.type == NUMBER:
                assert kind == pl.Float64
                assert made[name].min() > 0
            else:
                assert kind == pl.Boolean


def test_every_assumption_is_about_a_fact_that_exists() -> None:
    known = {name for act in ACTS for name in act.facts}
    assumed = assumptions()
    named = {*assumed["shares"], *assumed["weights"], *assumed["codes"], *assumed["numbers"], *assumed["dates"]}
    named |= {name for rule in assumed["when"] for name in rule if name not in ("technology", "purpose")}
    assert named - known == set()
    assert "None of these shares was measured" in ASSUMED.read_text("utf-8")
