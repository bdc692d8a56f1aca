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
    return report_files(asked(LEAST), Words(), MADE, KEY, ("html", "chai"))


def test_people_read_fewer_than_and_no_row_of_the_file(shown):
    page = shown["report.html"].decode()
    assert "fewer than 10" in page
    assert "the first: rows" not in page
    assert "fewer than 10" in shown["model-card.xml"].decode()


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


@pytest.mark.parametrize(("positives", "hits"), [(4, 2), (20, 2), (20, 18)])
def test_a_small_cell_hides_all_that_would_give_it_and_the_next_group_with_it(positives, hits):
    """Women have a small cell; men alone would be everybody less the women, so men are hidden too."""
    groups = (replace(asked(LEAST).everybody, at=()), group("women", 60, positives, hits), group("men", 90, 40, 20))
    made = protected(replace(asked(LEAST), groups=groups, sites=(), curves={}, gaps=(), gates=(), pairs=(), remarks=()))
    for one in made.groups[1:]:
        assert set(one.at[0].measures.values()) == {GONE}


def test_a_group_whose_count_is_hidden_has_no_curve_and_no_preview():
    made = protected(asked(LEAST))
    gone = {one.key for one in (*made.groups, *made.sites) if one.positives == HIDDEN}
    assert gone
    assert not gone & set(made.curves)
    assert not gone & {one.key for one in made.recalibrated}
