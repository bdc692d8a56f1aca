"""What every chapter of a report needs: the validation as it may be shown, the words, and sentences about groups and figures."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.assurance import words as say
from toepas.assurance.findings import Finding, finding_text
from toepas.assurance.measures import title
from toepas.assurance.model import At, Estimate, Gate, Key, Measured, Threshold, Validation
from toepas.assurance.report.protection import HIDDEN, WHY, are_hidden, count
from toepas.kernel.words import Words
from toepas.paper.blocks import Inline

CHIEF = ("sensitivity", "specificity")


@dataclass(frozen=True, slots=True)
class View:
    """A validation with small counts hidden, and the words to say it in."""

    validation: Validation
    words: Words

    @property
    def label(self) -> str:
        """The column with what happened."""
        return str(self.validation.columns.get("label", ""))

    @property
    def site(self) -> str:
        """The column of the sites; empty where there is none."""
        return str(self.validation.columns.get("site", ""))

    @property
    def two_outcomes(self) -> bool:
        """Whether cases have the outcome or do not."""
        return self.validation.task in ("binary", "detection")

    @property
    def every(self) -> tuple[Measured, ...]:
        """All groups and sites."""
        return (*self.validation.groups, *self.validation.sites)

    def name(self, key: Key) -> str:
        """A group in words, to begin with."""
        return say.group(key, self.site, self.words, begin=True)

    def count(self, value: int) -> str:
        """A number of cases."""
        return count(value, self.validation, self.words)

    def estimate(self, measure: str, found: Estimate | None) -> str:
        """A figure with its interval, or why there is none."""
        if found is None:
            return "–"
        return self._hidden(found) or _together(say.estimate(measure, found, self.words))

    def moved(self, measure: str, found: Estimate) -> str:
        """A difference with its sign and its interval, or why there is none."""
        return self._hidden(found) or _together(say.moved(measure, found, self.words))

    def _hidden(self, found: Estimate) -> str:
        if found.why_not != WHY:
            return ""
        return self.words.t("not shown: rests on fewer than {n} cases", n=self.validation.smallest_cell)

    def threshold(self, at: Threshold) -> str:
        """A threshold and where it comes from."""
        return say.threshold(at, self.words, self.validation.fixed)

    def gate(self, gate: Gate) -> str:
        """What is still to be collected."""
        if gate.have == HIDDEN:
            return self.words.t(
                "there are fewer than {n}, {need} are needed", n=self.validation.smallest_cell, need=gate.need or "–"
            )
        return say.to_collect(gate, self.label, self.words)

    def gate_of(self, key: Key, measure: str) -> Gate | None:
        """Whether a group has enough cases for a measure; None where that was not asked."""
        return next((one for one in self.validation.gates if one.key == key and one.measure == measure), None)

    def finding(self, finding: Finding) -> str:
        """A finding in words; nothing that it hides is said in passing."""
        if are_hidden(finding.gates):
            lacking = self.words.t(" and ").join(
                f"{title(one.measure, self.words)}: {self.gate(one)}" for one in finding.gates
            )
            return self.words.t("{who}: insufficient evidence. {lacking}.", who=self.name(finding.key), lacking=lacking)
        if finding.gap is not None and finding.gap.difference.why_not == WHY:
            return self.words.t(
                "{who}: the {measure} differs from that of {other}, but the figures rest on too few cases to be printed.",
                who=self.name(finding.key), measure=title(finding.gap.measure, self.words), other=say.group(finding.gap.beside, self.site, self.words),
            )  # fmt: skip
        if finding.kind == "calibration" and self._is_hidden(finding.key):
            return self.words.t(
                "{who}: the predictions cannot be read as probabilities there; the figures rest on too few cases to be printed.",
                who=self.name(finding.key),
            )
        return finding_text(finding, self.validation, self.words)

    def _is_hidden(self, key: Key) -> bool:
        return any(one.key == key and one.positives == HIDDEN for one in self.every)

    def first(self, group: Measured) -> At | None:
        """The figures of a group at the first threshold."""
        return group.at[0] if group.at else None


def _together(said: str) -> str:
    """A figure and its sign of per cent stay on one line."""
    return said.replace(" %", "\u00a0%")


def row(*cells: Inline) -> tuple[Inline, ...]:
    """A row of a table."""
    return cells
