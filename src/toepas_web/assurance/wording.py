"""The words for kinds of columns and for verdicts."""

from __future__ import annotations

from toepas.kernel import Words


def kind_name(kind: str, said: Words) -> str:
    """What stands in a column."""
    return {
        "yes-no": said.t("two values"),
        "share": said.t("numbers from 0 to 1"),
        "number": said.t("numbers"),
        "few": said.t("a few different texts"),
        "many": said.t("many different texts"),
        "empty": said.t("empty in the first rows"),
    }[kind]


def outcome_name(outcome: str, said: Words) -> str:
    """A verdict in one or two words."""
    return {
        "passed": said.t("Passed"),
        "failed": said.t("Failed"),
        "signal": said.t("Signal"),
        "insufficient": said.t("Insufficient evidence"),
        "described": said.t("Described"),
        "refused": said.t("Refused"),
    }.get(outcome, "")


TONES = {
    "passed": "done",
    "failed": "draft",
    "signal": "draft",
    "insufficient": "open",
    "described": "later",
    "refused": "draft",
}
