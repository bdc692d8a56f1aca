"""The command: what it prints, writes and leaves with."""

import builtins
import json
import os
import signal
import subprocess
import sys
import time
import zipfile

import docx
import pytest
import yaml

from tests.library.assurance.energy.made import DATA, EN, NL, training, with_figure
from tests.repository.project import ROOT
from toepas import assurance
from toepas.assurance import energy
from toepas.assurance.energy import energy_data, report_of, track, written
from toepas.cli.main import main
from toepas.kernel import Problem


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "noor.yaml"
    path.write_text(written(report_of(training(), EN)), "utf-8")
    return path


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(written(report_of(with_figure(0, value=28000), EN)), "utf-8")
    return path


def test_a_new_report_can_be_checked_at_once(tmp_path, capsys):
    path = tmp_path / "new.yaml"
    assert main(["energy", "new", "--name", "Noor", "-o", str(path), "--on", "2026-11-26"]) == 0
    assert main(["energy", "check", str(path)]) == 0
    assert "the energy of this stage is not known: use" in capsys.readouterr().out


def test_check_leaves_with_one_where_something_cannot_be_right(report, broken, capsys):
    assert main(["energy", "check", str(report)]) == 0
    assert main(["energy", "check", str(broken)]) == 1
    assert "a factor of 1,000" in " ".join(capsys.readouterr().out.split())


