"""The checks find the faults that are planted, stay silent without them, and say it in words."""

import datetime
import string

import numpy as np
import polars as pl
import pytest

from tests.library.assurance.false_alarms import alarms
from tests.library.assurance.shapes import SHAPES, clinic, groups, sample
from toepas.assurance import inspect, remark_said, remark_text
from toepas.assurance.model import Remark
from toepas.assurance.remarks import remark_messages
from toepas.kernel.words import Words


def made(seed=1, **changes):
    """A sample without a fault, with some columns changed by a function of the generator and of what was there."""
    rng = np.random.default_rng(seed)
    parts = clinic(rng) | {"rng": rng}
    for name, change in changes.items():
        if name in ("label", "score", "by", "others"):
            parts[name] = change(parts)
        else:
            parts["others"][name] = change(parts)
    del parts["rng"]
    return sample(**parts)


def put(value, where):
    """A change that writes a value into a column of the further columns at some rows."""

    def change(column):
        return lambda parts: np.where(where(parts), value, parts["others"][column].astype(float))

    return change


def some(share):
    return lambda parts: parts["rng"].random(len(parts["label"])) < share


def at_site(name, share=1.0):
    return lambda parts: (parts["by"]["hospital"] == name) & (parts["rng"].random(len(parts["label"])) < share)


def by(name, change):
    return lambda parts: {**parts["by"], name: change(parts)}


def fewer_women_at_one(parts):
    here = (parts["by"]["hospital"] == "site 0") & (np.cumsum(parts["by"]["hospital"] == "site 0") > 6)
    return np.where(here, "M", parts["by"]["sex"])


def site_of_the_ill(parts):
    return np.where(
        parts["label"] == 1, parts["rng"].choice(["site 0", "site 1"], 900, p=[0.7, 0.3]), parts["by"]["hospital"]
    )


def repeated(parts, rows, of):
    for values in (*parts["others"].values(), *parts["by"].values(), parts["label"], parts["score"]):
        values[rows] = values[of]


def twin(parts):
    repeated(parts, [700, 800], [10, 20])
    return parts["others"] | {"id": np.arange(900)}


def other_site_twin(parts):
    repeated(parts, [700], [10])
    parts["by"]["hospital"][[700, 10]] = ["site 0", "site 1"]
    return parts["others"] | {"id": np.arange(900)}


