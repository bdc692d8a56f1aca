"""The words of a validation: figures with how sure they are, groups of people, thresholds, differences and numbers still to collect."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from toepas.assurance.measures import measure_of, measures, split, title
from toepas.assurance.model import Estimate, Gap, Gate, Key, Threshold, Validation
from toepas.assurance.values import shown
from toepas.kernel.words import Words

DATA = Path(__file__).resolve().parent / "data" / "people.yaml"
WIDE = 0.1
"""Half an interval wider than this is called "this few cases"."""


@functools.cache
def _people() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


def share(value: float, words: Words) -> str:
    """A share in per cent: whole, with one decimal below 1 % and above 99 % so that nothing looks like none or all."""
    from babel.numbers import format_percent

    near = 0 < value < 0.01 or 0.99 < value < 1
    return format_percent(value, "0.0 %" if near else "0 %", locale=words.locale)


def number(value: float, words: Words, decimals: int = 2) -> str:
    """A figure with so many decimals, written as in the language."""
    from babel.numbers import format_decimal

    return format_decimal(value, "0." + "0" * decimals, locale=words.locale)


def figure(measure: str, value: float, words: Words) -> str:
    """A value of a measure on its own scale."""
    scale = measure_of(measure).scale if split(measure)[0] in measures() else "number"
    sign = "−" if value < 0 else ""
    return sign + (share(abs(value), words) if scale == "share" else number(abs(value), words))


def estimate(measure: str, found: Estimate, words: Words) -> str:
    """``50 % (25 % to 75 %)``; or why there is no figure."""
    if found.value is None:
        return why_not(found.why_not, words)
    said = figure(measure, found.value, words)
    if found.low is None or found.high is None:
        return words.t("{value} (no interval)", value=said)
    low, high = (figure(measure, bound, words) for bound in (found.low, found.high))
    return words.t("{value} ({low} to {high})", value=said, low=low, high=high)


def why_not(why: str, words: Words) -> str:
    """Why there is no figure."""
    said = {
        "one-class": words.t("cannot be said: only one kind of outcome"),
        "no-positives": words.t("cannot be said: no case with the outcome"),
        "no-negatives": words.t("cannot be said: no case without the outcome"),
        "constant": words.t("cannot be said: all predictions are the same"),
        "no-cases": words.t("cannot be said: no cases"),
        "did-not-converge": words.t("cannot be said: the calculation does not settle"),
        "too-few": words.t("cannot be said: too few cases"),
        "no-interval": words.t("cannot be said how sure it is"),
        "separated": words.t("cannot be said: the predictions of both kinds do not overlap"),
        "no-threshold": words.t("cannot be said at this threshold"),
        "hidden": words.t("not shown: too few cases in a count"),
        "not-shared": words.t("not known: the sites did not share what it takes"),
        "not-measured": words.t("not measured for this kind of prediction"),
    }
    return said.get(why, words.t("cannot be said"))


def group(key: Key, site: str, words: Words, begin: bool = False) -> str:
    """A group of people in words: ``women, age 45-64, at Budapest``; everybody for the empty key."""
    people = [_value(column, value, words) for column, value in key if column != site]
    places = [shown(value) for column, value in key if column == site]
    said = ", ".join(people) if people else words.t("everybody")
    whole = words.t("{group} at {site}", group=said, site=places[0]) if places else said
    if places and not people:
        whole = words.t("all cases at {site}", site=places[0])
    return whole[:1].upper() + whole[1:] if begin else whole


def _value(column: str, value: str, words: Words) -> str:
    plain = column.strip().lower()
    for entry in _people()["columns"]:
        if plain in entry["names"]:
            for known in entry.get("values", ()):
                if value.strip().lower() in known["words"]:
                    return words.entry("people", known["said"])
            if entry.get("is") == "age":
                return words.t("age {band}", band=shown(value))
    return f"{shown(column)} {shown(value)}"


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the groups that is to be translated: context, English text, file."""
    for entry in _people()["columns"]:
        for known in entry.get("values", ()):
            yield "people", known["said"], "assurance/people"


def threshold(at: Threshold, words: Words, fixed: bool = True) -> str:
    """A threshold, and whether it was fixed beforehand, chosen on these data, or the default that nobody chose."""
    value = number(at.value, words, 2 if round(at.value, 2) == at.value else 4)
    if at.origin == "chosen":
        return words.t("{value} (chosen on these data by {how}: looks better than it is)", value=value, how=at.how)
    if not fixed:
        return words.t("{value} (nobody named one: this is the default)", value=value)
    return words.t("{value} (fixed beforehand)", value=value)


def sureness(found: Estimate, words: Words) -> str:
    """How sure a share is, in words."""
    if found.low is None or found.high is None:
        return words.t("how sure that is cannot be said")
    low, high = share(found.low, words), share(found.high, words)
    if found.high - found.low > 2 * WIDE:
        return words.t("with this few cases the true share may lie anywhere from {low} to {high}", low=low, high=high)
    return words.t("the true share lies most likely between {low} and {high}", low=low, high=high)


