"""The most important of what was found, in order and in plain sentences: the first page of every report, on paper and on screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from toepas.assurance import words as say
from toepas.assurance.gaps import stands_after
from toepas.assurance.measures import measures, split, title
from toepas.assurance.model import Claim, Estimate, Gap, Gate, Judged, Key, Measured, Remark, Validation
from toepas.assurance.values import shown
from toepas.assurance.verdict import off_on_the_whole
from toepas.kernel.words import Words

ORDER = ("refused", "not-met", "calibration", "gap", "claim", "too-few", "undecided", "met")
CHIEF = ("sensitivity", "specificity")
"""A difference in one of these is told by itself; others are named behind it."""
LARGE = "calibration-in-the-large"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader has to know: its kind (one of ``ORDER``), the group it is about and what it rests on."""

    kind: str
    key: Key = ()
    gap: Gap | None = None
    also: tuple[Gap, ...] = ()
    gates: tuple[Gate, ...] = ()
    judged: Judged | None = None
    claim: Claim | None = None
    remark: Remark | None = None


def findings(validation: Validation) -> tuple[Finding, ...]:
    """Everything that stands out, the weightiest first."""
    verdict = validation.verdict
    found = [Finding("refused", remark=one) for one in validation.remarks if one.severity == "refuse"]
    kinds = {"not-met": "not-met", "undecided": "undecided", "not-computable": "undecided", "met": "met"}
    found += [Finding(kinds[one.answer], one.key, judged=one) for one in verdict.judged if one.answer in kinds]
    found += [Finding("calibration", key) for key in _chief(validation)]
    found += _gaps(verdict.signals)
    found += [Finding("claim", claim=one) for one in validation.claims if one.answer != "in-line"]
    found += _gates(validation)
    return tuple(sorted(found, key=lambda finding: ORDER.index(finding.kind)))


def off(group: Measured) -> float:
    """How far what happened lies above the mean prediction, as a share or in the unit of the outcome; below 0 where the model predicts too much."""
    if "bias" in group.measures:
        return -(group.measures["bias"].value or 0.0)
    happened, predicted = group.measures["prevalence"].value, group.measures["mean-score"].value
    return (happened or 0.0) - (predicted or 0.0)


def _failure(group: Measured, validation: Validation) -> tuple[str, bool]:
    """In which way the calibration of a group fails, and in which direction."""
    if off_on_the_whole(group, validation.calibration_tolerance):
        return "whole", off(group) > 0
    return "spread", (group.measures["calibration-slope"].value or 1.0) > 1


def _chief(validation: Validation) -> list[Key]:
    """The calibration failures that are no part of another one: a group is left out where a wider group or its site fails in the same way.
    Sites always stay. Those that are off on the whole first, the largest first."""
    groups = {key: measured(validation, key) for key in validation.verdict.miscalibrated}
    failing = {key: _failure(group, validation) for key, group in groups.items()}
    site = validation.columns.get("site", "")

    def part(key: Key) -> bool:
        wider = [other for other in failing if set(other) < set(key) and failing[other] == failing[key]]
        return bool(wider) and not (len(key) == 1 and key[0][0] == site)

    kept = [key for key in failing if not part(key)]
    return sorted(kept, key=lambda key: (failing[key][0] != "whole", -abs(off(groups[key]))))


def _gaps(signals: tuple[Gap, ...]) -> list[Finding]:
    """One finding per pair of groups and chief measure; their differences in other measures stand behind the first."""
    pairs: dict[tuple[Key, Key], list[Gap]] = {}
    for gap in signals:
        pairs.setdefault((gap.key, gap.beside), []).append(gap)
    found = []
    for (key, _), listed in pairs.items():
        ordered = sorted(listed, key=_weight)
        chief = [gap for gap in ordered if split(gap.measure)[0] in CHIEF] or ordered[:1]
        rest = tuple(gap for gap in ordered if gap not in chief)
        found += [Finding("gap", key, gap, rest if gap is chief[0] else ()) for gap in chief if gap.measure != LARGE]
    return sorted(found, key=lambda finding: _weight(finding.gap) if finding.gap else (0, 0, 0, 0.0))


def _weight(gap: Gap) -> tuple[int, int, int, float]:
    """Gaps between people before those between sites; then by measure; then those that a correction leaves; then by p."""
    rank = list(measures()).index(split(gap.measure)[0])
    return gap.family.startswith("between/"), rank, not stands_after(gap), 1.0 if gap.p is None else gap.p


def _gates(validation: Validation) -> list[Finding]:
    """One finding per group with too few cases: those that a difference was seen in first, then wider groups before narrower ones, then in
    the order in which columns were named. What a demand needs goes before what the plan asks of every group."""
    verdict = validation.verdict
    groups: dict[Key, dict[str, Gate]] = {}
    for gate in (*verdict.gates, *(one.gate for one in verdict.judged if one.answer == "insufficient")):
        groups.setdefault(gate.key, {})[gate.measure] = gate
    seen = {gap.key for gap in verdict.signals if split(gap.measure)[0] in CHIEF}
    columns = str(validation.columns.get("by", "")).split(",")

    def place(finding: Finding) -> tuple[bool, int, int, int]:
        last = finding.key[-1][0] if finding.key else ""
        lacking = sum(gate.more or 0 for gate in finding.gates)
        return finding.key not in seen, len(finding.key), columns.index(last) if last in columns else -1, -lacking

    found = [Finding("too-few", key, gates=tuple(gates.values())) for key, gates in groups.items()]
    return sorted(found, key=place)


