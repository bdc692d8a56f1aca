"""Charts: every form draws every figure that it shows, flags and gaps are visible, and the same slice gives the same bytes."""

import itertools
import json
import re
import struct
from xml.etree import ElementTree

import altair
import pytest

from tests.library.observatory.answers import SHIPPED
from toepas.kernel import Problem, Words
from toepas.observatory import (
    FORMS,
    MEMBERS,
    SIZES,
    THEMES,
    Style,
    View,
    chart,
    chart_forms,
    code_name,
    indicators,
    look,
)
from toepas.observatory.charts.cells import cells
from toepas.observatory.charts.line import apart, pieces
from toepas.observatory.charts.map import class_of, classes, tiles
from toepas.observatory.charts.periods import place_in_time
from toepas.paper.drawing import render
from toepas.paper.drawing.fit import width

WORDS = Words()
EVERY = View("ai-use")
NEWEST = View("ai-use", time=("2025",))
SIZE_GAP = View("ai-use", time=("2025",), codes={"size_emp": ("10-49", "GE250")})
OF_FORM = {"line": EVERY, "bar": NEWEST, "map": NEWEST, "gap": SIZE_GAP, "distribution": EVERY, "multiples": EVERY}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(view, form="", style=None, words=WORDS):
    return chart(look(view, words), words, form, style)


def marks(spec, **wanted):
    """The rows behind a chart's marks that have these values, and the layers they are in."""
    found = []
    for layer in spec.get("layer", ()):
        found += marks(layer, **wanted)
    rows = spec.get("data", {}).get("values", [])
    return found + [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]


