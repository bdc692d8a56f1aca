"""Energy reports in words: names of things, amounts with their range, and a sentence for every finding."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.assurance.energy.checks.finding import Outcome, Slip
from toepas.assurance.energy.data import tool_warnings, two_letters
from toepas.assurance.energy.model import Figure, Report, Stage, Unit, What
from toepas.assurance.energy.units import BASE, KIND_OF, base_span, readable
from toepas.catalogue.naming import country_name, grade_name
from toepas.kernel.words import Words

READABLE = (0.01, 100_000)
"""Numbers that are shown in the unit that they are given in; others in one that reads better."""
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DIGITS = 3
"""Significant digits that are shown; more would promise what no method keeps."""


def what_name(what: What, words: Words) -> str:
    """What a figure is about."""
    return {
        "energy": words.t("Energy"),
        "carbon-location": words.t("Carbon, by the grid of the place (location-based)"),
        "carbon-market": words.t("Carbon, by contracts and certificates (market-based)"),
        "carbon-embodied": words.t("Carbon of making the hardware (embodied)"),
        "water-site": words.t("Water at the site"),
        "water-total": words.t("Water at the site and for making the electricity"),
        "flops": words.t("Operations (FLOP)"),
        "pue": words.t("Overhead of the site (PUE)"),
        "wue": words.t("Water per kWh at the site (WUE)"),
        "grid-factor": words.t("Carbon per kWh of the grid"),
    }[what]


def stage_name(stage: Stage, words: Words) -> str:
    """A stage of the life cycle."""
    return {
        "data": words.t("collecting and preparing data"),
        "training": words.t("training of the model"),
        "fine-tuning": words.t("fine-tuning"),
        "integration": words.t("building it into a system"),
        "use": words.t("use"),
        "end-of-life": words.t("end of life"),
        "all": words.t("everything within the boundary"),
    }[stage]


def part_name(part: str, words: Words) -> str:
    """A part of the machines; empty for the whole."""
    return {
        "": "",
        "processor": words.t("processor"),
        "accelerator": words.t("accelerator"),
        "memory": words.t("memory"),
        "cooling": words.t("cooling"),
        "network": words.t("network"),
        "storage": words.t("storage"),
        "other": words.t("other parts"),
    }[part]


def place_text(country: str, words: Words) -> str:
    """A country by its name, from two or three letters; the letters where we do not know it."""
    return country_name(two_letters(country), words) if country else ""


def day_text(day: str, words: Words) -> str:
    """A day of a report in words."""
    return words.date(datetime.date.fromisoformat(day))


def persona_name(persona: str, words: Words) -> str:
    """Whose side of the use of energy is counted."""
    return words.t("the provider's side") if persona == "provider" else words.t("the user's side")


def number(amount: float, words: Words) -> str:
    """A number with few digits, in the reader's way of writing; very large and very small ones as powers of ten."""
    if amount and not 1e-4 <= abs(amount) < 1e7:
        mantissa, _, exponent = f"{amount:.{DIGITS - 1}e}".partition("e")
        return f"{words.number(float(mantissa))} × 10{str(int(exponent)).translate(RAISED)}"
    from babel.numbers import format_decimal

    return format_decimal(float(f"{amount:.{DIGITS}g}"), locale=words.locale, decimal_quantization=False)


def span_text(low: float, high: float, unit: str, words: Words) -> str:
    """A range in one unit; one number where both ends are the same."""
    shown = "" if unit == "1" else unit
    if number(low, words) == number(high, words):
        return f"{number(low, words)} {shown}".strip()
    return f"{words.t('{low} to {high}', low=number(low, words), high=number(high, words))} {shown}".strip()


def amount(span: tuple[float, float], what: What, words: Words) -> str:
    """A range in base units, shown in the unit that reads best."""
    if what == "grid-factor":
        return span_text(span[0] * 1000, span[1] * 1000, "gCO2e/kWh", words)
    high, unit = readable(span[1], what)
    if KIND_OF[what] not in BASE:
        return span_text(span[0], span[1], "L/kWh" if what == "wue" else "", words)
    return span_text(span[0] * high / span[1] if span[1] else 0.0, high, unit, words)


def figure_text(figure: Figure, words: Words) -> str:
    """A figure as it is given: value, range, unit; or that it is withheld and why."""
    if figure.span is None:
        return words.t("withheld: {reason}", reason=figure.reason)
    unit = "" if figure.unit == "1" else figure.unit
    if KIND_OF[figure.what] in BASE and not READABLE[0] <= abs(figure.span[1]) < READABLE[1]:
        return _shown(figure, words)
    if figure.value is None or figure.span == (figure.value, figure.value):
        return span_text(*figure.span, figure.unit, words)
    between = words.t("{low} to {high}", low=number(figure.span[0], words), high=number(figure.span[1], words))
    return f"{number(figure.value, words)} {unit} ({between})".replace("  ", " ")


def _shown(figure: Figure, words: Words) -> str:
    """A figure in the unit that reads best, where the one that it is given in makes tiny or huge numbers of it."""
    span = base_span(figure)
    assert span is not None
    if figure.value is None or span[0] == span[1]:
        return amount(span, figure.what, words)
    middle = figure.value * span[1] / figure.span[1] if figure.span and figure.span[1] else 0.0
    return f"{amount((middle, middle), figure.what, words)} ({amount(span, figure.what, words)})"


