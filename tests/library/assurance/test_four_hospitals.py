"""The checks on the real data of four hospitals find by themselves what is known to be wrong with it."""

import numpy as np
import polars as pl
import pytest

from tests.repository.project import ROOT
from toepas.assurance import Columns, inspect, read_sample, remark_text
from toepas.kernel.words import Words

REAL = ROOT.parent / "shared/assurance/heart_disease_uci.csv"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the data of the four hospitals are not beside the project")

# Site, people, women, share with the disease in per cent, cholesterol 0, and the empty cells of ca, thal, slope and fbs in per cent.
TABLE = [
    ("Cleveland", 304, 97, 46, 0, {"ca": 2, "thal": 1, "slope": 0, "fbs": 0}),
    ("Hungary", 293, 81, 36, 0, {"ca": 99, "thal": 90, "slope": 65, "fbs": 3}),
    ("Switzerland", 123, 10, 93, 123, {"ca": 96, "thal": 42, "slope": 14, "fbs": 61}),
    ("VA Long Beach", 200, 6, 74, 49, {"ca": 99, "thal": 83, "slope": 51, "fbs": 4}),
]


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    path = tmp_path_factory.mktemp("real") / "hospitals.csv"
    # A score from the values of the row, so that the same row has the same score.
    signal = (pl.col("age") - 54) * 0.06 + pl.col("oldpeak").fill_null(0) * 0.7 + (pl.col("sex") == "Male") * 0.9 - 1
    frame = pl.read_csv(REAL).with_columns(p=1 / (1 + (-signal).exp()), y=(pl.col("num") > 0).cast(pl.Int8)).drop("num")
    frame.write_csv(path)
    sample = read_sample(path, Columns("y", "p", by=("sex", "age:40,65"), site="dataset"), Words())
    return sample, inspect(sample)


def of(remarks, name, column="", site=""):
    return [
        one
        for one in remarks
        if one.id == name and one.column in (column, one.column if not column else "") and one.site == site
    ]


def test_every_row_is_read(checked):
    sample, _ = checked
    assert (sample.source.rows, sample.source.used) == (920, 920)
    assert sample.remarks == ()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_the_table_of_what_is_known_comes_out(checked, row):
    site, people, women, ill, zeros, empty = row
    sample, remarks = checked
    here = sample.groups["dataset"].codes == sample.groups["dataset"].values.index(site)
    assert here.sum() == people
    few = [one for one in of(remarks, "few-at-site", "sex", site) if one.values["value"] == "Female"]
    assert [one.count for one in few] == ([women] if women < 20 else [])
    (mix,) = of(remarks, "mix-outcome", "y")
    assert abs(100 * mix.values["shares"][site] - ill) <= 0.5
    zero = of(remarks, "zero-coded-all" if zeros == people else "zero-coded-site", "chol", site)
    assert [one.count for one in zero] == ([zeros] if zeros else [])
    for column, share in empty.items():
        (uneven,) = of(remarks, "missing-uneven", column)
        assert abs(100 * uneven.values["shares"][site] - share) <= 0.5, column
        assert len(of(remarks, "column-missing", column, site)) == (share >= 90)


def test_the_single_pressure_of_0_and_the_two_rows_that_are_there_twice_are_found(checked):
    _, remarks = checked
    (zero,) = of(remarks, "zero-coded-site", "trestbps", "VA Long Beach")
    assert zero.rows == (754,)
    (twice,) = [one for one in remarks if one.id == "same-row"]
    assert twice.count == 2


def test_nothing_of_it_is_fatal_and_the_gravest_comes_first(checked):
    _, remarks = checked
    assert [one.severity for one in remarks] == sorted(
        (one.severity for one in remarks), key=["refuse", "warn", "note"].index
    )
    assert remarks[0].severity == "warn"


def test_without_a_site_the_zeros_are_found_all_the_same(checked):
    sample, _ = checked
    plain = read_sample(REAL, Columns("num", "oldpeak", task="regression"), Words())
    found = {one.column: one.count for one in inspect(plain) if one.id == "zero-coded"}
    assert found["chol"] == 172 - sum(plain_gone(plain, sample))


def plain_gone(plain, sample):
    """For each row left out because ST depression is not known: whether its cholesterol was 0."""
    gone = set(sample.rows.tolist()) - set(plain.rows.tolist())
    return [sample.others["chol"][row - 1] == 0 for row in gone]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_what_is_found_can_be_read(checked, lang):
    said = [remark_text(one, Words(lang)) for one in checked[1]]
    assert any("Switzerland" in one and "chol" in one and "123" in one for one in said)
    assert any("VA Long Beach" in one and "6" in one for one in said)


def test_the_grade_of_the_disease_gives_the_outcome_away(tmp_path):
    frame = pl.read_csv(REAL).with_columns(
        p=pl.Series(np.random.default_rng(1).random(920)), y=(pl.col("num") > 0).cast(pl.Int8)
    )
    frame.write_csv(tmp_path / "x.csv")
    remarks = inspect(read_sample(tmp_path / "x.csv", Columns("y", "p"), Words()))
    assert [one.column for one in remarks if one.id == "column-tells-outcome"] == ["num"]
