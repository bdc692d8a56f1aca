"""The verdict as a sentence, and what to do now, in the order in which it is best done."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.assurance import words as say
from toepas.assurance.findings import Finding, findings, off
from toepas.assurance.measures import measure_of
from toepas.assurance.model import Gap, Key, Recalibrated, Validation
from toepas.kernel.words import Words

SHOWN = 5
"""So many groups are named in one sentence."""


def verdict_name(validation: Validation, words: Words) -> str:
    """The verdict in one or two words."""
    return {
        "passed": words.t("Passed"),
        "failed": words.t("Failed"),
        "signal": words.t("Signal"),
        "insufficient": words.t("Insufficient evidence"),
        "described": words.t("Described"),
        "refused": words.t("Refused"),
    }[validation.verdict.outcome]


def verdict_text(validation: Validation, words: Words) -> str:
    """What the verdict means, in one to three sentences."""
    said = {
        "passed": words.t("Every demand is met in every group that it names, with enough cases."),
        "failed": words.t("At least one demand is not met. The model does not do here what was asked of it."),
        "signal": words.t("Something stands out that has to be looked into before anybody relies on this model here."),
        "insufficient": words.t(
            "There are too few cases to say whether the model does what it should. This is not a pass."
        ),
        "described": words.t("Nothing was demanded beforehand, so nothing was passed or failed."),
        "refused": words.t("The data cannot be used as they are. Nothing was computed."),
    }[validation.verdict.outcome]
    lacking = {gate.key for gate in validation.verdict.gates}
    if not lacking or validation.verdict.outcome == "refused":
        return said
    total = len(validation.groups) + len(validation.sites)
    few = words.n(
        "For one of {total} groups there is insufficient evidence.",
        "For {n} of {total} groups there is insufficient evidence.",
        len(lacking),
        total=total,
    )
    return f"{said} {few}"


def advice(validation: Validation, words: Words) -> tuple[str, ...]:
    """What to do, the first thing first."""
    return tuple(_advice(validation, findings(validation), words))


def _advice(validation: Validation, found: tuple[Finding, ...], words: Words) -> Iterator[str]:
    reasons = set(validation.verdict.reasons)
    if "data-refused" in reasons:
        yield words.t("Mend the data where the remarks say so, and validate again.")
        return
    if any(remark.severity == "warn" for remark in validation.remarks):
        yield words.t("Look into the remarks on the data first: what is wrong there can make every figure below wrong.")
    if "demand-not-met" in reasons:
        yield words.t(
            "Do not use the model as it is for: {groups}.",
            groups=_groups([one.key for one in found if one.kind == "not-met"], validation, words),
        )
    if "calibration-fails" in reasons:
        yield from _calibration(validation, found, words)
    if gaps := [_worse(one.gap) for one in found if one.gap is not None]:
        yield words.t(
            "Look with people who know the work at the cases that the model got wrong, and do not rely on it alone until it is clear why. This holds for: {groups}.",
            groups=_groups(gaps, validation, words),
        )
    if any(one.kind == "too-few" for one in found):
        yield words.t(
            "Go on collecting cases where they are lacking, and write down now what you will look at then: a plan made afterwards proves less."
        )
    if "nothing-demanded" in reasons:
        example = {"regression": "mae<=5", "multiclass": "accuracy>=0.8"}.get(validation.task, "sensitivity>=0.8")
        yield words.t(
            "Say beforehand what you demand, for example {example}: only then can a model pass.",
            example=example,
        )
    if validation.thresholds and not validation.fixed:
        yield words.t("Name the threshold at which the model is used here.")
    if any(at.origin == "chosen" for at in validation.thresholds):
        yield words.t("Test a threshold that was chosen on these data on new cases before you trust its figures.")


def _calibration(validation: Validation, found: tuple[Finding, ...], words: Words) -> Iterator[str]:
    """Where scores are no probabilities, and what recalibration would bring."""
    keys = [one.key for one in found if one.kind == "calibration"]
    if validation.task == "regression":
        yield words.t(
            "Do not use the predictions as they are for: {groups}. Have the model adjusted on cases from there, then test it on new ones.",
            groups=_groups(keys, validation, words),
        )
        return
    yield words.t(
        "Do not read the scores as probabilities for: {groups}. Have the model recalibrated on cases from there, then test it on new ones.",
        groups=_groups(keys, validation, words),
    )
    worst = max(keys, key=lambda key: abs(_off(validation, key)))
    preview = next((one for one in validation.recalibrated if one.key == worst and one.method == "logistic"), None)
    if preview is not None and (said := preview_text(preview, validation, words)):
        yield said


def preview_text(preview: Recalibrated, validation: Validation, words: Words) -> str:
    """What a recalibration would bring for everybody or a site, as a sentence; empty where it cannot be said."""
    values = [side[name].value for side in (preview.before, preview.after) for name in ("mean-score", "brier")]
    if None in values:
        return ""
    mean, brier, mean_after, brier_after = (value or 0.0 for value in values)
    return words.t(
        "A preview for {group}: recalibrated, the mean prediction would go from {mean} to {mean_after} and the Brier score from {brier} to {brier_after} (lower is better; cross-validated, your data are not changed).",
        group=say.group(preview.key, str(validation.columns.get("site", "")), words),
        mean=say.share(mean, words),
        mean_after=say.share(mean_after, words),
        brier=say.number(brier, words),
        brier_after=say.number(brier_after, words),
    )


def _off(validation: Validation, key: Key) -> float:
    return off(next(group for group in (*validation.groups, *validation.sites) if group.key == key))


def _worse(gap: Gap) -> Key:
    """The group of the two for which the model does worse."""
    difference, better = gap.difference.value or 0.0, measure_of(gap.measure).better
    return gap.key if (difference > 0) == (better == "low") else gap.beside


def _groups(keys: list[Key], validation: Validation, words: Words) -> str:
    """Groups in one line, the first few by name."""
    site = str(validation.columns.get("site", ""))
    names = list(dict.fromkeys(say.group(key, site, words) for key in keys))
    said = "; ".join(names[:SHOWN])
    return said if len(names) <= SHOWN else words.t("{groups}; and {n} more", groups=said, n=len(names) - SHOWN)
