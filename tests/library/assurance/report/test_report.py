"""The report says the verdict first, shows every chart in words and numbers too, and holds no row of a person."""

import base64
import io
import json
import re
from dataclasses import replace

import altair
import docx
import jsonschema
import numpy as np
import polars as pl
import pypdf
import pytest

from tests.library.assurance import hospitals
from tests.library.assurance.made import predictions
from tests.library.assurance.report.written import KEY, MADE, asked, files
from toepas.assurance import check_path, report_document, report_files, write_report
from toepas.assurance.document import schema
from toepas.assurance.model import Remark, Verdict
from toepas.assurance.plan import default_plan
from toepas.assurance.report import canvas, chai, curves, forest
from toepas.assurance.report.closing import methods, used_methods
from toepas.assurance.report.first_page import FINDINGS
from toepas.assurance.validation import validate
from toepas.kernel import Problem, Words
from toepas.paper.blocks import Callout, Figure, Heading, Numbered, Table, plain, runs

WORDS = Words()


@pytest.fixture(scope="module")
def document():
    return report_document(asked(), WORDS, MADE.at.date(), "abcd")


def said(document):
    """All words of a document."""
    return " ".join(_said(document.blocks))


def _said(blocks):
    for block in blocks:
        for name in ("title", "text", "caption"):
            value = getattr(block, name, "")
            yield value if isinstance(value, str) else plain(value)
        for item in getattr(block, "items", ()):
            yield plain(item)
        for row in getattr(block, "rows", ()):
            yield from map(plain, row)
        yield from _said(getattr(block, "blocks", ()))


def test_the_first_page_says_verdict_whom_findings_what_to_do_and_what_it_does_not_say(document):
    page = document.blocks[: next(at for at, one in enumerate(document.blocks) if isinstance(one, Heading))]
    assert [one.title for one in page] == [
        "Failed", "What was tested, and on whom", "The most important findings", "What to do now", "What this report does not say",
    ]  # fmt: skip
    found = next(one for one in page if one.title == "The most important findings").blocks[0]
    assert isinstance(found, Numbered)
    assert len(found.items) == FINDINGS


def test_every_chart_has_words_and_its_numbers_in_a_table_below(document):
    charts = [at for at, block in enumerate(document.blocks) if isinstance(block, Figure)]
    assert len(charts) >= 7
    for at in charts:
        figure = document.blocks[at]
        assert len(figure.alt) > 80
        assert re.search(r"\d", figure.alt)
        rest = document.blocks[at + 1 :]
        until = next((n for n, one in enumerate(rest) if isinstance(one, Heading)), len(rest))
        assert any(isinstance(one, Table) for one in rest[:until]), figure.caption


def test_the_words_of_the_chart_of_groups_are_its_figures(document):
    figure = next(
        one for one in document.blocks if isinstance(one, Figure) and one.caption == "Sensitivity of every group"
    )
    women = hospitals.measured(asked(), hospitals.WOMEN).at[0].measures["sensitivity"]
    assert f"Women: {women.value:.0%}".replace("%", "\u00a0%") in figure.alt
    assert "too few" in figure.alt


def test_thresholds_chosen_on_the_data_stand_apart_with_a_warning(document):
    at = next(n for n, one in enumerate(document.blocks) if isinstance(one, Heading) and one.id == "thresholds")
    chapter = document.blocks[at : at + 8]
    kinds = [
        one.caption if isinstance(one, Table) else one.title if isinstance(one, Callout) else "" for one in chapter
    ]
    fixed, warning, chosen = (
        next(n for n, text in enumerate(kinds) if part in text)
        for part in ("fixed beforehand", "Chosen on these data", "chosen on these data by")
    )
    assert fixed < warning < chosen


