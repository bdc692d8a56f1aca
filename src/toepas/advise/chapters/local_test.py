"""Does it work here, for everyone? For a high-risk system, and in healthcare: test before use on one's own cases, and watch it after that."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Check, Heading, Para, Text

HEALTH = "healthcare"
DUTIES = (
    "provider_risk_management",
    "provider_accuracy_security",
    "deployer_monitor",
    "provider_post_market_monitoring",
    "provider_report_incidents",
)
"""The duties that such a test or such watching helps to show."""


def wanted(view: View) -> bool:
    """Whether the case is one to test and to watch: it is or may be high-risk, or it is in healthcare."""
    allowed = view.result.class_.name not in ("prohibited", "not-ai", "out-of-scope")
    return "high-risk" in view.result.class_.possible or (allowed and view.text("sector") == HEALTH)


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter; nothing where the case is none of these."""
    if not wanted(view):
        return ()
    words = view.words
    found = [one for name in DUTIES if (one := view.duty(name))]
    return (
        Heading(1, words.t("Does it work here, for everyone?"), "local-test"),
        Para(_why(view)),
        *((Para(words.t("It helps to show these duties:")), Bullets(tuple(_duty(view, one) for one in found))) if found else ()),
        Heading(2, words.t("Before use: a test on your own cases")),
        Check(words.t("Write down beforehand what the model has to reach, for whom, and at which threshold.")),
        Check(words.t("Collect what it predicts for cases of your own, beside what really happened; do not act on it yet.")),
        Check(words.t("Look at groups apart, such as women and men, ages and sites; where there are too few cases, collect more.")),
        Check(words.t("Keep the signed report with this dossier.")),
        Heading(2, words.t("In use: watch it")),
        Check(words.t("Agree how often new cases are looked at, who is told of an alarm, and who stops the use.")),
        Check(words.t("Join outcomes as they become known, and answer every alarm in writing.")),
        Check(words.t("When an alarm may concern harm, find out at once whether it is a serious incident.")),
        Para(
            words.t(
                "Toepas does both: with the commands {validate} and {monitor}, or on its site under “Validate”. The data stay with you.",
                validate="toepas validate", monitor="toepas monitor",
            )
        ),
    )  # fmt: skip


def _why(view: View) -> str:
    words = view.words
    if view.result.class_.name == "high-risk":
        return words.t(
            "This is a high-risk system. What its developer measured elsewhere need not hold for the people here; only a test on cases of your own shows it."
        )
    if "high-risk" in view.result.class_.possible:
        return words.t(
            "This can be a high-risk system. What its developer measured elsewhere need not hold for the people here; only a test on cases of your own shows it."
        )
    return words.t(
        "In healthcare what a developer measured elsewhere need not hold for the people here; only a test on cases of your own shows it. The AI Act does not ask it of this case; other law, such as that on medical devices, may."
    )


def _duty(view: View, found: DutyFinding) -> tuple[str | Text, ...]:
    return (Text(view.title(found), bold=True), f" ({view.status(found)}; ", *view.cites(found.duty.cites), ")")
