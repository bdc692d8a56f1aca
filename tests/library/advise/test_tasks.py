"""The task list opens in a spreadsheet with its letters right and runs nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toepas.advise import tasks
from toepas.kernel.words import Words

DAY = dt.date(2027, 12, 2)
TASK = "Zorg, “nu”;\ntoezicht"
ROW = tasks.Row("t1", TASK, "Ω why", "deployer", DAY, None, "later", "", "Art. x", "log")


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_excel_is_told_that_the_letters_are_unicode() -> None:
    assert tasks.csv([ROW], Words()).startswith(b"\xef\xbb\xbf")


def test_every_task_is_a_row_with_room_for_an_owner_and_a_tick() -> None:
    header, row = read(tasks.csv([ROW], Words()))
    assert header[0] == "Number"
    assert header[-2:] == ["Owner", "Done"]
    assert row == ["t1", TASK, "Ω why", "deployer", "2027-12-02", "", "later", "", "Art. x", "log", "", ""]


def test_an_empty_list_still_has_its_header() -> None:
    assert len(read(tasks.csv([], Words()))) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0=", "\uff1d", "\x00="])
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(start: str) -> None:
    shown = tasks.cell(f"{start}cmd|' /C calc'!A0")
    assert shown.startswith("'")


@given(st.text())
def test_no_text_whatever_starts_a_formula(text: str) -> None:
    assert not tasks.cell(text).lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\n"))
