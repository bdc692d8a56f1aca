"""What is there for a case, in the dossier: what was looked for, what fits and why, what is not known, and how far to trust it."""

import csv
import datetime
import io
import json
import sys
import zipfile

import icalendar
import pytest

from tests.library.advise.cases import DAY, TEXTS, view_of
from toepas.advise import dossier
from toepas.advise.chapters import first_page, offers
from toepas.advise.view import View
from toepas.catalogue import Asset, Collection, Funding, Kind, Maturity, Party, Place, Source, Sovereignty
from toepas.catalogue.model import Access, Compute, Lesson, Service
from toepas.catalogue.search.local import LocalIndex
from toepas.check import Case, check
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.paper.blocks import Check, Heading, Table, plain, runs

STAMP = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
READ = datetime.date(2026, 10, 5)
SOURCE = Source(id="example", url="https://source.example/", retrieved=READ, title="A list of the trade")
BUYER = {
    "recruitment": True,
    "area_employment": True,
    "annex_iii_area": True,
    "develops_system": False,
    "organisation_country": "NL",
    "organisation_size": "small",
    "uses_system": True,
}
CLOSES = datetime.date(2027, 1, 31)


def asset(name, kind, **fields):
    words = "Sorts letters of residents by urgency, for the letters that need an answer today"
    return Asset(
        id=name, kind=kind, name={"en": name.title()}, summary={"en": words}, sources=(SOURCE,),
        url=f"https://{name}.example/", purposes=("recruit",), **fields,
    )  # fmt: skip


def catalogue():
    things = [
        asset("briefly", Kind.SOLUTION, licence="EUPL-1.2", maturity=Maturity.IN_USE, languages=("nl",),
              provider=Party(name="Briefly Ltd", country="NL"), sovereignty=Sovereignty(hosting=("EU",))),
        asset("farly", Kind.SOLUTION, languages=("sv",), provider=Party(name="Farly Inc", country="US")),
        asset("oldly", Kind.SOLUTION, maturity=Maturity.RETIRED),
        asset("hub-utrecht", Kind.SERVICE, provider=Party(name="Hub", country="NL"),
              place=Place(country="NL", city="Utrecht", lat=52.1, lon=5.1), service=Service(network="edih")),
        asset("big-machine", Kind.COMPUTE, place=Place(country="NL"), compute=Compute(system="Big", who=("small",)),
              access=Access(how="Send the form to the desk", url="https://apply.example/")),
        asset("grant", Kind.FUNDING, funding=Funding(programme="Grants", closes=CLOSES, who=("small",), most=50_000.0)),
        asset("shut", Kind.FUNDING, funding=Funding(programme="Grants", closes=DAY - datetime.timedelta(1))),
        asset("lesson", Kind.COURSE, languages=("nl",), lesson=Lesson(hours=4.0)),
    ]  # fmt: skip
    return Collection(LocalIndex(None), things)


def made(facts=None, texts=None, lang="en", opened=catalogue):
    case = Case("letters", {**BUYER, **(facts or {})}, {**TEXTS, "place": "Amsterdam", **(texts or {})})
    return View(case, check(case.facts, DAY), Words(lang), opened)


def text_of(blocks):
    found = []
    for block in blocks:
        match block:
            case Table():
                found += [plain(cell) for row in block.rows for cell in row]
            case Heading():
                found.append(block.text)
            case _:
                found += [plain(item) for item in getattr(block, "items", ())]
                found += [plain(block.text)] if hasattr(block, "text") else []
                found.append(text_of(getattr(block, "blocks", ())))
                found.append(getattr(block, "title", ""))
    return "\n".join(found)


def tables(view):
    return {block.caption: block for block in offers.blocks(view) if isinstance(block, Table)}


@pytest.fixture(scope="module")
def view():
    return made()


def test_the_head_says_which_need_was_read(view):
    said = text_of(offers.blocks(view))
    assert "Place: Amsterdam, Netherlands" in said
    assert "Organisation: small firms" in said
    assert "Must work in: nothing said" in said
    assert "Say it in your own words as 'need'" in said


