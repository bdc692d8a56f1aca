"""A monitor that is there: takes batches and outcomes, keeps what it must, and says how things stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from toepas.assurance.monitoring import following, taking
from toepas.assurance.monitoring.cases import Cases, order, performance
from toepas.assurance.monitoring.document import as_json
from toepas.assurance.monitoring.limits import RUNS
from toepas.assurance.monitoring.making import make_reference
from toepas.assurance.monitoring.model import Alarm, Batch, MonitorState, Plan
from toepas.assurance.monitoring.plan import fixed
from toepas.assurance.monitoring.state import state_of
from toepas.assurance.monitoring.store import CASES, OUTCOMES, Event, Store, digest, make_store, open_store
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a batch: the batch, its alarms, and whether it was there already (then nothing was changed)."""

    batch: Batch
    alarms: tuple[Alarm, ...]
    already: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of a file of outcomes: those that found their case, that did not, that changed an earlier one, and rows that say nothing."""

    matched: int
    unmatched: int
    changed: int
    without: int
    closed: tuple[Batch, ...]
    alarms: tuple[Alarm, ...]
    already: bool = False


class Monitor:
    """A folder of a monitor. Everything is read anew at each call, so that several people can use it one after the other."""

    def __init__(self, store: Store, words: Words) -> None:
        self._store, self._words = store, words

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._store.folder

    def state(self, on: dt.date) -> MonitorState:
        """How it stands. Changes nothing."""
        return self._read(on)[0]

    def add(self, path: Path, day: dt.date, on: dt.date, *, sheet: str = "") -> Added:
        """Take a batch of the day ``day``; ``on`` is today. Raises Problem, and changes nothing, where it cannot be used."""
        self._dated(day, on)
        state, events = self._caught_up(on)
        plan, reference = state.plan, state.reference
        taken = taking.take(
            path, plan.columns, plan.groups, plan.inputs, self._words, bands=reference.groups, sheet=sheet
        )
        there = next((batch for batch in state.batches if batch.received.sha256 == taken.sha256), None)
        if there:
            return Added(there, (), already=True)
        number = str(len(state.batches) + 1)
        hidden = self._hidden(taken, state)
        turned = order(taken.dates, taken.sha256, len(taken.cases))
        cases = taken.cases.taken(turned)
        waits = bool(plan.columns.case and plan.columns.label) and not _complete(cases, plan)
        kept = f"{len(events) + 1:06d}-{taken.sha256[:12]}.parquet" if waits else ""
        received = following.receive(taken, cases, state, day, number, kept)
        if kept:
            self._store.keep(CASES, kept, _frame(cases, [hidden[at] for at in turned.tolist()], plan))
        event = self._store.append("batch", on, as_json(received), events)
        after = state_of(plan, reference, (*events, event), on)
        return Added(after.batches[-1], after.alarms[len(state.alarms) :])

    def outcomes(self, path: Path, on: dt.date, *, sheet: str = "") -> Joined:
        """Join outcomes that come later, by the number of their case. Raises Problem, and changes nothing, where they cannot be used."""
        state, events = self._read(on)  # not closed beforehand: these may be the very outcomes that a batch waits for
        self._can_join(state.plan)
        found = taking.take_outcomes(path, state.plan.columns, self._words, sheet=sheet)
        if any(event.kind == "outcomes" and event.data["sha256"] == found.sha256 for event in events):
            return Joined(0, 0, 0, 0, (), (), already=True)
        by_case = dict(zip((self._store.pseudonym(one) for one in found.ids), found.label.tolist(), strict=True))
        number = len(events) + 1
        rows: list[pl.DataFrame] = []
        batches: dict[str, Any] = {}
        changed = 0
        for batch in state.waiting:
            cases, names = self._waiting_cases(batch, events)
            new = np.array([by_case.get(name, -1) for name in names], dtype=np.int8)
            hit = new >= 0
            if not hit.any():
                continue
            changed += int((hit & cases.known & (cases.label != new)).sum())
            label = np.where(hit, new, cases.label).astype(np.int8)
            frame = pl.DataFrame({"place": self._places(batch)[hit], "label": new[hit]})
            rows.append(frame.with_columns(pl.lit(batch.received.id).alias("batch")))
            early = performance(Cases(cases.score, label, cases.groups), (), state.plan.threshold)
            batches[batch.received.id] = {"known": int((label >= 0).sum()), "early": early}
        matched = sum(len(frame) for frame in rows)
        file = self._store.keep(OUTCOMES, f"{number:06d}-{found.sha256[:12]}.parquet", pl.concat(rows)) if rows else ""
        data = {
            "name": found.name, "sha256": found.sha256, "matched": matched, "unmatched": len(by_case) - matched,
            "changed": changed, "without": found.without, "batches": batches, "kept": file,
        }  # fmt: skip
        self._store.append("outcomes", on, as_json(data), events)
        after, _ = self._caught_up(on)
        open_before = {batch.received.id for batch in state.waiting}
        closed = tuple(one for one in after.batches if one.received.id in open_before and not one.open)
        return Joined(
            matched, len(by_case) - matched, changed, found.without, closed, after.alarms[len(state.alarms) :]
        )

    def answer(self, alarm: str, text: str, by: str, on: dt.date) -> MonitorState:
        """Note what was found and done about an alarm, and by whom. Raises Problem for an alarm that is not open."""
        state, events = self._read(on)
        if alarm not in {one.id for one in state.open_alarms}:
            raise Problem(
                self._words.t("There is no open alarm with this number: {number}", number=alarm),
                where=str(self.folder),
                expected=", ".join(one.id for one in state.open_alarms) or self._words.t("no alarm is open"),
                todo=self._words.t("'toepas monitor show' lists them."),
            )
        self._said(text, by)
        self._store.append("answer", on, {"alarm": alarm, "text": text.strip(), "by": by.strip()}, events)
        return self.state(on)

    def review(self, text: str, by: str, on: dt.date) -> MonitorState:
        """Note that somebody looked at everything, and what was seen."""
        _, events = self._read(on)
        self._said(text, by)
        self._store.append("review", on, {"text": text.strip(), "by": by.strip()}, events)
        return self.state(on)

    def forget(self, on: dt.date, *, batch: str = "", case: str = "") -> int:
        """Delete scores under pseudonym: of one case, of a batch, or of all that wait. Gives back how many; what they would have told is lost."""
        state, _ = self._caught_up(on)
        gone = 0
        for one in state.waiting:
            if case:
                gone += self._forget_case(one, case, on)
            elif not batch or batch == one.received.id:
                gone += one.received.cases - one.forgotten
                self._close(one, "forgotten", state, on)
                state = self._read(on)[0]
        self._tidy(on)
        return gone

    def _forget_case(self, batch: Batch, case: str, on: dt.date) -> int:
        frame = self._store.kept(CASES, batch.received.kept)
        name = self._store.pseudonym(case)
        if frame is None or name not in set(frame["case"].to_list()):
            return 0
        _, events = self._read(on)
        cases, names = self._waiting_cases(batch, events)
        known = int(cases.known[names.index(name)])
        self._store.keep(CASES, batch.received.kept, frame.filter(pl.col("case") != name))
        self._store.append("forgotten", on, {"batch": batch.received.id, "cases": 1, "known": known}, events)
        return 1

    def _read(self, on: dt.date) -> tuple[MonitorState, tuple[Event, ...]]:
        plan, reference, events = self._store.plan(), self._store.reference(), self._store.events()
        said = events[0].data if events else {}
        if said.get("reference") != digest(reference) or said.get("fixed") != digest(fixed(plan)):
            raise Problem(
                self._words.t("The plan or the reference was changed after the monitor was made."),
                where=str(self.folder),
                expected=self._words.t("the limits rest on what was agreed then; title, system, people, review, harm and days of keeping may change"),
                todo=self._words.t("Change it back, or make a new monitor with the new plan."),
            )  # fmt: skip
        return state_of(plan, reference, events, on), events

    def _caught_up(self, on: dt.date) -> tuple[MonitorState, tuple[Event, ...]]:
        """The state after every batch was closed whose time has come: also what an interruption left undone."""
        state, events = self._read(on)
        for batch in state.waiting:
            how = following.due(batch, state.plan, on)
            if how:
                self._close(batch, how, state, on)
                state, events = self._read(on)
        self._tidy(on)
        return state, events

    def _close(self, batch: Batch, how: str, state: MonitorState, on: dt.date) -> None:
        _, events = self._read(on)
        cases, _ = self._waiting_cases(batch, events)
        closing = following.close(cases, how, state, batch.received.id)
        self._store.append("closed", on, as_json({"batch": batch.received.id, "closing": closing}), events)

    def _tidy(self, on: dt.date) -> None:
        state, events = self._read(on)
        stay = [(CASES, one.received.kept) for one in state.waiting if one.received.kept]
        waiting = {one.received.id for one in state.waiting}
        stay += [
            (OUTCOMES, event.data["kept"])
            for event in events
            if event.kind == "outcomes" and event.data["kept"] and waiting & set(event.data["batches"])
        ]
        self._store.tidy(stay, len(events))

    def _waiting_cases(self, batch: Batch, events: tuple[Event, ...]) -> tuple[Cases, list[str]]:
        """The cases of a batch that waits, with every outcome that came in, and their pseudonyms."""
        frame = self._store.kept(CASES, batch.received.kept) if batch.received.kept else None
        if frame is None:
            return Cases(np.zeros(0), np.zeros(0, np.int8), {}), []
        label = dict(zip(frame["place"].to_list(), frame["label"].to_list(), strict=True))
        for event in events:
            if event.kind == "outcomes" and batch.received.id in event.data["batches"]:
                later = self._store.kept(OUTCOMES, event.data["kept"])
                if later is not None:
                    own = later.filter(pl.col("batch") == batch.received.id)
                    label |= {at: said for at, said in own.select("place", "label").iter_rows() if at in label}
        groups = {
            name.removeprefix("by:"): np.asarray(frame[name].to_list(), dtype=object)
            for name in frame.columns
            if name.startswith("by:")
        }
        codes = np.array(list(label.values()), dtype=np.int8)
        return Cases(frame["score"].to_numpy(), codes, groups), frame["case"].to_list()

    def _places(self, batch: Batch) -> np.ndarray[Any, np.dtype[np.int64]]:
        frame = self._store.kept(CASES, batch.received.kept)
        return np.zeros(0, np.int64) if frame is None else frame["place"].to_numpy().astype(np.int64)

    def _hidden(self, taken: taking.Taken, state: MonitorState) -> list[str]:
        """The pseudonyms of a batch. Raises Problem where a case is in another batch that waits: it would count twice."""
        hidden = [self._store.pseudonym(one) for one in taken.cases.ids]
        for batch in state.waiting:
            frame = self._store.kept(CASES, batch.received.kept) if hidden and batch.received.kept else None
            double = len(set(hidden) & set(frame["case"].to_list())) if frame is not None else 0
            if double:
                raise Problem(
                    self._words.n("{n} case is in another batch already.", "{n} cases are in another batch already.", double),
                    where=self._words.t("{file}; also in batch {batch}", file=taken.name, batch=batch.received.id),
                    expected=self._words.t("every case in one batch"),
                    todo=self._words.t("Take out the rows that were given before."),
                )  # fmt: skip
        return hidden

    def _dated(self, day: dt.date, on: dt.date) -> None:
        if day > on:
            raise Problem(
                self._words.t("The date of the batch lies in the future: {day}", day=self._words.date(day)), where="--date",
                expected=self._words.t("at most {day}", day=self._words.date(on)), todo=self._words.t("Correct the date."),
            )  # fmt: skip

    def _can_join(self, plan: Plan) -> None:
        if not (plan.columns.case and plan.columns.label):
            raise Problem(
                self._words.t("Outcomes cannot be joined: the plan names no column with the number of a case, or none with the outcome."),
                where=str(self.folder),
                expected=self._words.t("'case' and 'label' below 'columns'"),
                todo=self._words.t("Make a monitor whose plan names both."),
            )  # fmt: skip

    def _said(self, text: str, by: str) -> None:
        if not text.strip() or not by.strip():
            raise Problem(
                self._words.t("An answer needs words, and a name."), where="--because, --by",
                expected=self._words.t("what was found and done, and by whom"), todo=self._words.t("Add both."),
            )  # fmt: skip


def _complete(cases: Cases, plan: Plan) -> bool:
    return int(cases.known.sum()) >= plan.share * len(cases)


def _frame(cases: Cases, hidden: list[str], plan: Plan) -> pl.DataFrame:
    """The cases as they wait: nothing of a person but the score, the outcome if known, the groups and a pseudonym."""
    groups = {f"by:{one.column}": [str(name) for name in cases.groups[one.column]] for one in plan.groups}
    return pl.DataFrame(
        {"place": np.arange(len(cases)), "case": hidden, "score": cases.score, "label": cases.label, **groups}
    )


def make_monitor(
    folder: Path, plan: Plan, reference: Path, words: Words | None = None, *, sheet: str = "", runs: int = RUNS
) -> Monitor:
    """Make a monitor in a new folder: read the reference, simulate the limits (``runs`` periods). Raises Problem, and leaves nothing, where it cannot."""
    words = words or Words()
    has_label = bool(plan.columns.label)
    taken = taking.take(reference, plan.columns, plan.groups, plan.inputs, words, label=has_label, sheet=sheet)
    return Monitor(make_store(folder, plan, make_reference(taken, plan, runs), words), words)


def open_monitor(folder: Path, words: Words | None = None) -> Monitor:
    """The monitor in a folder. Raises Problem where there is none."""
    words = words or Words()
    return Monitor(open_store(folder, words), words)
