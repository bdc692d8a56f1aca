"""A sentence for every finding: what is found, the figures, and what it probably is."""

from __future__ import annotations

from typing import Any

from toepas.assurance.energy.checks.finding import Finding
from toepas.assurance.energy.data import method_title
from toepas.assurance.energy.model import Report
from toepas.assurance.energy.wording import (
    check_name,
    day_text,
    figure_name,
    grade_text,
    lacking_text,
    number,
    persona_name,
    place_text,
    slip_text,
    spans,
    stage_name,
    what_name,
)
from toepas.kernel.words import Words


def finding_text(finding: Finding, report: Report, words: Words) -> str:
    """What a finding says, as one or a few plain sentences."""
    if finding.outcome == "not-checked":
        lacking = lacking_text(finding.values["lacking"], words)
        return words.t(
            "{check}: to check this, {lacking} is needed.", check=check_name(finding.check, words), lacking=lacking
        )
    if finding.outcome == "holds":
        return words.t("{check}: nothing found.", check=check_name(finding.check, words))
    values = dict(finding.values)
    said = {
        "range": _range,
        "grade": _grade,
        "pue": _pue,
        "wue": _water,
        "power": _power,
        "speed": _speed,
        "computation": _computation,
        "tokens": _tokens,
        "grid": _grid,
        "carbon": _carbon,
        "water": _water,
        "market": _market,
        "boundary": _boundary,
        "totals": _totals,
        "dates": _dates,
        "twice": _twice,
    }[finding.check](finding.case, values, words)
    if values.get("energy_suspect"):
        said += " " + words.t("The energy itself is in doubt too: look at that first.")
    if finding.slip:
        said += " " + slip_text(finding.slip, words)
    if finding.figures:
        return f"{figure_name(report, finding.figures[0], words)}: {said}"
    return said


def _range(case: str, values: dict[str, Any], words: Words) -> str:
    shown = {name: "-" if values[name] is None else number(values[name], words) for name in ("low", "value", "high")}
    if case == "order":
        return words.t("low ({low}), value ({value}) and high ({high}) are not in this order.", **shown)
    if case == "negative":
        return words.t("a figure below zero ({low}, {value}) cannot be.", **shown)
    return words.t("zero says that nothing at all was used. Where it is not known, leave the figure out.")


def _grade(case: str, values: dict[str, Any], words: Words) -> str:
    grade = grade_text(values["grade"], words)
    method = method_title(values["method"], words)
    if case == "no-meter":
        return words.t("'{grade}' without a meter: say which meter, or give a lower grade.", grade=grade)
    if case == "better-than-method":
        best = grade_text(values["best"], words)
        return words.t(
            "'{grade}' is more than the method '{method}' can give: at most '{best}'.",
            grade=grade,
            method=method,
            best=best,
        )
    if case == "withheld-with-value":
        return words.t("it is called withheld and a value stands beside it: keep one of the two.")
    if case == "virtual-counter":
        return words.t("counters in a virtual machine: they are rarely there, and count the whole host or nothing.")
    if case == "no-version":
        return words.t("the version of '{method}' is not said, so the figure cannot be repeated.", method=method)
    return words.t("the method '{method}' is not in our table: its grade cannot be checked.", method=method)


def _pue(case: str, values: dict[str, Any], words: Words) -> str:
    value = number(values["value"], words)
    if case == "percent":
        return words.t(
            "a PUE of {value} cannot be. It looks like a percentage: {percent}.",
            value=value,
            percent=number(values["percent"], words),
        )
    if case == "inverse":
        return words.t(
            "a PUE of {value} cannot be: a site uses at least what its computers use. It may be the inverse: {inverse}.",
            value=value,
            inverse=number(values["inverse"], words),
        )
    if case == "below-one":
        return words.t(
            "a PUE of {value} cannot be: a site uses at least what its computers use, so 1 or more.", value=value
        )
    if case == "high":
        return words.t(
            "a PUE of {value} is rare: large sites had 2.5 on average in 2007, and 1.54 in 2025.", value=value
        )
    return words.t("a PUE of exactly 1 says that cooling uses nothing. Tools write 1 where nobody entered it.")


def _power(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, energy="energy", low="energy", high="energy", drawn="energy")
    if case == "above":
        return words.t(
            "{energy} is more than the machines can draw. Time, number and most power give {drawn}; with servers and cooling at most {high}.",
            **{name: shown[name] for name in ("energy", "drawn", "high")},
        )
    return words.t(
        "{energy} is less than these machines draw when idle ({low}). Time and number may be those that were reserved, not used.",
        **{name: shown[name] for name in ("energy", "low")},
    )


