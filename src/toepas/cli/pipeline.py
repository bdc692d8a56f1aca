"""``toepas pipeline gate``: whether a project passes a gate on the evidence it shows."""

from __future__ import annotations

import argparse
from pathlib import Path

from toepas.cli.common import console, print_json
from toepas.kernel.problems import EXIT_INPUT, EXIT_OK, EXIT_OPEN
from toepas.kernel.words import Words
from toepas.paper.tidy import clean


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Judge a gate of a pipeline: whether the evidence of a project suffices, or stops it")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    line = words.t("judge one gate: pass, stop or not known, with the reasons")
    gate = parts.add_parser("gate", help=line, description=line)
    gate.add_argument("plan", type=Path, metavar="PLAN.yaml", help=words.t("what was set for this gate beforehand"))
    gate.add_argument(
        "evidence", type=Path, nargs="*", metavar="EVIDENCE",
        help=words.t("a validation (its folder or report.json), an energy report, the answer of 'toepas check --json', a document"),
    )  # fmt: skip
    gate.add_argument(
        "--confirmed", default="", metavar="IDS", help=words.t("needs whose documents a person read and found sufficient: a,b")
    )  # fmt: skip
    gate.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Judge the gate; 0 where it is passed, 1 where that is not known, 2 where the project stops."""
    from toepas.alliance import (
        details,
        judge_gate,
        judged_text,
        level_title,
        need_title,
        needed_text,
        outcome_text,
        read_evidence,
        read_gate_plan,
    )

    plan = read_gate_plan(arguments.plan, words)
    shown = [read_evidence(path, words, plan.signed_by) for path in arguments.evidence]
    gate = judge_gate(plan, shown, {name.strip() for name in arguments.confirmed.split(",")})
    said = {
        one.need.id: details(one, arguments.evidence[shown.index(one.evidence)], words)
        for one in gate.judged
        if one.evidence is not None
    }
    more = {one.need.id: [*said.get(one.need.id, ()), needed_text(one, plan, words)] for one in gate.judged}
    if arguments.json:
        needs = [
            {
                "id": one.need.id, "kind": one.need.kind, "title": need_title(one.need, words), "outcome": one.outcome,
                "why": one.why, "evidence": one.evidence.where if one.evidence else None, "text": judged_text(one, words),
                "details": list(said.get(one.need.id, ())), "needed": needed_text(one, plan, words),
            }
            for one in gate.judged
        ]  # fmt: skip
        print_json({"project": plan.project, "level": plan.level, "outcome": gate.outcome, "needs": needs})
    else:
        lines = [
            words.t("{project}, level {n}: {title}", project=plan.project, n=plan.level, title=level_title(plan.level, words)),
            outcome_text(gate.outcome, words),
            *("\n    ".join([f"  {judged_text(one, words)}", *filter(None, more[one.need.id])]) for one in gate.judged),
        ]  # fmt: skip
        console().print(clean("\n".join(lines)), markup=False, soft_wrap=True)
    return {"pass": EXIT_OK, "not-known": EXIT_OPEN, "stop": EXIT_INPUT}[gate.outcome]
