"""Reading: what people write by hand is understood, and what cannot be is named with its line."""

import json

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.assurance.energy.made import EN, figure, training
from toepas.assurance.energy import blank, read_report, report_data, report_of, written
from toepas.assurance.energy.model import STAGES
from toepas.assurance.energy.reading import schema
from toepas.assurance.energy.units import KIND_OF, KINDS, convert, factor, readable, units_of
from toepas.kernel import Problem

HEAD = """schema: urn:toepas:energy-report:1.0
id: noor
date: 2026-11-20
subject: {kind: model, name: Noor, version: 1.10, country: NO}
boundary: {persona: provider, stages: [training]}
"""


def read(tmp_path, text):
    path = tmp_path / "report.yaml"
    path.write_text(text, "utf-8")
    return read_report(path, EN)


def refused(tmp_path, text):
    with pytest.raises(Problem) as caught:
        read(tmp_path, text)
    return caught.value


def test_the_schema_is_a_schema_and_needs_no_host():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$id"] == "urn:toepas:energy-report:1.0"


def test_versions_countries_and_powers_of_ten_stay_what_was_meant(tmp_path):
    report = read(
        tmp_path,
        HEAD
        + "figures:\n- {what: flops, stage: training, value: 5.1e17, unit: FLOP, grade: assumed, method: expert}\n",
    )
    assert (report.subject.version, report.subject.country, report.figures[0].value) == ("1.10", "NO", 5.1e17)


def test_json_is_read_as_well(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(training()), "utf-8")
    assert read_report(path, EN) == report_of(training(), EN)


@pytest.mark.parametrize(
    ("line", "what", "expected"),
    [
        ("- {what: energy, grade: modelled, value: 1, unit: kwh, method: meter}", "'kwh' is not a unit", "kWh"),
        (
            "- {what: energy, grade: modelled, value: '1,5', unit: kWh, method: meter}",
            "'1,5' is of the wrong kind",
            "1.5",
        ),
        (
            "- {what: energy, grade: measured, value: 1, unit: kWh, method: meter}",
            "'measured' is not a word",
            "metered",
        ),
        ("- {what: energy, grade: withheld}", "'reason' is missing", "by whom"),
        (
            "- {what: energy, grade: modelled, unit: kWh, method: meter}",
            "'value' is missing",
            "leave the whole figure out",
        ),
        ("- {what: energy, grade: modelled, value: 1, unit: kWh}", "'method' is missing", "codecarbon"),
        ("- {what: energie, grade: modelled, value: 1, unit: kWh, method: meter}", "'energie' is not a word", "energy"),
        (
            "- {what: energy, grade: modelled, value: 1, unit: kWh, method: meter, wat: 1}",
            "The name 'wat' is not known",
            "what",
        ),
        ("- {what: energy, grade: modelled, value: 1, unit: kWh, method: meter, sources: [x]}", "no source 'x'", "-"),
    ],
)
def test_a_mistake_in_a_figure_is_named_with_its_line_and_what_was_expected(tmp_path, line, what, expected):
    problem = refused(tmp_path, f"{HEAD}figures:\n{line}\n")
    assert what in problem.what
    assert "report.yaml:7" in problem.where
    assert expected in problem.expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "figures",
        "5",
        HEAD.replace("noor", "Noor!"),
        HEAD.replace("[training]", "training"),
        HEAD.replace("[training]", "[]"),
        HEAD.replace("[training]", "[training, training]"),
        HEAD.replace("report:1.0", "report:2.0"),
        HEAD + "figures: \n",
        HEAD + "figures:\n- {what: energy, grade: assumed, value: .nan, unit: kWh, method: expert}\n",
        HEAD + "figures:\n- {what: energy, grade: assumed, value: .inf, unit: kWh, method: expert}\n",
        HEAD + "hardware:\n- {name: x, count: 0}\n",
        HEAD + "period: {from: 2026-01-01}\n",
        HEAD + "unit: {quantity: 1, of: cake}\n",
        HEAD + "id: twice\n",
        HEAD + "figures: [",
    ],
)
def test_what_is_no_report_gets_one_message_with_its_place_and_what_to_do(tmp_path, text):
    problem = refused(tmp_path, text)
    assert "report.yaml" in problem.where
    assert problem.todo
    assert problem.what


def test_a_day_that_does_not_exist_is_named(tmp_path):
    problem = refused(tmp_path, HEAD.replace("2026-11-20", "2026-02-30"))
    assert ("'2026-02-30' is not a date." in problem.what, ":3" in problem.where) == (True, True)


def test_a_withheld_figure_needs_a_reason_and_no_value():
    report = report_of(
        training(figures=[{"what": "energy", "grade": "withheld", "reason": "the cloud does not say"}]), EN
    )
    assert report.figures[0].span is None


def test_a_report_that_is_written_reads_back_the_same(tmp_path):
    report = report_of(training(), EN)
    assert read(tmp_path, written(report)) == report
    jsonschema.validate(report_data(report), schema())


@pytest.mark.parametrize("stage", STAGES)
def test_a_new_report_is_valid_and_so_are_its_examples(tmp_path, stage):
    text = blank('A "quoted": name', "2026-11-26", EN, stage=stage)
    assert read(tmp_path, text).figures == ()
    examples = [line.removeprefix("#   ") for line in text.splitlines() if line.startswith("#   - {what: ")]
    filled = text.replace("figures: []", "figures:\n" + "\n".join(examples))
    assert len(read(tmp_path, filled).figures) == len(examples) == 6


def test_what_a_report_leaves_out_is_not_in_its_data():
    data = report_data(report_of(training(figures=[figure(low=1, high=2)]), EN))
    assert "value" not in data["figures"][0]
    assert yaml.safe_load(written(report_of(data, EN))) == data


@settings(deadline=None)
@given(st.sampled_from(sorted(KIND_OF)), st.floats(1e-9, 1e12), st.data())
def test_an_amount_survives_the_way_to_another_unit_and_back(what, amount, data):
    one, other = (data.draw(st.sampled_from([unit for unit in units_of(what) if unit])) for _ in "12")
    assert convert(convert(amount, what, one, other), what, other, one) == pytest.approx(amount)


@settings(deadline=None)
@given(st.sampled_from(["energy", "carbon-location", "water-site"]), st.floats(1e-5, 1e9))
def test_the_unit_that_reads_best_says_the_same_amount(what, amount):
    shown, unit = readable(amount, what)
    assert shown * factor(what, unit) == pytest.approx(amount)
    assert 0.01 <= shown < 1e7


def test_a_joule_and_a_watt_hour_are_what_physics_says():
    assert convert(3.6, "energy", "MJ", "kWh") == pytest.approx(1)
    assert KINDS["carbon per energy"]["tCO2e/MWh"] == KINDS["carbon per energy"]["kgCO2e/kWh"] == 1
