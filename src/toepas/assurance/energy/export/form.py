"""Fields of the Model Documentation Form of the code of practice that ask for computation and energy, filled from a report.

The form is in our words (``data/energy/form.yaml``); where it serves the Act, the citation comes from the data of the law.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from toepas.assurance.energy.data import form_label, method_says, method_title, read
from toepas.assurance.energy.model import Figure, Report, Stage, What
from toepas.assurance.energy.units import factor
from toepas.assurance.energy.wording import day_text, grade_text, number, unit_text
from toepas.catalogue.model import Grade
from toepas.kernel.words import Words
from toepas.law import load_act


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the form: what is asked, what to write (empty where it is not known), what is to be seen to, and what it serves."""

    id: str
    label: str
    text: str
    remark: str
    cites: tuple[str, ...]


def form_entries(report: Report, words: Words) -> tuple[Entry, ...]:
    """The fields in their order."""
    found = {
        "training_time": _time(report, words),
        "training_computation": _flops(report, "training", "total", words),
        "training_computation_method": _told(report, "flops", "training", words),
        "training_energy": _energy(report, words),
        "training_energy_method": _told(report, "energy", "training", words),
        "inference_computation": _flops(report, "use", "unit", words),
        "inference_task": (unit_text(report.unit, words) if report.unit else "", ""),
        "inference_hardware": _hardware(report, "use", words),
    }
    return tuple(Entry(name, form_label(name, words), *found[name], cites_of(name)) for name in read("form")["fields"])


def cites_of(name: str) -> tuple[str, ...]:
    """The places in the Act that a field of the form serves, as the data of the law has them."""
    form = read("form")
    wanted = form["law"]["fields"][form["fields"][name]["serves"]]
    fields = load_act().articles[form["law"]["annex"]].fields
    return next(field.cites for field in fields if field.id == wanted)


def form_csv(report: Report, words: Words) -> str:
    """The fields as a table."""
    from toepas.catalogue import safe_cell

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([words.t("Field"), words.t("Text"), words.t("Remark"), words.t("Source")])
    for entry in form_entries(report, words):
        writer.writerow([safe_cell(part) for part in (entry.label, entry.text, entry.remark, ", ".join(entry.cites))])
    return out.getvalue()


def figure_of(report: Report, what: What, stage: Stage, per: str) -> Figure | None:
    """A figure of a stage; of everything, where the boundary has only this stage."""
    stages = (stage, "all") if report.boundary.stages == (stage,) else (stage,)
    found = [one for one in report.figures if one.what == what and one.per == per and not one.part]
    return next((one for name in stages for one in found if one.stage == name), None)


def significant(amount: float, least: int = 2) -> str:
    """A number with at least so many significant digits, and at most four, written out: 5.0, 0.031, 22.4, 1234000."""
    digits = max(least, len(f"{amount:.4g}".split("e")[0].replace(".", "").strip("0")))
    rounded = float(f"{amount:.{digits}g}")
    exponent = int(f"{rounded:e}".partition("e")[2])
    return f"{rounded:.{max(0, digits - 1 - exponent)}f}"


def scientific(amount: float) -> str:
    """A number of operations as the form shows it: 5.1×10^17."""
    mantissa, _, exponent = f"{amount:.2e}".partition("e")
    shown = mantissa if not mantissa.endswith("0") else mantissa[:-1]
    return f"{shown}×10^{int(exponent)}"


def _energy(report: Report, words: Words) -> tuple[str, str]:
    """MWh with two significant digits; N/A where somebody withholds what would be needed; empty where it is not known."""
    figure = figure_of(report, "energy", "training", "total")
    if figure is None:
        known = figure_of(report, "flops", "training", "total") is not None
        more = words.t("It may be told from the computation used, which this report has.") if known else ""
        return "", " ".join(part for part in (words.t("Not known in this report."), more) if part)
    if figure.grade is Grade.WITHHELD:
        check = words.t(
            "N/A is meant for a hardware provider that does not give what is needed. Check that this is so."
        )
        return "N/A", f"{words.t('withheld: {reason}', reason=figure.reason)} {check}"
    assert figure.span is not None
    times = factor("energy", figure.unit) / factor("energy", "MWh")
    least = int(read("form")["significant"])
    low, high = (significant(end * times, least) for end in figure.span)
    text = f"{low} MWh" if low == high else words.t("{low} to {high} MWh", low=low, high=high)
    if figure.value is not None and low != high:
        text = f"{significant(figure.value * times, least)} MWh ({text})"
    return text, grade_text(figure.grade, words)


