"""What a chart says to whoever hears it: every figure in it is one of the slice, and nothing is said that the figures do not carry."""

import re

import pytest

from toepas.kernel import Words
from toepas.observatory import VALUE, View, chart, look

WORDS = Words()


def said(view, form="", words=WORDS):
    return chart(look(view, words), words, form).alt


def test_the_highest_and_the_lowest_country_are_named_with_their_figures_and_the_union_is_not_among_them():
    text = said(View("ai-use", time=("2025",)), "bar")
    assert "Highest in 2025: Denmark, 42.03. Lowest in 2025: Romania, 5.21." in text
    assert "In 2025: European Union 19.95." in text


def test_countries_that_share_the_highest_figure_are_all_named():
    found = look(View("ai-use", geo=("NL", "BE", "DE", "FR"), time=("2025",)), WORDS)
    same = found.frame.with_columns(value=found.frame["value"].clip(upper_bound=30))
    tied = type(found)(found.view, found.indicator, found.dataset, found.vintage, same, found.unit)
    assert "Highest in 2025: Belgium; Netherlands, 30.00." in chart(tied, WORDS, "bar").alt


def test_a_change_over_a_break_is_said_to_be_one():
    text = said(View("ai-use", geo=("NL",)), "line")
    assert "Netherlands rose from 14.10 in 2023 to 33.21 in 2025. The two do not fully compare" in text
    assert "Flag b" in text


def test_a_change_without_a_break_is_told_plainly():
    text = said(View("ai-use", geo=("BE",), time=("2023", "2024")), "line")
    assert "Belgium rose from 13.81 in 2023 to 24.71 in 2024." in text
    assert "compare" not in text


def test_a_fall_is_called_a_fall():
    assert "Greece fell from 9.81 in 2024 to 8.93 in 2025." in said(
        View("ai-use", geo=("EL",), time=("2024", "2025")), "line"
    )


def test_a_gap_names_the_widest_and_the_narrowest_in_percentage_points():
    text = said(View("ai-use", time=("2025",), codes={"size_emp": ("10-49", "GE250")}), "gap")
    assert "Compared: 10 to 49 persons and 250 or more persons." in text
    assert "Widest gap: Slovenia, 53.45 percentage points." in text


def test_a_figure_that_was_not_published_is_told():
    assert "Not published: France." in said(View("ai-purposes", time=("2025",)), "bar")


def test_it_says_of_when_the_figures_are():
    assert said(View("ai-use", time=("2025",)), "bar").endswith("Figures of 15 June 2026.")


@pytest.mark.parametrize("form", ["line", "bar", "map", "distribution", "multiples"])
def test_every_figure_that_is_said_is_one_of_the_slice(form):
    view = View("ai-use", time=() if form in ("line", "multiples", "distribution") else ("2025",))
    known = {f"{value:.2f}" for value in look(view, WORDS).frame[VALUE]}
    assert set(re.findall(r"\d+\.\d\d\b", said(view, form))) <= known


def test_in_dutch_not_a_word_of_it_is_english():
    for form in ("line", "bar", "map", "distribution", "multiples"):
        text = said(View("ai-use", time=() if form in ("line", "multiples") else ("2025",)), form, Words("nl"))
        assert not re.search(r"\b(the|highest|lowest|figures|and|from|break)\b", text, re.IGNORECASE), text