def finding_text(finding: Finding, validation: Validation, words: Words) -> str:
    """A finding as one to three plain sentences."""
    if finding.kind == "calibration":
        return _calibration(finding.key, validation, words)
    if finding.gap is not None:
        return _gap(finding, finding.gap, validation, words)
    if finding.kind == "too-few":
        return _too_few(finding, validation, words)
    if finding.judged is not None:
        return _demand(finding.judged, validation, words)
    if finding.claim is not None:
        return claim_text(finding.claim, words, len(validation.thresholds) > 1)
    return words.t("The data cannot be used as they are.")


def measured(validation: Validation, key: Key) -> Measured:
    """A group or a site by its key. Raises StopIteration for one that was not measured."""
    return next(group for group in (*validation.groups, *validation.sites) if group.key == key)


def _who(key: Key, validation: Validation, words: Words, begin: bool = True) -> str:
    return say.group(key, str(validation.columns.get("site", "")), words, begin)


def _label(validation: Validation) -> str:
    return shown(validation.columns.get("label", ""))


def _calibration(key: Key, validation: Validation, words: Words) -> str:
    group = measured(validation, key)
    way, high = _failure(group, validation)
    if way == "spread":
        return _spread(group, high, validation, words)
    if "bias" in group.measures:
        return _biased(group, validation, words)
    happened, predicted = group.measures["prevalence"], group.measures["mean-score"]
    parts = {
        "who": _who(key, validation, words), "label": _label(validation),
        "predicted": say.share(predicted.value or 0.0, words), "happened": say.share(happened.value or 0.0, words),
        "n": group.n,
    }  # fmt: skip
    if (predicted.value or 0.0) < (happened.value or 0.0):
        said = words.t(
            "{who}: the model's probabilities are too low. On average it predicts {predicted}; “{label}” was there in {happened} of {n} cases.",
            **parts,
        )
    else:
        said = words.t(
            "{who}: the model's probabilities are too high. On average it predicts {predicted}; “{label}” was there in {happened} of {n} cases.",
            **parts,
        )
    return f"{said} {words.t('They cannot be read as probabilities there.')}"


def _spread(group: Measured, timid: bool, validation: Validation, words: Words) -> str:
    slope = say.estimate("calibration-slope", group.measures["calibration-slope"], words)
    who = _who(group.key, validation, words)
    if timid:
        return words.t(
            "{who}: the predictions are too timid: high ones should be higher and low ones lower (calibration slope {slope}; 1 is right).",
            who=who,
            slope=slope,
        )
    return words.t(
        "{who}: the predictions are too extreme: high ones are too high and low ones too low (calibration slope {slope}; 1 is right).",
        who=who,
        slope=slope,
    )


def _biased(group: Measured, validation: Validation, words: Words) -> str:
    found = group.measures["bias"]
    ends = [abs(part or 0.0) for part in (found.value, found.low, found.high)]
    size, low, high = (say.number(part, words) for part in (ends[0], min(ends[1:]), max(ends[1:])))
    parts = {"who": _who(group.key, validation, words), "size": size, "low": low, "high": high}
    if (found.value or 0.0) > 0:
        return words.t("{who}: the predictions are on average {size} too high ({low} to {high}).", **parts)
    return words.t("{who}: the predictions are on average {size} too low ({low} to {high}).", **parts)


def _gap(finding: Finding, gap: Gap, validation: Validation, words: Words) -> str:
    """Both groups with their counts, the difference, and what the correction leaves of it."""
    here, there = (_estimate(validation, key, gap) for key in (gap.key, gap.beside))
    counted = say.counted(gap.measure, here, _label(validation), words)
    sentences = [
        words.t("{who}: {counted}.", who=_who(gap.key, validation, words), counted=counted),
        words.t(
            "{who}: {counted}.", who=_who(gap.beside, validation, words), counted=say.briefly(gap.measure, there, words)
        ),
        say.apart(gap, words, len(validation.thresholds) > 1),
        _correction(gap, validation, words),
    ]
    for gate in validation.verdict.gates:
        if gate.key == gap.key and gate.measure == gap.measure:
            lacking = say.to_collect(gate, _label(validation), words)
            sentences.append(words.t("Insufficient evidence to be sure: {lacking}.", lacking=lacking))
    if finding.also:
        names = dict.fromkeys(title(one.measure, words) for one in finding.also if one.measure != gap.measure)
        sentences += [words.t("They differ in {measures} too.", measures=", ".join(names))] if names else []
    return " ".join(sentences)


