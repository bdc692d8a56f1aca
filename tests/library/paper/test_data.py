"""What the templates get: the words of the reader's language, and columns that suit their text."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.library.paper.sample import document, everything
from toepas.kernel.words import Words
from toepas.paper.blocks import Block, Check, Field, Moment, Para, Table
from toepas.paper.data import as_data, column_shares, moment_when


def test_the_data_is_plain_json() -> None:
    data = as_data(everything(), Words())
    assert json.loads(json.dumps(data)) == data


def test_fields_in_a_row_form_one_form_and_checks_one_list() -> None:
    blocks: tuple[Block, ...] = (
        Field("a", None, ""),
        Field("b", "x", ""),
        Check("c"),
        Check("d"),
        Para("e"),
        Check("f"),
    )
    shown = as_data(document(*blocks), Words())["lead"]
    assert [(b["kind"], len(b.get("items", ()))) for b in shown] == [
        ("fields", 2),
        ("checks", 2),
        ("para", 0),
        ("checks", 1),
    ]


def test_a_field_that_holds_only_spaces_still_waits_for_the_reader() -> None:
    (form,) = as_data(document(Field("a", "  \n", "")), Words())["lead"]
    assert form["items"][0]["value"] is None


def test_columns_are_as_wide_as_asked() -> None:
    shares = column_shares(Table(("a", "b"), (("x", "y"),), "t", (1, 2)))
    assert shares == [27, 53]


@pytest.mark.parametrize("asked", [None, (1, 20)])
def test_a_column_holds_its_longest_ordinary_word(asked: tuple[int, int] | None) -> None:
    word = "gebruiksverantwoordelijke"
    narrow, _ = column_shares(Table(("a", "b"), ((word, "many words " * 30),), "t", asked))
    assert narrow > len(word)


def test_a_table_without_rows_has_columns() -> None:
    assert len(column_shares(Table(("a", "b"), (), "t"))) == 2


def test_a_moment_does_not_say_its_day_twice() -> None:
    words, day = Words(), dt.date(2027, 12, 2)
    shown = words.date(day)
    assert moment_when(Moment(day, shown, "x", "later"), words) == (shown, "")
    assert moment_when(Moment(day, "Start", "x", "later"), words) == (shown, "Start")
    assert moment_when(Moment(None, "Some day", "x", "open"), words) == ("Some day", "")
