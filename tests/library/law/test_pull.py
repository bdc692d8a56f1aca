"""Fetching a text: what the Publications Office can answer, and what stands on this machine afterwards."""

import datetime
import hashlib
import io
import json
import os
import zipfile

import httpx
import pytest

from tests.library.law.office import Answer, Office
from tests.library.law.samples import CONSOLIDATED, LAW, PAGE, PUBLISHED, folder, needs_real_files, package
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law.text import load_text, store, stored_texts
from toepas.law.text.cellar import Cellar
from toepas.law.text.model import plain
from toepas.law.text.pull import pull

NEWEST = "/resource/celex/02024R1689-20260727"
FIRST = "/resource/celex/32024R1689"
DAY = "2026-07-27"
STAMP = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
GOOD = Answer(200, package({"CL.0001.xml": CONSOLIDATED, "CL.doc.xml": "<DOC/>"}), {"Content-Type": "application/zip"})
RECITALS = Answer(200, package({"L.000101.fmx.xml": PUBLISHED}), {"Content-Type": "application/zip"})
MAINTENANCE = Answer(200, b"<!DOCTYPE html><html><body>Scheduled maintenance</body></html>")


@pytest.fixture
def office():
    made = Office()
    made.say(NEWEST, "zip", "eng", GOOD)
    made.say(FIRST, "zip", "eng", RECITALS)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    return tmp_path


