"""What tools, cards and meters give, with the grade that each of them allows."""

import datetime
import importlib.metadata
import math

import pytest

from tests.library.assurance.energy.made import DATA, EN, bad, training
from toepas.assurance.energy import (
    Layout,
    from_card,
    from_codecarbon,
    from_ecologits,
    from_ecologits_json,
    from_meter,
    joined,
    report_from,
    report_of,
)
from toepas.catalogue.model import Grade
from toepas.kernel import Problem

ON = datetime.date.fromisoformat("2026-11-26")
CODECARBON = DATA / "codecarbon-3.3.2.csv"


def of(brought, what, part=""):
    return next(one for one in brought.figures if one.what == what and one.part == part)


def test_codecarbon_the_last_row_of_each_run_counts_once():
    brought = from_codecarbon(CODECARBON, "training", EN)
    assert of(brought, "energy").value == pytest.approx(5.566722060992207e-05 + 2.521051200911865e-05)
    assert of(brought, "carbon-location").value == pytest.approx(1.4897772914068564e-05 + 6.746887644904352e-06)
    assert (brought.place.country, brought.period.from_) == ("NLD", "2026-11-26")


def test_codecarbon_one_run_can_be_picked_with_its_site():
    brought = from_codecarbon(CODECARBON, "training", EN, run="14aca508-a692-4b71-9f65-ea3b0c6fa74b")
    assert of(brought, "pue").value == 1.2
    assert of(brought, "water-site").value == pytest.approx(2.783361e-05)


def test_codecarbon_without_a_word_about_counters_is_modelled_and_says_so():
    brought = from_codecarbon(CODECARBON, "training", EN)
    assert (of(brought, "energy").grade, of(brought, "energy").method_version) == (Grade.MODELLED, "3.3.2")
    assert any("does not say whether counters" in note for note in brought.notes)
    assert any("other programs" in note for note in brought.notes)


@pytest.mark.parametrize(("read", "grade"), [("counter", "counter"), ("load", "modelled"), ("constant", "assumed")])
def test_codecarbon_the_processor_has_the_grade_of_how_it_was_read(read, grade):
    assert of(from_codecarbon(CODECARBON, "training", EN, read=read), "energy", "processor").grade == grade


def test_codecarbon_a_total_is_no_better_known_than_its_worst_part():
    brought = from_codecarbon(CODECARBON, "training", EN, read="counter")
    assert of(brought, "energy", "memory").grade == of(brought, "energy").grade == Grade.MODELLED


def test_codecarbon_before_version_3_fell_back_on_a_constant(tmp_path):
    old = tmp_path / "emissions.csv"
    old.write_text(CODECARBON.read_text("utf-8").replace(",3.3.2,", ",2.3.4,"), "utf-8")
    assert of(from_codecarbon(old, "training", EN), "energy").grade == Grade.ASSUMED