def test_every_link_in_the_report_leads_to_a_chapter(document):
    ids = {one.id for one in document.blocks if isinstance(one, Heading)}
    links = [
        run.href
        for one in document.blocks
        if isinstance(one, Table)
        for row in one.rows
        for cell in row
        for run in runs(cell)
        if run.href
    ]
    assert links
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_a_refused_validation_has_the_data_and_what_is_wrong_with_them_and_no_figures():
    remark = Remark("left-out", "refuse", "disease", rows=(3,), count=1, values={"read": 616})
    refused = replace(
        asked(), verdict=Verdict("refused", reasons=("data-refused",)), remarks=(remark,), groups=asked().groups[:1], sites=(), gaps=(), gates=(),
        curves={}, claims=(), recalibrated=(), thresholds=(), demands=(),
    )  # fmt: skip
    made = report_document(refused, WORDS, MADE.at.date())
    assert not any(isinstance(one, Figure) for one in made.blocks)
    assert "Rows left out" in said(made)


def test_every_method_behind_a_figure_is_named_with_its_source():
    assert set(used_methods(asked())) <= set(methods())
    assert all(entry["source"] for entry in methods().values())


def test_the_files_are_whole_and_belong_together():
    made = files()
    assert sorted(made) == [
        "model-card.xml",
        "report.docx",
        "report.html",
        "report.json",
        "report.pdf",
        "transparency.fhir.json",
    ]
    page, paper, word = (
        made["report.html"].decode(),
        pypdf.PdfReader(io.BytesIO(made["report.pdf"])),
        docx.Document(io.BytesIO(made["report.docx"])),
    )
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in paper.trailer["/Root"]["/Metadata"].get_object().get_data()
    pictures = page.count('src="data:image/svg+xml;base64,')
    assert pictures == len(word.inline_shapes) >= 7
    for text in (page, " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())):
        assert "The most important findings" in text
        assert "TRIPOD+AI" in text


def test_report_json_fits_its_published_schema_and_has_the_state_of_every_guideline():
    data = json.loads(files()["report.json"])
    jsonschema.validate(data, schema())
    assert {one["id"]: len(one["items"]) for one in data["checklists"]} == {
        "tripod_ai": 52,
        "stard_ai": 48,
        "decide_ai": 27,
        "future_ai": 30,
    }


def test_the_same_validation_moment_and_key_give_the_same_bytes():
    again = report_files(asked(), WORDS, MADE, KEY, ("html", "fhir", "chai"))
    assert {name: content for name, content in again.items() if name != "report.json"} == {
        name: files()[name] for name in ("report.html", "transparency.fhir.json", "model-card.xml")
    }
    assert again["report.json"] == report_files(asked(), WORDS, MADE, KEY, ("html", "fhir", "chai"))["report.json"]


def test_a_written_report_is_intact_and_written_again_takes_its_place(tmp_path):
    folder = tmp_path / "report"
    assert write_report(asked(), folder, WORDS, MADE, key=KEY, kinds=("html",)) == ()
    found = check_path(folder, WORDS, hospitals.FILE, KEY.public)
    assert found.intact
    assert (found.data, found.files) == ("same", {"report.html": "same"})
    (folder / "report.html").write_text("mine")
    assert not check_path(folder, WORDS).intact
    (kept,) = write_report(asked(), folder, WORDS, MADE, key=KEY, kinds=("html",))
    assert (folder / kept).read_text() == "mine"
    assert check_path(folder, WORDS).intact


def test_a_form_that_does_not_exist_is_named():
    with pytest.raises(Problem, match="no form of report 'odt'"):
        report_files(asked(), WORDS, MADE, kinds=("odt",))


@pytest.mark.parametrize("style", [canvas.DESK, canvas.PHONE], ids=["desk", "phone"])
def test_every_chart_is_a_specification_that_altair_accepts_too(style):
    drawn = {one.id: one for one in asked().curves[()]}
    rows = [
        forest.Row("Everybody", 0.8, 0.7, 0.9, "80 %"),
        forest.Row("Women", 0.5, 0.2, 0.8, "50 %", enough=False),
        forest.Row("Men", None, None, None, "–"),
    ]
    for plot in (
        curves.roc(drawn["roc"], asked().everybody.at, WORDS, style),
        curves.decision(drawn["decision"], drawn["decision-all"], WORDS, style),
        curves.calibration(drawn.get("calibration-binned"), drawn.get("calibration-smooth"), WORDS, style),
        forest.forest(rows, 0.8, WORDS, style, line_name="demanded"),
        forest.beside([(rows[0], 0.6)], WORDS, style),
    ):
        altair.Chart.from_dict(canvas._spec(plot, style))


def test_a_chart_holds_every_interval_that_it_shows():
    rows = [forest.Row("A", 0.25, 0.125, 0.5, "x"), forest.Row("B", 0.75, 0.625, 1.0, "y")]
    plot = forest.forest(rows, None, WORDS, canvas.DESK)
    spans = [
        (row["px"] / plot.width, row["qx"] / plot.width)
        for layer in plot.layers
        for row in layer["data"]["values"]
        if "qx" in row and row["py"] == row["qy"]
    ]
    assert spans == [(0.125, 0.5), (0.625, 1.0)]


def test_names_from_the_data_never_become_markup():
    hostile = '<script>alert(1)</script> & "x" #eval("1") {{7*7}}'
    sample = hospitals.made_up(
        [0, 1] * 40, [0.2, 0.9] * 30 + [0.6, 0.4] * 10, {"kind": [hostile, "other"] * 20 + ["other", hostile] * 20}
    )
    made = report_files(validate(sample, default_plan()), WORDS, MADE, kinds=("html", "pdf", "chai"))
    page = made["report.html"].decode()
    assert "<script" not in page
    for picture in re.findall(r"base64,([A-Za-z0-9+/=]+)", page):
        assert b"<script" not in base64.b64decode(picture)
    sheets = pypdf.PdfReader(io.BytesIO(made["report.pdf"])).pages
    assert "alert(1)" in re.sub(r"[\s\u200b]", "", "".join(sheet.extract_text() for sheet in sheets))


def lists(data):
    """Every list in the data."""
    if isinstance(data, list):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from lists(item)


def test_no_row_of_a_person_is_in_the_report():
    """Neither what a file says of people besides, nor a list with an entry for each of them."""
    n = 600
    truth, score = predictions(n, seed=4)
    names = [f"Zeldzame Naam {number}" for number in range(n)]
    sample = replace(
        hospitals.made_up(truth, score, {"sex": ["f", "m"] * (n // 2)}), others=pl.DataFrame({"name": names})
    )
    made = report_files(validate(sample, default_plan()), WORDS, MADE, kinds=("html", "docx", "chai", "fhir"))
    text = {name: content.decode("utf-8", "ignore") for name, content in made.items() if not name.endswith(".docx")}
    text["docx"] = " ".join(
        part.text for part in docx.Document(io.BytesIO(made["report.docx"])).element.iter() if part.text
    )
    assert {name for name, words in text.items() if "Zeldzame" in words} == set()
    assert max(len(one) for one in lists(json.loads(made["report.json"]))) < n / 2


def test_the_report_speaks_dutch():
    made = report_document(asked(), Words("nl"), MADE.at.date())
    assert made.title == "Werkt dit model hier, en voor iedereen?"
    assert "Wat nu te doen" in said(made)


def made_of(task):
    """A small sample of another kind of prediction, with two groups and three sites."""
    draw, n = np.random.default_rng(1), 150
    groups = {"sex": ["f", "m"] * 75, "site": ["A", "B", "C"] * 50}
    if task == "regression":
        truth = draw.normal(50, 10, n)
        return hospitals.made_up(truth, truth + draw.normal(1, 4, n), groups, site="site", task=task)
    if task == "multiclass":
        truth, score = draw.integers(0, 3, n), draw.dirichlet([1, 1, 1], n)
        return hospitals.made_up(truth, score, groups, site="site", task=task, classes=("cat", "dog", "owl"))
    truth = draw.integers(0, 2, n)
    return hospitals.made_up(truth, draw.normal(truth, 1), groups, site="site", task=task)


@pytest.mark.parametrize("task", ["multiclass", "regression", "detection"])
def test_other_kinds_of_prediction_have_figures_groups_and_sources_too(task):
    found = validate(made_of(task), default_plan())
    document = report_document(found, WORDS, MADE.at.date())
    assert any(isinstance(one, Figure) for one in document.blocks)
    tables = [one for one in document.blocks if isinstance(one, Table)]
    assert any(plain(row[0]) == "Women" and len(row) > 3 for one in tables for row in one.rows)
    assert set(used_methods(found)) <= set(methods())
    assert len(chai.card(found, WORDS, MADE)) > 2000
