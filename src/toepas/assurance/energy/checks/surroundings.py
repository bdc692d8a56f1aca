"""Checks of carbon and water against energy: the grid of the place, the stated factor, litres per kWh."""

from __future__ import annotations

from typing import Any

from toepas.assurance.energy.checks.finding import Finding, Found, Span, figures_of, limit, site_figure, slip
from toepas.assurance.energy.data import grids
from toepas.assurance.energy.model import Figure, Per, Report, Stage
from toepas.assurance.energy.units import base_span

PERS: tuple[Per, ...] = ("total", "unit")


def grid(report: Report) -> Found:
    """Whether the stated factor of the grid is near what is published for the place."""
    said = site_figure(report, "grid-factor")
    if said is None:
        return
    at, figure = said
    span, bounds = base_span(figure), _published(report)
    if span is None or bounds is None:
        yield Finding("grid", "not-checked", "", (at,), {"lacking": ["country"], "stage": "all"})
        return
    values = {"factor": span, "low": bounds[0], "high": bounds[1], "country": report.place.country}
    if span[0] > bounds[1] or span[1] < bounds[0]:
        yield Finding("grid", "doubtful", "outside", (at,), values, slip(figure, *bounds))
    else:
        yield Finding("grid", "holds", "", (at,), values)


def carbon(report: Report) -> Found:
    """Whether location-based carbon is energy times the stated factor, or else times what is published for the place."""
    for per in PERS:
        energies = figures_of(report, "energy", per=per)
        for stage, (at, figure) in figures_of(report, "carbon-location", per=per).items():
            if stage not in energies:
                yield Finding("carbon", "not-checked", "", (at,), {"stage": stage, "lacking": ["energy"]})
                continue
            yield _carbon(report, stage, (at, figure), energies[stage])


def _carbon(report: Report, stage: Stage, carbon_: tuple[int, Figure], energy: tuple[int, Figure]) -> Finding:
    about = (carbon_[0], energy[0])
    emitted, used = base_span(carbon_[1]), base_span(energy[1])
    said = site_figure(report, "grid-factor")
    stated = base_span(said[1]) if said else None
    room = limit("sum-tolerance")
    bounds = (stated[0] * (1 - room), stated[1] * (1 + room)) if stated else _published(report)
    if emitted is None or used is None or bounds is None or not used[0]:
        return Finding("carbon", "not-checked", "", about, {"stage": stage, "lacking": ["country"]})
    low, high = used[0] * bounds[0], used[1] * bounds[1]
    implied = (emitted[0] / used[1], emitted[1] / used[0])
    values: dict[str, Any] = {
        "stage": stage,
        "carbon": emitted,
        "energy": used,
        "low": low,
        "high": high,
        "implied": implied,
    }
    values["country"] = report.place.country
    case = "stated" if stated else "published"
    if emitted[0] > high or emitted[1] < low:
        return Finding("carbon", "wrong" if stated else "doubtful", case, about, values, slip(carbon_[1], low, high))
    return Finding("carbon", "holds", case, about, values)


def water(report: Report) -> Found:
    """Whether litres per kWh are what sites and power stations use, and the whole is at least the part."""
    for per in PERS:
        energies = figures_of(report, "energy", per=per)
        site = figures_of(report, "water-site", per=per)
        for what, name in (("water-site", "water-site-most"), ("water-total", "water-total-most")):
            for stage, one in figures_of(report, what, per=per).items():  # type: ignore[arg-type]  # both are words of What
                yield _water(stage, one, energies.get(stage), limit(name))
        for stage, (at, figure) in figures_of(report, "water-total", per=per).items():
            whole, part = base_span(figure), base_span(site[stage][1]) if stage in site else None
            if whole and part and whole[1] < part[0]:
                values = {"stage": stage, "whole": whole, "part": part}
                yield Finding("water", "wrong", "part-above-whole", (at, site[stage][0]), values)


def _water(stage: Stage, one: tuple[int, Figure], energy: tuple[int, Figure] | None, most: float) -> Finding:
    at, figure = one
    used = base_span(energy[1]) if energy else None
    drunk = base_span(figure)
    if energy is None or used is None or drunk is None or not used[1]:
        return Finding("water", "not-checked", "", (at,), {"stage": stage, "lacking": ["energy"]})
    high = used[1] * most
    values = {"stage": stage, "water": drunk, "energy": used, "rate": drunk[0] / used[1], "most": most}
    if drunk[0] > high:
        return Finding("water", "doubtful", "high", (at, energy[0]), values, slip(figure, 0, high))
    return Finding("water", "holds", "", (at, energy[0]), values)


def market(report: Report) -> Found:
    """Whether market-based carbon stands beside location-based carbon, which shows what the grid really emits."""
    for per in PERS:
        location = figures_of(report, "carbon-location", per=per)
        for stage, (at, _) in figures_of(report, "carbon-market", per=per).items():
            if stage not in location:
                yield Finding("market", "note", "alone", (at,), {"stage": stage})


def _published(report: Report) -> Span | None:
    """What is published for the grid of the place, with room for years, regions and hours; None where nothing is."""
    found = grids().get(report.place.country)
    return (found.low * limit("grid-below"), found.high * limit("grid-above")) if found else None
