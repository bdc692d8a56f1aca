"""``toepas observatory simulate`` from end to end: a register in, tables out, and a clear message where it cannot be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tests.library.check.made_up import as_frame, rows
from toepas.cli.main import main
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_versions
from toepas.observatory import ai_margins
from toepas.observatory.margins import nearest

ROOT = Path(__file__).resolve().parents[3]
FROM, TO = f"{text_versions()[0]}/2026-11-22", f"{text_versions()[-1]}/2027-12-02"
FILES = ["classes.csv", "classes.parquet", "duties.csv", "duties.parquet", "simulation.json"]


def run(capsys: pytest.CaptureFixture[str], *given: object, lang: str = "en") -> tuple[int, str, str]:
    settings = [] if "--from" in given else ["--from", FROM, "--to", TO]
    code = main(["observatory", "simulate", *map(str, given), *settings, "--lang", lang])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def register(tmp_path: Path) -> Path:
    act = load_act()
    frame = as_frame(act, rows(act, 90, seed=3, unknown=0.2))
    path = tmp_path / "in.parquet"
    frame.with_columns(land=pl.Series(["NL", "DE", None] * 30), sector=pl.lit("[zorg]")).write_parquet(path)
    return path


def test_a_register_becomes_tables_and_a_page_that_a_person_can_read(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    code, out, _ = run(capsys, register, "-o", folder, "--least", 1)
    assert code == 0
    for part in ("90 systems", "22 November 2026", "[zorg]", "unknown", "not legal advice", "never counted as no"):
        assert part in out
    assert sorted(path.name for path in folder.iterdir()) == FILES
    classes = pl.read_parquet(folder / "classes.parquet")
    assert classes["by"].unique(maintain_order=True).to_list() == ["", "land", "sector"]
    assert pl.read_csv(folder / "classes.csv")["systems"].to_list() == classes["systems"].to_list()
    told = json.loads((folder / "simulation.json").read_text("utf-8"))
    assert told["before"] == {"text_version": text_versions()[0], "on": "2026-11-22", "reading": None}
    assert told["classes"] == classes.to_dicts()


def test_small_counts_are_kept_back_everywhere_unless_all_may_be_seen(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, register, "-o", tmp_path / "out")
    assert code == 0
    assert "hidden" in out
    told = json.loads((tmp_path / "out" / "simulation.json").read_text("utf-8"))
    shown = [row["systems"] for row in told["classes"]] + [row["begins"] for row in told["duties"]]
    assert None in shown
    assert not any(0 < count < 10 for count in shown if count is not None)


def test_a_made_up_register_says_that_it_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--synthetic", 3000, "-o", tmp_path / "out")
    assert code == 0
    assert "3000 systems" in out
    assert "synthetic" in out
    assert "not what firms have" in out
    _, out, _ = run(capsys, "--synthetic", 3000, "-o", tmp_path / "out", "--json", "--seed", 7, "--unknown", 0)
    told = json.loads(out)
    assert (told["synthetic"]["rows"], told["synthetic"]["seed"], told["synthetic"]["unknown"]) == (3000, 7, 0)
    assert told["synthetic"]["vintages"].keys() == {"isoc_eb_ai", "isoc_eb_ain2"}
    assert told["contradictions"] == 0
    assert told["by"] == ["country", "sector"]


def test_it_speaks_dutch(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, register, "-o", tmp_path / "out", lang="nl")
    assert code == 0
    assert "22 november 2026" in out
    assert "geen juridisch advies" in out


BAD = {
    "--from 2026-11-22": ("2026-11-22", "TEXT/DATE"),
    "--from 2020-01-01/2026-11-22": ("2020-01-01", text_versions()[-1]),
    f"--from {text_versions()[0]}/tomorrow": ("tomorrow", "--from"),
    f"--from {FROM}/no_such_reading": ("no_such_reading", "reading"),
    "--by lnd": ("lnd", "land"),
    "--least -1": ("-1", "--least"),
    "--synthetic 5": ("Name one register", "--synthetic"),
}


@pytest.mark.parametrize("given", BAD)
def test_what_cannot_be_is_said_with_what_was_expected(
    given: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--to", TO] if "--from" in given else []
    code, _, message = run(capsys, register, "-o", tmp_path / "out", *given.split(), *more)
    assert code == 2
    for part in BAD[given]:
        assert part in message
    assert "What to do" in message or "Expected" in message
    assert not (tmp_path / "out").exists()


def test_places_that_cannot_be_used_are_said(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for source, target, expected in [
        (tmp_path / "nowhere.parquet", tmp_path / "out", 2),
        (tmp_path / "in.xlsx", tmp_path / "out", 2),
        (register, register, 3),
        (register, register / "below", 3),
    ]:
        code, _, message = run(capsys, source, "-o", target)
        assert code == expected, message
        assert "What to do" in message


def test_a_value_that_no_fact_can_have_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text("land,ai_system\nNL,yes\nNL,perhaps\n", encoding="utf-8")
    code, _, message = run(capsys, source, "-o", tmp_path / "out")
    assert code == 2
    assert "in.csv:3" in message


def test_ctrl_c_leaves_the_old_result_and_no_scraps(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "simulation.json").write_text("the old result")
    command = [sys.executable, "-m", "toepas", "observatory", "simulate", "--synthetic", "30000000"]
    process = subprocess.Popen(
        [*command, "--from", FROM, "--to", TO, "-o", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert b"Traceback" not in errors
    assert (folder / "simulation.json").read_text() == "the old result"
    assert [path.name for path in folder.iterdir()] == ["simulation.json"]


def test_weights_that_nobody_published_follow_from_published_totals() -> None:
    margins = ai_margins(Words("en"))
    assert len(margins.countries) == 27
    assert "GR" in margins.countries
    assert max(margins.countries, key=lambda name: margins.countries[name]) == "DE"
    for weights in (*margins.sizes.values(), *margins.technologies.values(), margins.sectors):
        assert all(weight >= 0 for weight in weights.values())
    # of the enterprises with 10 or more persons in the Union, more than four in five have fewer than 50
    assert margins.sizes["NL"]["10-49"] > margins.sizes["NL"]["50-249"] > margins.sizes["NL"]["GE250"]


def test_the_nearest_weights_are_found_and_none_is_below_zero() -> None:
    import numpy as np

    known = np.array([[1.0, 4.0, 2.0], [3.0, 1.0, 5.0], [2.0, 2.0, 7.0], [6.0, 1.0, 1.0]])
    assert nearest(known, known @ np.array([0.2, 0.5, 0.3])) == pytest.approx([0.2, 0.5, 0.3])
    found = nearest(known, known @ np.array([0.7, -0.2, 0.5]))
    assert found.min() == 0
    pull = known.T @ (known @ np.array([0.7, -0.2, 0.5]) - known @ found)
    assert pull[found > 0] == pytest.approx(0, abs=1e-9)
    assert (pull[found == 0] <= 1e-9).all()
