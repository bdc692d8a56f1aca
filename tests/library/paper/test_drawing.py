"""Drawing: colours that everyone tells apart, texts that fit, axes with round ends, and pictures that are kept."""

import os

import pytest

from toepas.paper.drawing import render
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.paint import THEMES, contrast, on
from toepas.paper.drawing.ticks import scale


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_marks_differ_enough_from_the_paper_and_texts_more_so(theme):
    for ink in (*theme.series, theme.mark, theme.union, theme.edge, theme.warning):
        assert contrast(ink, theme.paper) >= 3, ink
    for ink in (theme.ink, theme.soft, theme.warning):
        assert contrast(ink, theme.paper) >= 4.5, ink
    for fill in theme.classes:
        assert contrast(on(fill), fill) >= 4.5, fill


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_names_at_the_ends_of_lines_can_be_read_in_their_own_colour(theme):
    assert all(contrast(ink, theme.paper) >= 3 for ink in theme.series)
    assert len(set(theme.series)) == len(theme.series)


def test_only_so_many_bytes_are_kept_and_the_longest_unused_go_first(tmp_path):
    for number in range(10):
        path = tmp_path / str(number)
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    render.tidy(tmp_path, 1000)
    assert len(list(tmp_path.iterdir())) == 10
    render.tidy(tmp_path, 600)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["6", "7", "8", "9"]


def test_a_text_is_broken_between_words_into_lines_that_fit():
    lines = wrap("From 2025 one more technology counts, so the years do not fully compare", 13, 150)
    assert len(lines) > 2
    assert all(width(line, 13) <= 150 for line in lines)
    assert wrap("33,21\u00a0b", 13, 5) == ["33,21\u00a0b"]


@pytest.mark.parametrize(("low", "high"), [(0, 42.03), (-3, 8), (0, 0.004), (5, 5), (0, 0), (-9, -2)])
def test_an_axis_begins_and_ends_at_round_numbers_around_the_figures_and_zero(low, high):
    numbers = scale(low, high, 6)
    assert numbers[0] <= min(low, 0)
    assert numbers[-1] >= max(high, 0)
    assert 0 in numbers
    assert len(numbers) >= 2
