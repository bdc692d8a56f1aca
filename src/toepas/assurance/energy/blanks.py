"""A new report to fill in: valid from the start, with an example of every kind of figure behind hashes."""

from __future__ import annotations

from toepas.assurance.energy.data import methods
from toepas.assurance.energy.model import GRADES, SCHEMA, STAGES, Stage
from toepas.assurance.energy.wording import grade_meaning
from toepas.kernel.words import Words


def blank(name: str, on: str, words: Words, *, kind: str = "model", stage: Stage = "use", country: str = "NL") -> str:
    """The text of a new report (YAML) with explanations in the reader's language."""
    persona = "consumer" if stage == "use" else "provider"
    slug = (
        "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in name.casefold()).strip("-") or "report"
    )
    lines = [
        f"schema: {SCHEMA}",
        f"id: {slug[:80]}",
        "version: 1            # " + words.t("add one with every new edition"),
        f"date: {on}",
        "# by:                 # " + words.t("the organisation that makes this report"),
        "subject:",
        f"  kind: {kind}         # model, system",
        f"  name: {_quoted(name)}",
        "  # version:          # " + words.t("of the model or system"),
        "  # provider:",
        "boundary:",
        f"  persona: {persona}   # " + words.t("provider (who makes it) or consumer (who uses it)"),
        f"  stages: [{stage}]     # {', '.join(STAGES)}",
        "  # left_out:         # " + words.t("what is not counted, and why"),
        "  #   - {what: network, why: " + words.t("not measured") + "}",
        *_unit(stage, words),
        "# period: {from: " + on + ", to: " + on + "}",
        f"place: {{country: {_quoted(country)}}}",
        "# hardware:           # " + words.t("known kinds need no power or peak: 'toepas energy hardware' lists them"),
        f"#   - {{name: NVIDIA H100 SXM5, count: 8, hours: 100, stage: {stage}}}",
        "# " + words.t("Leave out what is not known: unknown is not zero. Grades:"),
        *(f"#   {grade}: {grade_meaning(grade, words)}" for grade in GRADES),
        "# " + words.t("Methods:") + " " + ", ".join(methods()),
        "figures: []",
        "# " + words.t("Put figures in place of the two brackets, such as:"),
        *_examples(stage, words),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _unit(stage: Stage, words: Words) -> list[str]:
    said = "unit: {quantity: 1000, of: answer, tokens: 400, task: text-generation}"
    lead = "" if stage == "use" else "# "
    return [f"{lead}{said}", "                      # " + words.t("what figures 'per: unit' are per")]


def _examples(stage: Stage, words: Words) -> list[str]:
    meter = words.t("meter of rack 12")
    reason = words.t("the hardware provider does not give it")
    return [
        f'#   - {{what: energy, stage: {stage}, value: 1.2, low: 1.1, high: 1.3, unit: MWh, grade: metered, method: meter, meter: "{meter}"}}',
        f"#   - {{what: carbon-location, stage: {stage}, value: 310, unit: kgCO2e, grade: modelled, method: grid-average}}",
        f"#   - {{what: carbon-market, stage: {stage}, value: 0, unit: kgCO2e, grade: modelled, method: contract}}",
        f'#   - {{what: water-site, stage: {stage}, grade: withheld, reason: "{reason}"}}',
        f"#   - {{what: flops, stage: {stage}, value: 5.1e+17, unit: FLOP, grade: modelled, method: flops-parameters}}",
        '#   - {what: pue, value: 1.2, unit: "1", grade: modelled, method: site-average}',
    ]