def counted(measure: str, found: Estimate, label: str, words: Words) -> str:
    """A share as a count of cases: ``of 12 cases with “disease” the model found 6 (50 %; …)``; else the figure with its interval."""
    if found.value is None or found.hits is None or not found.n:
        return words.t("{measure}: {figure}", measure=title(measure, words), figure=estimate(measure, found, words))
    parts = {
        "hits": found.hits, "n": found.n, "label": label, "share": share(found.value, words), "sure": sureness(found, words),
    }  # fmt: skip
    name, one = split(measure)
    if one:
        parts["label"] = one
    said = {
        "sensitivity": words.t("of {n} cases with “{label}” the model found {hits} ({share}; {sure})", **parts),
        "specificity": words.t("of {n} cases without “{label}” the model left {hits} alone ({share}; {sure})", **parts),
        "ppv": words.t("of {n} cases that the model pointed out {hits} had “{label}” ({share}; {sure})", **parts),
        "npv": words.t(
            "of {n} cases that the model left alone {hits} did not have “{label}” ({share}; {sure})", **parts
        ),
        "accuracy": words.t("of {n} cases the model had {hits} right ({share}; {sure})", **parts),
        "prevalence": words.t("{hits} of {n} cases had “{label}” ({share}; {sure})", **parts),
    }
    return said.get(
        name, words.t("{measure}: {figure}", measure=title(measure, words), figure=estimate(measure, found, words))
    )


def briefly(measure: str, found: Estimate, words: Words) -> str:
    """A share with its counts and interval, or a figure with its interval, in a few words: ``77 of 94 (82 %; 73 % to 88 %)``."""
    if found.value is None or found.hits is None or found.low is None or found.high is None:
        return estimate(measure, found, words)
    value, low, high = (share(part, words) for part in (found.value, found.low, found.high))
    return words.t(
        "{hits} of {n} ({share}; {low} to {high})", hits=found.hits, n=found.n, share=value, low=low, high=high
    )


def apart(gap: Gap, words: Words, several: bool = False) -> str:
    """How far a group lies below or above its reference, with the interval: ``The sensitivity is 32 points lower (6 to 57).``"""
    found = gap.difference
    if found.value is None:
        return words.t("{measure}: {figure}", measure=title(gap.measure, words), figure=why_not(found.why_not, words))
    low, high = (found.low, found.high) if found.value >= 0 else (_minus(found.high), _minus(found.low))
    points = measure_of(gap.measure).scale == "share"
    size, low_said, high_said = (_size(part, points, words) for part in (abs(found.value), low, high))
    unit = words.t("{n} points", n=size) if points else size
    parts = {
        "measure": measure_at(gap.measure, gap.threshold if several else None, words),
        "size": unit,
        "low": low_said,
        "high": high_said,
    }
    if low is None or high is None:
        lower, higher = (
            words.t("The {measure} is {size} lower.", **parts),
            words.t("The {measure} is {size} higher.", **parts),
        )
    else:
        lower = words.t("The {measure} is {size} lower ({low} to {high}).", **parts)
        higher = words.t("The {measure} is {size} higher ({low} to {high}).", **parts)
    return lower if found.value < 0 else higher


def _size(value: float | None, points: bool, words: Words) -> str:
    """A difference in points without decimals, or with two decimals."""
    return number(100 * (value or 0.0) if points else value or 0.0, words, 0 if points else 2).replace("-", "−")


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def measure_at(measure: str, at: Threshold | None, words: Words) -> str:
    """What a measure is called, with the threshold where that has to be told."""
    name = title(measure, words)
    return (
        name if at is None else words.t("{measure} at the score {value}", measure=name, value=number(at.value, words))
    )


def moved(measure: str, found: Estimate, words: Words) -> str:
    """A difference with its sign and interval: ``+14 points (+8 to +19)``."""
    if found.value is None:
        return why_not(found.why_not, words)
    points = measure_of(measure).scale == "share"
    value, low, high = (_signed(part, points, words) for part in (found.value, found.low, found.high))
    said = words.t("{n} points", n=value) if points else value
    return said if found.low is None else words.t("{value} ({low} to {high})", value=said, low=low, high=high)


def _signed(value: float | None, points: bool, words: Words) -> str:
    said = _size(value, points, words)
    return f"+{said}" if value is not None and value > 0 else said


def p_value(p: float | None, words: Words) -> str:
    """A p as people write it: three decimals, or below 0.001."""
    if p is None:
        return "–"
    return words.t("below {value}", value=number(0.001, words, 3)) if p < 0.001 else number(p, words, 3)


def to_collect(gate: Gate, label: str, words: Words) -> str:
    """What is still to be collected: ``collect 50 more cases with “disease” (12 of 62 are there)``."""
    if gate.need is None or gate.more is None:
        return words.t("no number of cases is known to be enough")
    parts = {"have": gate.have, "need": gate.need, "label": split(gate.measure)[1] or label}
    said = {
        "positives": words.n(
            "collect one more case with “{label}” ({have} of {need} are there)",
            "collect {n} more cases with “{label}” ({have} of {need} are there)",
            gate.more,
            **parts,
        ),
        "negatives": words.n(
            "collect one more case without “{label}” ({have} of {need} are there)",
            "collect {n} more cases without “{label}” ({have} of {need} are there)",
            gate.more,
            **parts,
        ),
        "predicted-positives": words.n(
            "collect one more case that the model points out ({have} of {need} are there)",
            "collect {n} more cases that the model points out ({have} of {need} are there)",
            gate.more,
            **parts,
        ),
        "predicted-negatives": words.n(
            "collect one more case that the model leaves alone ({have} of {need} are there)",
            "collect {n} more cases that the model leaves alone ({have} of {need} are there)",
            gate.more,
            **parts,
        ),
    }
    whole = words.n(
        "collect one more case ({have} of {need} are there)",
        "collect {n} more cases ({have} of {need} are there)",
        gate.more,
        **parts,
    )
    return said.get(gate.of, whole)


def columns(validation: Validation, words: Words) -> str:
    """The columns that people were divided by, in words."""
    named = [name for name in str(validation.columns.get("by", "")).split(",") if name]
    named += [validation.columns["site"]] if validation.columns.get("site") else []
    return words.t(" and ").join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)