def unit_text(unit: Unit, words: Words) -> str:
    """The functional unit in words: "1,000 answers of 400 tokens: text generation"."""
    many = 1 if unit.quantity == 1 else 2
    thing = {
        "token": words.n("token", "tokens", many),
        "answer": words.n("answer", "answers", many),
        "image": words.n("image", "images", many),
        "video-second": words.n("second of video", "seconds of video", many),
        "audio-second": words.n("second of sound", "seconds of sound", many),
        "execution": words.n("run", "runs", many),
        "page": words.n("page", "pages", many),
        "document": words.n("document", "documents", many),
        "inference": words.n("prediction", "predictions", many),
        "patient": words.n("patient", "patients", many),
        "parameter": words.n("parameter", "parameters", many),
        "training-token": words.n("token of training data", "tokens of training data", many),
        "flop": words.n("operation", "operations", many),
    }[unit.of]
    said = f"{number(unit.quantity, words)} {thing}"
    if unit.tokens:
        said = words.t("{things} of {count} output tokens", things=said, count=number(unit.tokens, words))
    return ": ".join(part for part in (said, ", ".join(p for p in (unit.task, unit.detail) if p)) if part)


def per_text(figure: Figure, report: Report, words: Words) -> str:
    """What a figure is per: the whole period, or the functional unit."""
    if figure.per == "unit" and report.unit:
        return words.t("per {thing}", thing=unit_text(report.unit, words))
    return words.t("in total")


def grade_text(grade: str, words: Words) -> str:
    """How a figure came about, as the catalogue says it too."""
    return grade_name(grade, words)


def grade_meaning(grade: str, words: Words) -> str:
    """What a grade of evidence means."""
    return {
        "metered": words.t("read from an electricity or water meter, or from the supplier's bill"),
        "counter": words.t("read from counters in the machine, which leave out fans, power supplies and cooling"),
        "modelled": words.t("computed by a method that has a name and a version, from things that are known"),
        "assumed": words.t("an assumption; it may be far off"),
        "withheld": words.t("somebody knows it and does not give it; the reason is said"),
    }[grade]


def warning_text(code: str, words: Words) -> str:
    """What a tool warns of; its code where we have no words for it."""
    known = tool_warnings()
    return words.entry(f"energy.warning.{code}", known[code]) if code in known else code


def outcome_name(outcome: Outcome, words: Words) -> str:
    """How bad a finding is."""
    return {
        "wrong": words.t("cannot be right"),
        "doubtful": words.t("doubtful"),
        "note": words.t("note"),
        "holds": words.t("holds"),
        "not-checked": words.t("not checked"),
    }[outcome]


def slip_text(slip: Slip, words: Words) -> str:
    """What probably went wrong with a unit."""
    times = slip.times if slip.times >= 1 else 1 / slip.times
    return words.t(
        "It looks as if the number is in {meant} and was entered as {given}: a factor of {times}.",
        meant=slip.meant,
        given=slip.given,
        times=number(times, words),
    )


def lacking_text(names: list[str], words: Words) -> str:
    """What is missing for a check."""
    known = {
        "hardware": words.t("the hardware"),
        "tdp_w": words.t("the most power of the hardware (tdp_w)"),
        "peak_flops": words.t("the peak of the hardware (peak_flops)"),
        "count": words.t("the number of machines (count)"),
        "hours": words.t("the hours that they ran (hours)"),
        "energy": words.t("the energy of the same stage and per the same thing"),
        "country": words.t("a country whose grid is in our table"),
        "period": words.t("the period"),
    }
    return ", ".join(known[name] for name in names)


def check_name(check: str, words: Words) -> str:
    """What a check looks at."""
    return {
        "range": words.t("order of low, value and high"),
        "grade": words.t("grade of the evidence"),
        "pue": words.t("overhead of the site (PUE)"),
        "wue": words.t("water per kWh of the site"),
        "power": words.t("energy against time, number and power of the machines"),
        "speed": words.t("operations against time and speed of the machines"),
        "computation": words.t("energy against operations"),
        "tokens": words.t("energy per output token"),
        "grid": words.t("factor of the grid"),
        "carbon": words.t("carbon against energy"),
        "water": words.t("water against energy"),
        "market": words.t("both ways to count carbon"),
        "boundary": words.t("boundary"),
        "totals": words.t("totals"),
        "dates": words.t("dates"),
        "twice": words.t("figures that stand there twice"),
    }[check]


def spans(values: dict[str, Any], words: Words, **kinds: What) -> dict[str, str]:
    """Values of a finding in words: ranges or bounds by the kind of thing that they are."""
    found = {}
    for name, what in kinds.items():
        value = values[name]
        found[name] = amount(value if isinstance(value, tuple) else (value, value), what, words)
    return found


def figure_name(report: Report, at: int, words: Words) -> str:
    """A figure by what it is about and its stage."""
    figure = report.figures[at]
    parts = [what_name(figure.what, words), stage_name(figure.stage, words), part_name(figure.part, words)]
    return ", ".join(part for part in parts if part)