def test_an_offer_says_who_what_why_and_where_it_was_read(view):
    first = tables(view)["What could be used instead, or to build with"].rows[0]
    what, pro, con = (plain(cell) for cell in first)
    assert "Briefly" in what
    assert "Briefly Ltd, Netherlands" in what
    assert "EUPL-1.2" in what
    assert "A list of the trade, read on 5 October 2026" in what
    assert "https://briefly.example/" in [run.href for run in runs(first[0])]
    assert "In use today" in pro
    assert "Not known here: the price" in con


def test_what_is_not_known_or_speaks_against_is_never_left_out(view):
    rows = tables(view)["What could be used instead, or to build with"].rows
    con = next(plain(row[2]) for row in rows if "Farly" in plain(row[0]))
    assert "outside the European Economic Area" in con
    assert "Names no official language of your country" in con
    assert "Not known here: " in con
    assert "the licence" in con
    assert "where it can be hosted" in con


def test_helpers_say_how_far_they_are(view):
    rows = tables(view)["Who can help, nearest and fittest first"].rows
    assert "km away" in plain(rows[0][1])


def test_without_a_town_it_says_that_distances_are_not_known():
    shown = made(texts={"place": ""})
    assert "without distances" in text_of(offers.blocks(shown))


def test_money_says_until_when_and_what_closed_is_not_shown(view):
    rows = tables(view)["Money that fits, and until when"].rows
    assert ["Grant" in plain(row[0]) for row in rows] == [True]
    assert "Closes: 31 January 2027" in plain(rows[0][0])
    assert "at most 50,000 euro" in plain(rows[0][0])


def test_who_buys_is_told_why_computing_power_was_not_looked_for(view):
    assert "Where computing power is, and how to apply" not in tables(view)
    assert "You do not build this system yourselves" in text_of(offers.blocks(view))


@pytest.mark.parametrize("change", [{"develops_system": True}, {"develops_system": None}])
def test_who_builds_or_may_build_reads_how_to_apply_for_computing_power(change):
    rows = tables(made(change))["Where computing power is, and how to apply"].rows
    assert "How to apply: Send the form to the desk" in plain(rows[0][0])


def test_what_a_limit_left_out_is_named_with_the_reason(view):
    said = text_of(offers.blocks(view))
    assert "Oldly: No longer in use or offered" in said


def test_an_empty_panel_says_so_and_where_else_to_look():
    shown = made(opened=lambda: Collection(LocalIndex(None), []))
    said = text_of(offers.blocks(shown))
    assert said.count("Nothing in the catalogue fits closely enough to name.") >= 4
    assert "EU Funding & Tenders Portal" in said
    assert "Nothing in our catalogue fits closely" in text_of(offers.pointer(shown))


def test_the_foot_says_how_far_it_can_be_trusted(view):
    said = text_of(offers.blocks(view))
    assert "not complete" in said
    assert "no recommendation" in said


def test_the_first_page_points_at_the_chapter(view):
    links = [run.href for block in first_page.blocks(view) if hasattr(block, "text") for run in runs(block.text)]
    assert "#offers" in links


def test_tasks_and_calendar_have_what_makes_sense(view):
    files = dossier.makers(view, STAMP)
    rows = list(csv.reader(io.StringIO(files["tasks.csv"]().decode("utf-8-sig"))))
    mine = {row[0]: row for row in rows if row[0].startswith("offers-")}
    assert set(mine) == {"offers-alternatives", "offers-hub", "offers-grant"}
    assert mine["offers-grant"][5] == "2027-01-31"
    assert all("no duty" in row[6] for row in mine.values())
    days = icalendar.Calendar.from_ical(files["deadlines.ics"]()).walk("VEVENT")
    assert CLOSES in [day["DTSTART"].dt for day in days if "Grant" in str(day["SUMMARY"])]


def test_a_large_firm_that_built_it_is_sent_to_nobody():
    shown = made({"develops_system": True, "organisation_size": "large"})
    assert not [block for block in offers.blocks(shown) if isinstance(block, Check)]


