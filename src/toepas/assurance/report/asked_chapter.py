"""What was asked beforehand and what came of it: thresholds, demands, what the developer states, a second model, and a recalibration."""

from __future__ import annotations

from toepas.assurance import words as say
from toepas.assurance.findings import claim_text, demand_text
from toepas.assurance.measures import title
from toepas.assurance.model import At, Measured
from toepas.assurance.report.parts import View, row
from toepas.assurance.report.protection import WHY
from toepas.paper.blocks import Block, Callout, Heading, Inline, Para, Table

AT = ("sensitivity", "specificity", "ppv", "npv", "accuracy", "net-benefit")


def thresholds(view: View) -> tuple[Block, ...]:
    """Thresholds fixed beforehand, and apart from them those that were chosen on these data."""
    words = view.words
    everybody = view.validation.everybody
    if not everybody.at:
        return ()
    fixed = [at for at in everybody.at if at.threshold.origin == "fixed"]
    chosen = [at for at in everybody.at if at.threshold.origin == "chosen"]
    found: list[Block] = [Heading(1, words.t("What the model does at each threshold"), "thresholds")]
    if not view.validation.fixed:
        found.append(
            Para(words.t("Nobody named the threshold at which the model is used here; the default was looked at."))
        )
    for at in fixed:
        found += _at(view, everybody, at)
    if chosen:
        warning = words.t(
            "These thresholds were chosen on the very cases they are judged by, so the figures look better than they are. Nothing passes at them."
        )
        found.append(Callout("warning", words.t("Chosen on these data"), (Para(warning),)))
        for at in chosen:
            found += _at(view, everybody, at)
    return tuple(found)


def _at(view: View, group: Measured, at: At) -> list[Block]:
    words = view.words
    names = [name for name in AT if name in at.measures]
    rows = [row(title(name, words), view.estimate(name, at.measures[name])) for name in names]
    head = (words.t("Measure"), words.t("Value, with where it lies most likely"))
    caption = words.t("At the threshold {threshold}", threshold=view.threshold(at.threshold))
    return [Table(head, tuple(rows), caption, (40, 60)), *_crossed(view, group, at)]


def _crossed(view: View, group: Measured, at: At) -> list[Block]:
    """What the model said beside what happened, as counts; not where one of them is small."""
    words = view.words
    found, spared = at.measures.get("sensitivity"), at.measures.get("specificity")
    if found is None or spared is None or found.hits is None or spared.hits is None or not view.two_outcomes:
        return []
    cells = (found.hits, spared.n - spared.hits, found.n - found.hits, spared.hits)
    table = Table(
        (
            words.t("The model"),
            words.t("“{label}” was there", label=view.label),
            words.t("“{label}” was not there", label=view.label),
        ),
        (
            row(words.t("pointed out"), view.count(cells[0]), view.count(cells[1])),
            row(words.t("left alone"), view.count(cells[2]), view.count(cells[3])),
        ),
        words.t("What the model said beside what happened ({n} cases)", n=view.count(group.n)),
    )
    return [table]


def demands(view: View) -> tuple[Block, ...]:
    """Every demand held against every group that it names."""
    words, judged = view.words, view.validation.verdict.judged
    if not view.validation.demands:
        return ()
    answers = {
        "met": words.t("met"), "not-met": words.t("not met"), "undecided": words.t("cannot be told yet"),
        "insufficient": words.t("too few cases"), "not-computable": words.t("cannot be computed"),
    }  # fmt: skip
    rows = []
    for one in judged:
        lacking = view.gate(one.gate) if one.answer == "insufficient" else ""
        at = f" ({say.number(one.threshold.value, words)})" if one.threshold else ""
        rows.append(
            row(
                view.name(one.key),
                demand_text(one, words) + at,
                answers[one.answer],
                view.estimate(one.demand.measure, one.estimate),
                lacking or "–",
            )
        )
    head = (words.t("Group"), words.t("Demand"), words.t("Answer"), words.t("Found"), words.t("Still to be collected"))
    return (
        Heading(1, words.t("What was demanded beforehand"), "demands"),
        Table(head, tuple(rows), words.t("Demands and answers"), (18, 26, 14, 22, 20)),
    )


def stated(view: View) -> tuple[Block, ...]:
    """What the developer states, and a second model, beside what was found here."""
    words, validation = view.words, view.validation
    found: list[Block] = []
    if validation.claims:
        found.append(Heading(1, words.t("Beside what the developer states"), "stated"))
        found += [Para(claim_text(one, words)) for one in validation.claims if one.found.why_not != WHY]
    if validation.pairs:
        found.append(Heading(1, words.t("Beside another model on the same cases"), "second"))
        head = (
            words.t("Group"),
            words.t("Measure"),
            words.t("This model"),
            words.t("The other"),
            words.t("Difference"),
            "p",
        )
        rows: list[tuple[Inline, ...]] = []
        for pair in validation.pairs:
            at = f" ({say.number(pair.threshold.value, words)})" if pair.threshold else ""
            sides = (view.estimate(pair.measure, one) for one in (pair.first, pair.second))
            difference = view.moved(pair.measure, pair.difference)
            rows.append(
                row(
                    view.name(pair.key), title(pair.measure, words) + at, *sides, difference, say.p_value(pair.p, words)
                )
            )
        second = str(validation.columns.get("second", ""))
        found.append(Table(head, tuple(rows), words.t("Beside the predictions in “{second}”", second=second)))
    return tuple(found)


def recalibration(view: View) -> tuple[Block, ...]:
    """What recalibrating the scores would bring, as a preview: nothing was changed."""
    words, previews = view.words, view.validation.recalibrated
    if not previews:
        return ()
    methods = {
        "intercept": words.t("shifted"), "logistic": words.t("shifted and stretched"), "isotonic": words.t("redrawn step by step"),
    }  # fmt: skip
    rows = []
    for one in previews:
        names = [
            name for name in ("mean-score", "brier", "calibration-slope") if name in one.before and name in one.after
        ]
        cells = [f"{view.estimate(name, one.before[name])} → {view.estimate(name, one.after[name])}" for name in names]
        rows.append(
            row(
                view.name(one.key),
                methods.get(one.method, one.method) + (f" ({words.t('few cases')})" if one.warning else ""),
                *cells,
                *["–"] * (3 - len(cells)),
            )
        )
    head = (
        words.t("Group"),
        words.t("How"),
        *(title(name, words) for name in ("mean-score", "brier", "calibration-slope")),
    )
    note = words.t(
        "Each figure before → after. Worked out by cross-validation on these cases; the predictions were not changed. A recalibrated model is another model: test it on new cases."
    )
    return (
        Heading(1, words.t("What a recalibration would bring"), "recalibration"),
        Para(note),
        Table(head, tuple(rows), words.t("A preview"), (20, 16, 22, 21, 21)),
    )