def written(made):
    """Every text in the picture."""
    tree = ElementTree.fromstring(made.svg())
    return [" ".join("".join(node.itertext()).split()) for node in tree.iter(f"{SVG}text")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_form_is_a_specification_that_altair_accepts_too(form, theme, size):
    made = drawn(OF_FORM[form], form, Style(theme, size))
    altair.Chart.from_dict(made.spec).to_dict()
    assert made.width == SIZES[size].width


@pytest.mark.parametrize("form", ["line", "bar", "map", "gap", "distribution", "multiples"])
def test_every_figure_of_the_slice_stands_in_the_chart_with_its_flag(form):
    found = look(OF_FORM[form], WORDS)
    made = chart(found, WORDS, form)
    newest = form in ("bar", "map")
    for row in found.frame.iter_rows(named=True):
        if (newest and row["time"] != "2025") or (form == "map" and row["geo"] not in tiles()):
            continue
        if form == "line" and not marks(made.spec, geo=row["geo"], time=row["time"]):
            continue  # one of the thin lines, whose points are not drawn
        if form == "distribution" and row["geo"] == "EU27_2020":
            assert marks(made.spec, value=row["value"])
            continue
        there = marks(made.spec, geo=row["geo"], time=row["time"], value=row["value"], flag=row["flag"])
        assert there, (form, row)


def test_every_line_of_a_chart_with_few_places_has_all_its_figures():
    view = View("ai-use", geo=("NL", "EU27_2020", "FR"))
    made = drawn(view, "line")
    for row in look(view, WORDS).frame.iter_rows(named=True):
        assert marks(made.spec, geo=row["geo"], time=row["time"], value=row["value"], flag=row["flag"])


def test_the_picture_says_title_unit_source_and_of_when_the_figures_are():
    text = " ".join(written(drawn(NEWEST, "bar")))
    for part in (
        "Enterprises that use AI",
        "% of enterprises",
        "Eurostat, isoc_eb_ai",
        "15 June 2026",
        "22 November 2026",
    ):
        assert part in text


def test_a_flag_stands_beside_its_figure_and_is_explained():
    texts = written(drawn(NEWEST, "bar"))
    assert "33.21 b" in texts
    assert any("b: break in the series" in text for text in texts)


def test_a_break_is_drawn_with_its_reason_below():
    texts = " ".join(written(drawn(View("ai-use", geo=("NL", "BE")), "line")))
    assert "break" in texts
    assert "From 2025 one more technology counts" in texts


def test_a_line_is_dashed_over_a_break_and_whole_before_it():
    grid = cells(look(View("ai-use", geo=("BE",)), WORDS), WORDS)
    assert [(a.time, b.time, whole) for a, b, whole in pieces(grid, list(grid.every))] == [
        ("2023", "2024", True),
        ("2024", "2025", False),
    ]


def test_what_was_not_published_is_a_gap_that_says_so():
    view = View("ai-purposes", time=("2025",))
    unpublished = look(view, WORDS).frame.filter(geo="FR")
    assert unpublished["value"].to_list() == [None]
    texts = written(drawn(view, "bar"))
    assert any(text.startswith("not published") for text in texts)
    assert any("Not published: France." in text for text in texts)


def test_a_place_without_a_row_is_not_said_to_be_withheld():
    texts = " ".join(written(drawn(View("ai-barriers", geo=("FR", "DE"), time=("2025",)), "bar")))
    assert "No figure here: France." in texts
    assert "Not published" not in texts


def test_a_line_does_not_lead_past_a_figure_that_is_missing():
    grid = cells(look(View("ai-barriers", geo=("FI",)), WORDS), WORDS)
    assert [cell.value is None for cell in grid.every] == [False, True, False]
    assert pieces(grid, list(grid.every)) == []


def test_a_goal_near_the_figures_is_a_line_and_one_far_off_is_told_below():
    near = drawn(View("ai-use", geo=("NL",), codes={"size_emp": ("GE250",)}), "line")
    assert "Goal for 2030: 75" in written(near)
    far = drawn(View("ai-use", geo=("RO",)), "line")
    assert "Goal for 2030: 75" not in written(far)
    assert any("Goal for 2030: 75." in text for text in written(far))


def test_figures_from_a_copy_say_so_in_the_picture():
    assert any("Not from the office itself" in text for text in written(drawn(View("ai-use-2021"), "bar")))


def test_every_member_state_has_a_square_of_the_same_size_and_none_lies_on_another():
    assert set(MEMBERS) <= set(tiles())
    assert {"IS", "LI", "NO"} <= set(tiles())
    assert len(set(tiles().values())) == len(tiles())
    squares = [row for row in marks(drawn(NEWEST, "map").spec) if "qx" in row and row.get("geo") in tiles()]
    assert len(squares) == len(tiles())
    assert {(round(row["qx"] - row["px"], 6), round(row["qy"] - row["py"], 6)) for row in squares} == {(70.0, 70.0)}


@pytest.mark.parametrize("values", [[0.1, 99.9], [5.21, 42.03], [7.0, 7.0], [0.0, 0.0], [0.002, 0.009], [1e6, 9e8]])
def test_at_most_five_classes_with_round_bounds_hold_every_value(values):
    edges = classes(values)
    assert 2 <= len(edges) <= 6
    for value in values:
        number = class_of(value, edges)
        assert edges[number] <= value < edges[number + 1]


def test_a_screen_reader_gets_one_image_with_a_title_and_a_description():
    made = drawn(NEWEST, "map")
    tree = ElementTree.fromstring(made.svg())
    assert tree.get("role") == "img"
    title, desc = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert (title.text, desc.text) == (made.title, made.alt)
    assert tree.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert "graphics-" not in made.svg().decode()


def test_the_same_slice_gives_the_same_bytes_also_without_the_kept_ones(home):
    made = drawn(NEWEST, "bar")
    first = made.svg(), made.png()
    kept = home / render.KEPT
    assert len(list(kept.iterdir())) == 2
    for path in kept.iterdir():
        path.unlink()
    again = drawn(NEWEST, "bar")
    assert (again.svg(), again.png()) == first


def test_a_kept_picture_is_not_drawn_again(monkeypatch):
    made = drawn(NEWEST, "bar")
    first = made.svg()
    monkeypatch.setattr(render, "_draw", None)
    assert made.svg() == first


def test_where_nothing_can_be_kept_a_chart_is_still_drawn(home):
    home.mkdir(exist_ok=True)
    (home / render.KEPT).write_text("a file where the folder should be")
    assert drawn(NEWEST, "bar").svg().startswith(b"<svg")


def test_a_png_is_twice_as_wide_as_the_chart_and_whole():
    made = drawn(NEWEST, "map", Style(size="phone"))
    picture = made.png()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (2 * made.width, 2 * made.height)
    assert render.smaller(picture) == picture


def test_charts_speak_dutch_with_a_decimal_comma():
    made = drawn(NEWEST, "bar", words=Words("nl"))
    texts = written(made)
    assert "33,21 b" in texts
    assert "Nederland" in texts
    assert 'xml:lang="nl"' in made.svg().decode()


def test_a_name_that_looks_like_markup_stays_text():
    made = drawn(NEWEST, "bar")
    hostile = render.svg(made.spec, "<script>alert(1)</script>", "a & b < c", "en").decode()
    assert "<script" not in hostile
    assert ElementTree.fromstring(hostile).find(f"{SVG}desc").text == "a & b < c"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_indicator_can_be_drawn_in_every_form_that_it_offers(name):
    found = look(View(name), WORDS)
    offered = chart_forms(found, WORDS)
    assert offered
    for form in offered:
        for size in SIZES:
            made = chart(found, WORDS, form, Style(size=size))
            assert made.form == form
            assert made.alt
            json.dumps(made.spec)


def test_a_form_that_cannot_show_the_figures_is_refused_with_those_that_can():
    with pytest.raises(Problem, match="cannot be shown as 'line'") as caught:
        drawn(NEWEST, "line")
    assert "bar" in caught.value.expected


@pytest.mark.parametrize(("form", "style"), [("pie", Style()), ("bar", Style("sepia")), ("bar", Style(size="wall"))])
def test_a_form_theme_or_size_that_is_not_known_is_refused(form, style):
    with pytest.raises(Problem):
        drawn(NEWEST, form, style)


def test_a_view_without_any_figure_is_refused():
    with pytest.raises(Problem, match="no published figure"):
        drawn(View("ai-use", geo=("NL",), time=("2022",)))


def test_names_that_would_touch_are_moved_apart():
    heights = [20.0] * 5
    placed = apart([10, 12, 14, 200, 201], heights, 220)
    assert all(b - a >= 20 - 1e-9 for a, b in itertools.pairwise(placed))
    assert placed[-1] <= 210


def test_no_text_reaches_beyond_the_picture():
    for form, view in OF_FORM.items():
        for size in SIZES:
            made = drawn(view, form, Style(size=size), Words("nl"))
            for text, x, anchor, letters in _placed(made):
                wide = width(text, letters)
                left = x - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0)
                assert left >= -2, (form, size, text)
                assert left + wide <= made.width + 2, (form, size, text)