# change, id of the remark, column, site, count (None: any)
PLANTED = {
    "0 for nobody measured": ({"pressure": put(0, some(0.05))("pressure")}, "zero-coded-site", "pressure", None, None),
    "0 at one site": ({"cholesterol": put(0, at_site("site 1"))("cholesterol")}, "zero-coded-all", "cholesterol", "site 1", None),
    "an age of 200": ({"age": put(200, lambda _: np.arange(900) == 4)("age")}, "impossible-value", "age", "", 1),
    "a negative pressure": ({"pressure": put(-120, lambda _: np.arange(900) == 8)("pressure")}, "negative-value", "pressure", "", 1),
    "999 for not known": ({"pressure": put(999, some(0.1))("pressure")}, "code-for-missing", "pressure", "", None),
    "-9 for not known": ({"age": put(-9, some(0.1))("age")}, "impossible-value", "age", "", None),
    "a column empty at a site": ({"protein": put(np.nan, at_site("site 2", 0.95))("protein")}, "column-missing", "protein", "site 2", None),
    "a column half empty at a site": ({"vessels": put(np.nan, at_site("site 2", 0.5))("vessels")}, "missing-uneven", "vessels", "", None),
    "a person twice": ({"others": twin}, "same-row", "", "", 2),
    "a person at two sites": ({"others": other_site_twin}, "same-row-two-sites", "", "", 1),
    "a number twice": ({"id": lambda parts: np.where(np.arange(900) == 5, 1, parts["others"]["id"])}, "id-two-sites", "id", "", 1),
    "a column with the outcome": ({"stay": lambda parts: parts["label"] * 9 + parts["rng"].random(900)}, "column-tells-outcome", "stay", "", 900),
    "a text with the outcome": ({"letter": lambda parts: np.where(parts["label"] == 1, "ill", "well")}, "column-tells-outcome", "letter", "", 900),
    "the outcome as score": ({"score": lambda parts: np.where(parts["label"] == 1, 0.99, 0.01)}, "score-is-outcome", "p", "", 900),
    "a score that knows": ({"score": lambda parts: parts["label"] * 0.5 + parts["rng"].random(900) * 0.5}, "score-perfect", "p", "", 900),
    "a score that is one column": ({"score": lambda parts: parts["others"]["age"] / 100}, "score-follows", "age", "", 900),
    "one score": ({"score": lambda _: np.full(900, 0.3)}, "score-constant", "p", "", 900),
    "two scores": ({"score": lambda parts: parts["rng"].choice([0.2, 0.8], 900)}, "score-two-values", "p", "", 900),
    "a default score": ({"score": lambda parts: np.where(parts["rng"].random(900) < 0.2, 0.37, parts["score"])}, "score-heap", "p", "", None),
    "rounded scores": ({"score": lambda parts: parts["score"].round(2)}, "score-rounded", "p", "", 900),
    "scores of 0": ({"score": lambda parts: np.where(parts["rng"].random(900) < 0.05, 0.0, parts["score"])}, "score-zero", "p", "", None),
    "scores of 1": ({"score": lambda parts: np.where(parts["rng"].random(900) < 0.05, 1.0, parts["score"])}, "score-one", "p", "", None),
    "scores on the threshold": ({"score": lambda parts: np.where(parts["rng"].random(900) < 0.05, 0.5, parts["score"])}, "on-threshold", "p", "", None),
    "one outcome": ({"label": lambda _: np.ones(900, int)}, "one-class", "y", "", 900),
    "one outcome at a site": ({"label": lambda parts: np.where(parts["by"]["hospital"] == "site 0", 1, parts["label"])}, "one-class-at-site", "y", "site 0", None),
    "six women at a site": ({"by": by("sex", fewer_women_at_one)}, "few-at-site", "sex", "site 0", None),
    "one person of a group": ({"by": by("sex", lambda parts: np.where(np.arange(900) == 3, "X", parts["by"]["sex"]))}, "few-in-group", "sex", "", 1),
    "a group under two names": ({"by": by("sex", lambda parts: np.where(parts["rng"].random(900) < 0.1, "Female", parts["by"]["sex"]))}, "same-group", "sex", "", 2),
    "the ill at one site": ({"by": by("hospital", site_of_the_ill)}, "mix-outcome", "y", "", 900),
    "women at one site": ({"by": by("sex", lambda parts: np.where(at_site("site 0", 0.5)(parts), "M", parts["by"]["sex"]))}, "mix-group", "sex", "", 900),
    "the old at one site": ({"age": lambda parts: parts["others"]["age"] + 8 * (parts["by"]["hospital"] == "site 0")}, "mix-number", "age", "", 900),
    "a day to come": ({"seen": lambda _: np.where(np.arange(900) == 6, "2031-05-01", "2025-02-03")}, "future-date", "seen", "", 1),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault):
    changes, name, column, site, count = PLANTED[fault]
    found = inspect(made(**changes), on=datetime.date(2026, 11, 22), thresholds=(0.5,))
    match = [remark for remark in found if remark.id == name and remark.column == column]
    assert match, [remark.id for remark in found]
    assert site is None or match[0].site == site
    assert count is None or match[0].count == count


def test_a_planted_fault_is_what_changed():
    for changes, name, *_ in PLANTED.values():
        seed = next(iter(changes))
        assert name not in {one.id for one in inspect(made(), thresholds=())} or name in ("few-at-site",), seed


@pytest.mark.parametrize("shape", SHAPES)
def test_on_data_without_a_fault_the_checks_are_silent(shape):
    assert sum(alarms(shape, 25).values()) <= 1


def test_the_rows_of_a_fault_are_those_of_the_file():
    changed = made(age=put(200, lambda _: np.isin(np.arange(900), [4, 40, 400]))("age"))
    (remark,) = [one for one in inspect(changed) if one.id == "impossible-value"]
    assert remark.rows == (5, 41, 401)


def test_few_people_are_counted_and_not_pointed_at():
    found = [one for one in inspect(made(by=by("sex", fewer_women_at_one))) if one.id == "few-at-site"]
    women = next(one for one in found if one.values["value"] == "F")
    assert women.count <= 6
    assert all(one.rows == () for one in found)


def test_a_number_that_begins_anew_at_each_site_is_no_person_at_two():
    def anew(parts):
        return (
            pl.Series(parts["by"]["hospital"])
            .to_frame("s")
            .select(pl.int_range(pl.len()).over("s"))
            .to_series()
            .to_numpy()
        )

    found = {one.id for one in inspect(made(id=anew))}
    assert "id-restarts" in found
    assert "id-two-sites" not in found


