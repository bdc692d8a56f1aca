"""``toepas observatory chart``, ``export`` and ``find`` as they are typed."""

import json
import zipfile

import pytest

from toepas.cli.main import main

QUESTION = "adoption in Dutch construction 2025"


def run(*arguments):
    return main(["observatory", *map(str, arguments)])


@pytest.mark.parametrize(("name", "start"), [("x.svg", b"<svg"), ("x.png", b"\x89PNG"), ("X.SVG", b"<svg")])
def test_a_chart_is_written_and_told(tmp_path, capsys, name, start):
    assert run("chart", "ai-use", "--geo", "NL", "--geo", "EU", "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "Netherlands 33.21" in " ".join(capsys.readouterr().out.split())


def test_a_permalink_can_be_drawn(tmp_path):
    link = "indicator=ai-use&time=2025&size_emp=GE10&chart=map"
    assert run("chart", link, "--theme", "dark", "--size", "phone", "-o", tmp_path / "x.svg") == 0
    assert b'width="390"' in (tmp_path / "x.svg").read_bytes()


@pytest.mark.parametrize(
    ("name", "start"),
    [("x.zip", b"PK"), ("x.xlsx", b"PK"), ("x.csv", b"size_emp,"), ("x.sdmx.csv", b"STRUCTURE,"), ("x.bib", b"@misc"),
     ("x.jsonstat.json", b'{\n "version": "2.0"'), ("x.json", b'{\n "indicator"'), ("x.txt", b"Eurostat")],
)  # fmt: skip
def test_the_ending_of_the_file_says_what_is_saved(tmp_path, name, start):
    assert run("export", "ai-use", "--time", "2025", "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_the_zip_has_the_chart_that_was_asked_for(tmp_path):
    assert run("export", "ai-use", "--time", "2025", "--form", "map", "--lang", "nl", "-o", tmp_path / "x.zip") == 0
    archive = zipfile.ZipFile(tmp_path / "x.zip")
    assert "Kaart van gelijke vierkanten" in archive.read("ai-use/ai-use.svg").decode()


@pytest.mark.parametrize(
    "arguments",
    [("chart", "ai-use", "-o", "x.gif"), ("chart", "ai-use", "--form", "pie", "-o", "x.svg"),
     ("chart", "nothing", "-o", "x.svg"), ("chart", "ai-use", "--geo", "Holland", "-o", "x.svg"),
     ("chart", "ai-use", "--theme", "sepia", "-o", "x.svg"), ("chart", "ai-use", "--code", "GE250", "-o", "x.svg"),
     ("chart", "indicator=ai-use&geo=ZZ", "-o", "x.svg"), ("export", "ai-use", "-o", "x.docx"), ("export", "ai-use"),
     ("chart", "ai-use", "--vintage", "2020-01-01.abcd1234", "-o", "x.svg")],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_message_and_nothing_is_written(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("Problem: ")
    assert "defect" not in told
    assert not list(tmp_path.glob("x.*"))


def test_a_question_for_machines_gives_view_words_notes_and_what_lies_near(capsys):
    assert run("find", *QUESTION.split(), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["view"] == "indicator=ai-use-by-activity&geo=EU27_2020&time=2025&nace_r2=F"
    assert told["exact"] is False
    assert told["others"] == ["indicator=ai-use&geo=NL&time=2025&size_emp=GE10"]
    assert told["ignored"] == []


def test_a_question_for_people_is_answered_in_their_language(capsys):
    assert run("find", QUESTION, "--lang", "nl") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Begrepen: Dutch = Nederland" in told
    assert "Getoond is de Europese Unie." in told
