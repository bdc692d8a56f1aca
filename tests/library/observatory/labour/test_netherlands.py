"""Real figures: the Netherlands in 2022, 15 years and over, as Eurostat had them on 3 October 2026.

From lfsa_egai2d and lfsa_eisn2 (doi 10.2908/LFSA_EGAI2D, 10.2908/LFSA_EISN2; sex T, age Y_GE15, thousands; reuse allowed with the
source named), by a public copy. Empty is what the office did not publish. There are no totals of sections in it.
"""

import csv
from pathlib import Path

import polars as pl
import pytest

from tests.library.observatory.labour.made_up import frame
from toepas.kernel.words import Words
from toepas.observatory import occupation_groups
from toepas.observatory.labour.branches import by_branch
from toepas.observatory.labour.cells import by_sex, settings
from toepas.observatory.labour.report import Basis, Shape, report

words = Words()
ROWS = list(csv.DictReader((Path(__file__).parent / "netherlands-2022.csv").read_text("utf-8").splitlines()))
FEW = 1.5
"""Fewer than this many thousands are not published for the Netherlands; the least figure in the tables."""


def number(row):
    return float(row["value"]) if row["value"] else None


@pytest.fixture(scope="module")
def sexes():
    rows = [
        ("A", row["isco08"], "Y_GE15", "T", "THS_PER", "NL", "2022", number(row), "" if row["value"] else "u")
        for row in ROWS
        if row["table"] == "lfsa_egai2d"
    ]
    return by_sex(frame(rows, ["freq", "isco08", "age", "sex", "unit", "geo"]), words, age="Y_GE15")[0]


@pytest.fixture(scope="module")
def branches(sexes):
    rows = [
        (
            "A",
            row["nace_r2"],
            row["isco08"],
            "Y_GE15",
            "T",
            "THS_PER",
            "NL",
            "2022",
            number(row),
            "" if row["value"] else "u",
        )
        for row in ROWS
        if row["table"] == "lfsa_eisn2"
    ]
    return by_branch(sexes, frame(rows, ["freq", "nace_r2", "isco08", "age", "sex", "unit", "geo"]), words)


@pytest.fixture(scope="module")
def sectors(branches):
    return report(Shape("sector", Basis.MODELLED, "TOTAL"), *branches)


def mean_of(groups):
    people = sum(groups.values())
    return sum(n / people * occupation_groups()[code].mean for code, n in groups.items())


def counted(table):
    return {
        row["isco08"][2:]: number(row)
        for row in ROWS
        if row["table"] == table and row["value"] and row["isco08"][2] != "0"
    }


def test_the_country_has_the_mean_of_its_groups(sexes):
    made = report(
        Shape("", Basis.COUNTED, "T"),
        sexes,
        pl.DataFrame(schema={"geo": pl.String, "time": pl.String, "category": pl.String, "total": pl.Float64}),
    )
    found = made.figures.filter(measure="mean").row(0, named=True)
    assert found["value"] == pytest.approx(mean_of(counted("lfsa_egai2d")))
    assert found["people"] == pytest.approx(sum(counted("lfsa_egai2d").values()))
    assert round(found["value"], 3) == 0.341


def test_what_the_office_did_not_publish_is_not_there_and_not_zero(sexes):
    empty = set(sexes.filter(pl.col("value").is_null())["group"])
    assert empty == {"62", "63", "95"}
    assert sexes.filter(pl.col("value") == 0).is_empty()


def test_the_sections_have_the_people_that_are_published(branches):
    cells, _ = branches
    for section in "ACGJQ":
        published = sum(number(row) or 0 for row in ROWS if row["nace_r2"] == section and row["isco08"] != "OC0")
        assert cells.filter(category=section)["value"].sum() == pytest.approx(published, rel=1e-5)


def test_a_section_has_the_mean_that_loops_give(sectors):
    """Fitted once more, without arrays: a dictionary, scaled to one sum and to the other until nothing moves."""
    two, homes = counted("lfsa_egai2d"), settings()["homes"]
    majors = {
        (row["nace_r2"], row["isco08"][2:]): number(row)
        for row in ROWS
        if row["table"] == "lfsa_eisn2" and row["value"] and row["isco08"] != "OC0"
    }
    cells = {
        (section, code): settings()["at_home"] if section in homes.get(code, []) else 1.0
        for section, major in majors for code in two if code[0] == major
    }  # fmt: skip
    of_major = {major: sum(n for code, n in two.items() if code[0] == major) for _, major in majors}
    over_sections = {major: sum(n for (_, one), n in majors.items() if one == major) for _, major in majors}
    wanted = {code: n * over_sections[code[0]] / of_major[code[0]] for code, n in two.items()}
    for _ in range(300):
        for key, total in (*majors.items(), *wanted.items()):
            of = [cell for cell in cells if (cell[0], cell[1][0]) == key or cell[1] == key]
            factor = total / sum(cells[cell] for cell in of)
            cells |= {cell: cells[cell] * factor for cell in of}
        if (
            max(
                abs(sum(n for cell, n in cells.items() if (cell[0], cell[1][0]) == key) / total - 1)
                for key, total in majors.items()
            )
            < 1e-7
        ):
            break
    for section in "CJKPQ":
        found = sectors.figures.filter(category=section, measure="mean")["value"].item()
        assert found == pytest.approx(
            mean_of({code: n for (one, code), n in cells.items() if one == section}), rel=1e-5
        )


def test_most_health_professionals_work_in_health_care(branches):
    cells, _ = branches
    nurses_and_doctors = cells.filter(category="Q", group="22")["value"].item()
    assert counted("lfsa_egai2d")["22"] * 0.7 < nurses_and_doctors < counted("lfsa_egai2d")["22"]


def test_of_the_sections_that_are_published_almost_whole_information_is_most_exposed_and_farming_least(sectors):
    found = {
        section: sum(bool(row["value"]) for row in ROWS if row["nace_r2"] == section and row["isco08"] != "OC0")
        for section in "ABCDEFGHIJKLMNOPQRST"
    }
    means = {row["category"]: row["value"] for row in sectors.figures.filter(measure="mean").iter_rows(named=True)}
    order = sorted((section for section, groups in found.items() if groups >= 7), key=lambda section: means[section])
    assert (order[0], order[-1]) == ("A", "J")


def test_a_section_of_which_much_is_unknown_is_hidden_once_its_total_is_known(branches):
    cells, _ = branches
    known = cells.filter(category="B")["value"].sum()
    totals = pl.DataFrame({"geo": ["NL"], "time": ["2022"], "category": ["B"], "total": [known / 0.85]})
    made = report(Shape("sector", Basis.MODELLED, "TOTAL"), cells, totals)
    assert made.figures.filter(category="B", measure="mean")["value"].item() is None
    assert made.figures.filter(category="C", measure="mean")["value"].item() is not None


def test_nothing_is_published_below_what_the_office_publishes():
    assert min(number(row) for row in ROWS if row["value"]) >= FEW