def test_only_a_score_that_is_the_outcome_stops_everything():
    changes = PLANTED["the outcome as score"][0]
    assert [one.id for one in inspect(made(**changes)) if one.severity == "refuse"] == ["score-is-outcome"]
    assert inspect(made(**changes))[0].severity == "refuse"
    assert not any(one.severity == "refuse" for one in inspect(made()))


@pytest.mark.parametrize("task", ["multiclass", "regression"])
def test_other_tasks_are_checked_too(task):
    rng = np.random.default_rng(3)
    n = 600
    if task == "regression":
        label = rng.normal(50, 10, n)
        tried = sample(label, label * 2, {"site": rng.choice(["a", "b"], n)}, {"copy": label + 1}, "site", task)
        assert {"score-is-outcome", "column-is-outcome"} <= {one.id for one in inspect(tried)}
    else:
        label = rng.integers(0, 3, n)
        score = rng.dirichlet([1, 1, 1], n)
        kind = np.array(["x", "y", "z"])[label]
        tried = sample(label, score, {"site": rng.choice(["a", "b"], n)}, {"kind": kind}, "site", task, ("x", "y", "z"))
        assert [one.id for one in inspect(tried)] == ["column-tells-outcome"]


def test_a_sample_without_sites_groups_and_further_columns_is_checked():
    assert [one.id for one in inspect(sample([0, 1], [0.25, 0.5]))] == ["score-two-values"]
    tiny = sample([1], [0.5], {"sex": ["F"]})
    assert {one.id for one in inspect(tiny)} == {"one-class", "score-constant", "few-in-group"}


def test_many_small_cells_are_counted_and_not_listed():
    rng = np.random.default_rng(5)
    n = 4000
    tried = sample(
        rng.integers(0, 2, n),
        rng.random(n),
        {"age": rng.choice(list("abcd"), n), "site": rng.integers(0, 90, n)},
        None,
        "site",
    )
    found = inspect(tried)
    assert len(found) < 30
    assert any(one.id == "few-more" and one.count > 100 for one in found)


def ids_of_remarks():
    """Every remark that has texts."""
    return {context.split(".")[1] for context, _, _ in remark_messages()}


def every_remark():
    values = {
        "read": 9, "encoding": "utf-16", "positive": ["a"], "negative": ["b"], "sheet": "One", "sheets": 2, "value": "F", "values": [1.0, 2.0],
        "low": 1.0, "high": 9.0, "cases": 10, "code": 999.0, "share": 0.25, "shares": {"A": 0.25, "B": 0.5}, "date": datetime.date(2030, 1, 2),
        "width": 0.5, "means": {"A": 1.0}, "p": 0.0001, "decimals": 2, "different": 50, "threshold": 0.5, "rows_read": 12, "first": 3,
    }  # fmt: skip
    return [
        Remark(name, "warn", "sex", "Zürich", (1, 2), count, values) for name in ids_of_remarks() for count in (1, 7)
    ]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_remark_is_said_in_words(lang):
    for remark in every_remark():
        said = remark_said(remark, Words(lang))
        assert all((said.title, said.says, said.means, said.todo))
        assert "{" not in remark_text(remark, Words(lang))


def test_a_translation_has_the_same_parts_in_braces():
    for context, english, _ in remark_messages():
        dutch = Words("nl").entry(context, english)
        assert dutch != english, context
        assert {part for _, part, _, _ in string.Formatter().parse(dutch)} == {
            part for _, part, _, _ in string.Formatter().parse(english)
        }, context


def test_every_check_has_words_and_no_words_are_left_over():
    import ast
    from pathlib import Path

    import toepas.assurance

    said = set()
    for path in Path(toepas.assurance.__file__).parent.rglob("*.py"):
        said |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert ids_of_remarks() <= said


def test_what_the_checks_look_at_is_not_changed():
    before = made()
    copy = before.others.clone(), before.label.copy(), groups(["a"]).codes
    inspect(before)
    assert before.others.equals(copy[0])
    assert (before.label == copy[1]).all()


def test_every_limit_of_a_check_has_its_reason_and_is_used():
    from pathlib import Path

    import yaml

    import toepas.assurance

    folder = Path(toepas.assurance.__file__).parent
    limits = yaml.safe_load((folder / "data/inspecting.yaml").read_text("utf-8"))["limits"]
    code = "".join(path.read_text("utf-8") for path in (folder / "checks").glob("*.py"))
    assert {name for name, entry in limits.items() if len(entry["reason"]) < 20} == set()
    assert {name for name in limits if f'limit("{name}")' not in code} == set()