def test_codecarbon_accelerators_are_read_from_counters_and_named(tmp_path):
    lines = CODECARBON.read_text("utf-8").splitlines()[:2]
    row = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    row |= {"gpu_model": "8 x NVIDIA A100-SXM4-80GB", "gpu_count": "8", "gpu_energy": "0.5"}
    row["energy_consumed"] = str(sum(float(row[name]) for name in ("cpu_energy", "gpu_energy", "ram_energy")))
    path = tmp_path / "emissions.csv"
    path.write_text(lines[0] + "\n" + ",".join(row.values()) + "\n", "utf-8")
    brought = from_codecarbon(path, "training", EN)
    assert of(brought, "energy", "accelerator").grade == Grade.COUNTER
    assert [(one.name, one.count) for one in brought.hardware][-1] == ("NVIDIA A100-SXM4-80GB", 8)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("6.008439974000794", "veel", "line 2, column duration"),
        ("5.566722060992207e-05", "nan", "line 2, column energy_consumed"),
        ("1.5796793936552707e-05", "-1", "line 2, column cpu_energy"),
        ("2026-11-26T18:37:11", "gisteren", "line 4, column timestamp"),
    ],
)
def test_codecarbon_a_broken_cell_is_named_with_line_and_column(tmp_path, old, new, where):
    path = tmp_path / "emissions.csv"
    path.write_text(CODECARBON.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(Problem) as caught:
        from_codecarbon(path, "training", EN)
    assert where in caught.value.where


def test_codecarbon_another_table_is_refused(tmp_path):
    path = tmp_path / "emissions.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(Problem, match="Columns are missing"):
        from_codecarbon(path, "training", EN)


# The figures of the study that this rests on: 400 output tokens in six seconds.
KNOWN = [
    ("mistralai/mistral-large-latest", "FRA", (1.09, 1.09), (0.077, 0.077), (4.1, 4.1)),
    ("openai/gpt-4o-mini", "DEU", (0.026, 0.031), None, None),
    ("mistralai/mistral-small-latest", "POL", (0.10, 0.10), (0.064, 0.064), None),
    ("anthropic/claude-sonnet-4-5", "SWE", (0.53, 0.92), (0.034, 0.048), None),
]


@pytest.mark.skipif(
    importlib.metadata.version("ecologits") != "0.11.3", reason="the known figures are of version 0.11.3"
)
@pytest.mark.parametrize(("model", "zone", "energy", "carbon", "water"), KNOWN)
def test_ecologits_gives_the_known_figures(model, zone, energy, carbon, water):
    brought = from_ecologits(model, 400, EN, zone=zone, seconds=6)
    assert [end * 1000 for end in of(brought, "energy").span] == pytest.approx(energy, rel=0.05)
    if carbon:
        whole = zip(of(brought, "carbon-location").span, of(brought, "carbon-embodied").span, strict=True)
        assert [sum(ends) * 1000 for ends in whole] == pytest.approx(carbon, rel=0.02)
    if water:
        assert [end * 1000 for end in of(brought, "water-total").span] == pytest.approx(water, rel=0.02)


def test_ecologits_keeps_its_ranges_warnings_and_version():
    figure = of(from_ecologits("anthropic/claude-sonnet-4-5", 400, EN, zone="SE"), "energy")
    assert (figure.value, figure.low < figure.high, figure.warnings) == (None, True, ("model-arch-not-released",))
    assert figure.method_version == importlib.metadata.version("ecologits")


@pytest.mark.parametrize("name", ["mistral-large-FRA", "claude-sonnet-4-5-SWE"])
def test_ecologits_a_kept_file_says_the_same_as_the_tool(name):
    brought = from_ecologits_json(DATA / f"ecologits-0.11.3-{name}.json", 400, EN, version="0.11.3", zone=name[-3:])
    model = {"mistral-large-FRA": "mistralai/mistral-large-latest"}.get(name, "anthropic/claude-sonnet-4-5")
    computed = from_ecologits(model, 400, EN, zone=name[-3:], seconds=6)
    for what in ("energy", "carbon-location", "carbon-embodied", "water-total"):
        assert of(brought, what).span == pytest.approx(of(computed, what).span)


def test_ecologits_estimates_hold_against_our_own_checks():
    for model, zone, *_ in KNOWN:
        report = report_from(from_ecologits(model, 400, EN, zone=zone), name="", on="2026-11-26", words=EN)
        assert bad(report) == []


def test_ecologits_an_unknown_model_gets_names_that_are_near():
    with pytest.raises(Problem) as caught:
        from_ecologits("mistralai/mistral-large-latst", 400, EN)
    assert "mistralai/mistral-large-latest" in caught.value.expected


def test_ecologits_an_unknown_place_is_refused():
    with pytest.raises(Problem, match="'XX' is not known"):
        from_ecologits("mistralai/mistral-large-latest", 400, EN, zone="XX", seconds=math.inf)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"energy": {"value": "much", "unit": "kWh"}}', '{"usage": 1}'])
def test_ecologits_other_json_is_refused(tmp_path, text):
    path = tmp_path / "impacts.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Problem, match="not impacts of EcoLogits"):
        from_ecologits_json(path, 400, EN)


@pytest.mark.parametrize(
    ("name", "grams", "grade", "stage", "country"),
    [
        ("card-number", 149200, "assumed", "training", ""),
        ("card-with-unit", 149200, "assumed", "training", ""),
        ("card-mapping", 232380, "assumed", "fine-tuning", ""),
        ("card-codecarbon", 7600, "modelled", "training", "DEU"),
    ],
)
def test_a_card_gives_grams_with_its_stage_place_and_grade(name, grams, grade, stage, country):
    brought = from_card(DATA / f"{name}.md", EN)
    figure = brought.figures[0]
    assert (figure.value, figure.unit, figure.grade, figure.stage, brought.place.country) == (
        grams,
        "gCO2e",
        grade,
        stage,
        country,
    )


