"""A monitor takes batches and late outcomes, raises alarms when the model gets worse, and loses nothing."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from tests.library.assurance.monitoring.population import START, TODAY, day, monitor, patients, written
from tests.repository.project import ROOT
from toepas.assurance.monitoring import Columns, Grouping, Rhythm, draft, make_monitor, open_monitor, said
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return monitor(tmp_path_factory.mktemp("made"))


@pytest.fixture
def here(made, tmp_path):
    """A monitor of one's own, copied from the one that was made."""
    import shutil

    shutil.copytree(made.folder, tmp_path / "monitor")
    return open_monitor(tmp_path / "monitor")


def give(here, tmp_path, number, *, outcomes=True, count=100, **how):
    """Add a batch, and its outcomes after it."""
    frame = patients(count, 1000 + number, **how)
    added = here.add(written(tmp_path, frame.drop("y"), f"b{number}.csv"), day(number), TODAY)
    if outcomes:
        here.outcomes(written(tmp_path, frame.select("id", "y"), f"o{number}.csv"), TODAY)
    return added


def test_the_rate_of_false_alarms_is_measured_and_said(made):
    limits = made.state(TODAY).reference.limits
    assert limits.asked == 0.2
    assert limits.measured.low < 0.26
    assert limits.measured.high > 0.14


def test_groups_with_too_few_cases_are_not_watched_and_say_how_long_it_would_take(made):
    charts = {chart.id: chart for chart in made.state(TODAY).reference.charts}
    few = [chart for chart in charts.values() if chart.limit is None]
    assert charts["errors/up"].limit
    assert few
    assert all(chart.why_not == "too-slow" and chart.delay > chart.part * 600 for chart in few)


def test_a_reference_of_a_handful_of_cases_watches_nothing_and_says_so(tmp_path):
    tiny = monitor(tmp_path, size=8)
    state = tiny.state(TODAY)
    assert {chart.limit for chart in state.reference.charts} == {None}
    assert {"too-few-reference", "too-few-scores"} == {chart.why_not for chart in state.reference.charts}
    tiny.add(written(tmp_path, patients(100, 5), "b.csv"), day(1), TODAY)
    assert "too few cases" in said.calm(tiny.state(TODAY), Words())


def test_a_model_that_stays_as_it_was_raises_no_alarm_here(here, tmp_path):
    for number in range(1, 5):
        give(here, tmp_path, number)
    state = here.state(TODAY)
    assert [alarm.about for alarm in state.alarms] == []
    assert [batch.closing.how for batch in state.batches] == ["complete"] * 4


def test_a_model_that_gets_worse_raises_an_alarm_that_says_since_when(here, tmp_path):
    for number in range(1, 4):
        give(here, tmp_path, number)
    for number in range(4, 7):
        give(here, tmp_path, number, worse=0.3)
    alarms = {alarm.about: alarm for alarm in here.state(TODAY).alarms}
    assert "errors/up" in alarms
    assert alarms["errors/up"].since in ("3", "4")  # the sum may have risen a little by chance before


def test_errors_that_become_fewer_are_noticed_where_the_plan_asks_for_both_sides(tmp_path):
    one = monitor(tmp_path, two_sided=("errors",), changes={"errors": 2.0}, groups=(), inputs=())
    charts = one.state(TODAY).reference.charts
    assert [chart.id for chart in charts] == ["errors/up", "errors/down"]
    assert charts[1].shifted < charts[1].expected < charts[0].shifted
    for number in range(1, 7):
        frame = patients(100, 50 + number)
        never_wrong = frame.with_columns(y=(pl.col("p") >= 0.5).cast(pl.Int64))
        one.add(written(tmp_path, never_wrong, f"b{number}.csv"), day(number), TODAY)
    assert [alarm.about for alarm in one.state(TODAY).alarms] == ["errors/down"]


def test_inputs_and_scores_that_move_are_noticed_without_any_outcome(here, tmp_path):
    give(here, tmp_path, 1, outcomes=False)
    added = give(here, tmp_path, 2, outcomes=False, moved=0.9)
    about = {alarm.about for alarm in added.alarms}
    assert {"inputs/x", "scores/up"} <= about
    assert "inputs/ward" not in about


def test_values_that_go_missing_are_noticed(here, tmp_path):
    frame = patients(100, 5).drop("y").with_columns(x=pl.when(pl.int_range(100) < 30).then(None).otherwise("x"))
    added = here.add(written(tmp_path, frame, "b.csv"), day(1), TODAY)
    assert "missing/x" in {alarm.about for alarm in added.alarms}


