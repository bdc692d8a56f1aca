"""``toepas validate keys`` and ``verify`` say in plain words what they found, and programs read it from the exit status."""

import json

import pytest

from tests.library.assurance import hospitals
from tests.library.assurance.report.written import KEY, MADE, asked
from toepas.assurance import write_report
from toepas.assurance.signing import fingerprint
from toepas.cli.main import main
from toepas.kernel import Words


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    write_report(asked(), folder, Words(), MADE, key=KEY, kinds=("html",))
    return folder


def said(capsys, *given):
    status = main(["validate", *map(str, given)])
    return status, " ".join(capsys.readouterr().out.split())


def test_a_key_is_made_once_and_shown_afterwards(home, capsys):
    status, first = said(capsys, "keys")
    assert (status, "A new key was made" in first) == (0, True)
    status, again = said(capsys, "keys", "--json")
    found = json.loads(again)
    assert (status, found["made"]) == (0, False)
    assert found["fingerprint"] in first


def test_a_report_as_it_was_made_is_unchanged_and_its_data_are_the_same(home, report, capsys):
    status, text = said(capsys, "verify", report, "--data", hospitals.FILE)
    assert status == 0
    assert "UNCHANGED" in text
    assert "The data are the same" in text
    assert fingerprint(KEY.public) in text


def test_a_changed_report_says_where_and_leaves_with_2(home, report, capsys):
    path = report / "report.json"
    path.write_bytes(path.read_bytes().replace(b'"outcome":"failed"', b'"outcome":"passed"', 1))
    (report / "report.html").write_text("another page")
    status, text = said(capsys, "verify", report)
    assert status == 2
    assert "CHANGED" in text
    assert "report.html" in text
    assert "'validation.verdict'" in text or "'verdict.outcome'" in text


def test_a_report_signed_by_another_than_the_named_key_leaves_with_2(home, report, capsys):
    said(capsys, "keys")
    status, text = said(capsys, "verify", report, "--key", home / "keys" / "report-signing.public.pem")
    assert status == 2
    assert "NOT signed by the key that you named" in text


def test_a_report_without_signature_leaves_with_1(home, tmp_path, capsys):
    write_report(asked(), tmp_path / "bare", Words(), MADE, kinds=())
    status, text = said(capsys, "verify", tmp_path / "bare")
    assert (status, "NOT SIGNED" in text) == (1, True)


def test_nothing_in_a_report_steers_the_terminal(home, report, capsys):
    path = report / "report.json"
    path.write_bytes(path.read_bytes().replace(b'"advice":', b'"\\u001b[2Jadvice":', 1))
    main(["validate", "verify", str(report)])
    assert "\x1b[2J" not in capsys.readouterr().out


@pytest.mark.parametrize("given", [["verify"], ["verify", "a", "b"], ["keys", "a"], ["a.csv", "b.csv"]])
def test_what_cannot_be_meant_gets_one_message(home, capsys, given):
    assert main(["validate", *given]) == 2
    assert "Problem" in capsys.readouterr().err


def test_a_file_that_is_called_verify_is_given_with_its_folder(home, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verify").write_text("y,p\n1,0.5\n")
    main(["validate", "./verify", "--label", "y", "--score", "p"])
    assert "Which report?" not in capsys.readouterr().err
