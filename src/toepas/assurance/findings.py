"""The most important of what was found, in order and in plain sentences: the first page of every report, on paper and on screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from toepas.assurance import words as say
from toepas.assurance.gaps import stands_after
from toepas.assurance.measures import measures, split, title
from toepas.assurance.model import Claim, Estimate, Gap, Gate, Judged, Key, Measured, Remark, Validation
from toepas.kernel.words import Words

ORDER = ("refused", "not-met", "calibration", "gap", "claim", "too-few", "undecided", "met")


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
    for judged in verdict.judged:
        if judged.answer in kinds:
            found.append(Finding(kinds[judged.answer], judged.key, judged=judged))
    found += [Finding("calibration", key) for key in verdict.miscalibrated]
    found += _gaps(verdict.signals)
    found += [Finding("claim", claim=one) for one in validation.claims if one.answer != "in-line"]
    found += _gates(validation)
    return tuple(sorted(found, key=lambda finding: ORDER.index(finding.kind)))


def _gaps(signals: tuple[Gap, ...]) -> list[Finding]:
    """One finding per pair of groups: its chief difference, with the others behind it."""
    pairs: dict[tuple[Key, Key], list[Gap]] = {}
    for gap in signals:
        pairs.setdefault((gap.key, gap.beside), []).append(gap)
    found = []
    for (key, _), listed in pairs.items():
        first, *others = sorted(listed, key=_weight)
        if split(first.measure)[0] != "calibration-in-the-large":
            found.append(Finding("gap", key, first, tuple(others)))
    return sorted(found, key=lambda finding: _weight(finding.gap) if finding.gap else (0, 0, 0, 0.0))


def _weight(gap: Gap) -> tuple[int, int, int, float]:
    """Gaps between people before those between sites; then those that a correction leaves; then by measure and by p."""
    rank = list(measures()).index(split(gap.measure)[0])
    return gap.family.startswith("between/"), not stands_after(gap), rank, 1.0 if gap.p is None else gap.p


def _gates(validation: Validation) -> list[Finding]:
    """One finding per group with too few cases; for everybody first, then those that lack most."""
    groups: dict[Key, list[Gate]] = {}
    for gate in validation.verdict.gates:
        groups.setdefault(gate.key, []).append(gate)
    found = [Finding("too-few", key, gates=tuple(gates)) for key, gates in groups.items()]
    return sorted(found, key=lambda one: (len(one.key), -sum(gate.more or 0 for gate in one.gates)))


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
        return claim_text(finding.claim, words)
    return words.t("The data cannot be used as they are.")


def measured(validation: Validation, key: Key) -> Measured:
    """A group or a site by its key. Raises StopIteration for one that was not measured."""
    return next(group for group in (*validation.groups, *validation.sites) if group.key == key)


def _who(key: Key, validation: Validation, words: Words, begin: bool = True) -> str:
    return say.group(key, str(validation.columns.get("site", "")), words, begin)


def _label(validation: Validation) -> str:
    return str(validation.columns.get("label", ""))


def _calibration(key: Key, validation: Validation, words: Words) -> str:
    group = measured(validation, key)
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


def _gap(finding: Finding, gap: Gap, validation: Validation, words: Words) -> str:
    """Both groups with their counts, the difference, and what the correction leaves of it."""
    here, there = (_estimate(validation, key, gap) for key in (gap.key, gap.beside))
    label = _label(validation)
    sentences = [
        words.t("{who}: {counted}.", who=_who(key, validation, words), counted=say.counted(gap.measure, found, label, words))
        for key, found in ((gap.key, here), (gap.beside, there))
    ]
    sentences.append(words.t("The difference in {measure} is {difference}.", measure=title(gap.measure, words), difference=say.difference(gap, words)))
    sentences.append(_correction(gap, validation, words))
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
    parts = {"p": say.p_value(gap.p, words), "corrected": say.p_value(gap.corrected, words), "family": say.family(gap, count, words)}
    if count < 2:
        return words.t("Chance alone would seldom show this (p {p}).", **parts)
    if stands_after(gap):
        return words.t("It stands out also after correction for the number of comparisons (p {p}, corrected {corrected}; {family}).", **parts)
    return words.t(
        "It stands out by itself (p {p}) but not after correction for the number of comparisons (p {corrected}; {family}): a signal to look into, not a proof.",
        **parts,
    )


def _too_few(finding: Finding, validation: Validation, words: Words) -> str:
    label = _label(validation)
    lacking = [say.to_collect(gate, label, words) for gate in finding.gates]
    return words.t(
        "{who}: insufficient evidence. Still to be collected: {lacking}.",
        who=_who(finding.key, validation, words),
        lacking=words.t(" and ").join(lacking),
    )


def demand_text(judged: Judged, words: Words) -> str:
    """A demand as it was asked."""
    demand, name = judged.demand, title(judged.demand.measure, words)
    if demand.least is not None and demand.most is not None:
        low, high = (say.figure(demand.measure, one, words) for one in (demand.least, demand.most))
        return words.t("{measure} from {low} to {high}", measure=name, low=low, high=high)
    if demand.least is not None:
        return words.t("{measure} of at least {value}", measure=name, value=say.figure(demand.measure, demand.least, words))
    return words.t("{measure} of at most {value}", measure=name, value=say.figure(demand.measure, demand.most or 0.0, words))


def _demand(judged: Judged, validation: Validation, words: Words) -> str:
    parts = {
        "who": _who(judged.key, validation, words), "demand": demand_text(judged, words),
        "counted": say.counted(judged.demand.measure, judged.estimate, _label(validation), words),
    }  # fmt: skip
    if judged.answer == "not-met":
        return words.t("{who}: a demand is not met ({demand}): {counted}.", **parts)
    if judged.answer == "met":
        return words.t("{who}: a demand is met ({demand}): {counted}.", **parts)
    if judged.threshold is not None and judged.threshold.origin == "chosen":
        return words.t("{who}: a demand cannot be met at a threshold that was chosen on these data ({demand}): {counted}.", **parts)
    return words.t("{who}: whether a demand is met cannot be told yet ({demand}): {counted}.", **parts)


def claim_text(claim: Claim, words: Words) -> str:
    """What the developer states beside what was found here."""
    parts = {
        "measure": title(claim.measure, words), "stated": say.figure(claim.measure, claim.stated, words),
        "found": say.estimate(claim.measure, claim.found, words),
    }  # fmt: skip
    said = {
        "in-line": words.t("{measure}: the developer states {stated}; here {found}. That is in line.", **parts),
        "worse": words.t("{measure}: the developer states {stated}; here it is worse: {found}.", **parts),
        "better": words.t("{measure}: the developer states {stated}; here it is better: {found}.", **parts),
        "insufficient": words.t("{measure}: the developer states {stated}; here {found}: too few cases to tell.", **parts),
    }
    return said.get(claim.answer, words.t("{measure}: the developer states {stated}; here it cannot be computed.", **parts))
