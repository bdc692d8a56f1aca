"""By sector and by region: what is modelled keeps the sums that are published, and regions differ by their branches only."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.observatory.labour.made_up import SECTIONS, egai2d, eisn2, regions, truth
from toepas.kernel.words import Words
from toepas.observatory.labour.branches import apart, by_branch, by_region, letters
from toepas.observatory.labour.cells import by_sex
from toepas.observatory.labour.cells import settings as known_settings
from toepas.observatory.labour.exposure import codes, table

words = Words()
TIMES = ["2025"]


def tables(seed=1):
    people = truth(["NL"], TIMES, seed)
    sexes, _ = by_sex(egai2d(people, ["NL"], TIMES), words)
    branches, totals = by_branch(sexes, eisn2(people, ["NL"], TIMES), words)
    return people, branches, totals


def array(cells, category):
    return cells.filter(category=category).sort("group")["value"].to_numpy()


def mean(amounts):
    return float(amounts / amounts.sum() @ table()[:, 0])


def test_a_sector_keeps_its_people_in_every_broad_occupation():
    people, branches, totals = tables()
    for position, section in enumerate(SECTIONS):
        two = people[0, 0, :, :, position].sum(axis=(0, 1))
        found = array(branches, section)
        assert found.sum() == pytest.approx(two.sum(), rel=1e-5)
        assert totals.filter(category=section)["total"].item() == pytest.approx(two.sum())
        for digit in "123456789":
            inside = [place for place, code in enumerate(codes()) if code[0] == digit]
            assert found[inside].sum() == pytest.approx(two[inside].sum(), rel=1e-5)


def test_without_homes_a_sector_has_the_mix_of_the_country_within_a_broad_occupation(monkeypatch):
    monkeypatch.setitem(known_settings(), "homes", {})
    people, branches, _ = tables()
    country = people[0, 0].sum(axis=(0, 1, 2))
    inside = [place for place, code in enumerate(codes()) if code[0] == "2"]
    for section in SECTIONS:
        found = array(branches, section)[inside]
        assert found / found.sum() == pytest.approx(country[inside] / country[inside].sum())


def test_a_group_is_more_often_where_it_is_at_home_and_in_no_sum_too_often(monkeypatch):
    _, with_homes, _ = tables()
    monkeypatch.setitem(known_settings(), "homes", {})
    people, without, _ = tables()
    place = codes().index("22")
    assert array(with_homes, "Q")[place] > array(without, "Q")[place]
    assert sum(array(with_homes, section)[place] for section in SECTIONS) == pytest.approx(
        people[0, 0].sum(axis=(0, 1, 2))[place], rel=1e-5
    )


def test_all_sectors_together_are_the_country():
    people, branches, _ = tables()
    country = people[0, 0].sum(axis=(0, 1, 2))
    assert array(branches, "TOTAL") == pytest.approx(country)
    assert sum(array(branches, section) for section in SECTIONS) == pytest.approx(country, rel=1e-5)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=15)
def test_regions_with_the_mix_of_the_country_have_its_exposure(seed):
    people, branches, _ = tables(seed)
    sections = people[0, 0].sum(axis=(0, 1, 3))
    made, _ = by_region(branches, regions({"NL11": [sections * 0.3], "NL12": [sections * 0.7]}, TIMES), words)
    assert mean(array(made, "NL11")) == pytest.approx(mean(array(made, "NL12")))
    assert mean(array(made, "NL11")) == pytest.approx(mean(array(branches, "TOTAL")), rel=1e-5)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=15)
def test_the_regions_of_a_country_add_up_to_it(seed):
    people, branches, _ = tables(seed)
    sections = people[0, 0].sum(axis=(0, 1, 3))
    part = np.random.default_rng(seed).uniform(0.1, 0.9, len(sections))
    made, _ = by_region(branches, regions({"NL11": [sections * part], "NL12": [sections * (1 - part)]}, TIMES), words)
    assert array(made, "NL11") + array(made, "NL12") == pytest.approx(array(branches, "TOTAL"), rel=1e-5)


def test_a_region_is_the_sum_of_its_branches_with_the_exposure_that_they_have_in_the_country():
    _, branches, _ = tables()
    of_branch = {section: mean(array(branches, section)) for section in SECTIONS}
    own = np.array([5.0, 40.0, 8.0, 20.0, 30.0])
    made, totals = by_region(branches, regions({"NL33": [own]}, TIMES), words)
    expected = sum(n * of_branch[section] for n, section in zip(own, SECTIONS, strict=True)) / own.sum()
    assert mean(array(made, "NL33")) == pytest.approx(expected)
    assert array(made, "NL33").sum() == pytest.approx(own.sum()) == totals["total"].item()


def test_a_branch_of_a_region_that_is_unreliable_makes_its_part_of_the_figure_weak():
    _, branches, _ = tables()
    frame = regions({"NL33": [np.array([5.0, 40.0, 8.0, 20.0, 30.0])]}, TIMES)
    flagged = frame.with_columns(
        pl.when(pl.col("nace_r2") == "A").then(pl.lit("u")).otherwise(pl.col("flag")).alias("flag")
    )
    made, _ = by_region(branches, flagged, words)
    assert made["weak"].sum() == pytest.approx(5.0)


def test_the_union_and_the_euro_area_are_no_regions():
    _, branches, _ = tables()
    frame = regions({name: [np.ones(5)] for name in ("NL33", "NL", "EU27_2020", "EA20", "NL3", "NL331")}, TIMES)
    made, _ = by_region(branches, frame, words)
    assert set(made["category"]) == {"NL33", "NL"}


@pytest.mark.parametrize(
    ("code", "sections"),
    [("A", "A"), ("B-E", "BCDE"), ("M_N", "MN"), ("R-U", "RSTU"), ("TOTAL", ""), ("NRP", ""), ("C10", "")],
)
def test_broad_branches_are_taken_apart(code, sections):
    assert "".join(sorted(letters(code))) == sections


def test_a_branch_within_another_is_not_counted_twice():
    assert apart(["TOTAL", "A", "B-E", "C", "F", "G-I", "O-Q", "NRP"]) == ["A", "B-E", "F", "G-I", "O-Q"]
