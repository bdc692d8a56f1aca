"""The figures that are shipped are those the office sent: every cell of the real answers, to the last digit and flag.

The answers are read here by other means: plain JSON and CSV of the standard library, pandas, and the `eurostat` package.
"""

import csv
import itertools
import json

import pandas
import pytest

from tests.library.observatory.answers import REAL, WORDS, cells_of, with_real_answers
from tests.library.observatory.answers import csv as as_csv
from toepas.observatory import View, cells, datasets, look, vintage_of
from toepas.observatory.read.labels import codelist

BATCHES = {
    "isoc_eb_ai": ("isoc_eb_ai_batch_1.json", "isoc_eb_ai_batch_2.json"),
    "isoc_eb_ain2": ("isoc_eb_ain2_eu27.json",),
}
LABELLED = {"isoc_ai_iaiu": "useofai.csv", "isoc_ai_iaiuxr": "notuseofai.csv"}


def walked(name):
    """Every cell of a JSON-stat file that has a value or a flag, by walking its positions one after the other."""
    cube = json.loads((REAL / name).read_bytes(), parse_float=str)
    codes = [
        sorted(cube["dimension"][d]["category"]["index"], key=cube["dimension"][d]["category"]["index"].get)
        for d in cube["id"]
    ]
    for position, key in enumerate(itertools.product(*codes)):
        value, flag = cube["value"].get(str(position)), cube.get("status", {}).get(str(position), "")
        if value is not None or flag:
            yield key, value, flag


def asked(name):
    """Every cell of a dataset as `cells` gives it, asked once for every unit: units are never mixed."""
    dataset = datasets()[name]
    vintage = vintage_of(name, "", WORDS)
    found = {}
    for unit in codelist(dataset.codelist)["unit"]:
        frame = cells(dataset, vintage, {"freq": ("A",), "unit": (unit,)}, WORDS)
        for *key, value, flag in frame.iter_rows():
            found[tuple(key)] = (value, flag)
    return found


@with_real_answers
@pytest.mark.parametrize("name", BATCHES)
def test_every_cell_of_the_real_answers_is_there_to_the_last_digit_and_flag(name):
    sent = {key: (value, flag) for file in BATCHES[name] for key, value, flag in walked(file)}
    given = asked(name)
    assert given.keys() == sent.keys()
    wrong = [
        (key, sent[key], given[key])
        for key in sent
        if (None if sent[key][0] is None else float(sent[key][0]), sent[key][1]) != given[key]
    ]
    assert wrong == []


@with_real_answers
def test_the_three_answers_hold_43881_values_and_340_cells_that_were_not_published():
    cells_ = [cell for files in BATCHES.values() for file in files for cell in walked(file)]
    assert len([value for _, value, _ in cells_ if value is not None]) == 43_881
    assert len([value for _, value, _ in cells_ if value is None]) == 340


