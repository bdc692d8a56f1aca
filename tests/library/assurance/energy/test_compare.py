"""Comparison: only what may be compared, and no winner where ranges overlap."""

from tests.library.assurance.energy.made import EN, use
from toepas.assurance.energy import compare_reports, comparison_data
from toepas.assurance.energy.comparison_words import difference_text, measure_text, reversed_text

UNIT = {"quantity": 1000, "of": "answer", "tokens": 400, "task": "text-generation"}


def measured(found, what="energy"):
    return next(one for one in found.measures if one.what == what)


def test_ranges_that_lie_apart_are_ranked_lowest_first():
    found = compare_reports([use("heavy", (900, 1100), None), use("light", (90, 110), None)])
    assert measured(found).answer == "ranked"
    assert [found.reports[rank.report].subject.name for rank in measured(found).ranks] == ["light", "heavy"]


def test_ranges_that_overlap_have_no_winner():
    found = compare_reports([use("one", (90, 110), None), use("other", (105, 130), None)])
    assert measured(found).answer == "overlap"
    assert "no winner" in measure_text(measured(found), EN)


def test_values_without_a_range_are_ordered_without_claiming_how_sure_that_is():
    found = compare_reports([use("one", 90, None), use("other", 110, None)])
    assert measured(found).answer == "by-value"
    assert "how sure this order is, is not known" in measure_text(measured(found), EN)


def test_a_model_with_less_energy_and_more_carbon_is_pointed_out():
    found = compare_reports([use("large-france", 1093, 45.3), use("small-poland", 102, 59.9)])
    assert found.reversed == ((1, 0),)
    assert "small-poland uses less energy than large-france, and yet emits more carbon" in reversed_text(
        found.reversed[0], found.reports, EN
    )


def test_quantities_may_differ_since_figures_are_brought_to_one():
    per_one = use("one", 0.1, None, unit={**UNIT, "quantity": 1})
    found = compare_reports([per_one, use("other", 200, None)])
    assert [rank.span for rank in measured(found).ranks] == [(0.0001, 0.0001), (0.0002, 0.0002)]


def test_other_tasks_sizes_sides_or_stages_are_refused_with_what_differs():
    others = {
        "tokens": use("other", 1, 1, unit={**UNIT, "tokens": 100}),
        "task": use("other", 1, 1, unit={**UNIT, "task": "translation"}),
        "unit-of": use("other", 1, 1, unit={"quantity": 1, "of": "image", "tokens": 400, "task": "text-generation"}),
        "persona": use("other", 1, 1, boundary={"persona": "provider", "stages": ["use"]}),
        "stages": use("other", 1, 1, boundary={"persona": "consumer", "stages": ["use", "training"]}),
        "left-out": use(
            "other",
            1,
            1,
            boundary={"persona": "consumer", "stages": ["use"], "left_out": [{"what": "network", "why": "x"}]},
        ),
    }
    for what, other in others.items():
        found = compare_reports([use("one", 1, 1), other])
        assert ([one.what for one in found.differences], found.measures) == ([what], ())


def test_reports_without_a_functional_unit_are_refused():
    bare = use("one", None, None, unit=UNIT)
    data = [bare, bare]
    without = [type(bare)(id="x", date=bare.date, subject=bare.subject, boundary=bare.boundary) for _ in data]
    assert [one.what for one in compare_reports(without).differences] == ["unit-of"]


def test_carbon_of_another_method_is_refused_while_energy_is_compared():
    other = use("other", (1, 2), 1)
    changed = use("other", (1, 2), 1, figures=[
        {"what": "energy", "stage": "use", "per": "unit", "low": 1, "high": 2, "unit": "Wh", "grade": "modelled", "method": "hardware-time"},
        {"what": "carbon-location", "stage": "use", "per": "unit", "value": 1, "unit": "gCO2e", "grade": "modelled", "method": "grid-average"},
    ])  # fmt: skip
    found = compare_reports([use("one", (5, 6), 9), changed])
    assert (measured(found).answer, measured(found, "carbon-location").answer) == ("ranked", "refused")
    assert "grid-average" in difference_text(measured(found, "carbon-location").differences[0], ["one", "other"], EN)
    assert measured(compare_reports([use("one", (5, 6), 9), other]), "carbon-location").answer == "by-value"


def test_withheld_is_not_the_same_as_not_known():
    hidden = use(
        "hidden",
        None,
        None,
        figures=[{"what": "energy", "stage": "use", "per": "unit", "grade": "withheld", "reason": "a secret"}],
    )
    ranks = measured(compare_reports([use("one", 5, None), hidden])).ranks
    assert [rank.grade for rank in ranks if rank.span is None] == ["withheld"] or measured(
        compare_reports([use("one", 5, None), hidden])
    ).answer == "not-known"
    data = comparison_data(compare_reports([use("one", 5, None), use("two", 6, None), hidden]))
    grades = [rank["grade"] for rank in data["measures"][0]["ranks"]]
    assert grades == ["modelled", "modelled", "withheld"]
