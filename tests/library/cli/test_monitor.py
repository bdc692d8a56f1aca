"""``toepas monitor`` from a plan to an alarm, an answer and the papers, as a person types it."""

import json

import pytest

from tests.library.assurance.monitoring.population import patients, written
from toepas.assurance.monitoring import making
from toepas.cli.main import main


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Limits from few runs: enough for what is tested here."""
    make = making.make_reference
    monkeypatch.setattr(
        "toepas.assurance.monitoring.monitor.make_reference", lambda taken, plan, _: make(taken, plan, 300)
    )
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments, status=0):
    assert main(["monitor", *map(str, arguments)]) == status


@pytest.fixture
def folder(tmp_path):
    reference = written(tmp_path, patients(800, 1), "reference.csv")
    plan = tmp_path / "plan.yaml"
    run("plan", "--reference", reference, "--score", "p", "--label", "y", "--case", "id", "--by", "sex", "--by", "age:50,65", "--cases", 600, "--batches", 6, "-o", plan, "--on", "2025-01-06")  # fmt: skip
    run("init", tmp_path / "m", "--plan", plan, "--reference", reference)
    return tmp_path / "m"


def feed(folder, tmp_path, number, **how):
    frame = patients(100, 1000 + number, **how)
    run(
        "add",
        folder,
        written(tmp_path, frame, f"b{number}.csv"),
        "--date",
        f"2025-{number:02}-01",
        "--on",
        "2026-01-01",
    )


def test_from_plan_to_alarm_and_answer(folder, tmp_path, capsys):
    for number in range(1, 6):
        feed(folder, tmp_path, number, worse=0.4)
    said = capsys.readouterr().out
    assert "Alarm 1" in said
    assert "An alarm does not say why" in said
    run("show", folder, "--strict", "--on", "2026-01-01", status=1)
    run("answer", folder, "1", "--because", "New device", "--by", "Joy", "--on", "2026-01-01")
    assert "Noted." in capsys.readouterr().out


def test_show_as_json_is_one_object_for_programs(folder, tmp_path, capsys):
    feed(folder, tmp_path, 1)
    capsys.readouterr()
    run("show", folder, "--json", "--on", "2026-01-01")
    data = json.loads(capsys.readouterr().out)
    assert data["monitor"] == 1
    assert data["batches"][0]["received"]["cases"] == 100
    assert data["reference"]["limits"]["asked"] == 0.1


def test_late_outcomes_are_joined_and_the_wait_is_shown(folder, tmp_path, capsys):
    frame = patients(100, 50)
    run("add", folder, written(tmp_path, frame.drop("y"), "b.csv"), "--date", "2025-02-01", "--on", "2026-01-01")
    assert "0 of 100 outcomes are in" in capsys.readouterr().out
    outcomes = written(tmp_path, frame.select("id", "y"), "o.csv")
    run("outcomes", folder, outcomes, "--on", "2026-01-01")
    assert "Batch 1 now counts" in capsys.readouterr().out
    run("outcomes", folder, outcomes, "--on", "2026-01-01")
    assert "taken before" in capsys.readouterr().out


def test_papers_are_written_to_a_folder_that_can_be_written_again(folder, tmp_path, capsys):
    feed(folder, tmp_path, 1)
    for _ in range(2):
        run("report", folder, "-o", tmp_path / "papers", "--on", "2026-01-01")
    names = {path.name for path in (tmp_path / "papers").iterdir()}
    assert {"monitor.html", "monitor.pdf", "monitor.docx", "monitoring-plan.pdf", "state.json"} <= names
    run("incident", folder, "--led-to", "death,rights", "--aware", "2026-01-01", "-o", tmp_path / "incident", "--on", "2026-01-02")  # fmt: skip
    said = capsys.readouterr().out
    assert "Report a death: at the latest 11 January 2026" in said
    assert (tmp_path / "incident" / "incident.docx").exists()


def test_reviews_and_deletions_are_noted(folder, tmp_path, capsys):
    run("add", folder, written(tmp_path, patients(100, 50).drop("y"), "b.csv"), "--date", "2025-02-01", "--on", "2025-02-01")  # fmt: skip
    run("review", folder, "--because", "Looked at all", "--by", "Ames", "--on", "2025-02-01")
    run("forget", folder, "--case", "PATIENT-50-3", "--on", "2025-02-01")
    run("forget", folder, "--everything", "--on", "2025-02-01")
    said = capsys.readouterr().out
    assert "The next review is due by 3 May 2025" in said
    assert "1 score was deleted" in said
    assert "99 scores were deleted" in said


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        (["--score", "p", "--label", "y", "--cases", "3"], "--cases"),
        (["--score", "p", "--label", "y", "--threshold", "7"], "--threshold"),
        (["--score", "p", "--label", "y", "--by", "age:65,50"], "--by"),
        (["--label", "y"], "--score"),
        (["--score", "nothing", "--label", "y"], "nothing"),
        (["--score", "p", "--label", "y", "--inputs", "nothing"], "nothing"),
    ],
)
def test_what_cannot_be_is_named(tmp_path, capsys, extra, says):
    reference = written(tmp_path, patients(200, 1), "reference.csv")
    run("init", tmp_path / "m", "--reference", reference, *extra, status=2)
    assert says in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_a_validation_drafts_a_plan_beside_its_report_and_leaves_one_that_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    data = written(tmp_path, patients(200, 1), "cases.csv")
    folder = tmp_path / "report"
    arguments = ["validate", str(data), "--label", "y", "--score", "p", "--by", "sex", "-o", str(folder)]
    assert main(arguments) == 0
    plan = folder / "monitoring-plan.yaml"
    run("init", tmp_path / "m", "--plan", plan, "--reference", data)
    plan.write_text(plan.read_text().replace("Monitoring of cases", "Mine"))
    assert main(arguments) == 0
    assert "Mine" in plan.read_text()


def test_a_plan_that_is_there_is_not_written_over(tmp_path, capsys):
    reference = written(tmp_path, patients(200, 1), "reference.csv")
    (tmp_path / "plan.yaml").write_text("mine")
    run("plan", "--reference", reference, "--score", "p", "-o", tmp_path / "plan.yaml", status=3)
    assert (tmp_path / "plan.yaml").read_text() == "mine"