def _estimate(validation: Validation, key: Key, gap: Gap) -> Estimate:
    group = measured(validation, key)
    if gap.threshold is None:
        return group.measures[gap.measure]
    return next(at for at in group.at if at.threshold == gap.threshold).measures[gap.measure]


def _correction(gap: Gap, validation: Validation, words: Words) -> str:
    count = Counter(one.family for one in validation.gaps if one.p is not None)[gap.family]
    p, corrected = say.p_value(gap.p, words), say.p_value(gap.corrected, words)
    if count < 2:
        return words.t("Chance alone would seldom show this (p {p}).", p=p)
    parts = {"p": p, "corrected": corrected, "count": count}
    if stands_after(gap):
        return words.t(
            "It also stands out after correction for {count} comparisons (p {p}, corrected {corrected}).", **parts
        )
    return words.t(
        "A signal to look into, not a proof: it stands out by itself (p {p}), but not after correction for {count} comparisons (p {corrected}).",
        **parts,
    )


def gap_line(finding: Finding, validation: Validation, words: Words) -> str:
    """A difference in one line: ``Women at Cleveland: specificity 94 %; men at Cleveland: 77 % (more than chance, p 0.004).``"""
    gap = finding.gap
    assert gap is not None
    here, there = (_estimate(validation, key, gap).value or 0.0 for key in (gap.key, gap.beside))
    parts = {
        "who": _who(gap.key, validation, words), "beside": say.group(gap.beside, str(validation.columns.get("site", "")), words),
        "measure": say.measure_at(gap.measure, gap.threshold if len(validation.thresholds) > 1 else None, words),
        "here": say.figure(gap.measure, here, words), "there": say.figure(gap.measure, there, words),
        "p": say.p_value(gap.corrected, words),
    }  # fmt: skip
    if any(gate.key == gap.key and gate.measure == gap.measure for gate in validation.verdict.gates):
        return words.t("{who}: {measure} {here}; {beside}: {there} (too few cases to be sure, p {p}).", **parts)
    if stands_after(gap):
        return words.t("{who}: {measure} {here}; {beside}: {there} (more than chance, p {p}).", **parts)
    return words.t("{who}: {measure} {here}; {beside}: {there} (a signal, not a proof, p {p}).", **parts)


def _too_few(finding: Finding, validation: Validation, words: Words) -> str:
    lacking = [say.to_collect(gate, _label(validation), words) for gate in finding.gates]
    return words.t(
        "{who}: insufficient evidence: {lacking}.", who=_who(finding.key, validation, words), lacking="; ".join(lacking)
    )


def demand_text(judged: Judged, words: Words, several: bool = False) -> str:
    """A demand as it was asked; with ``several`` thresholds, at which of them."""
    demand, name = judged.demand, say.measure_at(judged.demand.measure, judged.threshold if several else None, words)
    if demand.least is not None and demand.most is not None:
        low, high = (say.figure(demand.measure, one, words) for one in (demand.least, demand.most))
        return words.t("{measure} from {low} to {high}", measure=name, low=low, high=high)
    if demand.least is not None:
        return words.t(
            "{measure} of at least {value}", measure=name, value=say.figure(demand.measure, demand.least, words)
        )
    return words.t(
        "{measure} of at most {value}", measure=name, value=say.figure(demand.measure, demand.most or 0.0, words)
    )


def _demand(judged: Judged, validation: Validation, words: Words) -> str:
    parts = {
        "who": _who(judged.key, validation, words), "demand": demand_text(judged, words, len(validation.thresholds) > 1),
        "counted": say.counted(judged.demand.measure, judged.estimate, _label(validation), words),
    }  # fmt: skip
    if judged.answer == "not-met":
        return words.t("{who}: a demand is not met ({demand}): {counted}.", **parts)
    if judged.answer == "met":
        return words.t("{who}: a demand is met ({demand}): {counted}.", **parts)
    if judged.threshold is not None and judged.threshold.origin == "chosen":
        return words.t(
            "{who}: a demand cannot be met at a threshold that was chosen on these data ({demand}): {counted}.", **parts
        )
    return words.t("{who}: whether a demand is met cannot be told yet ({demand}): {counted}.", **parts)


def claim_text(claim: Claim, words: Words, several: bool = False) -> str:
    """What the developer states beside what was found here."""
    parts = {
        "measure": say.measure_at(claim.measure, claim.threshold if several else None, words), "stated": say.figure(claim.measure, claim.stated, words),
        "found": say.estimate(claim.measure, claim.found, words),
    }  # fmt: skip
    said = {
        "in-line": words.t("{measure}: the developer states {stated}; here {found}. That is in line.", **parts),
        "worse": words.t("{measure}: the developer states {stated}; here it is worse: {found}.", **parts),
        "better": words.t("{measure}: the developer states {stated}; here it is better: {found}.", **parts),
        "insufficient": words.t(
            "{measure}: the developer states {stated}; here {found}: too few cases to tell.", **parts
        ),
    }
    unknown = words.t("{measure}: the developer states {stated}; here it cannot be computed.", **parts)
    whole = said.get(claim.answer, unknown)
    return whole[:1].upper() + whole[1:]
