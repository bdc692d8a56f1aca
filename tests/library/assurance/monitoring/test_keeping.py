"""Nothing that was saved is lost or half written, nothing of single people stays longer than it must, and bad input changes nothing."""

import datetime as dt
import json
import os
import shutil
import stat

import polars as pl
import pytest

from tests.library.assurance.monitoring.population import PLAN, RUNS, TODAY, day, everything, monitor, patients, written
from toepas.assurance.monitoring import make_monitor, open_monitor
from toepas.assurance.monitoring.store import Store
from toepas.kernel.problems import Problem


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return monitor(tmp_path_factory.mktemp("made"))


@pytest.fixture
def here(made, tmp_path):
    shutil.copytree(made.folder, tmp_path / "monitor")
    return open_monitor(tmp_path / "monitor")


def batch(tmp_path, seed=5, name="b.csv"):
    return written(tmp_path, patients(100, seed).drop("y"), name)


def outcomes(tmp_path, seed=5, name="o.csv", head=100):
    return written(tmp_path, patients(100, seed).select("id", "y").head(head), name)


def problem(call, *arguments, **named):
    with pytest.raises(Problem) as found:
        call(*arguments, **named)
    assert found.value.todo
    return found.value


def test_a_batch_given_twice_is_recognised_and_changes_nothing(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    before = everything(here.folder)
    again = here.add(batch(tmp_path, name="other-name.csv"), day(2), TODAY)
    assert again.already
    assert everything(here.folder) == before


def test_outcomes_given_twice_are_recognised(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.outcomes(outcomes(tmp_path, head=50), TODAY)
    before = everything(here.folder)
    assert here.outcomes(outcomes(tmp_path, head=50), TODAY).already
    assert everything(here.folder) == before


def test_cases_that_are_in_a_waiting_batch_already_are_refused(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    other = pl.concat([patients(100, 5).drop("y").head(3), patients(100, 6).drop("y")])
    found = problem(here.add, written(tmp_path, other, "c.csv"), day(2), TODAY)
    assert found.what.startswith("3 cases")


@pytest.mark.parametrize("broken_at", ["append", "keep"])
def test_an_interruption_leaves_what_was_there_and_the_batch_can_be_given_again(here, tmp_path, monkeypatch, broken_at):
    here.add(batch(tmp_path, 4, "a.csv"), day(1), TODAY)
    before = here.state(TODAY)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, broken_at, stop)
        with pytest.raises(KeyboardInterrupt):
            here.add(batch(tmp_path), day(2), TODAY)
    assert here.state(TODAY) == before
    here.add(batch(tmp_path), day(2), TODAY)
    here.outcomes(outcomes(tmp_path), TODAY)
    assert [one.received.id for one in here.state(TODAY).batches] == ["1", "2"]
    assert len(list((here.folder / "cases").iterdir())) == 1


def test_an_interruption_between_outcomes_and_what_follows_from_them_is_made_good(here, tmp_path, monkeypatch):
    here.add(batch(tmp_path), day(1), TODAY)
    append = Store.append

    def stop(store, kind, *rest):
        if kind == "closed":
            raise KeyboardInterrupt
        return append(store, kind, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "append", stop)
        with pytest.raises(KeyboardInterrupt):
            here.outcomes(outcomes(tmp_path), TODAY)
    assert here.state(TODAY).waiting[0].known == 100
    here.add(batch(tmp_path, 6, "c.csv"), day(2), TODAY)
    assert here.state(TODAY).batches[0].closing.how == "complete"


def test_two_programs_at_once_do_not_overwrite_each_other(here, tmp_path):
    store = Store(here.folder, here._words)
    seen = store.events()
    here.add(batch(tmp_path), day(1), TODAY)
    assert "Somebody else" in problem(store.append, "review", TODAY, {"text": "x", "by": "y"}, seen).what
    assert len(here.state(TODAY).batches) == 1


def test_a_changed_entry_of_the_log_is_noticed(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.review("Fine.", "Ames", TODAY)
    entry = here.folder / "log" / "000002.json"
    entry.write_text(entry.read_text().replace('"cases": 100', '"cases": 90'))
    assert "changed" in problem(here.state, TODAY).what


def test_a_lost_entry_of_the_log_is_noticed(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.review("Fine.", "Ames", TODAY)
    (here.folder / "log" / "000002.json").unlink()
    assert "log" in problem(here.state, TODAY).what


def test_a_half_written_entry_is_noticed(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    entry = here.folder / "log" / "000002.json"
    entry.write_bytes(entry.read_bytes()[:100])
    assert "log" in problem(here.state, TODAY).what


def test_people_and_title_of_a_plan_may_change_but_nothing_that_limits_rest_on(here):
    plan = here.folder / "plan.yaml"
    plan.write_text(plan.read_text().replace("tell: []", "tell: [{who: Ames}]"))
    assert here.state(TODAY).plan.tell[0].who == "Ames"
    plan.write_text(plan.read_text().replace("threshold: 0.5", "threshold: 0.6"))
    assert "plan" in problem(here.state, TODAY).what


def test_no_number_of_a_case_is_kept_as_it_is(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.outcomes(outcomes(tmp_path, head=40), TODAY)
    assert b"PATIENT" not in everything(here.folder)
    frame = pl.read_parquet(next((here.folder / "cases").iterdir()))
    assert frame.columns == ["place", "case", "score", "label", "by:sex", "by:age"]
    assert frame["case"].str.len_chars().unique().to_list() == [32]


def test_a_folder_with_another_key_has_other_pseudonyms(here, tmp_path):
    other = Store(tmp_path / "other", here._words)
    shutil.copytree(here.folder, other.folder)
    (other.folder / "key").write_bytes(os.urandom(32))
    assert Store(here.folder, here._words).pseudonym("7") != other.pseudonym("7")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_only_the_owner_can_read_what_is_kept(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    files = [path for path in here.folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_scores_are_deleted_as_soon_as_their_batch_counts(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.outcomes(outcomes(tmp_path), TODAY)
    assert [path for part in ("cases", "outcomes") for path in (here.folder / part).iterdir()] == []


def test_scores_are_deleted_when_they_may_be_kept_no_longer_and_what_is_known_counts(tmp_path):
    one = monitor(tmp_path, keep_days=30)
    one.add(batch(tmp_path), day(1), day(1))
    one.outcomes(outcomes(tmp_path, head=40), day(1))
    assert one.state(day(1)).forget_by == day(1) + dt.timedelta(days=30)
    one.add(batch(tmp_path, 6, "c.csv"), day(2), day(2))
    state = one.state(day(2))
    assert (state.batches[0].closing.how, state.batches[0].closing.known) == ("kept-no-longer", 40)
    assert len(list((one.folder / "cases").iterdir())) == 1


def test_one_case_can_be_forgotten(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.outcomes(outcomes(tmp_path, head=40), TODAY)
    assert here.forget(TODAY, case="PATIENT-5-7") == 1
    assert here.forget(TODAY, case="PATIENT-5-7") == 0
    waiting = here.state(TODAY).waiting[0]
    assert (waiting.known, waiting.forgotten) == (39, 1)
    here.outcomes(outcomes(tmp_path, name="o2.csv"), TODAY)
    assert here.state(TODAY).batches[0].closing.known == 99


def test_a_batch_can_be_forgotten_and_what_was_known_counts(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    here.add(batch(tmp_path, 6, "c.csv"), day(2), TODAY)
    here.outcomes(outcomes(tmp_path, head=40), TODAY)
    assert here.forget(TODAY, batch="1") == 100
    state = here.state(TODAY)
    assert [one.received.id for one in state.waiting] == ["2"]
    assert (state.batches[0].closing.how, state.batches[0].closing.known) == ("forgotten", 40)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"p": [1.5] + [0.2] * 99}, "score"),
        ({"id": ["same"] * 100}, "same number"),
        ({"id": [""] + [str(at) for at in range(99)]}, "no number"),
        ({"p": ["high"] + ["0.2"] * 99}, "not a number"),
        ({"age": ["old"] + ["50"] * 99}, "not a number"),
    ],
)
def test_bad_cells_are_refused_with_their_row_and_change_nothing(here, tmp_path, change, says):
    before = everything(here.folder)
    frame = patients(100, 5).drop("y").with_columns(**{name: pl.Series(values) for name, values in change.items()})
    found = problem(here.add, written(tmp_path, frame, "b.csv"), day(1), TODAY)
    assert says in found.what
    assert "row" in found.where
    assert everything(here.folder) == before


def test_a_column_that_the_plan_names_and_the_batch_lacks_is_named(here, tmp_path):
    found = problem(here.add, written(tmp_path, patients(100, 5).drop("y", "ward"), "b.csv"), day(1), TODAY)
    assert "ward" in found.what


def test_a_day_in_the_future_is_refused(here, tmp_path):
    assert "future" in problem(here.add, batch(tmp_path), TODAY + dt.timedelta(days=1), TODAY).what


def test_a_case_with_two_outcomes_in_one_file_is_refused(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    twice = pl.DataFrame({"id": ["PATIENT-5-1", "PATIENT-5-1"], "y": [0, 1]})
    found = problem(here.outcomes, written(tmp_path, twice, "o.csv"), TODAY)
    assert "two different outcomes" in found.what
    assert "1 and 2" in found.where


def test_outcomes_without_numbers_of_cases_in_the_plan_are_refused(tmp_path):
    from dataclasses import replace

    one = monitor(tmp_path, columns=replace(PLAN.columns, case=""))
    assert "cannot be joined" in problem(one.outcomes, outcomes(tmp_path), TODAY).what
    added = one.add(written(tmp_path, patients(100, 5).drop("y"), "b.csv"), day(1), TODAY)
    assert added.batch.closing.how == "with-batch"


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "monitor").mkdir()
    (tmp_path / "monitor" / "mine.txt").write_text("mine")
    reference = written(tmp_path, patients(200, 1), "r.csv")
    assert "something here" in problem(make_monitor, tmp_path / "monitor", PLAN, reference, runs=RUNS).what
    assert (tmp_path / "monitor" / "mine.txt").read_text() == "mine"


def test_a_monitor_that_cannot_be_made_leaves_nothing(tmp_path):
    reference = written(tmp_path, patients(200, 1).with_columns(y=2), "r.csv")
    problem(make_monitor, tmp_path / "monitor", PLAN, reference, runs=RUNS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.csv"]


def test_where_there_is_no_monitor_that_is_said(tmp_path):
    assert "no monitor" in problem(open_monitor, tmp_path).what


def test_the_log_can_be_read_by_others(here, tmp_path):
    here.add(batch(tmp_path), day(1), TODAY)
    entry = json.loads((here.folder / "log" / "000002.json").read_text())
    assert (entry["kind"], entry["data"]["cases"], len(entry["before"])) == ("batch", 100, 64)
