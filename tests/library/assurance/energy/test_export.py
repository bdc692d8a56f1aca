"""Exports: the documentation form, the catalogue, SCI for AI and linked data."""

import csv
import io

import msgspec
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.parsers.jsonld import to_rdf

from tests.library.assurance.energy.made import EN, figure, per_unit, training, use, with_figure
from toepas.assurance.energy import (
    catalogue_data,
    catalogue_energy,
    form_csv,
    form_entries,
    linked_data,
    report_of,
    sci_data,
)
from toepas.assurance.energy.data import FOLDER
from toepas.assurance.energy.export.form import scientific, significant
from toepas.catalogue.model import Energy
from toepas.law import load_act


def form(data):
    return {one.id: one for one in form_entries(report_of(data, EN), EN)}


def test_training_energy_is_in_mwh_with_two_significant_figures():
    assert form(with_figure(0, value=5, unit="MWh"))["training_energy"].text == "5.0 MWh"
    assert form(with_figure(0, value=31.4, unit="kWh"))["training_energy"].text == "0.0314 MWh"
    assert form(with_figure(0, value=1.234, unit="GWh"))["training_energy"].text == "1234 MWh"


def test_a_range_is_given_as_one():
    assert form(with_figure(0, value=None, low=25, high=31))["training_energy"].text == "25 to 31 MWh"


def test_withheld_is_n_a_with_its_reason_and_unknown_stays_empty():
    hidden = form(
        training(
            figures=[{"what": "energy", "stage": "training", "grade": "withheld", "reason": "the cloud does not say"}]
        )
    )
    assert (hidden["training_energy"].text, "the cloud does not say" in hidden["training_energy"].remark) == (
        "N/A",
        True,
    )
    unknown = form(training(figures=[]))
    assert (unknown["training_energy"].text, unknown["training_energy"].remark) == ("", "Not known in this report.")


def test_unknown_energy_may_be_told_from_computation_where_that_is_known():
    only_flops = form(training(figures=[figure(what="flops", value=4.5e22, unit="FLOP")]))
    assert "computation used" in only_flops["training_energy"].remark
    assert only_flops["training_computation"].text == "4.5×10^22 FLOP"


def test_the_text_on_method_has_about_100_words_and_names_method_hardware_and_pue():
    text = form(training())["training_energy_method"].text
    assert 40 <= len(text.split()) <= 120
    for part in ("counters that the accelerators keep", "64 × NVIDIA H100 SXM5", "1.2"):
        assert part in text


def test_use_is_told_in_operations_task_and_hardware():
    report = use(
        "one",
        1,
        1,
        hardware=[{"name": "NVIDIA A100", "count": 64, "stage": "use"}],
        figures=[per_unit("flops", "FLOP", 5.1e17, "profiler")],
    )
    fields = {one.id: one.text for one in form_entries(report, EN)}
    assert fields["inference_computation"] == "5.1×10^17 FLOP"
    assert fields["inference_task"] == "1,000 answers of 400 output tokens: text-generation"
    assert fields["inference_hardware"] == "64 × NVIDIA A100"


def test_the_citation_comes_from_the_data_of_the_law():
    cites = form(training())["training_energy"].cites
    assert cites == next(one.cites for one in load_act().articles["anx_XI"].fields if one.id == "energy")


def test_the_table_of_the_form_runs_nothing_in_a_spreadsheet():
    hostile = with_figure(0, note="x")
    hostile["hardware"] = [{"name": "=1+1", "stage": "use"}]
    rows = list(csv.reader(io.StringIO(form_csv(report_of(hostile, EN), EN))))
    assert rows[-1][1] == "'=1+1"


@settings(deadline=None)
@given(st.floats(1e-6, 1e9))
def test_significant_figures_are_at_least_two_and_close(amount):
    text = significant(amount)
    assert float(text) == pytest.approx(amount, rel=1e-3)
    assert len(text.replace(".", "").lstrip("0")) >= 2
    mantissa, exponent = scientific(amount * 1e12).split("×10^")
    assert float(mantissa) * 10 ** int(exponent) == pytest.approx(amount * 1e12, rel=0.01)


def test_the_catalogue_takes_the_entry_with_range_and_grade():
    entries = catalogue_energy(use("one", (500, 900), 3))
    assert msgspec.convert(catalogue_data(use("one", (500, 900), 3)), tuple[Energy, ...]) == entries
    assert (entries[0].low, entries[0].high, entries[0].unit, entries[0].grade) == (500, 900, "Wh", "modelled")
    assert entries[0].per == "1,000 answers of 400 output tokens: text-generation, use"


def test_sci_adds_use_and_making_per_token():
    report = use(
        "one",
        1,
        1,
        figures=[per_unit("carbon-location", "gCO2e", 40, "x"), per_unit("carbon-embodied", "gCO2e", (8, 12), "x")],
    )
    data = sci_data(report)
    assert (data["functional_unit"], data["lacking"]) == ("token", [])
    assert (data["score"]["low"], data["score"]["high"]) == pytest.approx((48 / 400_000, 52 / 400_000))


def test_sci_the_example_of_the_specification_comes_out_in_grams_per_token():
    # 5,000 kg of use and 1,500 kg of making per week, for 50 billion tokens: 0.13 mg a token, 0.13 g per thousand tokens.
    # The draft of the specification prints 0.13 g per million tokens: a slip of a thousand.
    figures = [per_unit("carbon-location", "kgCO2e", 5000, "x"), per_unit("carbon-embodied", "kgCO2e", 1500, "x")]
    data = sci_data(use("one", 1, 1, unit={"quantity": 50e9, "of": "token"}, figures=figures))
    assert data["score"]["low"] * 1000 == pytest.approx(0.13)


def test_sci_without_the_making_of_hardware_has_no_score_but_a_least():
    data = sci_data(use("one", 1, 40))
    assert (data["score"], data["lacking"]) == (None, ["embodied"])
    assert data["at_least"] == pytest.approx(40 / 400_000)


def test_sci_does_not_count_contracts():
    data = sci_data(use("one", 1, 1, figures=[per_unit("carbon-market", "gCO2e", 0, "contract")]))
    assert data["operational_kgCO2e"] is None


def graph_of(data):
    return to_rdf(data, rdflib.Graph())


def fits(graph):
    return pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(FOLDER / "report-shape.ttl"))[0]


def test_linked_data_fits_its_shape_with_units_of_qudt():
    graph = graph_of(linked_data(report_of(training(), EN)))
    assert fits(graph)
    assert any(str(found).endswith("qudt.org/vocab/unit/MegaW-HR") for found in graph.objects())


def test_linked_data_of_withheld_figures_fits_too():
    hidden = training(figures=[{"what": "energy", "stage": "training", "grade": "withheld", "reason": "a secret"}])
    assert fits(graph_of(linked_data(report_of(hidden, EN))))


@pytest.mark.parametrize("broken", [{"e:grade": "measured"}, {"high": 20.0}, {"e:method": []}])
def test_the_shape_refuses_what_the_schema_or_the_checks_refuse(broken):
    data = linked_data(report_of(with_figure(0, low=25, high=31), EN))
    assert not fits(graph_of({**data, "figures": [{**data["figures"][0], **broken}]}))