def test_outcomes_in_the_batch_itself_count_at_once(here, tmp_path):
    added = here.add(written(tmp_path, patients(100, 5), "b.csv"), day(1), TODAY)
    assert added.batch.closing.how == "complete"
    everybody = added.batch.closing.performance[0]
    frame = patients(100, 5)
    errors = int(((frame["p"] >= 0.5) != (frame["y"] == 1)).sum())
    assert (everybody.measures["error-share"].hits, everybody.n) == (errors, 100)


def test_early_outcomes_are_shown_but_do_not_move_a_chart_before_enough_are_in(here, tmp_path):
    frame = patients(100, 9)
    here.add(written(tmp_path, frame.drop("y"), "b.csv"), day(1), TODAY)
    before = here.state(TODAY).values.get("errors/up")
    joined = here.outcomes(written(tmp_path, frame.select("id", "y").head(60), "o1.csv"), TODAY)
    state = here.state(TODAY)
    assert (joined.matched, joined.closed) == (60, ())
    assert state.waiting[0].share_known == 0.6
    assert state.waiting[0].early.n == 60
    assert state.values.get("errors/up") == before
    closing = here.outcomes(written(tmp_path, frame.select("id", "y").slice(60, 30), "o2.csv"), TODAY)
    assert [batch.closing.known for batch in closing.closed] == [90]


def test_outcomes_that_come_in_parts_give_the_same_as_all_at_once(here, tmp_path, made):
    import shutil

    shutil.copytree(made.folder, tmp_path / "other")
    other = open_monitor(tmp_path / "other")
    frame = patients(100, 9)
    path = written(tmp_path, frame.drop("y"), "b.csv")
    for one in (here, other):
        one.add(path, day(1), TODAY)
    here.outcomes(written(tmp_path, frame.select("id", "y"), "o.csv"), TODAY)
    for number, part in enumerate([frame.tail(50), frame.head(50)]):
        other.outcomes(written(tmp_path, part.select("id", "y"), f"o{number}.csv"), TODAY)
    assert here.state(TODAY).values == other.state(TODAY).values
    assert here.state(TODAY).batches[0].closing == other.state(TODAY).batches[0].closing


def test_an_outcome_that_changes_while_its_batch_waits_counts_as_it_was_said_last(here, tmp_path):
    frame = patients(100, 9)
    here.add(written(tmp_path, frame.drop("y"), "b.csv"), day(1), TODAY)
    here.outcomes(written(tmp_path, frame.select("id", "y").head(10), "o1.csv"), TODAY)
    turned = frame.select("id", y=1 - pl.col("y")).head(10)
    assert here.outcomes(written(tmp_path, turned, "o2.csv"), TODAY).changed == 10
    assert here.state(TODAY).waiting[0].known == 10


def test_outcomes_of_unknown_cases_are_counted_and_not_kept(here, tmp_path):
    give(here, tmp_path, 1, outcomes=False)
    strangers = pl.DataFrame({"id": ["STRANGER-1", "STRANGER-2"], "y": [0, 1]})
    joined = here.outcomes(written(tmp_path, strangers, "o.csv"), TODAY)
    assert (joined.matched, joined.unmatched) == (0, 2)


def test_when_the_time_of_follow_up_is_over_what_is_known_counts(tmp_path):
    one = monitor(tmp_path, follow_up_days=100)
    frame = patients(100, 9)
    one.add(written(tmp_path, frame.drop("y"), "b.csv"), day(1), day(1))
    one.outcomes(written(tmp_path, frame.select("id", "y").head(40), "o.csv"), day(1) + dt.timedelta(days=50))
    assert one.state(TODAY).waiting
    one.add(written(tmp_path, patients(100, 10).drop("y"), "c.csv"), day(3), day(3))
    closing = one.state(TODAY).batches[0].closing
    assert (closing.how, closing.known) == ("follow-up-over", 40)


def test_a_file_that_is_sorted_by_outcome_raises_no_alarm_for_being_sorted(here, tmp_path):
    frame = patients(100, 12)
    wrong = (frame["p"] >= 0.5) != (frame["y"] == 1)
    shuffled = here.add(
        written(tmp_path, frame.with_columns(wrong=wrong).sort("wrong").drop("wrong"), "b.csv"), day(1), TODAY
    )
    highest = {step.chart: step.highest for step in shuffled.batch.closing.steps}
    limit = next(chart.limit for chart in here.state(TODAY).reference.charts if chart.id == "errors/up")
    assert highest["errors/up"] < limit