def test_the_data_carry_the_need_the_reasons_and_the_sources(view):
    found = json.loads(dossier.makers(view, STAMP)["dossier.json"]())["match"]
    assert found["found"] is True
    assert found["need"]["place"]["city"] == "Amsterdam"
    solutions = next(panel for panel in found["panels"] if panel["id"] == "solutions")
    assert solutions["results"][0]["sources"] == [
        {"title": "A list of the trade", "url": "https://source.example/", "retrieved": "2026-10-05"}
    ]
    assert solutions["results"][0]["licence"] == "EUPL-1.2"
    assert solutions["left_out"][0]["name"] == "Oldly"


def test_the_chapter_is_also_a_paper_for_a_word_processor(view):
    made_ = dossier.makers(view, STAMP)["documents/what-is-there.docx"]()
    page = zipfile.ZipFile(io.BytesIO(made_)).read("word/document.xml").decode()
    assert "Briefly Ltd, Netherlands" in page
    assert "<w:br/>" in page


def test_lines_stay_apart_on_the_page(view):
    page = dossier.makers(view, STAMP)["dossier.html"]().decode()
    assert "white-space: pre-line" in page
    assert "Briefly Ltd, Netherlands\n" in page


def test_without_search_the_dossier_is_made_and_says_how_to_get_it(monkeypatch):
    for name in [name for name in sys.modules if name == "toepas.match" or name.startswith("toepas.match.")]:
        monkeypatch.delitem(sys.modules, name)

    class Absent:
        def find_spec(self, name, *_):
            if name == "toepas.match":
                raise ModuleNotFoundError("No module named 'tantivy'", name="tantivy")

    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    shown = made()
    files = dossier.files(shown, STAMP)
    assert "search is not installed here (&#39;tantivy&#39; is missing)" in files["dossier.html"].decode()
    assert json.loads(files["dossier.json"])["match"]["found"] is False
    assert offers.pointer(shown) == ()


def test_a_missing_module_of_ours_is_a_defect_and_is_not_hidden():
    def broken():
        raise ModuleNotFoundError("No module named 'toepas.nowhere'", name="toepas.nowhere")

    with pytest.raises(ModuleNotFoundError):
        offers.blocks(made(opened=broken))


def test_a_catalogue_that_cannot_be_opened_does_not_stop_the_dossier():
    def broken():
        raise Problem("The store is damaged.", where="catalogue.sqlite")

    said = text_of(offers.blocks(made(opened=broken)))
    assert "could not be opened: The store is damaged. · catalogue.sqlite" in said


def test_a_case_that_says_too_little_is_told_what_to_write():
    case = Case("x", {"organisation_country": "NL"}, {"title": "A system"})
    shown = View(case, check(case.facts, DAY), Words(), catalogue)
    assert "does not say what the system is for" in text_of(offers.blocks(shown))


def test_the_catalogue_is_opened_once_and_only_when_the_chapter_is_made():
    opened = []

    def counted():
        opened.append(1)
        return catalogue()

    shown = made(opened=counted)
    makers = dossier.makers(shown, STAMP)
    assert opened == []
    for name in ("dossier.html", "tasks.csv", "dossier.json"):
        makers[name]()
    assert opened == [1]


def test_of_the_papers_only_the_plan_with_courses_opens_the_catalogue():
    from toepas.advise.papers import paper_makers

    opened = []

    def counted():
        opened.append(1)
        return catalogue()

    base = view_of({**BUYER, "ai_system": True})
    makers = paper_makers(View(base.case, base.result, base.words, counted))
    for name, make in makers.items():
        if name != "literacy_plan":
            make()
    assert opened == []
    makers["literacy_plan"]()
    assert opened == [1]


def test_every_sentence_of_the_chapter_has_its_dutch(view):
    said = text_of(offers.blocks(made(lang="nl")))
    assert "Wat we hebben gezocht" in said
    assert "Hier niet bekend" in said
    assert "What we looked for" not in said