def _speed(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, flops="flops", could="flops")
    if case == "above":
        return words.t(
            "{flops} is more than these machines can do in that time ({could} at 16 bit). Hours or number are too small, or the operations too large.",
            **shown,
        )
    return words.t(
        "{flops} is only {share} of what these machines can do in that time. Hours or number may be too large, or the operations too small.",
        flops=shown["flops"],
        share=words.percent(values["share"]) if values["share"] >= 0.01 else words.t("less than 1%"),
    )


def _computation(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, flops="flops", energy="energy", low="energy", high="energy")
    if case == "below":
        return words.t(
            "{energy} is too little for {flops} on this hardware: at least {low}.",
            flops=shown["flops"],
            energy=shown["energy"],
            low=shown["low"],
        )
    return words.t(
        "{energy} is a lot for {flops} on this hardware: up to {high} would be usual.",
        flops=shown["flops"],
        energy=shown["energy"],
        high=shown["high"],
    )


def _tokens(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, energy="energy", low="energy", high="energy")
    more = words.t("more") if case == "above" else words.t("less")
    return words.t(
        "{energy} for {tokens} output tokens is {more} than is known of language models ({low} to {high}).",
        tokens=number(values["tokens"], words),
        more=more,
        **shown,
    )


def _grid(_: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, factor="grid-factor", low="grid-factor", high="grid-factor")
    country = place_text(values["country"], words)
    return words.t(
        "{factor} is far from what is published for the grid of {country}: {low} to {high}, with room for years, regions and hours.",
        country=country,
        **shown,
    )


def _carbon(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(
        values,
        words,
        carbon="carbon-location",
        energy="energy",
        low="carbon-location",
        high="carbon-location",
        implied="grid-factor",
    )
    if case == "stated":
        return words.t(
            "{carbon} is not {energy} times the stated factor of the grid, which gives {low} to {high}.",
            **{k: shown[k] for k in ("carbon", "energy", "low", "high")},
        )
    return words.t(
        "{carbon} for {energy} would be {implied}; the published grid of {country} gives {low} to {high}. "
        "Green contracts belong under market-based carbon.",
        country=place_text(values["country"], words),
        **shown,
    )


def _water(case: str, values: dict[str, Any], words: Words) -> str:
    if case == "part-above-whole":
        shown = spans(values, words, whole="water-total", part="water-total")
        return words.t("the whole ({whole}) is less than the part at the site ({part}).", **shown)
    if "water" in values:
        shown = spans(values, words, water="water-total", energy="energy")
        return words.t(
            "{water} for {energy} is {rate} litres per kWh; more than {most} is not known.",
            rate=number(values["rate"], words),
            most=number(values["most"], words),
            **shown,
        )
    return words.t(
        "{value} litres per kWh; more than {most} is not known of sites.",
        value=number(values["high"], words),
        most=number(values["most"], words),
    )


def _market(_: str, __: dict[str, Any], words: Words) -> str:
    return words.t(
        "carbon by contracts stands alone. Give carbon by the grid of the place beside it, so that both can be seen."
    )


def _boundary(case: str, values: dict[str, Any], words: Words) -> str:
    if case == "outside":
        return words.t(
            "this stage ({stage}) lies outside the boundary of the report.", stage=stage_name(values["stage"], words)
        )
    if case == "persona":
        stages = ", ".join(stage_name(stage, words) for stage in values["stages"])
        return words.t(
            "SCI for AI does not count these stages on {persona}: {stages}. Make two reports, or say so where you use the figures.",
            persona=persona_name(values["persona"], words),
            stages=stages,
        )
    return words.t("the energy of this stage is not known: {stage}.", stage=stage_name(values["stage"], words))


def _totals(case: str, values: dict[str, Any], words: Words) -> str:
    shown = spans(values, words, total=values["what"], sum=values["what"])
    what = what_name(values["what"], words)
    if case == "stages-below":
        return words.t("the stages add up to {sum}, less than the total of {total} ({what}).", what=what, **shown)
    if case == "parts-above":
        return words.t("the parts add up to {sum}, more than the whole of {total} ({what}).", what=what, **shown)
    return words.t("the stages add up to {sum}, more than the total of {total} ({what}).", what=what, **shown)


def _dates(case: str, values: dict[str, Any], words: Words) -> str:
    if case == "order":
        return words.t(
            "The period ends ({to}) before it begins ({from_}).",
            to=day_text(values["to"], words),
            from_=day_text(values["from"], words),
        )
    if case == "after-report":
        return words.t(
            "The period ends on {to}, after the report was made ({date}).",
            to=day_text(values["to"], words),
            date=day_text(values["date"], words),
        )
    return words.t(
        "{name} ran {hours} hours each, but the period has only {most}. Perhaps these are the hours of all together.",
        name=values["name"],
        hours=number(values["hours"], words),
        most=number(values["most"], words),
    )


def _twice(_: str, __: dict[str, Any], words: Words) -> str:
    return words.t("this figure stands there twice.")
