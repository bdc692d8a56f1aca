"""The form of what is measured before and after: as typed, as the library reads it, and what is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from toepas.kernel import Problem, Words
from toepas.maturity import Plan, job_names, plan_of

TEXTS = ("title", "kind", "unit", "better", "starts", "continue", "stop", "cases", "checking", "before", "after", "other_before", "other_after")  # fmt: skip
VALUES = ("before", "after", "other_before", "other_after")
MOST_VALUES = 2000
LONGEST, MOST_LETTERS = 20_000, 120
YES, NO = "yes", "no"


def typed_of(plan: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they are kept."""
    measure = plan["measures"][0]
    limits = measure.get("limits") or {}
    fields = {
        "title": plan["title"],
        "starts": plan["starts"],
        "continue": f"{limits['continue']:g}" if limits else "",
        "stop": f"{limits['stop']:g}" if limits else "",
        "checking": {True: YES, False: NO}.get(measure.get("checking"), ""),
        "paired": YES if measure.get("paired") else "",
        **{name: measure.get(name) or "" for name in ("kind", "unit", "better", "cases")},
        **{name: "\n".join(f"{value:g}" if value == round(value, 4) else repr(value) for value in measure.get(name, ())) for name in VALUES},
        **{f"jobs-{name}": plan.get("jobs", {}).get(name, "") for name in job_names()},
    }  # fmt: skip
    return {name: str(value) for name, value in fields.items()}


class ImpactForm:
    """``typed`` are the fields; ``read`` gives the plan to keep. ``set_on``: the day of the limits, which stays as it was while they stay."""

    def __init__(self, said: Words, today: datetime.date, kept: Mapping[str, Any] | None, given: QueryDict | None = None) -> None:  # fmt: skip
        self.said, self.today, self.kept = said, today, kept
        names = [*TEXTS, "paired", *(f"jobs-{name}" for name in job_names())]
        blank = dict.fromkeys(names, "") | {"kind": "time", "better": "lower", "starts": today.isoformat()}
        source = typed_of(kept) if kept else blank
        self.typed = {name: (given.get(name, "")[:LONGEST] if given is not None else source[name]).strip() for name in names}  # fmt: skip
        self.problems: list[tuple[str, str]] = []

    def read(self) -> dict[str, Any] | None:
        """The plan, or None with ``problems`` filled."""
        typed = self.typed
        measure: dict[str, Any] = {"id": "measure", "kind": typed["kind"], "unit": typed["unit"], "better": typed["better"]}  # fmt: skip
        measure |= {name: self._values(name) for name in VALUES}
        measure |= {
            "paired": typed["paired"] == YES,
            "checking": {YES: True, NO: False}.get(typed["checking"]),
            "cases": self._whole("cases"),
        }
        if limits := self._limits():
            measure["limits"] = limits
        jobs = {name: self._whole(f"jobs-{name}") for name in job_names()}
        plan = {
            "title": typed["title"],
            "starts": typed["starts"],
            "set_on": self._set_on(measure),
            "measures": [measure],
            "jobs": {name: count for name, count in jobs.items() if count is not None},
        }
        self._texts()
        if self.problems or not self._fits(plan):
            return None
        return plan

    def _texts(self) -> None:
        """What has to be written, and how."""
        said, needed = self.said, {
            "title": self.said.t("Say which work it is, with which AI."),
            "unit": self.said.t("Say in what it is counted, such as minutes for one letter."),
        }  # fmt: skip
        for name, text in needed.items():
            if not self.typed[name]:
                self.problems.append((name, text))
            elif len(self.typed[name]) > MOST_LETTERS:
                self.problems.append((name, said.t("At most {n} characters.", n=MOST_LETTERS)))
        try:
            datetime.date.fromisoformat(self.typed["starts"])
        except ValueError:
            self.problems.append(("starts", said.t("Choose the day on which AI comes in. It is written as year-month-day, such as {day}.", day="2026-03-31")))  # fmt: skip

    def _limits(self) -> dict[str, float] | None:
        """Both limits, or None where there are none or something is wrong with them."""
        found = {name: self._number(name) for name in ("continue", "stop")}
        for name, value in found.items():
            if value is None and (self.typed["continue"] or self.typed["stop"]):
                self.problems.append((name, self.said.t("Give both limits as a number of percent, such as 10, or leave both empty.")))  # fmt: skip
                return None
        on, stop = found["continue"], found["stop"]
        if on is None or stop is None:
            return None
        if stop >= on:
            self.problems.append(("stop", self.said.t("The limit to stop must be lower than the limit to go on, such as 0 and 10.")))  # fmt: skip
            return None
        return {"continue": on, "stop": stop}

    def _fits(self, plan: Mapping[str, Any]) -> Plan | None:
        try:
            found = plan_of(plan, self.said)
        except Problem as problem:
            text = " ".join(part for part in (problem.what, problem.expected, problem.todo) if part)
            self.problems.append(("", text))
            return None
        if found.starts > self.today and plan["measures"][0]["after"]:
            self.problems.append(("after", self.said.t("AI has not come in yet on this day, so there can be no values of after the start.")))  # fmt: skip
            return None
        return found

    def _set_on(self, measure: Mapping[str, Any]) -> str:
        """Today where the limits are new or moved; else the day they were set on."""
        if self.kept and self.kept["measures"][0].get("limits") == measure.get("limits"):
            return str(self.kept["set_on"])
        return self.today.isoformat()

    def _values(self, name: str) -> list[float]:
        parts = [part for part in re.split(r"[\s;]+", self.typed[name]) if part]
        if len(parts) > MOST_VALUES:
            self.problems.append((name, self.said.t("At most {n} values.", n=MOST_VALUES)))
            return []
        found = [_float(part) for part in parts]
        if None in found:
            wrong = parts[found.index(None)][:40]
            self.problems.append((name, self.said.t("'{value}' is no number. Expected are numbers with spaces or line ends between them.", value=wrong)))  # fmt: skip
            return []
        return [value for value in found if value is not None]

    def _number(self, name: str) -> float | None:
        return _float(self.typed[name].removesuffix("%").strip()) if self.typed[name] else None

    def _whole(self, name: str) -> int | None:
        if not self.typed[name]:
            return None
        if not (self.typed[name].isascii() and self.typed[name].isdigit() and len(self.typed[name]) < 9):
            self.problems.append((name, self.said.t("Expected is a whole number.")))
            return None
        return int(self.typed[name])


def _float(text: str) -> float | None:
    """A number, with a point or a comma; None for anything else, also infinite."""
    if not re.fullmatch(r"[+-]?\d{1,12}([.,]\d{1,9})?", text, re.ASCII):
        return None
    return float(text.replace(",", "."))