def _flops(report: Report, stage: Stage, per: str, words: Words) -> tuple[str, str]:
    figure = figure_of(report, "flops", stage, per)
    if figure is None:
        return "", words.t("Not known in this report.")
    if figure.span is None:
        return "N/A", words.t("withheld: {reason}", reason=figure.reason)
    low, high = (scientific(end * factor("flops", figure.unit)) for end in figure.span)
    text = f"{low} FLOP" if low == high else f"{words.t('{low} to {high}', low=low, high=high)} FLOP"
    return text, grade_text(figure.grade, words)


def _time(report: Report, words: Words) -> tuple[str, str]:
    hours = max((one.hours or 0 for one in report.hardware if one.stage in ("training", "all")), default=0)
    parts = []
    if hours:
        parts.append(words.t("{hours} hours ({days} days)", hours=number(hours, words), days=number(hours / 24, words)))
    if report.period and "training" in report.boundary.stages:
        parts.append(
            words.t(
                "from {first} to {last}",
                first=day_text(report.period.from_, words),
                last=day_text(report.period.to, words),
            )
        )
    remark = words.t("The AI Office gets the exact time; authorities of the countries get a range.")
    return ", ".join(parts), remark if parts else words.t("Not known in this report.")


def _hardware(report: Report, stage: Stage, words: Words) -> tuple[str, str]:
    named = [
        f"{number(one.count, words)} × {one.name}" if one.count else one.name
        for one in report.hardware
        if one.stage in (stage, "all")
    ]
    return ", ".join(named), "" if named else words.t("Not known in this report.")


def _told(report: Report, what: What, stage: Stage, words: Words) -> tuple[str, str]:
    """How a figure came about, in about as many words as the form asks for, made from the method and what the report says."""
    figure = figure_of(report, what, stage, "total")
    if figure is None or figure.span is None:
        return "", words.t("Not known in this report.")
    title = method_title(figure.method, words)
    version = figure.method_version
    sentences = [
        words.t("Method: {method}, version {version}.", method=title, version=version)
        if version
        else words.t("Method: {method}.", method=title),
        method_says(figure.method, words),
        words.t("Meter: {meter}.", meter=figure.meter) if figure.meter else "",
        words.t("Grade of the evidence: {grade}.", grade=grade_text(figure.grade, words)),
        *_surroundings(report, stage, words),
        words.t("No method of the Commission holds yet, as far as is known.") if what == "energy" else "",
        figure.note,
    ]
    return _capped([one for one in sentences if one], int(read("form")["words"])), ""


def _surroundings(report: Report, stage: Stage, words: Words) -> list[str]:
    found = []
    hardware = _hardware(report, stage, words)[0]
    if hardware:
        found.append(words.t("Hardware: {hardware}.", hardware=hardware))
    pue = next((one for one in report.figures if one.what == "pue" and one.value is not None), None)
    if pue is not None and pue.value is not None:
        said = words.t(
            "Overhead of the site (PUE): {pue}, {grade}.",
            pue=number(pue.value, words),
            grade=grade_text(pue.grade, words),
        )
        found.append(said)
    if report.period:
        found.append(
            words.t(
                "Period: {first} to {last}.",
                first=day_text(report.period.from_, words),
                last=day_text(report.period.to, words),
            )
        )
    found += [words.t("Not counted: {what} ({why}).", what=one.what, why=one.why) for one in report.boundary.left_out]
    return found


def _capped(sentences: list[str], most: int) -> str:
    """Whole sentences up to a fifth above the number of words; the first two always."""
    kept: list[str] = []
    for sentence in sentences:
        if len(kept) >= 2 and len(" ".join([*kept, sentence]).split()) > most * 1.2:
            break
        kept.append(sentence)
    return " ".join(kept)
