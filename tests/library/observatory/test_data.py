"""The descriptions fit each other and the figures: units are pinned, codes exist, sectors are covered or say why not."""

import polars as pl
import pytest

from tests.library.observatory.answers import SHIPPED, WORDS
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.observatory import (
    GEO,
    View,
    cells,
    connect,
    datasets,
    indicators,
    look,
    looks,
    newest,
    sector_figures,
    vintages,
)
from toepas.observatory.model import PRIMARY, SITE, TABLE
from toepas.observatory.read.labels import codelist
from toepas.observatory.vintages import figures

BY_ACTIVITY = [name for name in indicators() if name.endswith("-by-activity")]
OF_THE_STRATEGY = [code for code, sector in sectors().items() if sector.section]


@pytest.mark.parametrize("name", indicators())
def test_an_indicator_says_for_every_dimension_what_it_takes(name):
    indicator = indicators()[name]
    dataset = datasets()[indicator.dataset]
    chosen = [choice.dimension for choice in indicator.choices]
    assert sorted([*indicator.fixed, *chosen, GEO]) == sorted(dataset.dimensions)
    assert set(dataset.pinned) <= {*indicator.fixed, *chosen}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_code_that_can_be_chosen_has_figures_and_is_known(name):
    indicator = indicators()[name]
    known = codelist(datasets()[indicator.dataset].codelist)
    there = figures(newest(indicator.dataset)).collect()
    for dimension, code in indicator.fixed.items():
        there = there.filter(pl.col(dimension) == code)
    for choice in indicator.choices:
        for code in choice.codes:
            assert code in known.get(choice.dimension, {code: ""}), code
            assert code in set(there[choice.dimension]), code


@pytest.mark.parametrize("name", indicators())
def test_breaks_targets_and_notes_are_about_codes_that_exist(name):
    indicator = indicators()[name]
    choices = {choice.dimension: set(choice.codes) for choice in indicator.choices}
    for item in indicator.breaks:
        assert all(set(codes) <= choices[dimension] for dimension, codes in item.codes.items())
    assert all(set(indicator.about) <= codes for codes in choices.values()) or not indicator.about
    assert indicator.definition
    assert indicator.caveats


@pytest.mark.parametrize("name", datasets())
def test_units_are_pinned_and_a_view_that_would_mix_them_is_refused(name):
    dataset = datasets()[name]
    assert dataset.pinned
    assert "unit" in dataset.pinned or name == "strategy-figures"
    with pytest.raises(Problem, match="would mix figures"):
        cells(dataset, newest(name), {}, WORDS)


@pytest.mark.parametrize(
    "name", [name for name in SHIPPED if any(c.dimension == "unit" for c in indicators()[name].choices)]
)
def test_two_units_in_one_view_are_refused_and_one_names_itself(name):
    choice = next(choice for choice in indicators()[name].choices if choice.dimension == "unit")
    with pytest.raises(Problem, match="would mix figures"):
        look(View(name, codes={"unit": tuple(choice.codes)[:2]}), WORDS)
    for code, label in choice.codes.items():
        assert look(View(name, codes={"unit": (code,)}), WORDS).unit == label


def test_what_is_shipped_passed_every_gate_and_every_dataset_has_figures():
    for name in datasets():
        if name.startswith(("lfs", "site-")):
            continue
        shipped = [item for item in vintages(name) if item.shipped]
        assert shipped, name
        assert all(item.held == () for item in shipped)


def test_a_copy_is_marked_as_one_and_kept_apart():
    copy = datasets()["ai-use-2021"]
    assert copy.evidence == "secondary-copy"
    assert copy.evidence_note
    assert {item.dataset for item in indicators().values() if "2021" in item.id} == {"ai-use-2021"}
    assert "2021" not in set(look(View("ai-use"), WORDS).frame["time"])


def test_what_is_not_from_an_office_says_what_it_is_and_is_not_fetched():
    for dataset in datasets().values():
        if dataset.evidence != PRIMARY:
            assert dataset.via in (TABLE, SITE)
            assert dataset.evidence_note


def test_every_figure_of_the_strategy_has_its_place_its_source_and_its_unit():
    about = indicators()["strategy-figures"].about
    found = looks(View("strategy-figures"), WORDS)
    assert len(found) == len(about) == 27
    assert all(item.unit and item.place and item.cites for item in about.values())
    values = {one.frame["figure"][0]: one.frame["value"][0] for one in found}
    assert (values["enterprises-using-ai"], values["smes-using-ai"]) == (13.5, 12.6)
    assert (values["workers-faster-with-ai"], values["health-patents-growth"]) == (67, 20)
    assert (values["public-managers-with-ai"], values["public-managers-planning-ai"]) == (52, 63)
    assert (values["growers-yield-monitoring"], values["growers-precision-spraying"]) == (27, 49)


@pytest.mark.parametrize("sector", OF_THE_STRATEGY)
@pytest.mark.parametrize("name", BY_ACTIVITY)
def test_every_sector_of_the_strategy_is_covered_or_says_why_not(name, sector):
    coverage = indicators()[name].sectors[sector]
    if coverage.codes:
        assert coverage.why or not coverage.proxy
        choices = {choice.dimension: choice.codes for choice in indicators()[name].choices}
        for dimension, codes in coverage.codes.items():
            assert set(codes) <= set(choices[dimension])
    else:
        assert coverage.why


def test_a_sector_that_is_not_surveyed_has_no_codes_and_a_reason():
    surveyed = {
        code: [one for one in sector_figures(code) if one.indicator.id == "ai-use-by-activity"] for code in sectors()
    }
    missing = {code for code, found in surveyed.items() if not found[0].surveyed}
    assert missing == {"defence-and-space", "public-sector", "education", "finance", "justice"}
    assert all(surveyed[code][0].coverage.why for code in missing)


def test_sectors_in_the_data_are_those_of_the_kernel():
    for indicator in indicators().values():
        assert set(indicator.sectors) <= set(sectors())


def test_who_writes_sql_finds_a_view_per_dataset_and_one_of_every_vintage():
    database = connect()
    asked = "SELECT value, flag FROM isoc_eb_ai WHERE unit = 'PC_ENT' AND indic_is = 'E_AI_TANY' AND size_emp = 'GE10' AND geo = 'NL' AND time = '2025'"
    assert database.execute(asked).fetchall() == [(33.21, "b")]
    assert database.execute('SELECT count(*) FROM "strategy-figures"').fetchall() == [(27,)]
    assert database.execute("SELECT DISTINCT vintage, held FROM isoc_eb_ai_vintages").fetchall() == [
        ("2026-06-15.b32b4480", False)
    ]


@pytest.mark.parametrize("hostile", ["NL'; DROP TABLE x; --", 'NL" OR 1=1', "%", "\x00", "NL\n"])
def test_codes_are_never_read_as_sql(hostile):
    assert look(View("ai-use", (hostile,)), WORDS).frame.is_empty()
    with pytest.raises(Problem):
        look(View("ai-use", codes={"size_emp": (hostile,)}), WORDS)
    with pytest.raises(Problem):
        look(View(hostile), WORDS)
    with pytest.raises(Problem):
        look(View("ai-use", vintage=hostile), WORDS)
    with pytest.raises(Problem):
        look(View("ai-use", codes={hostile: ("x",)}), WORDS)
