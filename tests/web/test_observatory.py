"""The pages of the figures: what stands on them, how they are shared, and that nothing unknown is hidden."""

from __future__ import annotations

import datetime
import html as entities
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from markupsafe import escape

from tests.library.observatory.answers import SHIPPED
from tests.web.conftest import page
from toepas.observatory import UNION, View, datasets, figures_data, indicators, look, looks, newest, place_name
from toepas.observatory.vintages import figures, folder, keep
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
HERE = "/en/observatory/"
NL = "indicator=ai-use&geo=NL&time=2025&size_emp=GE10"


def get(path: str, **headers):
    return Client().get(path if path.startswith("/") else HERE + path, **headers)


class Rows(HTMLParser):
    """The cells of the tables of a page, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, _attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def rows_of(response) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in Rows(response.content.decode()).rows]


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_indicator_has_a_page_that_says_where_it_comes_from_and_how_old_it_is(name, lang):
    response = get(f"/{lang}/observatory/{name}/")
    said, text = in_language(lang), page(response)
    vintage = newest(indicators()[name].dataset)
    assert response.status_code == 200
    assert said.date(vintage.updated.date()) in text
    assert vintage.id in text
    assert datasets()[indicators()[name].dataset].licence in response.content.decode()
    data = figures_data(looks(View(name), said), datetime.date(2026, 11, 26), said)
    html = response.content.decode()
    for sentence in (*data["caveats"], *(item["why"] for item in data["breaks"])):
        assert str(escape(sentence)) in html


def test_every_figure_of_a_view_stands_in_its_table_with_its_flag():
    found = look(View("ai-use"), in_language("en"))
    rows = {row[0]: row[1:] for row in rows_of(get("ai-use/?size_emp=GE10")) if len(row) == 4}
    assert rows["Place"] == ["2023", "2024", "2025"]
    for row in found.frame.iter_rows(named=True):
        shown = rows[place_name(row["geo"], in_language("en"))][int(row["time"]) - 2023]
        assert shown.split() == [f"{row['value']:.2f}", *([row["flag"]] if row["flag"] else [])]
    assert rows["Netherlands"][2].split() == ["33.21", "b"]
    assert rows["European Union"][1:] == ["13.48", "19.95"]


def test_a_flag_is_explained_beside_the_table():
    assert "break in the series: does not compare with earlier figures" in page(get("ai-use/?geo=NL"))


def test_what_was_not_surveyed_is_said_and_not_filled():
    text = page(get("ai-use-by-activity/"))
    assert re.search(r"Public sector not surveyed Government is not surveyed", text)
    assert re.search(r"Agri-food ?: Food, drinks and tobacco covers only a part", text)


def test_a_year_without_a_survey_is_a_cell_without_a_figure():
    rows = rows_of(get("ai-use/?geo=NL&time=2022&time=2023&size_emp=GE10"))
    assert ["Netherlands", "no figure here", "14.10"] in rows


def test_choices_are_made_by_a_form_without_scripts():
    html = get("ai-use/").content.decode()
    form = html[html.index('<form method="get" action="/en/observatory/ai-use/"') :]
    assert {
        'name="geo" value="NL"',
        'name="time" value="2024"',
        'name="size_emp" value="GE250"',
        'name="chart"',
    } <= set(re.findall(r'name="\w+" value="[^"]+"|name="chart"', form))
    rows = rows_of(get("ai-use/?geo=NL&geo=DE&time=2025&size_emp=10-49&size_emp=GE250&chart=gap"))
    assert ["Place", "10 to 49 persons", "250 or more persons"] in rows
    assert ["Germany", "23.06", "56.99"] in rows


@pytest.mark.parametrize(
    "wrong", ["geo=XX", "time=abc", "size_emp=BIG", "vintage=1", "chart=%20", "geo=" + "NL," * 3000]
)
def test_an_address_that_is_not_understood_says_so_and_shows_the_usual_view(wrong):
    response = get(f"ai-use/?{wrong}")
    assert response.status_code == 200
    assert "There is a problem" in page(response)
    assert "19.95" in page(response)


def test_unknown_addresses_are_not_there():
    for path in (
        "no-such/", "country/XX/", "data/none/", "occupation/9999/", "chart/indicator=none.svg", f"chart/{NL}.gif", f"chart/{NL}.svg?theme=pink",
        "embed/indicator=ai-use&geo=XX/", f"download/{NL}/exe/", "data/isoc_eb_ai/diff/?old=x&new=y",
    ):  # fmt: skip
        assert get(path).status_code == 404, path


def picture_of(path: str) -> str:
    return re.search(r'<img src="([^"]+)"', get(path).content.decode())[1].replace("&amp;", "&")


def test_a_page_shows_one_picture_in_four_guises_with_words_for_it():
    html = get("ai-use/?geo=NL&geo=EU27_2020&chart=line").content.decode()
    sources = re.findall(r'<source media="([^"]+)" srcset="([^"]+)" width="(\d+)"', html)
    assert [("dark" in at, "phone" in at, width) for _, at, width in sources] == [
        (True, True, "390"),
        (False, True, "390"),
        (True, False, "760"),
    ]
    alt = re.search(r'<img [^>]*alt="([^"]+)"', html)[1]
    assert "Netherlands 33.21" in alt
    assert "European Union rose from 8.06 in 2023 to 19.95 in 2025" in alt
    for address in (picture_of("ai-use/"), *(at.replace("&amp;", "&") for _, at, _ in sources)):
        answer = get(address)
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg")


def test_a_picture_of_a_vintage_is_kept_for_good_and_any_other_is_asked_again():
    address = picture_of("ai-use/?geo=NL")
    first = get(address)
    assert "vintage=" in address
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    again = get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(address.replace("theme=light", "theme=dark"))["ETag"] != first["ETag"]
    assert "immutable" not in get(f"chart/{NL}.svg")["Cache-Control"]
    assert "immutable" not in get(re.sub(r"v=\w+", "v=0123456789abcdef", address))["Cache-Control"]
    assert get(f"chart/{NL}.png").content.startswith(b"\x89PNG")


def test_only_the_page_that_is_made_for_it_may_be_framed_and_it_sets_no_cookie():
    framed = get("embed/indicator=ai-use&geo=NL/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "Set-Cookie" not in framed
    assert "Cookie" not in framed.get("Vary", "")
    assert "<script" not in framed.content.decode()
    for path in ("", "ai-use/", "labour/"):
        other = get(path)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_the_code_for_a_frame_leads_to_the_page_that_may_be_framed():
    html = get("ai-use/?geo=NL&chart=line").content.decode()
    code = entities.unescape(re.search(r'<textarea id="code-frame"[^>]*>(.*?)</textarea>', html, re.DOTALL)[1])
    source = entities.unescape(re.search(r'src="http://localhost([^"]+)"', code)[1])
    assert get(source).status_code == 200
    assert "33.21" in page(get(source))


def test_both_links_of_a_view_lead_back_to_it():
    html = get("ai-use/?geo=NL&geo=EU27_2020&time=2025&chart=bar").content.decode()
    for name in ("link-newest", "link-bound"):
        link = entities.unescape(re.search(rf'id="{name}" readonly value="http://localhost([^"]+)"', html)[1])
        assert ("vintage=" in link) == (name == "link-bound")
        assert ["Netherlands", "33.21 b"] in rows_of(get(link))


def test_downloads_hold_the_figures_of_the_view():
    answer = get(f"download/{NL}/csv/")
    assert answer["Content-Disposition"] == 'attachment; filename="ai-use.csv"'
    frame = pl.read_csv(answer.content)
    assert frame["value"].to_list() == [33.21]
    packed = zipfile.ZipFile(io.BytesIO(get(f"download/{NL}/zip/").content))
    names = {name.split("/")[1] for name in packed.namelist()}
    assert {"ai-use.csv", "ai-use.xlsx", "metadata.json", "README.txt", "citation.bib", "ai-use.svg"} <= names
    address = json.loads(packed.read("ai-use/metadata.json"))["query"]["address"]
    assert address.startswith("http://localhost/en/observatory/ai-use/?geo=NL")


def test_a_page_describes_its_figures_for_search_engines():
    html = get("ai-use/").content.decode()
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert described["@type"] == "Dataset"
    assert described["temporalCoverage"] == "2025"
    assert described["identifier"] == "https://doi.org/10.2908/ISOC_EB_AI"
    for file in described["distribution"]:
        assert get(file["contentUrl"].removeprefix("http://localhost")).status_code == 200


def test_a_question_leads_to_its_figure_and_says_what_was_understood():
    answer = get("find/?q=AI-gebruik in Nederland 2025")
    assert answer.status_code == 302
    there = get(answer["Location"])
    text = page(there)
    assert "Your question: AI-gebruik in Nederland 2025" in text
    assert "33.21" in text


def test_a_question_for_what_is_not_there_is_not_answered_with_something_else():
    text = page(get(get("find/?q=adoption in Dutch construction 2025")["Location"]))
    assert "has no figures here for: Netherlands" in text
    assert "10.79" in text
    nothing = page(get("find/?q=weather tomorrow"))
    assert "No figure answers this" in nothing
    assert "Not understood: weather" in nothing


def test_a_country_stands_beside_the_union_and_is_counted_out_only_where_that_can_be_said():
    rows = {row[0].split("\n")[0]: row for row in rows_of(get("country/NL/"))}
    row = next(row for name, row in rows.items() if name.startswith("Enterprises that use AI"))
    assert row[1:] == ["2025", "33.21 b", "19.95", "+13.26", "5 of 27 member states have a higher figure"]
    assert "may stand in another order in truth" in page(get("country/NL/"))
    assert get("country/GR/")["Location"] == "/en/observatory/country/EL/"
    union = page(get(f"country/{UNION}/"))
    assert "Difference" not in union
    assert "Not published for this place" in page(get("country/NL/"))


def test_an_occupation_shows_its_spread_and_that_exposure_is_not_job_loss():
    text = page(get("occupation/4131/"))
    assert "Typists and word processing operators" in text
    assert "Exposure to generative AI: 0.65" in text
    assert "Gradient 4" in text
    assert "Their scores differ by 0.05 (standard deviation)" in text
    assert "Exposure is not job loss." in text
    assert "By sex: no data here yet." in text


def test_work_says_what_is_modelled_what_is_a_copy_and_what_is_not_here():
    text = page(get("labour/"))
    assert "31.1 %" in text
    assert "an example" in text
    assert "This shows no effect of AI." in text
    missing = page(get("labour/?geo=NL&by=sex"))
    assert "No data here yet" in missing
    assert "lfsa_egai2d" in missing


@pytest.fixture
def revised():
    """A newer vintage in which one figure was revised, one is gone and one has another flag."""
    old = newest("ai-use-2021")
    frame = figures(old).collect()
    changed = frame.with_columns(
        pl.when(pl.col("geo") == "NL").then(13.2).otherwise(pl.col("value")).alias("value"),
        pl.when(pl.col("geo") == "DE").then(pl.lit("p")).otherwise(pl.col("flag")).alias("flag"),
    ).filter(pl.col("geo") != "FR")
    made = replace(
        old,
        id="2026-11-01.abcdef12",
        updated=old.updated.replace(month=11),
        rows=changed.height,
        shipped=False,
        parts=(),
    )
    keep(made, changed)
    yield old, made
    shutil.rmtree(folder(made))


def test_two_vintages_are_compared_figure_by_figure(revised):
    old, new = revised
    text = page(get("data/ai-use-2021/"))
    assert old.id in text
    assert new.id in text
    rows = rows_of(get(f"data/ai-use-2021/diff/?old={old.id}&new={new.id}"))
    kinds = {row[0]: row[3:] for row in rows if len(row) == 6}
    assert kinds["Netherlands"] == ["revised", "13.10", "13.20"]
    assert kinds["France"][0] == "gone"
    assert kinds["Germany"] == ["other flag", "10.56", "10.56 p"]


def test_a_link_that_names_a_vintage_keeps_its_figures_after_a_revision(revised):
    old, _ = revised
    assert ["Netherlands", "13.20"] in rows_of(get("ai-use-2021/?geo=NL"))
    bound = get(f"ai-use-2021/?geo=NL&vintage={old.id}")
    assert ["Netherlands", "13.10"] in rows_of(bound)
    assert "not the newest figures" in page(bound)


def test_the_interface_gives_what_the_library_gives():
    said = in_language("en")
    answer = get("/api/v1/observatory/indicators/ai-use?geo=NL&time=2025")
    view = View("ai-use", ("NL",), ("2025",))
    assert answer.json()["figures"] == figures_data(looks(view, said), datetime.date(2026, 11, 26), said)["figures"]
    refused = get("/api/v1/observatory/indicators/ai-use?geo=XX")
    assert refused.status_code == 422
    assert "XX" in refused.json()["errors"][0]["what"]
    assert get("/api/v1/observatory/datasets/isoc_eb_ai/vintages").json()[0]["in_use"] is True
    found = get("/api/v1/observatory/find?q=AI use in the Netherlands 2025").json()
    assert found["indicator"] == "ai-use"
    assert "geo=NL" in found["page"]
    assert get("/api/v1/observatory/labour?by=sex&geo=NL").status_code == 422
    assert get("/api/v1/observatory/labour").json()["basis"] == "counted"
    assert get("/api/v1/observatory/occupations/4131").json()["mean"] == 0.65


def test_the_sitemap_leads_to_every_indicator_and_country():
    text = get("/sitemap.xml").content.decode()
    for name in indicators():
        assert f"http://localhost/nl/observatory/{name}/" in text
    assert "http://localhost" + reverse("observatory-country", args=["NL"]) in text
