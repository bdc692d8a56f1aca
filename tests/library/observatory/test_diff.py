"""Two vintages side by side: what was revised, is new, is gone, or has another flag."""

import json

import pytest

from tests.library.observatory.answers import FIGURES, SMALL, WORDS, jsonstat
from tests.library.observatory.test_gates import LATER, changed, wave  # noqa: F401 - a fixture is used by its name
from toepas.kernel.problems import Problem
from toepas.observatory import diff, diff_data, vintages

BEFORE = FIGURES
AFTER = {key: cell for key, cell in changed(
    GE10_NL_2024=(23.10, ""), GE10_EU27_2020_2025=(19.95, "p"), GE250_FR_2024=(40.0, "u"), GE250_NL_2024=(50.0, ""),
).items() if key != ("GE10", "FR", "2024")}  # fmt: skip


@pytest.fixture
def two(wave):  # noqa: F811 - the fixture of the gates
    old = wave(jsonstat(BEFORE)).vintage
    return old, wave(jsonstat(AFTER, updated=LATER)).vintage


def naive(before, after):
    """The same by plain dictionaries."""
    counts = {"same": 0, "revised": 0, "new": 0, "gone": 0, "flag": 0}
    for key in before.keys() | after.keys():
        if key not in before:
            counts["new"] += 1
        elif key not in after:
            counts["gone"] += 1
        elif before[key][0] != after[key][0]:
            counts["revised"] += 1
        else:
            counts["same" if before[key][1] == after[key][1] else "flag"] += 1
    return counts


def test_every_cell_is_counted_once_and_as_what_it_is(two):
    found = diff(SMALL, *two, WORDS)
    assert found.counts == naive(BEFORE, AFTER) == {"same": 6, "revised": 2, "new": 1, "gone": 1, "flag": 1}


def test_a_cell_that_changed_is_named_with_both_figures_and_flags(two):
    rows = {
        (row["geo"], row["size_emp"], row["time"]): row for row in diff(SMALL, *two, WORDS).cells.iter_rows(named=True)
    }
    nl = rows["NL", "GE10", "2024"]
    assert (nl["what"], nl["old"], nl["new"]) == ("revised", 23.06, 23.10)
    eu = rows["EU27_2020", "GE10", "2025"]
    assert (eu["what"], eu["old_flag"], eu["new_flag"]) == ("flag", "", "p")
    fr = rows["FR", "GE250", "2024"]
    assert (fr["what"], fr["old"], fr["new"], fr["old_flag"]) == ("revised", None, 40.0, "bu")


def test_changes_are_summed_up_by_every_dimension(two):
    by = diff(SMALL, *two, WORDS).by
    assert by["geo"] == {"EU27_2020": {"flag": 1}, "FR": {"revised": 1, "gone": 1}, "NL": {"revised": 1, "new": 1}}
    assert by["size_emp"]["GE250"] == {"new": 1, "revised": 1}


def test_backwards_new_is_gone_and_gone_is_new(two):
    found = diff(SMALL, two[1], two[0], WORDS)
    assert (found.counts["new"], found.counts["gone"], found.counts["revised"]) == (1, 1, 2)


def test_a_vintage_does_not_differ_from_itself(two):
    found = diff(SMALL, two[0], two[0], WORDS)
    assert found.counts == {"same": len(BEFORE), "revised": 0, "new": 0, "gone": 0, "flag": 0}
    assert found.cells.is_empty()


def test_a_limit_shortens_the_cells_and_not_the_counts(two):
    found = diff(SMALL, *two, WORDS, limit=2)
    assert len(found.cells) == 2
    assert sum(found.counts.values()) == len(BEFORE.keys() | AFTER.keys())


def test_it_is_a_document_for_programs(two):
    data = json.loads(json.dumps(diff_data(diff(SMALL, *two, WORDS))))
    assert (data["old"], data["new"]) == (two[0].id, two[1].id)
    assert len(data["cells"]) == 5


def test_vintages_with_other_dimensions_are_not_compared(two, wave):  # noqa: F811 - the fixture of the gates
    from tests.library.observatory.answers import NOW, csv

    wave(csv().replace(b",unit,", b",sort,"), updated=NOW)
    strange = next(item for item in vintages("small") if any(held.gate == "dimension" for held in item.held))
    with pytest.raises(Problem, match="other dimensions"):
        diff(SMALL, two[0], strange, WORDS)
