"""``toepas register`` from end to end: a file in, a classified file out, and nothing lost when something goes wrong."""

from __future__ import annotations

import datetime
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.library.check.made_up import as_facts, as_frame, rows
from toepas.check import check
from toepas.cli.main import main
from toepas.law import load_act

ROOT = Path(__file__).resolve().parents[3]
ON = datetime.date(2026, 11, 22)
DEVICE_FULL = Path("/dev/full")


def run(capsys: pytest.CaptureFixture[str], source: Path, target: Path, *more: str) -> tuple[int, str, str]:
    code = main(["register", str(source), str(target), "--on", ON.isoformat(), "--lang", "en", *more])
    said = capsys.readouterr()
    return code, said.out, said.err


def written(path: Path, columns: dict[str, list[Any]]) -> Path:
    frame = pl.DataFrame(columns)
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return written(tmp_path / "in.parquet", {"system": ["a", "b", "c"], "ai_system": [True, False, None]})


def test_every_row_gets_the_verdict_it_would_get_as_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act, source, target = load_act(), tmp_path / "in.parquet", tmp_path / "out.parquet"
    made = rows(act, 120, seed=11)
    as_frame(act, made).with_row_index("system").write_parquet(source)
    code, out, _ = run(capsys, source, target, "--json")
    assert code == 0
    done, told = pl.read_parquet(target), json.loads(out)
    verdicts = [check(as_facts(values), ON).class_.name for values in made]
    assert done["toepas_class"].to_list() == verdicts
    assert done["system"].to_list() == list(range(120))
    assert told["rows"] == 120
    assert told["classes"] == {name: verdicts.count(name) for name in set(verdicts)}
    assert told["open"] == verdicts.count("undetermined")
    assert told["on"] == "2026-11-22"


def test_parquet_and_csv_lead_to_the_same_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act = load_act()
    frame = as_frame(act, rows(act, 60, seed=3))
    frame.write_parquet(tmp_path / "in.parquet")
    frame.write_csv(tmp_path / "in.csv")
    assert run(capsys, tmp_path / "in.parquet", tmp_path / "out.parquet")[0] == 0
    assert run(capsys, tmp_path / "in.csv", tmp_path / "out.csv")[0] == 0
    ours = pl.read_parquet(tmp_path / "out.parquet").select("toepas_class", "toepas_high_risk")
    csv = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert csv["toepas_class"].to_list() == ours["toepas_class"].cast(pl.String).to_list()
    assert csv["toepas_high_risk"].to_list() == ours["toepas_high_risk"].cast(pl.String).to_list()


def test_a_csv_may_speak_dutch_and_leave_cells_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("system;ai_system;organisation_country\na;ja;NL\nb;Nee;\nc;;onbekend\n", encoding="utf-8-sig")
    code, _, _ = run(capsys, source, tmp_path / "out.parquet")
    assert code == 0
    done = pl.read_parquet(tmp_path / "out.parquet")
    assert done["system"].to_list() == ["a", "b", "c"]
    assert done["ai_system"].to_list() == [True, False, None]
    assert done["organisation_country"].to_list() == ["NL", None, None]
    assert done["toepas_class"].to_list()[1] == check({"ai_system": False}, ON).class_.name


def test_the_summary_is_a_table_a_person_can_read(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, small, small.with_name("out.parquet"))
    assert code == 0
    assert "3 systems" in out
    assert "not legal advice" in out


def test_rows_that_contradict_themselves_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "in.parquet", {"imports_system": [True, None], "other_chain_role": [False, None]})
    _, out, _ = run(capsys, source, tmp_path / "out.parquet", "--json")
    assert json.loads(out)["contradictions"] == 1


