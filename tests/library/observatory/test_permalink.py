"""Permalinks: a view and back, one link for equal views, and a clear refusal of what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toepas.kernel import Problem, Words
from toepas.observatory import FORMS, View, canonical, indicators, known_places, permalink, read_permalink

WORDS = Words()


@st.composite
def views(draw):
    indicator = draw(st.sampled_from(sorted(indicators())))
    chosen = {
        choice.dimension: tuple(draw(st.lists(st.sampled_from(list(choice.codes)), min_size=1, max_size=4)))
        for choice in indicators()[indicator].choices
        if draw(st.booleans())
    }
    places = tuple(draw(st.lists(st.sampled_from(known_places()), max_size=6)))
    times = tuple(
        draw(st.lists(st.sampled_from(["2023", "2024", "2025", "2025-Q1", "2024-11", "2024-S2"]), max_size=4))
    )
    vintage = draw(st.sampled_from(["", "2026-06-15.b32b4480"]))
    return View(indicator, places, times, chosen, vintage)


@given(views(), st.sampled_from(["", *FORMS]))
def test_a_link_leads_back_to_its_view(view, form):
    link = permalink(view, WORDS, form)
    assert read_permalink(link, WORDS) == (canonical(view, WORDS), form)
    assert permalink(canonical(view, WORDS), WORDS, form) == link


@given(views(), st.randoms())
def test_equal_views_have_one_link_whatever_their_order(view, random):
    def shuffled(codes):
        mixed = [*codes, *codes[:1]]
        random.shuffle(mixed)
        return tuple(mixed)

    chosen = list(view.codes.items())
    random.shuffle(chosen)
    other = View(
        view.indicator, shuffled(view.geo), shuffled(view.time), {k: shuffled(v) for k, v in chosen}, view.vintage
    )
    assert permalink(other, WORDS) == permalink(view, WORDS)


@given(views())
def test_the_parts_of_a_link_may_come_in_any_order_and_encoded(view):
    link = permalink(view, WORDS)
    turned = "&".join(reversed(link.split("&"))).replace(",", "%2C")
    assert permalink(read_permalink(f"?{turned}", WORDS)[0], WORDS) == link


@given(views())
def test_a_link_can_be_a_part_of_a_path_or_a_query_as_it_is(view):
    assert not set(permalink(view, WORDS)) & set(' "<>#?%/\\')


def test_a_choice_left_open_is_written_out_so_that_the_link_keeps_its_meaning():
    assert permalink(View("ai-use", ("NL",)), WORDS) == "indicator=ai-use&geo=NL&size_emp=GE10"


@pytest.mark.parametrize(
    ("link", "where"),
    [
        ("", ""),
        ("indicator=nothing", "indicator=nothing"),
        ("geo=NL", "geo=NL"),
        ("indicator=ai-use&geo=ZZ", "geo=ZZ"),
        ("indicator=ai-use&geo=nl", "geo=nl"),
        ("indicator=ai-use&time=last+year", "time=last year"),
        ("indicator=ai-use&size_emp=huge", "size_emp=huge"),
        ("indicator=ai-use&nace_r2=F", "nace_r2"),
        ("indicator=ai-use&geo=NL&geo=BE", "geo=BE"),
        ("indicator=ai-use&geo", "geo"),
        ("indicator=ai-use&geo=", "geo="),
        ("indicator=ai-use&vintage=../../etc/passwd", "vintage=../../etc/passwd"),
        ("indicator=ai-use&chart=%3Cscript%3E", "chart=<script>"),
        ("indicator=ai-use&time=" + "2025," * 1000, "indicator=ai-use&time="),
    ],
)
def test_what_is_no_link_is_refused_with_its_place(link, where):
    with pytest.raises(Problem) as caught:
        read_permalink(link, WORDS)
    assert caught.value.where.startswith(where[:60])
    assert caught.value.expected
    assert caught.value.todo


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        view, _ = read_permalink(text, WORDS)
    except Problem:
        return
    assert view.indicator in indicators()


@pytest.mark.parametrize(
    "view", [View("nothing"), View("ai-use", ("Holland",)), View("ai-use", codes={"nace_r2": ("F",)})]
)
def test_a_view_that_is_none_has_no_link(view):
    with pytest.raises(Problem):
        permalink(view, WORDS)
