"""A plan says beforehand what is asked; what is wrong in it is answered with the line and what was expected there."""

import pytest

from toepas.assurance.plan import (
    Plan,
    check_choice,
    default_plan,
    read_by,
    read_demand,
    read_pairs,
    read_plan,
    read_stated,
)
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

WORDS = Words()


def written(tmp_path, text):
    path = tmp_path / "plan.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_plan_file_says_what_flags_can_say(tmp_path):
    plan = read_plan(
        written(
            tmp_path,
            "label: disease\nby: [sex]\nthresholds: [0.6, 0.4]\nchoose: [youden]\nlevel: 0.9\nprecision: 0.05\n"
            "demands:\n  - {measure: sensitivity, least: 0.8, by: [sex]}\n  - {measure: brier, most: 0.2, precision: 0.02}\n"
            "bands: {age: [40, 65]}\nreference: {sex: male}\nstated: {auroc: 0.91}\nsmallest_cell: 5\n",
        ),
        WORDS,
    )
    assert (plan.thresholds, plan.fixed, plan.choose) == ((0.4, 0.6), True, ("youden",))
    assert [(one.measure, one.least, one.most, one.precision, one.by) for one in plan.demands] == [
        ("sensitivity", 0.8, None, 0.05, ("sex",)),
        ("brier", None, 0.2, 0.02, ()),
    ]
    assert (plan.level, plan.bands, plan.reference, plan.stated) == (
        0.9,
        {"age": (40.0, 65.0)},
        {"sex": "male"},
        {"auroc": 0.91},
    )
    assert (plan.smallest_cell, plan.columns) == (5, {"label": "disease", "by": ["sex"]})


def test_without_a_plan_the_defaults_hold_and_the_threshold_counts_as_named_by_nobody():
    plan = default_plan()
    assert (plan.thresholds, plan.fixed, plan.demands) == ((0.5,), False, ())
    assert (plan.level, plan.precision, plan.expected, plan.smallest_cell) == (0.95, 0.1, 0.8, 1)


def test_the_defaults_of_the_type_are_those_of_the_data_file():
    given, bare = default_plan(), Plan()
    names = (
        "level",
        "precision",
        "expected",
        "seed",
        "smallest_cell",
        "depth",
        "calibration_tolerance",
        "slope_tolerance",
    )
    assert {name: getattr(given, name) for name in names} == {name: getattr(bare, name) for name in names}


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("level: 0.95\nlevle: 0.9\n", 2, "levle"),
        ("level: high\n", 1, "a number"),
        ("level: 95\n", 1, "from 0.5 to 0.999"),
        ("seed: 1\nthresholds:\n  - 0.5\n  - 1.5\n", 4, "from 0 to 1"),
        ("choose:\n  - youdens\n", 2, "youden, sensitivity=0.9"),
        ("demands:\n  - least: 0.8\n", 2, "measure"),
        ("demands:\n  - measure: sensitvity\n    least: 0.8\n", 2, "sensitivity"),
        ("stated:\n  auroc: 0.9\n  aroc: 0.9\n", 3, "auroc"),
        ("bands:\n  age: [65, 40]\n", 2, "rise"),
        ("task: triage\n", 1, "binary, multiclass"),
        ("by: sex\n", 1, "a list"),
    ],
)
def test_a_mistake_in_a_plan_is_named_with_its_line(tmp_path, text, line, part):
    with pytest.raises(Problem) as caught:
        read_plan(written(tmp_path, text), WORDS)
    assert caught.value.where.endswith(f"plan.yaml:{line}")
    assert part in str(caught.value)


def test_an_empty_plan_is_no_plan(tmp_path):
    with pytest.raises(Problem, match="empty"):
        read_plan(written(tmp_path, "# nothing\n"), WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sensitivity>=0.8", ("sensitivity", 0.8, None, 0.1, ())),
        ("ppv >= .3 by sex, hospital within 0.05", ("ppv", 0.3, None, 0.05, ("sex", "hospital"))),
        ("brier<=0.2 by everybody", ("brier", None, 0.2, 0.1, ("everybody",))),
        ("sensitivity[lung cancer]>=0.9", ("sensitivity[lung cancer]", 0.9, None, 0.1, ())),
    ],
)
def test_a_demand_is_read_as_people_write_it(text, expected):
    one = read_demand(text, 0.1, WORDS)
    assert (one.measure, one.least, one.most, one.precision, one.by) == expected


@pytest.mark.parametrize(
    "text", ["sensitivity>0.8", "sensitivity=>0.8", "0.8", "sensitivity>=high", "sensitivity>=0..8", ""]
)
def test_what_is_no_demand_is_answered_with_examples(text):
    with pytest.raises(Problem, match=r"is not a demand.*sensitivity>=0\.8"):
        read_demand(text, 0.1, WORDS)


@pytest.mark.parametrize(
    ("text", "columns", "bands"),
    [
        ("sex,age", ("sex", "age"), {}),
        ("sex,age:40,65,hospital", ("sex", "age", "hospital"), {"age": (40.0, 65.0)}),
        ("age:40, 65 ,bmi:25,30", ("age", "bmi"), {"age": (40.0, 65.0), "bmi": (25.0, 30.0)}),
        ("ward:east,2024", ("ward:east", "2024"), {}),
    ],
)
def test_columns_are_read_with_their_bands(text, columns, bands):
    assert read_by(text, WORDS) == (columns, bands)


def test_a_wrong_flag_is_named():
    for call, option in (
        (lambda: read_by("age:65,40", WORDS), "--by age"),
        (lambda: read_pairs(["sex"], "--reference", WORDS), "--reference"),
        (lambda: read_stated(["auroc=high"], WORDS), "--stated auroc"),
        (lambda: read_stated(["accurracy=0.9"], WORDS), "--stated"),
        (lambda: check_choice("best", WORDS), "--choose"),
    ):
        with pytest.raises(Problem) as caught:
            call()
        assert caught.value.where == option
        assert caught.value.todo
