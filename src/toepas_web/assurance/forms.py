"""What is typed about an upload, about a validation and about a monitor; and what is wrong with it, beside the field."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import QueryDict

from toepas.assurance import known_measures
from toepas.kernel import Words

DAYS, MOST_DAYS = 30, 365
DEMANDS = 3
TASKS = ("binary", "regression", "multiclass", "detection")
SMALLEST = 5
Problems = list[tuple[str, str]]


def number(text: str) -> float | None:
    """A number as people type it, with a point or a comma; None for what is none."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def whole(text: str, least: int, most: int) -> int | None:
    """A whole number within bounds; None for another."""
    found = int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 10 else None
    return found if found is not None and least <= found <= most else None


class Fields:
    """What was typed, by field, with what is wrong with it."""

    def __init__(self, said: Words, given: QueryDict | None = None, initial: Mapping[str, Any] | None = None) -> None:
        self.said, self.given, self.initial = said, given, dict(initial or {})
        self.problems: Problems = []

    def value(self, name: str) -> str:
        """A text as it was typed, else as it is."""
        found = self.given.get(name, "") if self.given is not None else self.initial.get(name, "")
        return str("" if found is None else found).strip()

    def values(self, name: str) -> list[str]:
        """Everything that was ticked."""
        return self.given.getlist(name) if self.given is not None else list(self.initial.get(name, ()))

    def wrong(self, name: str, text: str) -> None:
        """Say what is wrong with a field."""
        self.problems.append((name, text))

    def title(self) -> str:
        """A name of at most 120 letters."""
        found = self.value("title")
        if not found or len(found) > 120:
            self.wrong("title", self.said.t("Give it a name of at most 120 letters."))
        return found

    def day(self, name: str, first: datetime.date, last: datetime.date) -> datetime.date | None:
        """A day within bounds."""
        try:
            found = datetime.date.fromisoformat(self.value(name))
        except ValueError:
            found = None
        if found is None or not first <= found <= last:
            said = self.said
            self.wrong(
                name, said.t("Choose a day from {first} to {last}.", first=said.date(first), last=said.date(last))
            )
            return None
        return found

    def one_of(self, name: str, options: Iterable[str], needed: bool = True) -> str:
        """One of some values."""
        found = self.value(name)
        if found not in options and (needed or found):
            self.wrong(name, self.said.t("Choose one of the list."))
            return ""
        return found

    def between(self, name: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        found = whole(self.value(name), least, most)
        if found is None:
            self.wrong(name, self.said.t("Write a whole number from {least} to {most}.", least=least, most=most))
        return found or least


def deletion(fields: Fields, today: datetime.date) -> datetime.date | None:
    """The day on which the rows are deleted: at the latest after a year."""
    return fields.day("delete_on", today, today + datetime.timedelta(days=MOST_DAYS))


def too_large(size: int, packed: bool, said: Words) -> str:
    """Why a file is too large, and what to do; empty where it is not. Workbooks are read whole, so they may be less large."""
    most = settings.MOST_UPLOAD_BYTES if packed else settings.MOST_DATA_BYTES
    if size <= most:
        return ""
    if packed:
        return said.t("A workbook may have at most {n} MB here. Save the sheet as CSV.", n=most // 1_000_000)
    return said.t(
        "The file is larger than {n} MB. Use the command line for it: toepas validate takes files of any size.",
        n=most // 1_000_000,
    )


class Asked(Fields):
    """The second step: which column says what, and what is demanded."""

    def __init__(
        self, said: Words, columns: list[dict[str, Any]], given: QueryDict | None, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(said, given, initial or guess(columns))
        self.columns = columns
        self.names = [column["name"] for column in columns]

    def read(self) -> dict[str, Any] | None:
        """What is asked, or None with ``problems`` filled."""
        said = self.said
        task = self.one_of("task", TASKS)
        label = self.one_of("label", self.names)
        several = task == "multiclass"
        scores = [name for name in self.names if name in self.values("scores")]
        score = "" if several else self.one_of("score", self.names)
        if several and len(scores) < 3:
            self.wrong("scores", said.t("Tick one column of probabilities for each class, at least three."))
        found = {
            "lang": said.lang,
            "task": task,
            "label": label,
            "score": score,
            "scores": scores if several else [],
            "second": self.one_of("second", self.names, needed=False),
            "positive": [part.strip()[:60] for part in self.value("positive").split(";") if part.strip()][:20],
            "site": self.one_of("site", self.names, needed=False),
            "case": self.one_of("case", self.names, needed=False),
            "groups": self._groups(),
            "thresholds": self._thresholds(task),
            "demands": self._demands(),
            "smallest_cell": self.between("smallest_cell", 1, 100),
        }
        self._once(found)
        return None if self.problems else found

    def _once(self, found: Mapping[str, Any]) -> None:
        """Each column says one thing."""
        seen = {str(found["label"])} if found["label"] else set()
        divisions = [("groups", group["name"]) for group in found["groups"]]
        roles = [(name, str(found[name])) for name in ("score", "second", "site", "case")]
        for name, column in [*roles, *(("scores", one) for one in found["scores"]), *divisions]:
            if column and column in seen and not (name == "groups" and column == found["site"]):
                self.wrong(name, self.said.t("The column “{column}” is chosen for two things already.", column=column))
            seen.add(column)

    def _groups(self) -> list[dict[str, Any]]:
        """The columns that divide people, each with the edges of its bands."""
        groups = []
        for at, name in enumerate(self.names):
            if name not in self.values("groups"):
                continue
            typed = self.value(f"edges-{at}")
            read = [number(part) for part in typed.replace(";", " ").split()]
            edges = [edge for edge in read if edge is not None]
            if len(edges) < len(read) or any(low >= high for low, high in itertools.pairwise(edges)):
                self.wrong(
                    f"edges-{at}",
                    self.said.t("Write rising numbers with spaces between: {example}", example="40 65"),
                )
                continue
            groups.append({"name": name, "edges": edges})
        return groups

    def _thresholds(self, task: str) -> list[float]:
        typed = self.value("thresholds")
        found = [number(part) for part in typed.replace(";", " ").split()]
        if task == "regression":
            return []
        if any(part is None or not 0 <= part <= 1 for part in found) or len(found) > 5:
            self.wrong(
                "thresholds", self.said.t("Write at most five numbers from 0 to 1, with spaces between: 0.3 0.5")
            )
            return []
        return [part for part in found if part is not None]

    def _demands(self) -> list[dict[str, Any]]:
        demands = []
        for at in range(DEMANDS):
            name, sign, typed = (self.value(f"{part}-{at}") for part in ("measure", "sign", "value"))
            if not name and not typed:
                continue
            bound = number(typed)
            if name not in known_measures() or sign not in (">=", "<=") or bound is None:
                self.wrong(
                    f"value-{at}", self.said.t("A demand needs a measure, a direction and a number, such as 0.8.")
                )
                continue
            by = self._divisions() if self.value(f"each-{at}") else []
            demands.append({"measure": name, "sign": sign, "value": bound, "by": by})
        return demands

    def _divisions(self) -> list[str]:
        """The columns that divide people; the site is one of them."""
        site = [self.value("site")] if self.value("site") else []
        return [*(name for name in self.names if name in self.values("groups") and name not in site), *site]


def guess(columns: list[dict[str, Any]]) -> dict[str, Any]:
    """What columns may be, from their kinds, to begin with: a person looks at it and changes it."""
    outcomes = [one["name"] for one in columns if one["kind"] == "yes-no"]
    shares = [one["name"] for one in columns if one["kind"] == "share"]
    return {
        "task": "binary", "label": outcomes[-1] if outcomes else "", "score": shares[-1] if shares else "",
        "groups": outcomes[:-1], "thresholds": "", "smallest_cell": SMALLEST,
    }  # fmt: skip


def again(asked: Mapping[str, Any], columns: list[dict[str, Any]]) -> dict[str, Any]:
    """What was asked before, as the form shows it."""
    found = {
        **asked,
        "positive": "; ".join(asked["positive"]),
        "thresholds": " ".join(f"{one:g}" for one in asked["thresholds"]),
    }
    edges = {group["name"]: " ".join(f"{edge:g}" for edge in group["edges"]) for group in asked["groups"]}
    found["groups"] = list(edges)
    found |= {f"edges-{at}": edges.get(column["name"], "") for at, column in enumerate(columns)}
    for at, one in enumerate(asked["demands"]):
        found |= {f"{part}-{at}": one[part] for part in ("measure", "sign", "value")}
        found[f"each-{at}"] = "yes" if one["by"] else ""
    return found


def monitor(fields: Fields, asked: Mapping[str, Any], names: list[str]) -> dict[str, Any] | None:
    """What a monitor watches, from the form and from what the validation was asked."""
    share = number(fields.value("false_alarm"))
    if share is None or not 1 <= share <= 50:
        fields.wrong("false_alarm", fields.said.t("Write a number from 1 to 50."))
    threshold = number(fields.value("threshold"))
    if threshold is None or not 0 <= threshold <= 1:
        fields.wrong("threshold", fields.said.t("Write a number from 0 to 1."))
    found = {
        "lang": fields.said.lang,
        "title": fields.title(),
        "score": asked["score"],
        "label": asked["label"],
        "positive": asked["positive"],
        "groups": [*asked["groups"], *([{"name": asked["site"], "edges": []}] if asked["site"] else [])],
        "case": fields.one_of("case", names, needed=False),
        "date": fields.one_of("date", names, needed=False),
        "threshold": threshold,
        "days": fields.between("days", 1, 3660),
        "cases": fields.between("cases", 10, 100_000_000),
        "batches": fields.between("batches", 1, 1000),
        "false_alarm": (share or 0) / 100,
    }
    return None if fields.problems else found