def in_language(answer: Answer, lang: str) -> Answer:
    """The same package, saying that it is in another language."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        members = {n: archive.read(n).replace(b"<LG.DOC>EN<", f"<LG.DOC>{lang}<".encode()) for n in archive.namelist()}
    return Answer(200, package(members), answer.headers)


class Run:
    """One command: what it slept, said and showed."""

    def __init__(self, office):
        self.slept, self.said, self.shown = [], [], []
        self.office = office

    def __call__(self, lang="en", version=DAY):
        with httpx.Client() as client:
            cellar = Cellar(self.office.base, client, self.slept.append, Words())
            return pull(cellar, lang, version, STAMP, self.said.append, lambda *seen: self.shown.append(seen))


@pytest.fixture
def run(office):
    return Run(office)


def test_a_text_is_fetched_with_its_recitals_and_kept(run):
    pulled = run()
    assert [pulled.text.count(kind) for kind in ("art", "anx", "rct")] == [2, 1, 2]
    assert [(t.version, t.lang, t.format) for t in stored_texts()] == [(DAY, "en", "fmx4")]
    assert load_text(DAY, "en") == pulled.text


def test_every_file_is_kept_as_it_came_with_its_hash(run, home):
    run()
    place = home / "law-text/ai_act" / DAY / "en/act"
    note = json.loads((place / "manifest.json").read_text())
    assert note["celex"] == "02024R1689-20260727"
    assert note["fetched"] == "2026-11-24T09:00:00+00:00"
    assert note["members"]["CL.0001.xml"] == hashlib.sha256(CONSOLIDATED.encode()).hexdigest()
    assert (place / "CL.0001.xml").read_bytes() == CONSOLIDATED.encode()


def test_what_is_here_is_not_fetched_again(run, office):
    run()
    asked = len(office.asked)
    assert run().already
    assert len(office.asked) == asked


def test_a_file_that_was_damaged_here_is_fetched_again(run, home, office):
    run()
    (home / "law-text/ai_act" / DAY / "en/act/CL.0001.xml").write_text("broken")
    run()
    assert office.asked.count((NEWEST, "zip", "eng")) == 2
    assert load_text(DAY, "en").count("art") == 2


def test_the_office_is_asked_politely(run, office):
    run()
    assert run.slept
    assert min(run.slept) >= 1
    assert all(agent.startswith("Toepas/") for agent in office.agents)
    assert run.shown[-1][1] == run.shown[-1][2] == len(RECITALS.body)


def test_a_redirect_is_followed(run, office):
    office.say(NEWEST, "zip", "eng", Answer(303, headers={"Location": "/resource/cellar/abc.0006.02/zip"}))
    office.say("/resource/cellar/abc.0006.02/zip", "zip", "eng", GOOD)
    assert run().text.count("art") == 2


def test_of_several_documents_the_first_is_taken(run, office):
    page = b'<html><body><a href="/doc/1?a=1&amp;b=2">1</a> <a href="/doc/2">2</a></body></html>'
    office.say(NEWEST, "zip", "eng", Answer(300, page))
    office.say("/doc/1", "any", "eng", GOOD)
    assert run().text.count("art") == 2


@pytest.mark.parametrize("status", [500, 502, 503, 429, 202])
def test_a_passing_failure_is_tried_again_with_growing_pauses(run, office, status):
    office.say(NEWEST, "zip", "eng", Answer(status), Answer(status), GOOD)
    assert run().text.count("art") == 2
    assert run.slept[0] < run.slept[1]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(503), "HTTP 503"),
        (MAINTENANCE, "maintenance"),
        (Answer(200, GOOD.body, cut=True), "could not be reached"),
        (Answer(200, GOOD.body[:-200]), "cut off"),
    ],
    ids=["5xx", "maintenance", "broken-transfer", "cut-off"],
)
def test_a_lasting_failure_ends_with_one_message_and_nothing_kept(run, office, answer, words):
    office.say(NEWEST, "zip", "eng", answer)
    with pytest.raises(Problem, match=words) as problem:
        run()
    assert "Try again later" in problem.value.todo
    assert office.asked.count((NEWEST, "zip", "eng")) == 3
    assert stored_texts() == ()


def test_a_language_the_office_does_not_have_is_an_answer_not_a_failure(run, office):
    office.say(NEWEST, "zip", "nld", Answer(406))
    with pytest.raises(Problem, match="does not exist in 'nl'") as problem:
        run("nl")
    assert "--version 2024-08-01" in problem.value.todo
    assert len(office.asked) == 1


def test_without_formex_the_page_is_taken(run, office):
    office.say(NEWEST, "zip", "eng", Answer(404))
    office.say(NEWEST, "xhtml", "eng", Answer(200, PAGE.encode()))
    assert run().text.count("art") == 2
    assert stored_texts()[0].format == "xhtml"
    assert "is not there as fmx4" in run.said[0]


def test_what_is_not_there_at_all_is_said(run, office):
    office.say(NEWEST, "zip", "eng", Answer(404))
    with pytest.raises(Problem, match="does not have"):
        run()


def test_a_text_of_another_day_is_refused_and_not_kept(run, office):
    office.say("/resource/celex/02024R1689-20270101", "zip", "eng", GOOD)
    with pytest.raises(Problem, match="something else"):
        run(version="2027-01-01")
    assert stored_texts() == ()


def test_a_text_in_another_language_is_refused_and_not_kept(run, office):
    office.say(NEWEST, "zip", "nld", GOOD)
    with pytest.raises(Problem, match="language EN, NL wanted"):
        run("nl")
    assert stored_texts() == ()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (PAGE.replace("27.07.2026", "12.07.2024"), "START.DATE 20240712, 20260727 wanted"),
        (PAGE.replace("— EN —", "— DE —"), "language DE, EN wanted"),
        (PAGE.replace("02024R1689", "02016R0679"), "act 2016/679, 2024/1689 wanted"),
        (PAGE.replace('class="reference">02024R1689', 'class="reference">'), "START.DATE ?, 20260727 wanted"),
    ],
    ids=["another-day", "another-language", "another-act", "no-reference"],
)
def test_a_page_must_say_that_it_is_the_text_asked_for(run, office, page, words):
    office.say(NEWEST, "zip", "eng", Answer(404))
    office.say(NEWEST, "xhtml", "eng", Answer(200, page.encode()))
    with pytest.raises(Problem, match="something else") as problem:
        run()
    assert words in problem.value.where
    assert stored_texts() == ()


def test_recitals_of_another_act_are_refused(run, office):
    other = PUBLISHED.replace("<NO.CURRENT>1689<", "<NO.CURRENT>1744<")
    office.say(FIRST, "zip", "eng", Answer(200, package({"L.xml": other})))
    with pytest.raises(Problem, match="act 2024/1744, 2024/1689 wanted"):
        run()


def test_an_act_as_published_without_recitals_is_refused(run, office):
    office.say(FIRST, "zip", "eng", GOOD)
    with pytest.raises(Problem, match="no recital found"):
        run()


def damaged() -> bytes:
    body = bytearray(GOOD.body)
    start = body.find(b"CL.0001.xml") + 60
    body[start : start + 8] = b"\xff" * 8
    return bytes(body)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, damaged()),
        Answer(200, b"no gzip", {"Content-Encoding": "gzip"}),
        Answer(200, package({"CL.0001.xml": CONSOLIDATED.replace('IDENTIFIER="001"', "")})),
        Answer(303, headers={"Location": "http://[nowhere"}),
        Answer(303, headers={"Location": NEWEST}),
        Answer(300, b"<html></html>"),
        Answer(418),
    ],
    ids=[
        "damaged-inside",
        "broken-encoding",
        "no-identifier",
        "no-address",
        "round-and-round",
        "no-choice",
        "unheard-of",
    ],
)
def test_whatever_comes_ends_in_a_message_that_says_what_to_do(run, office, answer):
    office.say(NEWEST, "zip", "eng", answer)
    with pytest.raises(Problem) as problem:
        run()
    assert problem.value.todo
    assert stored_texts() == ()


def test_files_of_a_package_stay_in_their_folder_and_leave_our_note_alone(run, office, home):
    members = {"../../../out.xml": CONSOLIDATED, "manifest.json": "{}", "a/..": "x"}
    office.say(NEWEST, "zip", "eng", Answer(200, package(members)))
    assert run().text.count("art") == 2
    assert sorted(p.name for p in (home / "law-text/ai_act" / DAY / "en/act").iterdir()) == ["manifest.json", "out.xml"]
    assert stored_texts()[0].lang == "en"


def test_a_text_whose_files_were_damaged_here_is_not_read_as_law(run, home):
    run()
    place = home / "law-text/ai_act" / DAY / "en"
    (place / "text.json").unlink()
    (place / "act/CL.0001.xml").write_text(CONSOLIDATED.replace("round", "square"))
    os.utime(place / "act/manifest.json")
    assert load_text(DAY, "en") is None
    run()
    assert "round" in plain(load_text(DAY, "en").provisions["art_1"].passages)


def test_texts_are_read_anew_when_the_readers_change(run, home, monkeypatch):
    run()
    place = home / "law-text/ai_act" / DAY / "en"
    kept = json.loads((place / "text.json").read_text())
    kept["text"]["provisions"] = []
    (place / "text.json").write_text(json.dumps(kept))
    store._load.cache_clear()
    assert load_text(DAY, "en").count("art") == 0
    store._load.cache_clear()
    monkeypatch.setattr(store, "READER", store.READER + 1)
    assert load_text(DAY, "en").count("art") == 2


def test_an_interrupted_fetch_goes_on_where_it_was(run, office):
    office.say(FIRST, "zip", "eng", Answer(500))
    with pytest.raises(Problem):
        run()
    office.say(FIRST, "zip", "eng", RECITALS)
    assert run().text.count("rct") == 2
    assert office.asked.count((NEWEST, "zip", "eng")) == 1


def sparql(*numbers):
    rows = [{"celex": {"value": number}} for number in numbers]
    return Answer(200, json.dumps({"results": {"bindings": rows}}).encode())


def test_the_newest_consolidation_is_found_by_itself(run, office):
    office.say(
        "/webapi/rdf/sparql", "sparql", "", sparql("02024R1689-20240712", "02024R1689-20260727", "32024R1689R(01)")
    )
    assert run(version=None).version == DAY


def test_a_text_that_holds_only_later_is_named_but_not_taken(run, office):
    office.say("/webapi/rdf/sparql", "sparql", "", sparql("02024R1689-20270802", "02024R1689-20260727"))
    assert run(version=None).version == DAY
    assert any("2027-08-02" in line for line in run.said)


def test_without_a_newest_text_in_the_language_the_first_is_fetched_and_said_so(run, office):
    office.say("/webapi/rdf/sparql", "sparql", "", sparql("02024R1689-20260727"))
    office.say(NEWEST, "zip", "gle", Answer(406))
    office.say(FIRST, "zip", "gle", in_language(RECITALS, "GA"))
    pulled = run("ga", version=None)
    assert (pulled.version, pulled.text.version) == ("2024-08-01", "2024-08-01")
    assert any("It lacks what was changed since" in line for line in run.said)
    assert [(t.version, t.lang) for t in stored_texts()] == [("2024-08-01", "ga")]


@pytest.mark.parametrize("answer", [sparql(), Answer(200, b"<html>"), Answer(200, b"[]"), Answer(500)])
def test_where_the_newest_cannot_be_found_the_message_says_what_to_do(run, office, answer):
    office.say("/webapi/rdf/sparql", "sparql", "", answer)
    with pytest.raises(Problem) as problem:
        run(version=None)
    assert problem.value.todo


@pytest.mark.parametrize(("lang", "version"), [("xx", DAY), ("en", "tomorrow"), ("en", "../../etc")])
def test_impossible_wishes_are_refused_before_anything_is_asked(run, office, lang, version):
    with pytest.raises(Problem):
        run(lang, version)
    assert office.asked == []


@needs_real_files
@pytest.mark.parametrize(("lang", "code"), [("en", "eng"), ("fr", "fra")])
def test_the_real_text_arrives_whole(run, office, lang, code):
    real = package(folder(LAW / f"cellar-20260727/{lang}.fmx4"))
    with zipfile.ZipFile(LAW / "samples/eu_ai_act_32024R1689_fmx4_2026-07-08.zip") as archive:
        # Only the English act as published is here: for French it is made to say that it is French.
        said = {"en": b"<LG.DOC>EN<", "fr": b"<LG.DOC>FR<"}[lang]
        first = package({n: archive.read(n).replace(b"<LG.DOC>EN<", said) for n in archive.namelist()})
    office.say(NEWEST, "zip", code, Answer(200, real))
    office.say(FIRST, "zip", code, Answer(200, first))
    text = run(lang).text
    assert [text.count(kind) for kind in ("art", "anx", "rct")] == [119, 14, 180]