def test_check_for_machines_has_findings_with_sentences(broken, capsys):
    assert main(["energy", "check", str(broken), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["outcome"], data["findings"][0]["slip"]) == ("wrong", {"given": "MWh", "meant": "kWh", "times": 1000})
    assert data["cites"] == ["annex XI(1)(2)(e)"]


def test_the_data_is_in_the_readers_language():
    report = report_of(training(), EN)
    assert energy_data(report, NL)["words"]["figures"][0]["what"] == "Energie"
    assert energy_data(report, EN)["words"]["figures"][0]["what"] == "Energy"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_report_is_written_for_screen_paper_and_word_processor(broken, tmp_path, lang):
    from pypdf import PdfReader

    for ending in ("html", "pdf", "docx"):
        assert main(["energy", "show", str(broken), "--lang", lang, "-o", str(tmp_path / f"r.{ending}")]) == 0
    first = {"en": "Do not use these figures yet", "nl": "Gebruik deze cijfers nog niet"}[lang]
    assert first in (tmp_path / "r.html").read_text("utf-8")
    assert first in PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    cells = [
        cell.text
        for table in docx.Document(str(tmp_path / "r.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any("22" in cell for cell in cells)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(written(report_of(training(subject={"kind": "model", "name": "<script>x</script>"}), EN)), "utf-8")
    assert main(["energy", "show", str(path), "-o", str(tmp_path / "x.html")]) == 0
    assert "<script>x" not in (tmp_path / "x.html").read_text("utf-8")
    assert main(["energy", "show", str(path)]) == 0


def test_the_form_is_written_as_a_document(report, tmp_path):
    assert main(["energy", "export", str(report), "form", "-o", str(tmp_path / "form.docx")]) == 0
    with zipfile.ZipFile(tmp_path / "form.docx") as file:
        assert "28 MWh" in file.read("word/document.xml").decode()


def test_what_was_there_stays_when_it_cannot_be_written(report, tmp_path, capsys):
    assert main(["energy", "export", str(report), "sci", "-o", str(tmp_path / "no" / "x.json")]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert main(["energy", "show", str(report), "-o", str(tmp_path / "x.odt")]) == 2


def test_ecologits_reports_are_compared_from_end_to_end(tmp_path, capsys):
    for name, model, zone in (
        ("a", "mistralai/mistral-large-latest", "FRA"),
        ("b", "mistralai/mistral-small-latest", "PL"),
    ):
        given = [
            "--model",
            model,
            "--tokens",
            "400",
            "--seconds",
            "6",
            "--zone",
            zone,
            "-o",
            str(tmp_path / f"{name}.yaml"),
        ]
        assert main(["energy", "import", "ecologits", *given]) == 0
    assert main(["energy", "compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 0
    assert "uses less energy than mistral-large-latest, and yet emits more carbon" in " ".join(
        capsys.readouterr().out.split()
    )


def test_figures_are_added_to_a_report_in_place(tmp_path):
    path = tmp_path / "r.yaml"
    assert main(["energy", "import", "card", str(DATA / "card-codecarbon.md"), "-o", str(path)]) == 0
    given = ["--into", str(path), "--stage", "training", "--processor", "load"]
    assert main(["energy", "import", "codecarbon", str(DATA / "codecarbon-3.3.2.csv"), *given]) == 2
    text = path.read_text("utf-8").replace("country: DEU", "country: NLD")
    path.write_text(text, "utf-8")
    assert main(["energy", "import", "codecarbon", str(DATA / "codecarbon-3.3.2.csv"), *given]) == 0
    assert yaml.safe_load(path.read_text("utf-8"))["version"] == 2


def test_hardware_is_listed(capsys):
    assert main(["energy", "hardware", "--json"]) == 0
    known = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert (known["nvidia-h100-sxm"]["tdp_w"], known["nvidia-a100-sxm"]["peak_flops"]) == (700, 3.12e14)


def test_a_program_is_followed_and_its_status_is_kept(tmp_path):
    path = tmp_path / "tracked.yaml"
    program = [sys.executable, "-c", "import time; time.sleep(1.2); raise SystemExit(7)"]
    assert main(["energy", "track", "--country", "NL", "--name", "Noor", "-o", str(path), "--", *program]) == 7
    data = yaml.safe_load(path.read_text("utf-8"))
    energy = data["figures"][0]
    assert energy["value"] > 0
    if not os.path.exists("/sys/class/powercap/intel-rapl"):  # noqa: PTH110  the kernel's folder of counters
        assert energy["grade"] == "modelled"
        assert any("No counter of the processor could be read" in note for note in data["notes"])


def test_nothing_a_configuration_says_can_make_the_tracker_send(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".codecarbon.config").write_text(
        "[codecarbon]\nsave_to_api=true\noutput_methods=api,csv\nemissions_endpoint=http://localhost:9\nelectricitymaps_api_token=x\n",
        "utf-8",
    )
    tracked = track([sys.executable, "-c", "pass"], "use", "NL", EN)
    assert (tracked.status, tracked.interrupted) == (0, False)
    assert list(tmp_path.iterdir()) == [tmp_path / ".codecarbon.config"]


def test_ctrl_c_stops_the_program_and_keeps_what_was_followed(tmp_path):
    path = tmp_path / "tracked.yaml"
    command = [
        sys.executable,
        "-m",
        "toepas",
        "energy",
        "track",
        "--country",
        "NL",
        "-o",
        str(path),
        "--",
        sys.executable,
        "-c",
        "print('on', flush=True); import time; time.sleep(60)",
    ]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "on"
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    process.stdout.close()
    assert any("stopped before its end" in note for note in yaml.safe_load(path.read_text("utf-8"))["notes"])


def test_without_codecarbon_one_clear_message_is_given(monkeypatch):
    real = builtins.__import__

    def absent(name, *args, **kwargs):
        if name.startswith("codecarbon"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(Problem, match="CodeCarbon is not installed") as caught:
        track(["true"], "use", "NL", EN)
    assert "pip install codecarbon" in caught.value.todo


def test_a_command_that_is_not_there_is_named(capsys):
    assert main(["energy", "track", "--country", "NL", "--", "no-such-command-at-all"]) == 2
    assert "cannot be started" in capsys.readouterr().err


def test_a_language_after_two_dashes_belongs_to_the_other_program(capfd):
    code = "import sys; print(sys.argv[1:])"
    assert main(["energy", "track", "--country", "NL", "--", sys.executable, "-c", code, "--lang", "nl"]) == 0
    assert "['--lang', 'nl']" in capfd.readouterr().out


def test_the_site_finds_the_same_under_assurance():
    same = {
        "read_energy_report": "read_report",
        "energy_report_of": "report_of",
        "energy_document": "report_document",
        **{
            name: name
            for name in ("check_report", "compare_reports", "comparison_data", "energy_data", "catalogue_energy")
        },
    }
    assert [name for name, here in same.items() if getattr(assurance, name) is not getattr(energy, here)] == []
    assert set(same) <= set(assurance.__all__)


def test_the_other_commands_start_without_what_this_one_needs():
    code = "import sys, toepas.cli.main as m; m.build_parser(m.Words()); print([n for n in ('ecologits', 'codecarbon', 'scipy', 'toepas.assurance.energy.model') if n in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert found.stdout.strip() == "[]"
