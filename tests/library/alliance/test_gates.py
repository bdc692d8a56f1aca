"""Gates read what was really shown: a failing validation stops, a changed or unsigned one proves nothing, what is missing is not known."""

import json

import pytest

from tests.library.alliance import shown
from tests.library.assurance.report.written import KEY
from toepas.alliance import judge_gate, levels, read_evidence, read_gate_plan
from toepas.assurance import energy_data, fingerprint, read_energy_report
from toepas.cli.main import main
from toepas.kernel import Problem, Words


def gate(capsys, *given):
    status = main(["pipeline", "gate", *map(str, given), "--json"])
    out = capsys.readouterr()
    return status, json.loads(out.out) if out.out else out.err


def whys(found):
    return {one["id"]: (one["outcome"], one["why"]) for one in found["needs"]}


def test_all_that_is_asked_lets_a_project_through(tmp_path, capsys):
    given = [shown.keep_plan(tmp_path), shown.keep_validation(tmp_path, "v"), shown.keep_energy(tmp_path)]
    status, found = gate(capsys, *given, shown.keep_check(tmp_path, capsys))
    assert whys(found) == dict.fromkeys(("law", "validation", "energy"), ("pass", "met"))
    assert (status, found["outcome"]) == (0, "pass")


def test_a_validation_that_fails_stops_the_project_with_the_reason(tmp_path, capsys):
    given = [shown.keep_plan(tmp_path), shown.keep_validation(tmp_path, "v", least=0.99)]
    status, found = gate(capsys, *given)
    assert (status, found["outcome"]) == (2, "stop")
    assert whys(found)["validation"] == ("stop", "stops")
    assert "does not meet a demand" in json.dumps(found)
    need = next(one for one in found["needs"] if one["id"] == "validation")
    assert "a demand is not met (sensitivity of at least 99" in need["details"][0]
    assert "made on 1 January 2026 or later" in need["needed"]
    main(["pipeline", "gate", *map(str, given)])
    assert "\n    Everybody: a demand is not met (sensitivity of at least 99" in capsys.readouterr().out


def test_a_good_validation_beside_a_failing_one_hides_nothing(tmp_path, capsys):
    good, bad = shown.keep_validation(tmp_path, "good"), shown.keep_validation(tmp_path, "bad", least=0.99)
    for order in ((good, bad), (bad, good)):
        assert gate(capsys, shown.keep_plan(tmp_path), *order)[1]["outcome"] == "stop"


def test_a_verdict_that_was_edited_proves_nothing(tmp_path, capsys):
    folder = shown.keep_validation(tmp_path, "v", least=0.99)
    path = folder / "report.json"
    path.write_bytes(path.read_bytes().replace(b'"outcome":"failed"', b'"outcome":"passed"'))
    assert whys(gate(capsys, shown.keep_plan(tmp_path), folder)[1])["validation"] == ("not-known", "changed")
    needs = gate(capsys, shown.keep_plan(tmp_path), folder)[1]["needs"]
    assert [one["details"] for one in needs if one["id"] == "validation"] == [[]], (
        "what it says is not told as if it were so"
    )


def test_an_unsigned_report_and_one_signed_by_others_are_not_relied_on(tmp_path, capsys):
    unsigned = shown.keep_validation(tmp_path, "u", signed=False)
    assert whys(gate(capsys, shown.keep_plan(tmp_path), unsigned)[1])["validation"] == ("not-known", "not-signed")
    signed = shown.keep_validation(tmp_path, "s")
    other = shown.keep_plan(tmp_path, signed_by=[" ".join(["0000"] * 10)])
    assert whys(gate(capsys, other, signed)[1])["validation"] == ("not-known", "other-key")
    ours = shown.keep_plan(tmp_path, signed_by=[fingerprint(KEY.public)])
    assert whys(gate(capsys, ours, signed)[1])["validation"] == ("pass", "met")


def test_demands_that_were_set_after_the_result_was_there_are_not_met_by_it(tmp_path, capsys):
    plan = shown.keep_plan(tmp_path, set_on="2026-11-27")
    assert whys(gate(capsys, plan, shown.keep_validation(tmp_path, "v"))[1])["validation"] == ("not-known", "early")


def test_figures_that_cannot_be_right_leave_the_gate_not_known_and_a_prohibited_use_stops_it(tmp_path, capsys):
    status, found = gate(capsys, shown.keep_plan(tmp_path), shown.wrong_energy(tmp_path))
    assert status == 1
    assert whys(found)["energy"] == ("not-known", "unclear")
    need = next(one for one in found["needs"] if one["id"] == "energy")
    assert need["details"], "it says which figure cannot be right"
    assert "nothing speaks against the figures" in need["needed"]
    answer = json.loads(shown.keep_check(tmp_path, capsys).read_text())
    (tmp_path / "p.json").write_text(json.dumps(answer | {"class": "prohibited"}))
    assert gate(capsys, shown.keep_plan(tmp_path), tmp_path / "p.json")[1]["outcome"] == "stop"


@pytest.mark.parametrize(("kept", "outcome"), [(shown.keep_energy, "plausible"), (shown.wrong_energy, "wrong")])
def test_what_a_check_of_an_energy_report_gave_counts_as_the_report_and_its_findings_are_checked_anew(tmp_path, kept, outcome):  # fmt: skip
    checked = energy_data(read_energy_report(kept(tmp_path), Words()))
    path = tmp_path / "energy.json"
    path.write_text(json.dumps(checked | {"outcome": "holds", "findings": []}))
    found = read_evidence(path, Words())
    assert (found.kind, found.outcome) == ("energy", outcome)
    path.write_text(json.dumps({"report": {"id": "x"}, "findings": []}))
    assert read_evidence(path, Words()).kind == "document"


def test_what_was_not_shown_is_not_known_and_a_document_counts_once_a_person_read_it(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("what problem it solves")
    plan = shown.keep_plan(tmp_path, level=1)
    assert whys(gate(capsys, plan)[1]) == {"problem": ("not-known", "missing")}
    assert whys(gate(capsys, plan, tmp_path / "note.txt")[1]) == {"problem": ("not-known", "unread")}
    status, found = gate(capsys, plan, tmp_path / "note.txt", "--confirmed", "problem")
    assert (status, found["outcome"]) == (0, "pass")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"level": 10}, "level"),
        ({"set_on": "2026-02-31"}, "date"),
        ({"needs": [{"id": "x", "kind": "rumour"}]}, "kind"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused_with_its_line(tmp_path, change, said):
    with pytest.raises(Problem) as caught:
        read_gate_plan(shown.keep_plan(tmp_path, **change), Words())
    assert "plan.yaml:" in caught.value.where
    assert said in str(caught.value)


def test_every_level_says_what_it_asks_in_the_shape_that_plans_have(tmp_path):
    assert sorted(levels()) == list(range(1, 10))
    for number, level in levels().items():
        plan = read_gate_plan(shown.keep_plan(tmp_path, level=number, needs=level["needs"]), Words())
        assert judge_gate(plan, []).outcome == "not-known"


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe\x00", b'{"seal": 1, "validation": {}}'])
def test_broken_files_are_documents_or_refused_but_never_pass(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    try:
        found = read_evidence(path, Words())
    except Problem:
        found = None
    assert found is None or (found.kind, found.outcome) == ("document", "")