def _placed(made):
    """Each text with its place from the left, how it is anchored there, and its size."""
    tree = ElementTree.fromstring(made.svg())
    left = made.spec["padding"]["left"]
    for node in tree.iter(f"{SVG}text"):
        x = float(re.match(r"translate\(([-\d.]+)", node.get("transform"))[1]) + left
        lines = list(node.iter(f"{SVG}tspan")) or [node]
        for line in lines:
            yield line.text or "", x, node.get("text-anchor"), float(node.get("font-size").removesuffix("px"))


def test_periods_have_their_place_in_time():
    order = ["2024", "2024-S2", "2024-Q4", "2024-11", "2024-W50", "2024-12-31", "2025"]
    assert sorted(order, key=place_in_time)[0] == "2024"
    assert place_in_time("2024-S2") == place_in_time("2024-Q3") == place_in_time("2024-07") == 2024.5
    with pytest.raises(ValueError, match="soon"):
        place_in_time("soon")


@pytest.mark.parametrize("size", SIZES)
def test_names_of_small_charts_do_not_run_into_each_other(size):
    codes = ("E_AI_TTM", "E_AI_TNLG", "E_AI_TPVSG", "E_AI_TML", "E_AI_TIR", "E_AI_TAR")
    made = drawn(View("ai-technologies", ("NL",), (), {"indic_is": codes}), "multiples", Style(size=size))
    known = [code_name(indicators()["ai-technologies"], "indic_is", code, WORDS) for code in codes]
    heads = [row for row in marks(made.spec) if isinstance(row.get("text"), list) and " ".join(row["text"]) in known]
    assert len(heads) == len(codes)
    for one in heads:
        end = one["px"] + max(width(line, SIZES[size].text, bold=True) for line in one["text"])
        assert all(end <= other["px"] for other in heads if other["py"] == one["py"] and other["px"] > one["px"])
