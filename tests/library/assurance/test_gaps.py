"""Groups held beside each other: who is beside whom, the interval and p of the difference, and what one question is."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from tests.library.assurance.hospitals import made_up
from toepas.assurance.groups import banded, parts, site_parts
from toepas.assurance.plan import default_plan
from toepas.assurance.validation import validate


def drawn(n=600, seed=2):
    drawing = np.random.default_rng(seed)
    score = drawing.uniform(0.02, 0.98, n)
    groups = {
        "sex": drawing.choice(["f", "m", "m"], n).tolist(),
        "ward": drawing.choice(["a", "b", "c"], n).tolist(),
        "site": drawing.choice(["X", "Y"], n).tolist(),
    }
    return made_up(drawing.random(n) < score, score, groups, site="site")


def test_each_group_stands_beside_the_largest_unless_another_is_named():
    sample = drawn()
    found = validate(sample, default_plan())
    assert {one.beside for one in found.gaps if one.family.startswith("everybody/sex")} == {(("sex", "m"),)}
    named = validate(sample, replace(default_plan(), reference={"sex": "f"}))
    assert {one.beside for one in named.gaps if one.family.startswith("everybody/sex")} == {(("sex", "f"),)}


def test_shares_are_compared_by_newcombe_and_fisher():
    found = validate(drawn(), default_plan())
    checked = 0
    for gap in found.gaps:
        if gap.measure not in ("sensitivity", "specificity", "ppv", "npv"):
            continue
        here, there = (
            next(one for one in (*found.groups, *found.sites) if one.key == key).at[0].measures[gap.measure]
            for key in (gap.key, gap.beside)
        )
        low, high = confint_proportions_2indep(here.hits, here.n, there.hits, there.n, method="newcomb", compare="diff")
        assert (gap.difference.low, gap.difference.high) == pytest.approx((low, high), abs=1e-9)
        table = [[here.hits, here.n - here.hits], [there.hits, there.n - there.hits]]
        assert gap.p == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-12)
        checked += 1
    assert checked == 4 * (1 + 2 + 2 * (1 + 2) + 1)


def test_a_family_is_one_measure_between_the_groups_of_one_column_in_one_kind_of_place():
    found = validate(drawn(), default_plan())
    families = {}
    for gap in found.gaps:
        families.setdefault(gap.family, []).append(gap)
    assert len(families["everybody/ward/sensitivity@0.5"]) == 2
    assert len(families["sites/ward/sensitivity@0.5"]) == 4
    assert len(families["between/site/auroc"]) == 1
    for listed in families.values():
        theirs = multipletests([one.p for one in listed], method="holm")[1]
        assert [one.corrected for one in listed] == pytest.approx(theirs.tolist(), abs=1e-12)


def test_without_a_difference_about_one_in_twenty_aurocs_stands_apart_and_not_more():
    apart = tested = 0
    for seed in range(60):
        for gap in validate(drawn(300, seed), default_plan()).gaps:
            if gap.measure == "auroc" and gap.family.startswith("everybody/sex"):
                tested += 1
                apart += gap.difference.low > 0 or gap.difference.high < 0
    assert tested == 60
    assert apart <= 9  # with a true 5 in 100 more than 9 of 60 come once in 1,000 runs


def test_everybody_is_followed_by_groups_and_crossings_and_sites_by_their_groups():
    sample = drawn()
    keys = [key for key, _ in parts(sample, default_plan())]
    assert (keys[0], len(keys)) == ((), 1 + 2 + 3 + 6)
    at_sites = [key for key, _ in site_parts(sample)]
    assert [key for key in at_sites if len(key) == 1] == [(("site", "X"),), (("site", "Y"),)]
    assert len(at_sites) == 2 + 2 * (2 + 3)
    assert all(key[0][0] == "site" for key in at_sites)


def test_the_cases_of_the_groups_of_a_column_are_all_those_with_a_value_each_once():
    sample = drawn()
    missing = replace(
        sample.groups["ward"], codes=np.where(np.arange(600) < 10, -1, sample.groups["ward"].codes).astype(np.int32)
    )
    sample = replace(sample, groups={**sample.groups, "ward": missing})
    rows = np.concatenate(
        [rows for key, rows in parts(sample, default_plan()) if [name for name, _ in key] == ["ward"]]
    )
    assert sorted(rows.tolist()) == list(range(10, 600))


def ages(values, name="age"):
    return made_up([0, 1] * (len(values) // 2), [0.5] * len(values), {name: [str(value) for value in values]})


def test_numbers_are_cut_into_the_usual_bands_of_an_age_and_empty_bands_are_left_out():
    group = banded(ages([19, 30, 44, 45, 64, 65, 74, 75, 90, 91]), default_plan()).groups["age"]
    assert group.values == ("18-44", "45-64", "65-74", "≥75")
    assert group.codes.tolist() == [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]


def test_other_numbers_are_cut_into_parts_of_about_the_same_size():
    group = banded(ages(range(1, 31), "creatinine"), default_plan()).groups["creatinine"]
    assert np.bincount(group.codes).tolist() == [10, 10, 10]


def test_a_few_grades_stay_as_they_are_and_so_does_what_the_plan_cut():
    sample = ages([1, 2, 3, 1, 2, 3], "grade")
    assert banded(sample, default_plan()).groups["grade"].values == ("1", "2", "3")
    many = ages(range(1, 31), "creatinine")
    assert (
        banded(many, replace(default_plan(), bands={"creatinine": (5.0,)})).groups["creatinine"]
        is many.groups["creatinine"]
    )
