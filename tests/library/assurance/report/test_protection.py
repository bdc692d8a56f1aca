"""Small counts stay hidden: in words, in numbers for machines, and behind sums and shares that would give them away."""

import json
from dataclasses import replace

import pytest

from tests.library.assurance.report.written import KEY, MADE, asked
from toepas.assurance import report_files
from toepas.assurance.model import At, Estimate, Measured, Threshold
from toepas.assurance.report.protection import GONE, HIDDEN, protected
from toepas.assurance.report.writing import report_data
from toepas.kernel import Words

LEAST = 10
COUNTED = ("n", "positives", "have", "hits", "count")
HALF = Threshold(0.5)


def counts(data, path=""):
    """Every number of cases in the data, with its place."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in COUNTED and isinstance(value, int):
                yield f"{path}.{name}", value
            else:
                yield from counts(value, f"{path}.{name}")
        if isinstance(data.get("hits"), int) and isinstance(data.get("n"), int) and data["hits"] >= 0:
            yield f"{path}.misses", data["n"] - data["hits"]
        for at, weight in enumerate(data.get("weight") or ()):
            yield f"{path}.weight", weight
            share = data["y"][at]
            yield f"{path}.hits", round(weight * share)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from counts(item, f"{path}[]")


def test_without_a_smallest_cell_nothing_changes():
    assert protected(asked()) is asked()


def test_no_count_below_the_smallest_cell_is_in_the_data():
    data = report_data(asked(LEAST), Words())
    found = list(counts(data["validation"]))
    assert len(found) > 500
    assert [(path, value) for path, value in found if 0 < value < LEAST] == []
    assert any(value == HIDDEN for _, value in found)


def test_some_counts_are_below_it_without_the_protection():
    found = list(counts(report_data(asked(), Words())["validation"]))
    assert any(0 < value < LEAST for _, value in found)


@pytest.fixture(scope="module")
def shown():
    return report_files(asked(LEAST), Words(), MADE, KEY, ("html",))


def test_people_read_fewer_than_and_no_row_of_the_file(shown):
    page = shown["report.html"].decode()
    assert "fewer than 10" in page
    assert "the first: rows" not in page


def test_how_many_more_are_needed_does_not_give_a_hidden_count_away(shown):
    data = json.loads(shown["report.json"])
    hidden = [gate for gate in data["validation"]["gates"] if gate["have"] == HIDDEN]
    assert hidden
    assert all(gate["more"] is None for gate in hidden)


def group(value, n, positives, hits):
    found = Estimate(hits / positives, 0.1, 0.9, positives, hits)
    spared = Estimate(0.5, 0.1, 0.9, n - positives, (n - positives) // 2)
    return Measured(
        (("sex", value),),
        n,
        positives,
        {"prevalence": Estimate(positives / n, 0, 1, n, positives)},
        (At(HALF, {"sensitivity": found, "specificity": spared, "accuracy": Estimate(0.5, 0, 1, n, n // 2)}),),
    )


def only(*groups):
    """A validation of these groups, with small counts hidden."""
    everybody = replace(asked(LEAST).everybody, at=())
    bare = replace(
        asked(LEAST), groups=(everybody, *groups), sites=(), curves={}, gaps=(), gates=(), pairs=(), remarks=()
    )
    return protected(replace(bare, verdict=replace(bare.verdict, judged=(), signals=(), gates=())))


@pytest.mark.parametrize(("positives", "hits"), [(20, 2), (20, 18)])
def test_a_side_with_a_small_cell_is_hidden_with_all_that_rests_on_it_and_that_of_the_next_group(positives, hits):
    """The hits of men would be those of everybody less those of the women."""
    for one in only(group("women", 60, positives, hits), group("men", 90, 40, 20)).groups[1:]:
        shown = one.at[0].measures
        assert (shown["sensitivity"], shown["accuracy"]) == (GONE, GONE)
        assert shown["specificity"].value == 0.5
        assert one.positives in (20, 40)


def test_few_with_the_outcome_hide_their_number_and_every_figure_of_both_groups():
    for one in only(group("women", 60, 4, 2), group("men", 90, 40, 20)).groups[1:]:
        assert one.positives == HIDDEN
        assert set(one.at[0].measures.values()) | set(one.measures.values()) == {GONE}


def test_of_groups_that_differ_in_either_column_two_are_hidden_or_none():
    made = protected(asked(LEAST))
    for listed in (made.groups, made.sites):
        divisions = {}
        for one in listed:
            for at in range(len(one.key)):
                others = (one.key[at][0], one.key[:at], one.key[at + 1 :])
                divisions.setdefault(others, []).append(one.positives == HIDDEN)
        assert all(sum(hidden) != 1 or len(hidden) == 1 for hidden in divisions.values())


def test_what_is_hidden_in_a_group_is_hidden_in_demands_and_differences_too():
    made = protected(asked(LEAST))
    at = {
        (one.key, each.threshold, name): found
        for one in (*made.groups, *made.sites)
        for each in one.at
        for name, found in each.measures.items()
    }
    hidden = {place for place, found in at.items() if found is GONE}
    assert hidden
    for judged in made.verdict.judged:
        assert (judged.estimate is GONE) == ((judged.key, judged.threshold, judged.demand.measure) in hidden)
    gaps = [gap for gap in made.gaps if gap.threshold is not None]
    assert any(gap.difference is GONE for gap in gaps)
    for gap in gaps:
        assert (gap.difference is GONE) == any(
            (key, gap.threshold, gap.measure) in hidden for key in (gap.key, gap.beside)
        )


def test_a_group_whose_count_is_hidden_has_no_curve_and_no_preview():
    made = protected(asked(LEAST))
    gone = {one.key for one in (*made.groups, *made.sites) if one.positives == HIDDEN}
    assert gone
    assert not gone & set(made.curves)
    assert not gone & {one.key for one in made.recalibrated}
