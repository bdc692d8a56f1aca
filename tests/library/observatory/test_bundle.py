"""Downloads: read back by readers of others, every file gives the same figures and flags, and no cell runs anything."""

import dataclasses
import io
import json
import re
import zipfile

import pandas
import polars as pl
import pytest
from jsonstat_validator import validate_jsonstat
from python_calamine import CalamineWorkbook

from tests.library.observatory.answers import SHIPPED
from toepas.kernel import Problem, Words
from toepas.observatory import MEDIA, View, download, look, read_permalink
from toepas.observatory.read.jsonstat import read_jsonstat
from toepas.observatory.read.sdmx_csv import read_sdmx_csv

WORDS = Words()
VIEWS = [View("ai-use"), View("ai-purposes"), View("genai-use"), View("strategy-figures"), View("ai-use-by-activity")]
KEY = ["geo", "time"]


def file(view, kind, words=WORDS, **more):
    return download(look(view, words), kind, words, **more)


def figures(view):
    """Figures and flags by place and period."""
    rows = look(view, WORDS).frame.iter_rows(named=True)
    return {(row["geo"], row["time"]): (row["value"], row["flag"]) for row in rows}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.indicator)
def test_pandas_reads_the_same_figures_from_the_csv(view):
    read = pandas.read_csv(
        io.BytesIO(file(view, "csv").content),
        dtype={"time": str, "flag": str},
        keep_default_na=False,
        na_values={"value": [""]},
    )
    got = {(row.geo, row.time): (None if pandas.isna(row.value) else row.value, row.flag) for row in read.itertuples()}
    assert got == figures(view)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.indicator)
def test_a_reader_of_workbooks_finds_numbers_where_there_are_figures_and_the_notes(view):
    book = CalamineWorkbook.from_filelike(io.BytesIO(file(view, "xlsx").content))
    sheet, notes = book.sheet_names
    head, *rows = book.get_sheet_by_name(sheet).to_python()
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    got = {(c["geo"], c["time"]): (None if c["value"] == "" else c["value"], c["flag"]) for c in cells}
    assert got == figures(view)
    assert all(isinstance(c["value"], float) or c["value"] == "" for c in cells)
    assert any("Definition" in row[0] for row in book.get_sheet_by_name(notes).to_python())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_jsonstat_of_every_indicator_is_valid_and_holds_the_same_figures(name):
    content = file(View(name), "jsonstat").content
    validate_jsonstat(json.loads(content))
    read = read_jsonstat(content, "test", WORDS).frame
    there = {(row["geo"], row["time"]): (row["value"], row["flag"]) for row in read.iter_rows(named=True)}
    assert there == {key: cell for key, cell in figures(View(name)).items() if cell != (None, "")}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.indicator)
def test_the_sdmx_csv_is_read_back_with_every_dimension_of_the_dataset(view):
    found = look(view, WORDS)
    table = read_sdmx_csv(file(view, "sdmx").content, "test", WORDS)
    assert table.dimensions == found.dataset.dimensions
    got = {(row["geo"], row["time"]): (row["value"], row["flag"]) for row in table.frame.iter_rows(named=True)}
    assert got == figures(view)


def test_the_sdmx_csv_has_the_columns_of_version_two():
    head, first, *_ = file(View("ai-use"), "sdmx").content.decode().splitlines()
    assert (
        head == "STRUCTURE,STRUCTURE_ID,ACTION,freq,size_emp,nace_r2,indic_is,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"
    )
    assert first.startswith("dataflow,ESTAT:ISOC_EB_AI(1.0),I,A,GE10,C10-S951_X_K,E_AI_TANY,PC_ENT,")


def test_the_metadata_say_of_what_the_figures_are_and_lead_back_to_them():
    found = look(View("ai-use", geo=("NL",)), WORDS)
    told = json.loads(download(found, "metadata", WORDS).content)
    assert told["vintage"]["sha256"] == found.vintage.sha256
    assert told["flags"].keys() == {"b"}
    assert told["caveats"]
    assert told["breaks"][0]["time"] == "2025"
    view, _ = read_permalink(told["query"]["permalink"], WORDS)
    assert look(view, WORDS).frame.equals(found.frame)
    assert view.vintage == found.vintage.id


