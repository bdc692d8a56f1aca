"""What the moments of assessments are called."""

from __future__ import annotations

from toepas import maturity
from toepas.kernel import Words


def stage_name(stage: str, said: Words) -> str:
    """A moment in words."""
    return {
        "T0": said.t("T0: before support"),
        "T1": said.t("T1: after support"),
        "T2": said.t("T2: later again"),
    }[stage]


def moment_text(questionnaire: str, stage: str, said: Words) -> str:
    """Which questionnaire, at which moment."""
    asked = maturity.questionnaire(questionnaire, "", said)
    return said.t("{questionnaire}, {moment}", questionnaire=maturity.title(asked, said), moment=stage_name(stage, said))  # fmt: skip
