"""``toepas catalogue validate`` says which standard a file is in, what is wrong at which line, and leaves with a number."""

import json

import pytest

from tests.library.catalogue.made_up_assets import BASE, DATA, PUBLISHER, everything
from tests.library.catalogue.publiccode_files import SMALL
from toepas.catalogue import Kind, serialise, to_croissant, to_graph
from toepas.cli.main import main


@pytest.fixture
def run(tmp_path, capsys):
    def run(name, content, *more):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["catalogue", "validate", str(path), *more])
        return code, capsys.readouterr().out

    return run


def test_a_valid_file_says_so_and_what_was_not_checked(run):
    code, said = run("publiccode.yml", SMALL)
    assert code == 0
    assert "publiccode.yml: valid" in said
    assert "Not checked" in said
    assert "https://code.example.org/letters.git" in said


def test_a_mistake_is_shown_with_its_line(run):
    code, said = run("publiccode.yml", SMALL.replace("beta", "betta"))
    assert code == 2
    assert "publiccode.yml:6: error: developmentStatus" in said
    assert "Perhaps you mean: beta" in said


def test_the_answer_can_be_had_as_json(run):
    code, said = run("publiccode.yml", SMALL.replace('"0.7"', '"0.5"'), "--json")
    report = json.loads(said)[0]
    assert (code, report["verdict"], report["messages"][0]["line"]) == (0, "valid-with-warnings", 1)


def test_croissant_and_linked_data_are_recognised_and_not_called_valid(run):
    croissant = json.dumps(to_croissant(DATA))
    linked = serialise(to_graph([everything(Kind.MODEL)], "dcat-ap", PUBLISHER, BASE), "turtle")
    for name, content, standard in (("data.json", croissant, "Croissant"), ("all.ttl", linked, "DCAT-AP")):
        code, said = run(name, content)
        assert code == 0
        assert f"{name}: {standard}: no mistake found, but not every rule was checked" in said
    assert "licence" in run("data.json", croissant)[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yml", "a: ["),
        ("a.json", "{"),
        ("a.ttl", "@prefix"),
        ("a.json", '{"conformsTo": "http://mlcommons.org/croissant/1.0"}'),
    ],
)
def test_what_cannot_be_read_is_not_valid(run, name, content):
    assert run(name, content)[0] == 2


def test_a_file_that_is_not_there_is_one_clear_message(capsys):
    assert main(["catalogue", "validate", "/nowhere/publiccode.yml"]) == 2
    assert "no such file" in capsys.readouterr().err
