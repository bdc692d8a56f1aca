"""How a monitor stands: the entries of its log, taken together in their order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from toepas.assurance.model import Key
from toepas.assurance.monitoring.document import from_json
from toepas.assurance.monitoring.model import (
    Alarm,
    Batch,
    Closing,
    MonitorState,
    Performance,
    Plan,
    Received,
    Reference,
    Review,
    Step,
)
from toepas.assurance.monitoring.store import Event


@dataclass(slots=True)
class _Fold:
    plan: Plan
    reference: Reference
    batches: dict[str, Batch] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)
    values: dict[str, tuple[float, str]] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)

    def batch(self, event: Event) -> None:
        received = from_json(Received, event.data)
        kept_until = event.on + dt.timedelta(days=self.plan.keep_days) if received.kept else None
        self.batches[received.id] = Batch(
            received, event.on, received.known, received.early, received.closing, kept_until
        )
        for drift in received.drift:
            if drift.alarm:
                self._alarm("inputs", f"inputs/{drift.column}", (), received.id, event.on, column=drift.column)
            if drift.missing_alarm:
                self._alarm("missing", f"missing/{drift.column}", (), received.id, event.on, column=drift.column)
        self._steps(received.steps, received.id, event.on)
        if received.closing:
            self._steps(received.closing.steps, received.id, event.on)

    def outcomes(self, event: Event) -> None:
        for name, found in event.data["batches"].items():
            early = from_json(Performance, found["early"])
            self.batches[name] = replace(self.batches[name], known=found["known"], early=early)

    def closed(self, event: Event) -> None:
        closing = from_json(Closing, event.data["closing"])
        name = event.data["batch"]
        self.batches[name] = replace(
            self.batches[name], closing=closing, known=closing.known, early=None, kept_until=None
        )
        self._steps(closing.steps, name, event.on)

    def answer(self, event: Event) -> None:
        alarm = self.alarms[event.data["alarm"]]
        self.alarms[alarm.id] = replace(alarm, answered=event.on, answer=event.data["text"], by=event.data["by"])

    def review(self, event: Event) -> None:
        self.reviews.append(Review(event.on, event.data["text"], event.data["by"]))

    def forgotten(self, event: Event) -> None:
        batch = self.batches[event.data["batch"]]
        self.batches[batch.received.id] = replace(
            batch, forgotten=batch.forgotten + event.data["cases"], known=batch.known - event.data["known"]
        )

    def _steps(self, steps: tuple[Step, ...], batch: str, on: dt.date) -> None:
        for step in steps:
            chart = next(one for one in self.reference.charts if one.id == step.chart)
            if step.alarm:
                self._alarm(chart.kind, chart.id, chart.key, batch, on, since=step.since)
                self.values[chart.id] = (step.value, batch if step.value > 0 else "")
            else:
                self.values[chart.id] = (step.value, step.since)

    def _alarm(self, kind: str, about: str, key: Key, batch: str, on: dt.date, **more: Any) -> None:
        again = next((one for one in self.alarms.values() if one.about == about and one.open), None)
        if again:
            self.alarms[again.id] = replace(again, times=again.times + 1, last=on)
            return
        number = str(len(self.alarms) + 1)
        self.alarms[number] = Alarm(number, about, kind, key, batch, on, harm=kind in self.plan.harm, last=on, **more)


def state_of(plan: Plan, reference: Reference, events: tuple[Event, ...], on: dt.date) -> MonitorState:
    """The state on a day, from all entries."""
    fold = _Fold(plan, reference)
    for event in events:
        if event.kind != "made":
            getattr(fold, event.kind)(event)
    reviewed = max([plan.made, *(review.day for review in fold.reviews)])
    waits = [batch.kept_until for batch in fold.batches.values() if batch.open and batch.kept_until]
    return MonitorState(
        plan=plan,
        reference=reference,
        on=on,
        batches=tuple(fold.batches.values()),
        alarms=tuple(fold.alarms.values()),
        values=fold.values,
        next_review=reviewed + dt.timedelta(days=plan.review_days),
        forget_by=min(waits, default=None),
        events=len(events),
        reviews=tuple(fold.reviews),
    )
