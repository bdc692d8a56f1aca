"""The last chapters: limits, the methods with their sources, the reporting checklists, and how to check that nothing was changed."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toepas.assurance.model import Estimate, Validation
from toepas.assurance.report.chai import MISSING
from toepas.assurance.report.checklists import STATES, Assessed, assessed, checklists
from toepas.assurance.report.parts import View, row
from toepas.kernel import yamlfile
from toepas.kernel.words import Words
from toepas.paper.blocks import Block, Bullets, Callout, Heading, Numbered, PageBreak, Para, Table, Text

METHODS = Path(__file__).resolve().parents[1] / "data" / "methods.yaml"


@functools.cache
def methods() -> Mapping[str, Mapping[str, str]]:
    """The methods by id: ``name`` and ``source``."""
    found: Mapping[str, Mapping[str, str]] = yamlfile.read(METHODS, Words()).data
    return found


def method_messages() -> Iterator[tuple[str, str, str]]:
    """Every name of a method: context, English text, file."""
    for name, entry in methods().items():
        yield f"method.{name}", entry["name"], "assurance/methods"


def limits(view: View) -> tuple[Block, ...]:
    """What these figures cannot carry."""
    words, validation = view.words, view.validation
    said = [
        words.t("The cases were there already: nobody used the predictions, so the figures say nothing about use."),
        words.t(
            "The outcome was taken as recorded. If it was recorded in the knowledge of the prediction, the figures look better than they are."
        ),
        words.t("Rows without a prediction or an outcome were left out and not filled in."),
    ]
    if validation.hidden or validation.smallest_cell > 1:
        said.append(
            words.t(
                "Counts below {n} are not printed. Figures that would give them away are left out too, within one table of groups; what other publications say is not taken into account.",
                n=validation.smallest_cell,
            )
        )
    if not view.site:
        said.append(
            words.t("No column says at which site a case was seen, so differences between sites could not show.")
        )
    if len(validation.groups) < 2:
        said.append(
            words.t("No column divides people, so a failure for one group may hide behind the figures for all.")
        )
    if any(at.origin == "chosen" for at in validation.thresholds):
        said.append(words.t("A threshold was chosen on these very cases."))
    if validation.verdict.gates:
        said.append(
            words.t(
                "For some groups there are too few cases: the absence of a difference there is not the absence of a failure."
            )
        )
    if validation.gaps:
        said.append(
            words.t(
                "Many differences were looked at. The correction is made within one question (one measure between the groups of one column), not over all questions."
            )
        )
    return (Heading(1, words.t("What these figures cannot carry"), "limits"), Bullets(tuple(said)))


def used_methods(validation: Validation) -> tuple[str, ...]:
    """The ids of the methods behind the figures, in the order of the list."""
    ids: set[str] = {"holm"} if any(gap.corrected is not None for gap in validation.gaps) else set()
    for group in (*validation.groups, *validation.sites):
        for found in (*group.measures.values(), *(one for at in group.at for one in at.measures.values())):
            ids |= _methods_of(found)
    for gap in validation.gaps:
        ids |= _methods_of(gap.difference)
    ids |= {"gate"} if validation.gates else set()
    ids |= {"recalibration"} if validation.recalibrated else set()
    names = {curve.id for curves in validation.curves.values() for curve in curves}
    ids |= {"decision-curve"} & {"decision-curve" if name == "decision" else "" for name in names}
    ids |= {"calibration-curve"} if any(name.startswith("calibration") for name in names) else set()
    known = [name for name in methods() if name in ids]
    return (*known, *sorted(ids - set(known)))


def _methods_of(found: Estimate) -> set[str]:
    return {found.method} - {""}


def sources(view: View) -> tuple[Block, ...]:
    """Every method behind a figure of this report, with its source."""
    words, known = view.words, methods()
    rows = [
        row(
            words.entry(f"method.{name}", known[name]["name"]) if name in known else name,
            known[name]["source"] if name in known else "–",
        )
        for name in used_methods(view.validation)
    ]
    if not rows:
        return ()
    note = words.t(
        "Intervals hold the true value in about {level} of cases like these. Draws of folds and resamples begin at seed {seed}.",
        level=words.percent(view.validation.level),
        seed=view.validation.seed,
    )
    return (
        Heading(1, words.t("Methods and sources"), "methods"),
        Para(note),
        Table(
            (words.t("Method"), words.t("Source")), tuple(rows), words.t("How the figures were worked out"), (40, 60)
        ),
    )


def reporting(view: View) -> tuple[Block, ...]:
    """What guidelines for reporting ask, and what of it stands in this report."""
    words = view.words
    found: list[Block] = [
        PageBreak(),
        Heading(1, words.t("What guidelines for reporting ask"), "checklists"),
        Para(
            words.t(
                "Four guidelines, in our own short words; the guidelines themselves hold. “Met” means that this report says it; whether that is enough, its readers decide."
            )
        ),
    ]
    for checklist in checklists():
        listed = assessed(checklist, view.validation)
        counts = {state: sum(one.state == state for one in listed) for state in STATES}
        found.append(Heading(2, checklist.title, f"list-{checklist.id}"))
        found.append(
            Para(
                (
                    words.entry(f"checklist.{checklist.id}.about", checklist.about),
                    " ",
                    Text(checklist.citation, href=checklist.link),
                )
            )
        )
        found.append(
            Para(
                words.t(
                    "Met here: {met}. Partly: {partly}. To be filled in by you: {open}. Does not apply to this report: {na}.",
                    met=counts["met"],
                    partly=counts["partly"],
                    open=counts["open"],
                    na=counts["na"],
                )
            )
        )
        found.append(Para(words.entry(f"checklist.{checklist.id}.known", checklist.known)))
        head = (words.t("Item"), words.t("What it asks"), words.t("State"), words.t("Where, or what is missing"))
        found.append(
            Table(
                head,
                tuple(_item(view, one) for one in listed),
                words.t("{title}, item by item", title=checklist.title),
                (9, 39, 16, 36),
            )
        )
    found.append(Heading(2, words.t("What the exports still lack"), "exports"))
    found.append(
        Para(
            words.t(
                "The model card (CHAI) and the export to systems in care (FHIR) say what a validation knows. These fields of the card are left to the developer or to you:"
            )
        )
    )
    found.append(Bullets(tuple(name.replace("/", " › ") for name in MISSING)))
    return tuple(found)


def state_name(state: str, words: Words) -> str:
    """A state of an item in words."""
    return {
        "met": words.t("met here"), "partly": words.t("partly"), "open": words.t("to be filled in by you"), "na": words.t("does not apply"),
    }[state]  # fmt: skip


def chapter(name: str, words: Words) -> str:
    """The title of a chapter by its id."""
    return {
        "data": words.t("The data and their checks"), "checks": words.t("What the checks found"),
        "apart": words.t("How well the model tells cases apart"), "probabilities": words.t("Whether the scores can be read as probabilities"),
        "benefit": words.t("What acting on the model brings"), "groups": words.t("Whether the model works for everyone"),
        "sites": words.t("Whether the model works at every site"), "thresholds": words.t("What the model does at each threshold"),
        "demands": words.t("What was demanded beforehand"), "stated": words.t("Beside what the developer states"),
        "recalibration": words.t("What a recalibration would bring"), "limits": words.t("What these figures cannot carry"),
        "methods": words.t("Methods and sources"), "verify": words.t("How to check this report"),
    }[name]  # fmt: skip


def _item(view: View, one: Assessed) -> Any:
    words, item = view.words, one.item
    where = (Text(chapter(one.where, words), href=f"#{one.where}"),) if one.where else ()
    rest = words.entry(f"checklist.{one.list}.{item.id}.rest", item.rest) if item.rest and one.state != "met" else ""
    said = (*where, ". " if where and rest else "", rest) if where or rest else "–"
    return row(
        item.id, words.entry(f"checklist.{one.list}.{item.id}.about", item.about), state_name(one.state, words), said
    )


def check(view: View, fingerprint: str, folder: str) -> tuple[Block, ...]:
    """How a reader can find out that nothing was changed, and by whom it was signed."""
    words = view.words
    command = f"toepas validate verify {folder} --data {view.validation.source.name}"
    signed = (
        words.t("This report is signed. The fingerprint of the key is: {fingerprint}", fingerprint=fingerprint)
        if fingerprint
        else words.t(
            "This report is not signed: nobody vouches for it. A key is made with '{command}'.",
            command="toepas validate keys",
        )
    )
    steps = (
        words.t("Take the whole folder with the report, and the file of the data if you have it."),
        words.t("Run: {command}", command=command),
        words.t(
            "Compare the fingerprint that it shows with the one that the signer gave you another way. The one printed here proves nothing by itself."
        ),
    )
    return (
        Heading(1, words.t("How to check this report"), "verify"),
        Callout("note", words.t("Signed with Ed25519"), (Para(signed),)),
        Numbered(steps),
        Para(
            words.t(
                "The signature is below a statement in report.json that holds the SHA-256 of the data, of every part of the report and of every file beside it, and the moment and version. It is written as RFC 8785 lays down."
            )
        ),
    )