def test_the_zip_has_every_file_and_each_is_the_same_as_by_itself():
    view = View("ai-use", time=("2025",))
    archive = zipfile.ZipFile(io.BytesIO(file(view, "zip").content))
    assert archive.testzip() is None
    single = {file(view, kind).name: file(view, kind).content for kind in MEDIA if kind != "zip"}
    assert {name.removeprefix("ai-use/"): archive.read(name) for name in archive.namelist()} == single


def test_the_same_view_gives_the_same_bytes():
    assert file(View("ai-use"), "zip").content == file(View("ai-use"), "zip").content


def test_a_view_without_figures_has_no_chart_and_says_so():
    found = look(View("ai-purposes", geo=("FR",), time=("2025",)), WORDS)
    assert found.frame["value"].to_list() == [None]
    archive = zipfile.ZipFile(io.BytesIO(download(found, "zip", WORDS).content))
    assert not [name for name in archive.namelist() if name.endswith((".svg", ".png"))]
    assert "There is no chart" in archive.read("ai-purposes/README.txt").decode()


FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_would_run_in_a_spreadsheet_is_made_harmless(formula):
    found = look(View("ai-use", geo=("NL",), time=("2025",)), WORDS)
    choice = dataclasses.replace(found.indicator.choices[0], codes={"GE10": formula})
    bad = dataclasses.replace(found, indicator=dataclasses.replace(found.indicator, choices=(choice,), title=formula))
    cell = pandas.read_csv(io.BytesIO(download(bad, "csv", WORDS).content))["size_emp_name"][0]
    assert cell == f"'{formula}"
    book = zipfile.ZipFile(io.BytesIO(download(bad, "xlsx", WORDS).content))
    assert not any("<f>" in book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets"))


def test_negative_figures_stay_numbers():
    found = look(View("ai-use", geo=("NL",), time=("2025",)), WORDS)
    low = dataclasses.replace(found, frame=found.frame.with_columns(value=pl.lit(-1.5)))
    assert pandas.read_csv(io.BytesIO(download(low, "csv", WORDS).content))["value"].to_list() == [-1.5]


def test_the_citation_names_office_table_vintage_and_view():
    text = file(View("ai-use"), "text").content.decode()
    for part in (
        "Eurostat (2026)",
        "isoc_eb_ai",
        "https://doi.org/10.2908/ISOC_EB_AI",
        "15 June 2026",
        "2026-06-15.b32b4480",
        "indicator=ai-use",
    ):
        assert part in text
    assert (
        "https://toepas.example/x" in file(View("ai-use"), "text", address="https://toepas.example/x").content.decode()
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_the_bibtex_entry_is_balanced_and_escapes_what_means_something_there(name):
    entry = file(View(name), "bibtex").content.decode()
    assert entry.startswith("@misc{")
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    for line in entry.splitlines():
        if line.strip().startswith(("title", "author", "note")):
            assert not re.search(r"(?<!\\)[_%&#$]", line), line


@pytest.mark.parametrize("name", SHIPPED)
def test_the_description_for_datacite_has_what_datacite_asks_for(name):
    told = json.loads(file(View(name), "datacite").content)
    for needed in ("identifiers", "creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"):
        assert told[needed], needed
    assert told["types"]["resourceTypeGeneral"] == "Dataset"
    assert re.fullmatch(r"\d{4}", told["publicationYear"])


def test_figures_from_a_copy_carry_their_warning_into_every_file_for_people():
    for kind in ("readme", "xlsx", "jsonstat", "metadata"):
        content = file(View("ai-use-2021"), kind).content
        if kind == "xlsx":
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            content = str(book.get_sheet_by_index(1).to_python()).encode()
        assert b"Not from the" in content, kind


def test_the_readme_speaks_the_language_of_the_reader():
    text = file(View("ai-use"), "readme", Words("nl")).content.decode()
    assert "Ondernemingen die AI gebruiken" in text
    assert "Licentie" in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_kind_of_download_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(Problem) as caught:
        file(View("ai-use"), "docx")
    assert "xlsx" in caught.value.expected
