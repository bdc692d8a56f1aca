"""``toepas call``: tables in, panels and ranks out; bad tables are answered with file and row."""

import json

import pytest

from toepas.cli.main import main

APPLICATIONS = "id;organisation;partners;people;topics\nA1;Acme;;;vision\nA2;Beta;Gamma;r3;speech, text\n"
REVIEWERS = (
    "id;organisation;topics;declared;most;gender;country;seniority\n"
    "r1;Uni;vision;;5;woman;NL;senior\nr2;Lab;speech;;5;man;BE;senior\nr3;Other;vision;;;man;DE;\nr4;Acme;vision;;;woman;NL;senior\nr5;Hub;text;A1;;woman;FR;senior\n"
)


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "a.csv").write_text(APPLICATIONS)
    (tmp_path / "r.csv").write_text(REVIEWERS)
    (tmp_path / "rules.yaml").write_text("reviewers: 2\nmost: 5\nbalance:\n- {id: both, trait: gender, each: [woman, man]}\n")  # fmt: skip
    return tmp_path


def run(capsys, *given):
    status = main(["call", *map(str, given)])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_panels_come_out_free_of_conflicts_and_balanced(tables, capsys):
    status, out, _ = run(
        capsys, "assign", tables / "a.csv", tables / "r.csv", "--rules", tables / "rules.yaml", "--json"
    )
    found = json.loads(out)
    assert (status, found["outcome"]) == (0, "optimal")
    assert found["panels"]["A1"] == ["r1", "r3"]
    assert "r3" not in found["panels"]["A2"]


def test_what_is_in_the_way_is_said_and_nothing_is_assigned(tables, capsys):
    (tables / "rules.yaml").write_text("reviewers: 5\nmost: 5\n")
    status, out, _ = run(capsys, "assign", tables / "a.csv", tables / "r.csv", "--rules", tables / "rules.yaml")
    assert status == 1
    assert "nobody was assigned" in out
    assert "A1" in out


@pytest.mark.parametrize(
    ("file", "content", "where"),
    [
        ("a.csv", "id;topics\nA1;x\nA1;y\n", "a.csv:3"),
        ("a.csv", "id;topics\n;x\n", "a.csv:2, id"),
        ("r.csv", "id;most\nr1;lots\n", "r.csv:2, most"),
        ("r.csv", "id;most\n", "r.csv"),
        ("rules.yaml", "reviewers: none\nmost: 5\n", "rules.yaml:1"),
        ("rules.yaml", "reviewers: 2\nmost: 5\nbalance:\n- {id: x, trait: y}\n", "rules.yaml:4"),
    ],
)
def test_bad_tables_are_answered_with_the_place(tables, capsys, file, content, where):
    (tables / file).write_text(content)
    status, _, err = run(capsys, "assign", tables / "a.csv", tables / "r.csv", "--rules", tables / "rules.yaml")
    assert status == 2
    assert where in err


def test_a_ranking_says_what_was_done_and_what_is_not_ranked(tables, capsys):
    (tables / "s.csv").write_text("application,reviewer,impact,quality\nA1,r1,4,5\nA1,r2,3,\n")
    (tables / "c.yaml").write_text("criteria:\n- {id: impact, weight: 2, least: 5}\n- {id: quality}\n")
    status, out, _ = run(capsys, "rank", tables / "a.csv", tables / "s.csv", "--criteria", tables / "c.yaml")
    assert status == 1
    for part in ("plain means", "1. A1: 86.7", "too few reviews", "Below what was needed: impact", "no whole review: A2", "1 review was left out"):  # fmt: skip
        assert part in out


@pytest.mark.parametrize("row", ["A9,r1,4,4", "A1,,4,4", "A1,r1,6,4", "A1,r1,nan,4", "A1,r1,4,4\nA1,r1,5,5"])
def test_unknown_applications_second_reviews_and_scores_off_the_scale_are_refused(tables, capsys, row):
    (tables / "s.csv").write_text(f"application,reviewer,impact,quality\n{row}\n")
    status, _, err = run(capsys, "rank", tables / "a.csv", tables / "s.csv")
    assert status == 2
    assert "s.csv:" in err
