"""``toepas register`` classifies a whole register, and never leaves a result half written."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from toepas.cli import register
from toepas.cli.main import main

ON = ["--on", "2026-11-22", "--lang", "en"]
ROWS = {
    "system": ["a", "b", "c"],
    "ai_system": [False, True, True],
    "gpai_model": [False, False, False],
    "imports_system": [None, None, True],
    "other_chain_role": [None, None, False],
}


def _register(tmp_path: Path, name: str = "in.parquet") -> Path:
    path = tmp_path / name
    pl.DataFrame(ROWS).write_parquet(path)
    return path


def test_a_parquet_register_keeps_its_columns_and_gains_the_outcome(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = _register(tmp_path), tmp_path / "out.parquet"
    assert main(["register", str(source), str(target), "--json", *ON]) == 0
    done = pl.read_parquet(target)
    assert done["system"].to_list() == ["a", "b", "c"]
    assert done["toepas_class"].to_list()[:2] == ["not-ai", "undetermined"]
    assert done["toepas_contradiction"].to_list() == [False, False, True]
    summary = json.loads(capsys.readouterr().out)
    assert summary["rows"] == 3
    assert summary["contradictions"] == 1
    assert sum(summary["classes"].values()) == 3


def test_a_csv_register_may_be_filled_in_by_hand(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("system,ai_system,gpai_model\na,nee,no\nb,ja,\nc,,\n", encoding="utf-8")
    assert main(["register", str(source), str(target), *ON]) == 0
    assert pl.read_csv(target)["toepas_class"].to_list() == ["not-ai", "undetermined", "undetermined"]


def test_the_status_of_each_duty_can_be_added(tmp_path: Path) -> None:
    source, target = _register(tmp_path), tmp_path / "out.parquet"
    assert main(["register", str(source), str(target), "--duties", *ON]) == 0
    assert "toepas_duty_ai_literacy" in pl.read_parquet(target).columns


def test_a_name_that_is_almost_a_fact_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.parquet"
    pl.DataFrame({"ai_systems": [True]}).write_parquet(source)
    assert main(["register", str(source), str(tmp_path / "out.parquet"), *ON]) == 0
    assert "ai_system" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("missing.parquet", "no such file"),
        ("in.xlsx", "not known"),
        ("broken.parquet", "cannot be read"),
        ("typed.parquet", "wrong type"),
    ],
)
def test_what_cannot_be_read_is_said(given: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"no parquet at all")
    pl.DataFrame({"ai_system": ["yes"]}).write_parquet(tmp_path / "typed.parquet")
    assert main(["register", str(tmp_path / given), str(tmp_path / "out.parquet"), *ON]) == 2
    message = capsys.readouterr().err
    assert said in message
    assert given in message


def test_a_register_is_never_overwritten_with_its_own_result(tmp_path: Path) -> None:
    source = _register(tmp_path)
    before = source.read_bytes()
    assert main(["register", str(source), str(source), *ON]) == 2
    assert source.read_bytes() == before


def test_an_earlier_result_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = _register(tmp_path), tmp_path / "out.parquet"
    target.write_bytes(b"earlier")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(register.os, "fsync", full)
    assert main(["register", str(source), str(target), *ON]) == 3
    assert target.read_bytes() == b"earlier"
    assert not list(tmp_path.glob(".toepas-*"))