def test_columns_that_are_no_facts_stay_and_slips_are_pointed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path / "in.parquet", {"owner": ["x"], "ai_sytem": [True], "AI-System": [True]})
    code, out, _ = run(capsys, source, tmp_path / "out.parquet", "--json")
    assert code == 0
    assert json.loads(out)["near_names"] == {"ai_sytem": "ai_system", "AI-System": "ai_system"}
    assert pl.read_parquet_schema(tmp_path / "out.parquet").names()[:3] == ["owner", "ai_sytem", "AI-System"]


def test_the_status_of_each_duty_comes_when_asked_for(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = small.with_name("out.parquet")
    run(capsys, small, target)
    assert not any(name.startswith("toepas_duty_") for name in pl.read_parquet_schema(target))
    run(capsys, small, target, "--duties")
    duties = {f"toepas_duty_{name}" for name in load_act().duties}
    assert duties <= set(pl.read_parquet_schema(target))


def test_a_classified_register_can_be_classified_again(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once, twice = small.with_name("once.parquet"), small.with_name("twice.parquet")
    run(capsys, small, once, "--duties")
    assert run(capsys, once, twice)[0] == 0
    assert run(capsys, small, small.with_name("plain.parquet"))[0] == 0
    assert pl.read_parquet(twice).equals(pl.read_parquet(small.with_name("plain.parquet")))


def test_a_register_without_rows_stays_without_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.parquet"
    pl.DataFrame(schema={"ai_system": pl.Boolean}).write_parquet(source)
    code, out, _ = run(capsys, source, tmp_path / "out.parquet", "--json")
    assert code == 0
    assert json.loads(out)["rows"] == 0


def test_a_number_that_is_missing_the_pandas_way_is_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act = load_act()
    number = next(name for name, fact in act.facts.items() if fact.type == "number")
    source = written(tmp_path / "in.parquet", {number: [float("nan")], "ai_system": [True]})
    assert run(capsys, source, tmp_path / "out.parquet", "--duties")[0] == 0
    written(source, {number: pl.Series([None], dtype=pl.Float64), "ai_system": [True]})
    assert run(capsys, source, tmp_path / "none.parquet", "--duties")[0] == 0
    one, other = (pl.read_parquet(tmp_path / name).drop(number) for name in ("out.parquet", "none.parquet"))
    assert one.equals(other)


BAD_CELLS = {
    "ai_system": ("perhaps", "yes"),
    "organisation_size": ("huge", "small"),
    "placed_on_market_on": ("2025-03", "YYYY-MM-DD"),
    "worldwide_turnover": ("-5", "1000000"),
}


@pytest.mark.parametrize("name", BAD_CELLS)
def test_a_cell_that_cannot_be_read_is_refused_with_its_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    value, expected = BAD_CELLS[name]
    source = tmp_path / "in.csv"
    source.write_text(f"system,{name}\na,\nb,unknown\nc,{value}\n", encoding="utf-8")
    code, _, message = run(capsys, source, tmp_path / "out.csv")
    assert code == 2
    for part in (name, value, expected, "in.csv:4", "What to do"):
        assert part in message
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("organisation_size", [None, "small", "Small"]),
        pl.Series("organisation_size", [None, "small", "Small"], dtype=pl.Categorical),
        pl.Series("worldwide_turnover", [None, 5.0, -5.0]),
    ],
)
def test_a_code_or_number_in_parquet_that_cannot_be_is_refused_with_its_row(
    column: pl.Series, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    column.to_frame().write_parquet(tmp_path / "in.parquet")
    code, _, message = run(capsys, tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert code == 2
    assert column.name in message
    assert "in.parquet:3" in message


WRONG_TYPES = {
    "ai_system": ["yes"],
    "organisation_size": [3],
    "placed_on_market_on": [datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC)],
    "worldwide_turnover": ["5000"],
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_a_fact_column_of_the_wrong_type_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path / "in.parquet", {name: WRONG_TYPES[name]})
    code, _, message = run(capsys, source, tmp_path / "out.parquet")
    assert code == 2
    for part in (name, "Expected", "What to do"):
        assert part in message


def test_a_fact_that_has_two_columns_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("ai_system,ai_system\nyes,no\n", encoding="utf-8")
    code, _, message = run(capsys, source, tmp_path / "out.csv")
    assert code == 2
    assert "ai_system" in message


@pytest.mark.parametrize("content", [b"", b"not Parquet at all", b"PAR1" + bytes(50), b"PAR1"])
@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_a_file_that_is_not_what_its_ending_says_is_refused(
    content: bytes, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / f"in{ending}"
    source.write_bytes(content if ending == ".parquet" else content[:0])
    code, _, message = run(capsys, source, tmp_path / "out.parquet")
    assert code == 2
    assert str(source) in message
    assert "What to do" in message


def test_a_parquet_file_that_breaks_off_leaves_the_old_result(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = small.with_name("out.parquet")
    target.write_bytes(b"the old result")
    whole = small.read_bytes()
    small.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) // 3) + whole[2 * len(whole) // 3 :])
    code, _, message = run(capsys, small, target)
    assert code == 2
    assert str(small) in message
    assert target.read_bytes() == b"the old result"
    assert sorted(path.name for path in small.parent.iterdir()) == ["in.parquet", "out.parquet"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"system,ai_system\n\xe9\xff,yes\n")
    code, _, message = run(capsys, source, tmp_path / "out.csv")
    assert code == 2
    assert str(source) in message
    assert not (tmp_path / "out.csv").exists()


def test_places_that_cannot_be_used_are_said(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small.parent
    blocked = folder / "file"
    blocked.write_text("I am a file")
    (folder / "map.parquet").mkdir()
    link = folder / "link.parquet"
    link.symlink_to(small)
    for source, target, expected in [
        (folder / "nowhere.parquet", folder / "out.parquet", 2),
        (folder / "map.parquet", folder / "out.parquet", 2),
        (folder / "in.xlsx", folder / "out.parquet", 2),
        (small, folder / "out.xlsx", 2),
        (small, small, 2),
        (small, link, 2),
        (small, folder / "map.parquet", 3),
        (small, blocked / "out.parquet", 3),
    ]:
        code, _, message = run(capsys, source, target)
        assert code == expected, (source, target, message)
        assert "What to do" in message
    assert blocked.read_text() == "I am a file"


def test_a_full_disk_leaves_the_old_result(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = small.with_name("out.parquet")
    target.write_bytes(b"the old result")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    code, _, message = run(capsys, small, target)
    assert code == 3
    assert "No space left" in message
    assert target.read_bytes() == b"the old result"
    assert sorted(path.name for path in small.parent.iterdir()) == ["in.parquet", "out.parquet"]


@pytest.mark.skipif(not DEVICE_FULL.exists(), reason="this system has no device that is always full")
def test_polars_itself_reports_a_full_disk_as_a_failure_to_write(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pl.LazyFrame.sink_parquet
    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", lambda frame, _: whole(frame, DEVICE_FULL))
    code, _, message = run(capsys, small, small.with_name("out.parquet"))
    assert code == 3
    assert "No space left" in message
    assert [path.name for path in small.parent.iterdir()] == ["in.parquet"]


def test_the_result_keeps_the_permissions_of_the_file_it_replaces(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = small.with_name("out.parquet")
    target.write_bytes(b"private")
    target.chmod(0o600)
    assert run(capsys, small, target)[0] == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_ctrl_c_leaves_the_old_result_and_no_scraps(tmp_path: Path) -> None:
    act, source, target = load_act(), tmp_path / "in.parquet", tmp_path / "out.parquet"
    frame = as_frame(act, rows(act, 300, seed=2))
    pl.concat([frame] * 1000).write_parquet(source)
    target.write_bytes(b"the old result")
    command = [sys.executable, "-m", "toepas", "register", str(source), str(target), "--on", ON.isoformat()]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while process.poll() is None and not list(tmp_path.glob(".toepas-*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert b"Traceback" not in errors
    assert target.read_bytes() == b"the old result"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]
