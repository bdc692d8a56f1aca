"""How often our alarms are false and how late they come, beside the detectors of river, on streams whose truth is known.

``python -m tests.library.assurance.alarms [RUNS]`` prints the tables of docs/guides/monitoring.md.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from river import drift

from toepas.assurance.intervals import wilson
from toepas.assurance.monitoring import cusum, following, limits
from toepas.assurance.monitoring.cases import Cases
from toepas.assurance.monitoring.document import as_json
from toepas.assurance.monitoring.making import make_reference
from toepas.assurance.monitoring.model import Columns as PlanColumns
from toepas.assurance.monitoring.model import Grouping, MonitorState, Plan, Reference, Rhythm
from toepas.assurance.monitoring.plan import CHANGES
from toepas.assurance.monitoring.state import state_of
from toepas.assurance.monitoring.store import Event
from toepas.assurance.monitoring.taking import Taken

CASES, CHANGE = 2000, 1000
"""Length of a stream, and the case with which the change begins where there is one."""
BEFORE, AFTER = 0.13, 0.30
FALSE_ALARM = 0.05
Stream = np.ndarray
Detector = Callable[[Stream], "int | None"]
"""Gives the first case (from 0) at which a stream raises an alarm."""


def quiet(rng: np.random.Generator) -> Stream:
    """Errors at the same share all the time."""
    return (rng.random(CASES) < BEFORE).astype(float)


def sudden(rng: np.random.Generator) -> Stream:
    """Errors that jump from 13 % to 30 %."""
    share = np.where(np.arange(CASES) < CHANGE, BEFORE, AFTER)
    return (rng.random(CASES) < share).astype(float)


def gradual(rng: np.random.Generator) -> Stream:
    """Errors that go up from 13 % to 30 % little by little."""
    share = BEFORE + np.clip((np.arange(CASES) - CHANGE) / (CASES - CHANGE), 0, 1) * (AFTER - BEFORE)
    return (rng.random(CASES) < share).astype(float)


def quiet_scores(rng: np.random.Generator) -> Stream:
    """Scores of one distribution."""
    return rng.beta(2, 5, CASES)


def moved_scores(rng: np.random.Generator) -> Stream:
    """Scores whose mean goes up by half a standard deviation."""
    return rng.beta(2, 5, CASES) + np.where(np.arange(CASES) < CHANGE, 0.0, 0.5 * np.sqrt(10 / (49 * 8)))


def ours_errors(rng: np.random.Generator, size: int = 1000) -> Detector:
    """Our chart of errors, with a reference of its own, as a monitor makes it."""
    reference = rng.random(size) < BEFORE
    share = float(reference.mean())
    after = cusum.odds_moved(share, 2.0)
    fitted = limits.fit(
        cusum.bernoulli(reference, share, after)[:, None], (), Rhythm(365, CASES, 12), FALSE_ALARM, 1, 2000
    )
    return lambda stream: cusum.walk(cusum.bernoulli(stream > 0, share, after), 0.0, fitted.limits[0]).alarm_at


def ours_scores(rng: np.random.Generator, size: int = 1000) -> Detector:
    """Our two charts of scores, up and down."""
    reference = rng.beta(2, 5, size)
    mean, spread = float(reference.mean()), float(reference.std(ddof=1))
    both = np.stack([cusum.shifted_mean(reference, mean, spread, by) for by in (0.3, -0.3)], axis=1)
    fitted = limits.fit(both, (), Rhythm(365, CASES, 12), FALSE_ALARM, 1, 2000)

    def detect(stream: Stream) -> int | None:
        found = [
            cusum.walk(cusum.shifted_mean(stream, mean, spread, by), 0.0, limit).alarm_at
            for by, limit in zip((0.3, -0.3), fitted.limits, strict=True)
        ]
        return min((at for at in found if at is not None), default=None)

    return detect


def of_river(make: Callable[[], object]) -> Detector:
    """A detector of river, from its beginning for each stream."""

    def detect(stream: Stream) -> int | None:
        detector = make()
        for at, value in enumerate(stream.tolist()):
            detector.update(value)
            if detector.drift_detected:
                return at
        return None

    return detect


def calibrated(
    make: Callable[[float], Detector], settings: list[float], draw: Callable, runs: int
) -> tuple[float, Detector]:
    """The most sensitive setting of a detector (they go from sensitive to slow) that keeps the rate of false alarms on quiet streams."""
    for setting in settings:
        detector = make(setting)
        rng = np.random.default_rng(99)
        if sum(detector(draw(rng)) is not None for _ in range(runs)) <= FALSE_ALARM * runs:
            return setting, detector
    return settings[-1], make(settings[-1])


@dataclass(frozen=True, slots=True)
class Result:
    """What a detector did on quiet streams and on streams with a change."""

    false: int
    runs: int
    found: int
    before: int
    delay: float | None

    def cells(self) -> Iterator[str]:
        share = wilson(self.false, self.runs)
        yield f"{self.false / self.runs:.1%} ({share.low:.1%} to {share.high:.1%})"
        left = self.runs - self.before
        yield f"{self.found / left:.0%}" if left else "–"
        yield "–" if self.delay is None else f"{self.delay:.0f}"


def measure(detector: Callable[[int], Detector], calm: Callable, changed: Callable, runs: int) -> Result:
    """``detector`` gives the detector of a run; one with a reference draws another one every so often."""
    false = found = before = 0
    delays = []
    for run in range(runs):
        detect = detector(run)
        false += detect(calm(np.random.default_rng([1, run]))) is not None
        at = detect(changed(np.random.default_rng([2, run])))
        if at is not None and at < CHANGE:
            before += 1
        elif at is not None:
            found += 1
            delays.append(at - CHANGE + 1)
    return Result(false, runs, found, before, statistics.median(delays) if delays else None)


REFERENCES = 60


def with_references(make: Callable[[np.random.Generator], Detector]) -> Callable[[int], Detector]:
    """A detector that is made anew, from another reference, for every sixtieth part of the runs."""
    made: dict[int, Detector] = {}

    def of_run(run: int) -> Detector:
        place = run % REFERENCES
        if place not in made:
            made[place] = make(np.random.default_rng([3, place]))
        return made[place]

    return of_run


def always(detector: Detector) -> Callable[[int], Detector]:
    """The same detector for every run."""
    return lambda _: detector


def error_detectors(runs: int) -> dict[str, Callable[[int], Detector]]:
    """Ours and those of river for errors: as they come, and set to the same rate of false alarms."""
    adwin, adwin_at = calibrated(
        lambda d: of_river(lambda: drift.ADWIN(delta=d)),
        [0.8, 0.6, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05, 0.02, 0.01],
        quiet,
        runs,
    )
    page, page_at = calibrated(
        lambda t: of_river(lambda: drift.PageHinkley(threshold=t, mode="up", delta=0.02)),
        [10.0, 12.0, 14.0, 15.0, 16.0, 17.0, 18.0, 20.0, 25.0, 30.0], quiet, runs,
    )  # fmt: skip
    fixed = {
        "river ADWIN, as it comes (delta 0.002)": of_river(drift.ADWIN),
        f"river ADWIN, set to 5 % (delta {adwin:g})": adwin_at,
        "river PageHinkley, as it comes (threshold 50)": of_river(drift.PageHinkley),
        f"river PageHinkley, set to 5 % (up, delta 0.02, threshold {page:g})": page_at,
        "river DDM, as it comes": of_river(drift.binary.DDM),
        "river HDDM_A, as it comes": of_river(drift.binary.HDDMA),
    }
    found: dict[str, Callable[[int], Detector]] = {
        "Toepas, reference of 1,000 cases": with_references(ours_errors),
        "Toepas, reference of 300 cases": with_references(lambda rng: ours_errors(rng, 300)),
    }
    return found | {name: always(one) for name, one in fixed.items()}


def score_detectors(runs: int) -> dict[str, Callable[[int], Detector]]:
    """The same for scores."""
    adwin, adwin_at = calibrated(
        lambda d: of_river(lambda: drift.ADWIN(delta=d)),
        [0.8, 0.6, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05, 0.02, 0.01],
        quiet_scores,
        runs,
    )
    fixed = {
        "river ADWIN, as it comes (delta 0.002)": of_river(drift.ADWIN),
        f"river ADWIN, set to 5 % (delta {adwin:g})": adwin_at,
        "river PageHinkley, as it comes (threshold 50)": of_river(drift.PageHinkley),
        "river KSWIN, as it comes (alpha 0.005)": of_river(lambda: drift.KSWIN(seed=1)),
        "river KSWIN (alpha 0.00001)": of_river(lambda: drift.KSWIN(alpha=1e-5, seed=1)),
    }
    found: dict[str, Callable[[int], Detector]] = {"Toepas, reference of 1,000 cases": with_references(ours_scores)}
    return found | {name: always(one) for name, one in fixed.items()}


def table(
    title: str, detectors: dict[str, Callable[[int], Detector]], calm: Callable, changed: Callable, runs: int
) -> None:
    print(f"\n{title} ({runs} streams of {CASES:,} cases each, change at case {CHANGE:,})\n")
    print("| detector | false alarm without a change | found, of those quiet until then | half found within (cases) |")
    print("|---|---|--:|--:|")
    for name, detector in detectors.items():
        few = min(runs, 60) if "KSWIN" in name else runs
        print("|", " | ".join([name, *measure(detector, calm, changed, few).cells()]), "|", flush=True)


def people(rng: np.random.Generator, count: int) -> Taken:
    """Cases of one population: two inputs, sex and age, a score that is a true chance, and the outcome."""
    first, second = rng.normal(size=count), rng.choice(["low", "middle", "high"], count, p=[0.5, 0.3, 0.2])
    score = 1 / (1 + np.exp(1.2 - 1.5 * first - (second == "high")))
    groups = {
        "sex": rng.choice(np.array(["F", "M"], dtype=object), count),
        "age": rng.choice(np.array(["<50", "50-64", "≥65"], dtype=object), count, p=[0.3, 0.3, 0.4]),
    }
    cases = Cases(score, (rng.random(count) < score).astype(np.int8), groups)
    inputs = pl.DataFrame({"first": first, "second": second})
    return Taken(cases, inputs, None, {"sex": ("F", "M"), "age": ("<50", "50-64", "≥65")}, "made-up", "0", count, 0)


PLAN = Plan(
    "made up", dt.date(2026, 1, 1), PlanColumns("score", "label"), Rhythm(365, 1200, 12),
    groups=(Grouping("sex"), Grouping("age")), inputs=("first", "second"), changes=CHANGES, false_alarm=0.1,
)  # fmt: skip


def has_alarm(reference: Reference, rng: np.random.Generator) -> bool:
    """Whether a period without change has an alarm on any chart or column of a whole monitor."""
    state = state_of(PLAN, reference, (), PLAN.made)
    for number in range(PLAN.rhythm.batches):
        taken = people(rng, PLAN.rhythm.cases // PLAN.rhythm.batches)
        received = following.receive(taken, taken.cases, state, PLAN.made, str(number), "")
        event = Event(number + 2, "batch", PLAN.made, as_json(received))
        state = advanced(state, event)
        if state.alarms:
            return True
    return False


def advanced(state: MonitorState, event: Event) -> MonitorState:
    """The state after one more batch, without the batches before it: where the charts stand is all that matters here."""
    after = state_of(state.plan, state.reference, (event,), state.on)
    return replace(after, values={**state.values, **after.values})


def whole(references: int, periods: int) -> None:
    """The rate of false alarms of whole monitors, each with a reference of its own, on periods of the same population."""
    print(f"\nWhole monitors: {references} references, {periods} periods of 1,200 cases each; agreed: 10 %\n")
    print("| reference | charts that are watched | periods with a false alarm |\n|---|--:|---|")
    for size in (400, 2000):
        found = watched = 0
        for number in range(references):
            reference = make_reference(people(np.random.default_rng([4, size, number]), size), PLAN, 2000)
            watched += sum(chart.limit is not None for chart in reference.charts)
            found += sum(has_alarm(reference, np.random.default_rng([5, size, number, at])) for at in range(periods))
        share = wilson(found, references * periods)
        print(
            f"| {size:,} cases | {watched / references:.0f} | {share.value:.1%} ({share.low:.1%} to {share.high:.1%}) |",
            flush=True,
        )


def spread(references: int) -> None:
    """How much the rate of false alarms differs from one reference to the other: agreed is 5 %, on average."""
    print(
        f"\nOne chart of errors, {references} references, 200 streams of {CASES:,} cases without a change each; agreed: 5 %\n"
    )
    print("| reference | on average | the middle one | one in ten has more than |\n|---|--:|--:|--:|")
    for size in (100, 300, 1000, 5000):
        rates = []
        for number in range(references):
            detect = ours_errors(np.random.default_rng([6, size, number]), size)
            streams = [quiet(np.random.default_rng([7, number, at])) for at in range(200)]
            rates.append(sum(detect(stream) is not None for stream in streams) / 200)
        middle, high = np.quantile(rates, [0.5, 0.9])
        print(f"| {size:,} cases | {np.mean(rates):.1%} | {middle:.1%} | {high:.1%} |", flush=True)


def main(runs: int) -> None:
    spread(max(2, runs // 5))
    whole(max(2, runs // 10), 25)
    errors = error_detectors(runs)
    table("Errors from 13 % to 30 % at once", errors, quiet, sudden, runs)
    table("Errors from 13 % to 30 % little by little", errors, quiet, gradual, runs)
    table("Scores half a standard deviation higher", score_detectors(runs), quiet_scores, moved_scores, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
