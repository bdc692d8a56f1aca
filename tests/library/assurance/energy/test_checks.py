"""Plausibility: figures that fit together raise nothing, and each slip is found and named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.assurance.energy.made import EN, NL, bad, figure, found, said, training, use, with_figure
from toepas.assurance.energy import (
    check_report,
    energy_data,
    finding_text,
    form_entries,
    linked_data,
    report_document,
    report_of,
)
from toepas.assurance.energy.data import limits
from toepas.assurance.energy.model import STAGES
from toepas.assurance.energy.units import KIND_OF, units_of


def test_figures_that_fit_together_raise_nothing():
    assert bad(training()) == []


def test_kilowatt_hours_entered_as_megawatt_hours_are_named_as_a_factor_of_1000():
    text = said(with_figure(0, value=28000))
    assert "28 GWh is more than the machines can draw" in text
    assert "the number is in kWh and was entered as MWh: a factor of 1,000" in text


def test_megawatt_hours_entered_as_kilowatt_hours_are_named_too():
    assert "the number is in MWh and was entered as kWh: a factor of 1,000" in said(with_figure(0, unit="kWh"))


def test_joules_entered_as_watt_hours_are_named_as_a_factor_of_3600():
    assert "the number is in J and was entered as Wh: a factor of 3,600" in said(with_figure(0, value=1e11, unit="Wh"))


def test_the_upper_bound_is_time_times_power_times_number_with_servers_and_cooling():
    one = next(one for one in found(with_figure(0, value=28000)) if one.check == "power")
    drawn = 64 * 500 * 0.7
    assert one.values["drawn"] == pytest.approx(drawn)
    assert one.values["high"] == pytest.approx(drawn * limits()["server-overhead"].value * 1.2)


def test_more_operations_than_the_machines_can_do_in_the_time_are_found():
    assert ("speed", "above") in bad(with_figure(1, value=4.5e24))


def test_hours_of_all_machines_together_are_found_by_the_period():
    data = training(hardware=[{"name": "NVIDIA H100 SXM5", "count": 64, "hours": 32000, "stage": "training"}])
    assert ("dates", "hours") in bad(data)
    assert ("speed", "below") in bad(data)


def test_a_published_training_run_passes():
    # Llama 3.1 405B: 3.8e25 FLOP, 30.84 million hours of H100 at 700 W (model card of Meta, July 2024).
    data = training(
        hardware=[{"name": "NVIDIA H100", "count": 16000, "hours": 30.84e6 / 16000, "stage": "training"}],
        period={"from": "2024-01-01", "to": "2024-07-01"},
        figures=[
            figure(value=30.84e6 * 0.7, unit="kWh"),
            figure(what="flops", value=3.8e25, unit="FLOP", method="flops-parameters"),
        ],
    )
    assert bad(data) == []


@pytest.mark.parametrize(
    ("pue", "case"), [(0.87, "inverse"), (0.2, "below-one"), (115, "percent"), (7, "high"), (0.99, "inverse")]
)
def test_a_pue_below_one_or_far_above_is_found(pue, case):
    assert ("pue", case) in bad(with_figure(3, value=pue))


def test_a_pue_of_exactly_one_is_noted():
    assert [one.case for one in found(with_figure(3, value=1), "note") if one.check == "pue"] == ["exactly-one"]


def test_carbon_far_from_the_grid_of_the_place_is_found_with_its_unit():
    text = said(with_figure(2, unit="kgCO2e"))
    assert "published grid of Netherlands" in text
    assert "the number is in tCO2e and was entered as kgCO2e: a factor of 1,000" in text


def test_carbon_that_fits_the_stated_factor_passes_even_where_the_grid_differs():
    data = with_figure(2, value=1.4)
    assert ("carbon", "published") in bad(data)
    data["figures"].append(
        figure(what="grid-factor", stage="all", value=50, unit="gCO2e/kWh", method="expert", grade="assumed")
    )
    assert ("carbon", "stated") not in bad(data)
    assert ("grid", "outside") in bad(data)


def test_carbon_is_not_blamed_where_the_energy_is_in_doubt_itself():
    carbon = [one for one in found(with_figure(0, value=28000)) if one.check == "carbon"]
    assert [one.slip for one in carbon] == [None]
    assert "The energy itself is in doubt too" in said(with_figure(0, value=28000))


def test_more_water_per_kwh_than_is_known_is_found():
    assert ("water", "high") in bad(with_figure(4, value=14000))


def test_a_value_outside_its_own_range_is_found():
    assert ("range", "order") in bad(with_figure(0, low=29, high=31))


def test_zero_is_not_taken_for_unknown():
    assert ("range", "zero") in bad(with_figure(0, value=0))


def test_metered_without_a_meter_cannot_be():
    assert ("grade", "no-meter") in bad(with_figure(0, grade="metered", method="meter"))
    assert bad(with_figure(0, grade="metered", method="meter", meter="rack 12")) == []


def test_a_grade_that_the_method_cannot_give_is_found():
    assert ("grade", "better-than-method") in bad(with_figure(0, method="ecologits", method_version="0.11.3"))


def test_counters_in_a_virtual_machine_are_doubted():
    data = training(hardware=[{"name": "NVIDIA H100", "count": 64, "hours": 500, "stage": "training", "virtual": True}])
    assert ("grade", "virtual-counter") in bad(data)


def test_stages_that_add_up_to_more_than_the_total_are_found():
    data = training()
    data["figures"].append(figure(stage="all", value=20, unit="MWh"))
    assert ("totals", "stages-above") in bad(data)


def test_stages_that_add_up_to_less_than_the_total_are_found_only_where_every_stage_is_known():
    data = training()
    data["figures"].append(figure(stage="all", value=35, unit="MWh"))
    assert ("totals", "stages-below") in bad(data)
    data["boundary"] = {"persona": "provider", "stages": ["training", "data"]}
    assert ("totals", "stages-below") not in bad(data)


def test_a_figure_outside_the_boundary_is_found():
    data = training()
    data["figures"].append(figure(stage="use", value=1))
    assert ("boundary", "outside") in bad(data)


def test_what_cannot_be_checked_says_what_is_missing():
    data = training(hardware=[{"name": "A machine of our own", "count": 2, "hours": 5}])
    missing = {one.check: one.values["lacking"] for one in found(data, "not-checked")}
    assert missing["power"] == ["tdp_w"]
    assert missing["speed"] == ["peak_flops"]


def test_answers_far_from_what_is_known_of_language_models_are_found():
    assert bad(use("fine", 1090, 45)) == []
    assert ("tokens", "above") in bad(use("heavy", 1.09e6, None))


def test_sentences_are_there_in_dutch():
    assert "een factor 1.000" in said(with_figure(0, value=28000), NL)


def test_a_card_that_holds_kilograms_where_grams_are_asked_is_found_once_its_energy_is_known():
    # A public card gives "emissions: 83.524" as grams, and in its text 696.035 kWh at 120 g per kWh: 83.524 kg.
    data = training(
        place={"country": "FI"},
        figures=[
            figure(value=696.035, unit="kWh"),
            figure(what="carbon-location", value=83.524, unit="gCO2e", method="model-card", grade="assumed"),
            figure(what="grid-factor", stage="all", value=120, unit="gCO2e/kWh", method="expert", grade="assumed"),
        ],
        hardware=[],
    )
    assert "the number is in kgCO2e and was entered as gCO2e: a factor of 1,000" in said(data)


@settings(deadline=None)
@given(times=st.sampled_from([1e-6, 1e-3, 1e3, 1e6]), value=st.floats(24, 40))
def test_every_slip_of_a_factor_of_a_thousand_is_found_and_undone(times, value):
    one = next(one for one in found(with_figure(0, value=value * times)) if one.check == "power")
    assert one.slip is not None
    assert one.slip.times == pytest.approx(times)


@settings(deadline=None)
@given(st.floats(0.25, 1.3))
def test_energy_between_a_quarter_of_the_power_and_servers_with_cooling_passes(share):
    drawn = 64 * 500 * 0.7 / 1000
    data = training(figures=[figure(value=drawn * share, unit="MWh")])
    assert bad(data) == []


numbers = st.none() | st.floats(0, 1e30) | st.integers(-5, 10**12)


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "what": st.sampled_from(sorted(KIND_OF)),
                "stage": st.sampled_from([*STAGES, "all"]),
                "per": st.sampled_from(["total", "unit"]),
                "part": st.sampled_from(["", "memory"]),
                "grade": st.sampled_from(["metered", "counter", "modelled", "assumed"]),
                "method": st.sampled_from(["meter", "ecologits", "codecarbon", "of our own"]),
                "value": st.floats(0, 1e30) | st.integers(0, 10**12),
                "low": numbers,
                "high": numbers,
            }
        ),
        max_size=6,
    ),
    st.data(),
)
def test_whatever_a_report_says_the_checks_and_their_sentences_come_out(figures, data):
    for one in figures:
        one["unit"] = data.draw(st.sampled_from([unit for unit in units_of(one["what"]) if unit]))
    report = report_of(training(figures=figures, unit={"quantity": 2, "of": "answer", "tokens": 10}), EN)
    for words in (EN, NL):
        assert all(finding_text(one, report, words) for one in check_report(report))
        assert energy_data(report, words)["findings"]
        assert report_document(report, words).blocks
    assert len(form_entries(report, EN)) == 8
    assert linked_data(report)["figures"] or not figures
