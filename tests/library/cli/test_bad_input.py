"""Bad input gets one clear message: what, where, what was expected, what to do; never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toepas.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
GOOD = "case: x\ntitle: X\nfacts:\n  ai_system: yes\n"


def _case(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "case.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _check(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = main(["check", str(path), "--on", "2026-11-22", "--lang", "en", *more])
    return code, capsys.readouterr().err


BAD = {
    "broken YAML": ("facts:\n  a: [1, 2\n", "broken", ":"),
    "a tab": ("facts:\n\tai_system: yes\n", "broken", "case.yaml:2"),
    "an unknown fact": ("facts:\n  ai_systm: yes\n", "ai_system", "case.yaml:2"),
    "an unknown entry": ("titel: x\nfacts: {}\n", "title", "case.yaml:1"),
    "a wrong kind of value": ("facts:\n  ai_system: perhaps\n", "yes, no or unknown", "case.yaml:2"),
    "a list as value": ("facts:\n  ai_system: [yes]\n", "yes, no or unknown", "case.yaml:2"),
    "an unknown code": ("facts:\n  organisation_size: smal\n", "small", "case.yaml:2"),
    "text for a number": ("facts:\n  worldwide_turnover: lots\n", "1000000", "case.yaml:2"),
    "a negative number": ("facts:\n  worldwide_turnover: -5\n", "worldwide_turnover", "case.yaml:2"),
    "an impossible date": ("facts:\n  placed_on_market_on: 2026-02-30\n", "2026-08-02", "case.yaml:2"),
    "an impossible month": ("facts:\n  placed_on_market_on: 2026-13\n", "2026-08-02", "case.yaml:2"),
    "the same fact twice": ("facts:\n  ai_system: yes\n  ai_system: no\n", "twice", "case.yaml:3"),
    "a contradiction": ("facts:\n  imports_system: yes\n  other_chain_role: no\n", "contradict", "case.yaml:3"),
    "no facts": ("case: x\n", "facts", "case.yaml"),
    "an empty file": ("", "case file", "case.yaml"),
    "a list": ("- a\n- b\n", "case file", "case.yaml"),
    "bytes": (b"\x00\x01\xff\xfe binary", "text", "case.yaml"),
    "deep nesting": ("facts: " + "[" * 3000 + "]" * 3000, "deep", "case.yaml"),
    "a file full of aliases": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)),
        "case.yaml",
        "case.yaml",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_with_its_place(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, said, where = BAD[name]
    code, message = _check(_case(tmp_path, text), capsys)
    assert code == 2, message
    assert said in message
    assert where in message
    assert "Traceback" not in message
    assert "What to do" in message


def test_both_places_of_a_contradiction_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, message = _check(_case(tmp_path, "facts:\n  imports_system: yes\n  other_chain_role: no\n"), capsys)
    assert "case.yaml:2" in message
    assert "case.yaml:3" in message


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = _check(tmp_path / "nowhere.yaml", capsys)
    assert code == 2
    assert "nowhere.yaml" in message


def test_a_folder_is_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = _check(tmp_path, capsys)
    assert code == 2
    assert "folder" in message


def test_a_file_of_fifty_megabytes_is_refused_quickly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    code, message = _check(path, capsys)
    assert code == 2
    assert "large" in message


@pytest.mark.parametrize("on", ["tomorrow", "2026-02-30", "22-11-2026"])
def test_a_date_that_is_none_is_refused(on: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", str(_case(tmp_path, GOOD)), "--on", on, "--lang", "en"])
    assert code == 2
    assert on in capsys.readouterr().err


def test_an_unknown_command_and_option_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert main(["check"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_finding_brings_near_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = _check(_case(tmp_path, GOOD), capsys, "--what-if", "high_rsk")
    assert code == 2
    assert "high_risk" in message


def test_norway_is_a_country_and_not_a_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = _check(_case(tmp_path, "facts:\n  organisation_country: NO\n"), capsys)
    assert code == 2
    assert "'NO'" in message


def test_unknown_may_be_written_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = _check(_case(tmp_path, "facts:\n  ai_system: unknown\n  own_name:\n"), capsys)
    assert code == 0


def test_strict_tells_by_exit_status_that_questions_are_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = _check(_case(tmp_path, GOOD), capsys, "--strict")
    assert code == 1


def test_a_dossier_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("I am a file")
    code = main(
        ["advise", str(_case(tmp_path, GOOD)), "-o", str(blocked / "dossier"), "--on", "2026-11-22", "--lang", "en"]
    )
    assert code == 3
    message = capsys.readouterr().err
    assert "What to do" in message
    assert blocked.read_text() == "I am a file"


def test_ctrl_c_leaves_an_existing_dossier_whole(tmp_path: Path) -> None:
    case, target = _case(tmp_path, GOOD), tmp_path / "dossier"
    command = [sys.executable, "-m", "toepas", "advise", str(case), "-o", str(target), "--on", "2026-11-22"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(tmp_path / "home")}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    before = {path.name: path.read_bytes() for path in target.iterdir() if path.is_file()}
    for wait in (0.15, 0.4, 0.8):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        after = {path.name: path.read_bytes() for path in target.iterdir() if path.is_file()}
        assert set(after) == set(before)
        assert b"dossier.json" not in errors or process.returncode == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".toepas-new")]


@pytest.mark.parametrize(
    "said",
    [
        ["--lang", "nl", "strategy", "list"],
        ["strategy", "--lang=nl", "list"],
        ["strategy", "list", "--lang", "nl"],
        ["observatory", "show", "ai-use", "--geo", "NL", "--lang", "nl"],
    ],
)
def test_the_language_may_be_said_anywhere(said, capsys):
    assert main(said) == 0
    out = capsys.readouterr().out
    assert "Europees" in out or "Nederland" in out