@with_real_answers
@pytest.mark.parametrize("name", LABELLED)
def test_every_row_with_names_in_place_of_codes_is_there_under_its_codes(name):
    known = codelist("isoc_ai_iaiu")
    given = asked(name)
    with (REAL / LABELLED[name]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(given)
    for key in given:
        assert all(
            code in known[dimension] for dimension, code in zip(datasets()[name].dimensions, key, strict=False)
        ), key
    by_name = {
        tuple(known[dimension][code] for dimension, code in zip(datasets()[name].dimensions, key[:-1], strict=True))
        + key[-1:]: cell
        for key, cell in given.items()
    }
    for row in rows:
        key = (*(row[dimension] for dimension in datasets()[name].dimensions), row["TIME_PERIOD"])
        assert by_name[key] == (float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None, row["OBS_FLAG"]), key


@with_real_answers
@pytest.mark.parametrize("name", LABELLED)
def test_pandas_reads_the_same_figures(name):
    frame = pandas.read_csv(REAL / LABELLED[name])
    given = asked(name)
    assert sorted(frame["OBS_VALUE"].dropna()) == sorted(value for value, _ in given.values() if value is not None)
    assert frame["OBS_VALUE"].isna().sum() == len([value for value, _ in given.values() if value is None])


@with_real_answers
def test_the_eurostat_package_reads_the_same_from_the_same_figures_as_tsv(monkeypatch):
    """The package speaks with the office by itself; here it is handed a TSV that holds every real cell."""
    import gzip

    import eurostat

    given = {key: cell for key, cell in asked("isoc_eb_ai").items() if key[4] == "PC_ENT"}
    dimensions, years = datasets()["isoc_eb_ai"].dimensions, sorted({key[-1] for key in given})
    lines = [",".join(dimensions) + "\\TIME_PERIOD\t" + "\t".join(f"{year} " for year in years)]
    for series in sorted({key[:-1] for key in given}):
        row = []
        for year in years:
            value, flag = given.get((*series, year), (None, ""))
            row.append(f"{':' if value is None else value} {flag}")
        lines.append(",".join(series) + "\t" + "\t".join(row))
    content = gzip.compress(("\r\n".join(lines) + "\r\n").encode())
    inside = eurostat.eurostat
    monkeypatch.setattr(inside, "__get_dims_info__", lambda *_, **__: (None, "EUROSTAT", list(dimensions)))
    monkeypatch.setattr(inside, "__get_resp__", lambda *_, **__: type("R", (), {"content": content}))
    theirs = eurostat.get_data_df("isoc_eb_ai", flags=True)
    from toepas.observatory.read.tsv import read_tsv

    ours = {tuple(row[:-2]): row[-2:] for row in read_tsv(gzip.decompress(content), "x", WORDS).frame.iter_rows()}
    assert ours == given
    seen = 0
    head = [*theirs.columns[: len(dimensions)]]
    for row in theirs.itertuples(index=False):
        for year in years:
            value = row[theirs.columns.get_loc(f"{year}_value")]
            if value is None or pandas.isna(value):
                continue
            seen += 1
            assert ours[(*row[: len(head)], year)][0] == value
    assert seen == len([value for value, _ in ours.values() if value is not None])


@with_real_answers
@pytest.mark.parametrize("file", [file for files in BATCHES.values() for file in files])
def test_what_we_take_for_jsonstat_is_jsonstat_by_an_independent_checker(file):
    from jsonstat_validator import validate_jsonstat

    assert validate_jsonstat(json.loads((REAL / file).read_bytes()))


@pytest.mark.parametrize(
    ("geo", "year", "value", "flag"),
    [
        ("EU27_2020", "2024", 13.48, ""),
        ("EU27_2020", "2025", 19.95, ""),
        ("NL", "2025", 33.21, "b"),
        ("EL", "2025", 8.93, ""),
    ],
)
def test_the_headline_figures_are_those_that_are_known(geo, year, value, flag):
    found = look(View("ai-use", (geo,), (year,)), WORDS).frame
    assert found.rows() == [("GE10", geo, year, value, flag)]


def test_a_cell_that_was_surveyed_and_not_published_is_there_without_a_value():
    found = look(View("ai-sourcing", codes={"size_emp": ("GE10", "10-49", "50-249", "GE250")}), WORDS).frame
    every = look(
        View("ai-technologies", ("DE", "FR"), codes={"indic_is": ("E_AI_TAR",), "size_emp": ("GE250", "50-249")}), WORDS
    )
    nulls = [
        *found.filter(found["value"].is_null())["flag"],
        *every.frame.filter(every.frame["value"].is_null())["flag"],
    ]
    assert nulls
    assert set(nulls) <= {"u", "bu"}


def test_there_is_nothing_of_2022_and_nothing_is_filled_in():
    found = look(View("ai-use"), WORDS).frame
    assert set(found["time"]) == {"2023", "2024", "2025"}


@with_real_answers
def test_the_shipped_figures_are_made_again_from_the_real_answers_cell_for_cell(tmp_path):
    import polars

    from toepas.observatory.vintages import FIGURES, SHIPPED
    from tools.observatory_snapshot import main

    assert main([str(REAL), str(tmp_path)]) == 0
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob(FIGURES))
    assert made == sorted(path.relative_to(SHIPPED) for path in SHIPPED.rglob(FIGURES))
    for path in made:
        assert polars.read_parquet(tmp_path / path).equals(polars.read_parquet(SHIPPED / path)), path


def test_the_same_figures_read_the_same_in_every_form():
    from tests.library.observatory.answers import FIGURES as FEW
    from tests.library.observatory.answers import jsonstat, tsv
    from toepas.observatory.read.jsonstat import read_jsonstat
    from toepas.observatory.read.sdmx_csv import read_sdmx_csv
    from toepas.observatory.read.tsv import read_tsv

    assert cells_of(read_jsonstat(jsonstat(), "x", WORDS).frame) == FEW
    assert cells_of(read_sdmx_csv(as_csv(), "x", WORDS).frame) == FEW
    assert cells_of(read_tsv(tsv(), "x", WORDS).frame) == FEW