def test_a_batch_much_smaller_than_expected_is_pointed_out(here, tmp_path):
    give(here, tmp_path, 1, outcomes=False)
    assert give(here, tmp_path, 2, outcomes=False, count=20).batch.received.busy == "few"
    assert give(here, tmp_path, 3, outcomes=False, count=300).batch.received.busy == "many"


def test_a_group_that_the_reference_did_not_have_is_named(here, tmp_path):
    frame = patients(100, 5).with_columns(sex=pl.when(pl.int_range(100) < 5).then(pl.lit("X")).otherwise("sex"))
    assert here.add(written(tmp_path, frame, "b.csv"), day(1), TODAY).batch.received.fresh == {"sex": ("X",)}


def test_an_alarm_is_answered_with_words_and_a_name_and_may_come_again(here, tmp_path):
    for number in range(1, 6):
        give(here, tmp_path, number, worse=0.3)
    before = here.state(TODAY)
    alarm = next(one for one in before.open_alarms if one.about == "errors/up")
    after = here.answer(alarm.id, "A new device sent other units.", "Sister Joy", TODAY)
    answered = next(one for one in after.alarms if one.id == alarm.id)
    assert (answered.open, answered.by) == (False, "Sister Joy")
    for number in range(6, 9):
        give(here, tmp_path, number, worse=0.3)
    again = [one for one in here.state(TODAY).open_alarms if one.about == "errors/up"]
    assert len(again) == 1
    assert again[0].id != alarm.id


@pytest.mark.parametrize(("number", "text", "by"), [("99", "x", "y"), ("1", " ", "y"), ("1", "x", "")])
def test_an_answer_without_alarm_words_or_name_is_refused(here, tmp_path, number, text, by):
    give(here, tmp_path, 1, outcomes=False, moved=2.0)
    with pytest.raises(Problem):
        here.answer(number, text, by, TODAY)


def test_a_review_moves_the_day_of_the_next_one(here):
    assert here.review("All is well.", "Dr. Ames", TODAY).next_review == TODAY + dt.timedelta(days=91)


def test_four_real_hospitals_one_after_the_other_are_told_apart(tmp_path):
    """The example data: a model made at Cleveland comes to Budapest, Switzerland and Long Beach."""
    every = pl.read_csv(ROOT / "examples" / "assurance" / "four-hospitals.csv")
    columns = Columns("predicted", "disease")
    reference = written(tmp_path, every.filter(pl.col("hospital") == "Cleveland"), "reference.csv")
    plan = draft(
        reference,
        columns,
        (Grouping("sex"),),
        Words(),
        on=START,
        rhythm=Rhythm(365, 600, 6),
        inputs=("cholesterol", "age"),
    )
    made = make_monitor(tmp_path / "m", plan, reference, runs=1000)
    few = {chart.id for chart in made.state(TODAY).reference.charts if chart.limit is None}
    assert "missed/sex=female/up" in few
    alarms = {}
    for number, hospital in enumerate(("Budapest", "Switzerland", "Long Beach"), start=1):
        batch = written(tmp_path, every.filter(pl.col("hospital") == hospital), f"{number}.csv")
        alarms[hospital] = {alarm.about for alarm in made.add(batch, day(number), TODAY).alarms}
    assert "missing/cholesterol" in alarms["Budapest"]
    assert {"calibration/up", "inputs/cholesterol"} <= alarms["Switzerland"]


def test_the_labels_of_the_charts_are_those_of_the_cases_counted_by_hand(here, tmp_path):
    frame = patients(100, 31)
    here.add(written(tmp_path, frame, "b.csv"), day(1), TODAY)
    steps = {step.chart: step for step in here.state(TODAY).batches[0].closing.steps}
    women = frame.filter(pl.col("sex") == "F")
    missed = women.filter((pl.col("y") == 1) & (pl.col("p") < 0.5))
    old = frame.filter(pl.col("age") >= 65)
    assert (steps["missed/sex=F/up"].n, steps["missed/sex=F/up"].events) == (int(women["y"].sum()), len(missed))
    assert steps["errors/age=≥65/up"].n == len(old)
    assert np.isclose(here.state(TODAY).batches[0].received.mean_score, frame["p"].mean())