def test_a_card_leaves_energy_unknown_and_warns_of_kilograms():
    brought = from_card(DATA / "card-mapping.md", EN)
    assert {one.what for one in brought.figures} == {"carbon-location"}
    assert any("kilograms by mistake" in note for note in brought.notes)
    assert brought.hardware[0].count == 4


@pytest.mark.parametrize(
    "front",
    [
        "co2_eq_emissions: a lot",
        "co2_eq_emissions: {source: x}",
        "co2_eq_emissions: -1",
        "x: 1",
        "co2_eq_emissions: [",
        "",
    ],
)
def test_a_card_without_a_number_of_grams_is_refused(tmp_path, front):
    path = tmp_path / "README.md"
    path.write_text(f"---\n{front}\n---\nText\n", "utf-8")
    with pytest.raises(Problem):
        from_card(path, EN)


def meter(tmp_path, text, **layout):
    path = tmp_path / "readings.csv"
    path.write_text(text, "utf-8")
    return from_meter(path, "rack 12", "use", ON, EN, layout=Layout(**layout))


def test_a_meter_is_added_up_and_metered(tmp_path):
    brought = meter(tmp_path, "date;kWh\n2026-11-01;10.5\n2026-11-02;9.5\n")
    assert (brought.figures[0].value, brought.figures[0].grade, brought.figures[0].meter) == (20, "metered", "rack 12")
    assert (brought.period.from_, brought.period.to) == ("2026-11-01", "2026-11-02")


def test_a_counter_gives_what_it_rose(tmp_path):
    brought = meter(
        tmp_path,
        "day,state\n2026-11-02,1010\n2026-11-01,1000\n2026-11-03,1024\n",
        date="day",
        energy="state",
        counter=True,
    )
    assert brought.figures[0].value == 24


def test_missing_days_of_a_meter_are_named(tmp_path):
    brought = meter(tmp_path, "date,kWh\n2026-11-01,1\n2026-11-02,1\n2026-11-03,1\n2026-11-09,1\n")
    assert "2026-11-03" in brought.notes[0]


@pytest.mark.parametrize(
    ("text", "layout", "message"),
    [
        ("date,kWh\n2026-11-01,\n", {}, "not a number"),
        ('date,kWh\n2026-11-01,"1,5"\n', {}, "not a number"),
        ("date,kWh\n2026-11-01,-4\n", {}, "not a number"),
        ("date,kWh\n2026-12-01,4\n", {}, "in the future"),
        ("date,kWh\n01-11-2026,4\n", {}, "not a date"),
        ("date,kWh\n2026-11-01,4\n2026-11-01,4\n", {}, "twice"),
        ("date,kWh\n2026-11-01,5\n2026-11-02,4\n", {"counter": True}, "falls"),
        ("date,kWh\n", {}, "no rows"),
        ("datum,verbruik\n2026-11-01,4\n", {}, "Columns are missing"),
        ("date,kWh\n2026-11-01,4\n", {"unit": "kwh"}, "not a unit"),
    ],
)
def test_readings_that_cannot_be_used_are_refused(tmp_path, text, layout, message):
    with pytest.raises(Problem, match=message):
        meter(tmp_path, text, **layout)


def test_figures_join_a_report_as_its_next_version(tmp_path):
    report = joined(report_of(training(), EN), meter(tmp_path, "date,kWh\n2026-11-01,4\n"), "2026-11-26", EN)
    assert (report.version, report.boundary.stages, report.sources[-1].sha256 != "") == (2, ("training", "use"), True)


def test_figures_of_another_country_or_unit_do_not_join():
    report = report_from(
        from_ecologits("mistralai/mistral-large-latest", 400, EN, zone="FR"), name="", on="2026-11-26", words=EN
    )
    for other in (
        from_ecologits("mistralai/mistral-large-latest", 400, EN, zone="DE"),
        from_ecologits("mistralai/mistral-large-latest", 500, EN, zone="FR"),
    ):
        with pytest.raises(Problem):
            joined(report, other, "2026-11-26", EN)
