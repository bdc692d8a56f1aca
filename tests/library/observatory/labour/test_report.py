"""Reports by sex, age, sector, region and country: figures equal those of pandas, and what may not be shown is not shown."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tests.library.observatory.labour.made_up import AGES, egai2d, egais, eisn2, regions, truth
from tests.repository.project import ROOT
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory import MEMBERS, UNION, LabourQuestion, occupation_groups
from toepas.observatory.labour import from_tables
from toepas.observatory.labour.cells import by_sex
from toepas.observatory.labour.exposure import codes
from toepas.observatory.labour.trend import trend
from toepas.observatory.read.sdmx_csv import read_sdmx_csv

words = Words()
PLACES, TIMES = ["NL", "DE"], ["2011", "2022", "2025"]
SAMPLE = ROOT.parent / "shared/observatory/eurostat/samples/lfsa_egai2d_sdmx-csv-1.0_head.csv"
KEY = ["geo", "time", "category"]


@pytest.fixture(scope="module")
def people():
    return truth(PLACES, TIMES, 8)


@pytest.fixture(scope="module")
def tables(people):
    country = people[0].sum(axis=(1, 2, 4))
    return {
        "lfsa_egai2d": egai2d(people, PLACES, TIMES),
        "lfsa_egais": egais(people, PLACES, TIMES),
        "lfsa_eisn2": eisn2(people, PLACES, TIMES),
        "lfst_r_lfe2en2": regions({"NL": country, "NL11": country * 0.4, "NL33": country * 0.6}, TIMES),
    }


def ask(tables, by, needs=("lfsa_egai2d",), **more):
    return from_tables(LabourQuestion(by=by, **more), {name: tables[name] for name in needs}, words)


def flagged(frame, where, flag=None, value="same"):
    changed = frame
    if flag is not None:
        changed = changed.with_columns(pl.when(where).then(pl.lit(flag)).otherwise(pl.col("flag")).alias("flag"))
    if value is None:
        changed = changed.with_columns(pl.when(where).then(None).otherwise(pl.col("value")).alias("value"))
    return changed


def by_pandas(frame):
    """Mean and exposed by place, period and sex, in the way of pandas."""
    rows = pd.DataFrame(frame.to_dicts())
    rows = rows[rows["isco08"].str.fullmatch(r"OC\d\d")]
    rows["mean"] = rows["isco08"].str[2:].map({code: occupation_groups()[code].mean for code in codes()})
    rows["exposed"] = (
        rows["isco08"]
        .str[2:]
        .map(
            {
                code: sum(share for name, share in occupation_groups()[code].shares.items() if name.startswith("g"))
                for code in codes()
            }
        )
    )
    found = rows.groupby(["geo", "time", "sex"])[["value", "mean", "exposed"]].apply(
        lambda one: pd.Series({name: np.average(one[name], weights=one["value"]) for name in ("mean", "exposed")})
    )
    return {(*key, name): value for key, row in found.iterrows() for name, value in row.items()}


def values(made, *measures):
    rows = made.figures.filter(pl.col("measure").is_in(measures)).iter_rows(named=True)
    return {(*(row[name] for name in KEY), row["measure"]): row["value"] for row in rows}


def test_figures_by_sex_are_those_of_pandas(tables):
    made = ask(tables, "sex", times=tuple(TIMES))
    assert values(made, "mean", "exposed") == pytest.approx(by_pandas(tables["lfsa_egai2d"]))


def test_shares_add_up_to_one_and_people_to_everybody(tables):
    made = ask(tables, "sex")
    shares = (
        made.figures.filter(~pl.col("measure").is_in(["mean", "exposed"]))
        .group_by(KEY)
        .agg(pl.col("value", "people").sum())
    )
    for row in shares.join(made.people, on=KEY).iter_rows(named=True):
        assert row["value"] == pytest.approx(1)
        assert row["people"] == pytest.approx(row["people_right"])


def test_the_gap_is_women_less_men_in_percentage_points(tables):
    made = ask(tables, "sex")
    found = values(made, "exposed")
    for row in made.gaps.filter(measure="exposed").iter_rows(named=True):
        women, men = (found[(row["geo"], row["time"], sex, "exposed")] for sex in "FM")
        assert (row["first"], row["second"]) == ("F", "M")
        assert row["value"] == pytest.approx(100 * (women - men))
        assert row["low"] <= row["value"] <= row["high"]


def test_the_change_is_the_last_period_less_the_first(tables):
    made = ask(tables, "sex")
    found = values(made, "mean")
    row = made.changes.filter(geo="NL", category="F", measure="mean").row(0, named=True)
    assert (row["since"], row["time"]) == ("2011", "2025")
    assert row["value"] == pytest.approx(
        100 * (found[("NL", "2025", "F", "mean")] - found[("NL", "2011", "F", "mean")])
    )
    assert set(made.breaks) == {"2021"}


def test_by_age_is_called_modelled_and_has_the_gap_between_youngest_and_oldest(tables, people):
    made = ask(tables, "age", ("lfsa_egai2d", "lfsa_egais"))
    assert str(made.basis) == "modelled"
    assert set(made.figures["category"]) == {*AGES, "Y15-64"}
    assert set(made.gaps.select("first", "second").rows()) == {("Y15-24", "Y50-64")}
    young = made.people.filter(geo="NL", time="2025", category="Y15-24").row(0, named=True)
    assert young["people"] == pytest.approx(people[0, 2, :, 0].sum())
    assert young["covered"] == pytest.approx(1)


def test_by_sector_is_called_modelled(tables, people):
    made = ask(tables, "sector", ("lfsa_egai2d", "lfsa_eisn2"))
    assert str(made.basis) == "modelled"
    assert set(made.figures["category"]) == {"A", "C", "F", "G", "Q", "TOTAL"}
    found = values(made, "mean")[("NL", "2025", "TOTAL", "mean")]
    assert found == pytest.approx(values(ask(tables, "sex"), "mean")[("NL", "2025", "T", "mean")])


def test_by_region_says_that_only_the_industry_mix_differs(tables):
    made = ask(tables, "region", ("lfsa_egai2d", "lfsa_eisn2", "lfst_r_lfe2en2"), places=("NL",))
    assert str(made.basis) == "modelled, industry mix only"
    found = values(made, "mean")
    assert found[("NL", "2025", "NL11", "mean")] == pytest.approx(found[("NL", "2025", "NL", "mean")])


def test_a_place_as_a_whole_has_one_category(tables):
    made = ask(tables, "", places=("DE",))
    assert set(made.figures.select("geo", "category").rows()) == {("DE", "T")}
    assert made.gaps.is_empty()


def test_figures_that_rest_on_unreliable_cells_are_hidden_and_so_is_what_gives_them_away(tables):
    women = (pl.col("sex") == "F") & (pl.col("geo") == "NL") & (pl.col("time") == "2025")
    made = ask(tables | {"lfsa_egai2d": flagged(tables["lfsa_egai2d"], women, "bu")}, "sex", times=("2025",))
    shown = made.people.filter(geo="NL").drop_nulls("people")["category"].to_list()
    assert "F" not in shown
    assert len(shown) <= 1
    assert made.gaps.filter(geo="NL")["value"].null_count() == len(made.gaps.filter(geo="NL"))
    assert made.people.filter(geo="DE")["people"].null_count() == 0


def test_one_unreliable_cell_among_many_counts_and_is_told(tables):
    cell = (pl.col("sex") == "F") & (pl.col("isco08") == "OC52")
    made = ask(tables | {"lfsa_egai2d": flagged(tables["lfsa_egai2d"], cell, "u")}, "sex")
    assert values(made, "mean") == values(ask(tables, "sex"), "mean")
    assert 0 < made.people.filter(geo="NL", time="2025", category="F")["weak"].item() < 0.25


def test_an_empty_cell_is_not_zero(tables):
    cell = (pl.col("sex") == "F") & (pl.col("isco08") == "OC41") & (pl.col("geo") == "NL")
    made = ask(tables | {"lfsa_egai2d": flagged(tables["lfsa_egai2d"], cell, "u", None)}, "sex")
    told = made.people.filter(geo="NL", time="2025", category="F")["covered"].item()
    assert told < 1
    before = values(ask(tables, "sex"), "g4")[("NL", "2025", "F", "g4")]
    assert values(made, "g4")[("NL", "2025", "F", "g4")] < before


def test_where_too_few_occupations_are_known_nothing_is_shown(tables):
    cells = (pl.col("sex") == "M") & (pl.col("geo") == "NL") & pl.col("isco08").str.contains(r"^OC[1-6]\d$")
    made = ask(tables | {"lfsa_egai2d": flagged(tables["lfsa_egai2d"], cells, "", None)}, "sex", times=("2025",))
    assert made.people.filter(geo="NL", category="M")["people"].item() is None
    assert made.people.filter(geo="NL").drop_nulls("people").height <= 1


def test_no_shown_figure_stands_for_fewer_people_than_the_bound(tables):
    made = ask(tables, "sector", ("lfsa_egai2d", "lfsa_eisn2"), least=40.0)
    shown = made.figures.filter(pl.col("measure") != "mean").drop_nulls("people")
    assert 0 < shown.height < made.figures.filter(pl.col("measure") != "mean").height
    assert shown["people"].min() >= 40


def test_what_one_question_hides_another_does_not_show(tables):
    women = (pl.col("sex") == "F") & (pl.col("geo") == "NL")
    changed = tables | {"lfsa_egai2d": flagged(tables["lfsa_egai2d"], women, "u")}
    every, one = ask(changed, "sex"), ask(changed, "sex", places=("NL",))
    assert one.figures.equals(every.figures.filter(geo="NL"))
    whole = ask(changed, "", places=("NL",))
    assert whole.figures["value"].to_list() == one.figures.filter(category="T")["value"].to_list()


def test_a_country_that_is_hidden_cannot_be_computed_from_the_union():
    places = [*MEMBERS, UNION]
    people = truth(MEMBERS, ["2025"], 3, scale=60)
    every = np.concatenate([people, people.sum(axis=0, keepdims=True)])
    frame = egai2d(every, places, ["2025"])
    small = flagged(frame, pl.col("geo") == "MT", "u")
    made = from_tables(LabourQuestion(by="sex"), {"lfsa_egai2d": small}, words)
    hidden = made.figures.filter(pl.col("value").is_null() & (pl.col("measure") != "mean")).select(
        "geo", "category", "measure"
    )
    for sex in ("F", "M", "T"):
        together = hidden.filter(category=sex, measure="g4")["geo"].to_list()
        assert "MT" in together
        assert len(together) > 1


def test_the_trend_leaves_out_what_is_unreliable_and_names_it(tables):
    cell = (pl.col("isco08") == "OC21") & (pl.col("time") == "2022")
    cells, _ = by_sex(flagged(tables["lfsa_egai2d"], cell, "u"), words)
    found = trend(cells, "NL", least=0)
    assert "21" in found.left_out
    assert "21" not in {row.group for row in found.rows}


def test_without_a_year_before_the_models_there_is_no_trend(tables):
    cells, _ = by_sex(tables["lfsa_egai2d"].filter(pl.col("time") != "2011"), words)
    assert trend(cells, "NL") is None


def test_the_real_sample_is_read_and_has_no_occupation_of_two_digits():
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not there to read")
    read = read_sdmx_csv(SAMPLE.read_bytes(), "sample", words)
    assert set(read.frame["isco08"]) == {"NRP"}
    cells, totals = by_sex(read.frame, words, age="Y15-74")
    assert cells.is_empty()
    assert totals.is_empty()


def test_the_real_sample_of_another_age_group_is_refused_with_what_was_found():
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not there to read")
    read = read_sdmx_csv(SAMPLE.read_bytes(), "sample", words)
    with pytest.raises(Problem, match="Y15-64") as refused:
        by_sex(read.frame, words)
    assert "Y15-74" in refused.value.todo


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda frame: pl.concat([frame, frame.head(1)]), "twice"),
        (lambda frame: frame.with_columns(pl.lit("PC").alias("unit")), "THS_PER"),
        (lambda frame: frame.with_columns(pl.lit(-4.0).alias("value")), "no number of people"),
        (lambda frame: frame.with_columns(pl.lit(float("nan")).alias("value")), "no number of people"),
        (lambda frame: frame.with_columns(pl.col("isco08").replace("OC11", "OC19")), "OC19"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(tables, change, said):
    with pytest.raises(Problem, match=said) as refused:
        by_sex(change(tables["lfsa_egai2d"]), words)
    assert refused.value.where
    assert refused.value.expected


def test_a_place_without_figures_is_named_with_those_that_have_them(tables):
    with pytest.raises(Problem, match="BE") as refused:
        ask(tables, "sex", places=("BE",))
    assert refused.value.expected == "DE, NL"
