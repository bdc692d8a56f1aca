"""Figures per group over millions of predictions: ours beside a plain Polars group-by and fairlearn's MetricFrame, as whole processes."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from bench.measure import Line, Ran, process, processes
from toepas.assurance.model import Groups, Key, Sample, Source, Threshold

THRESHOLDS = (0.2, 0.5, 0.8)
ROUNDS = 1000
FILE, OUT = "predictions.parquet", "{}.json"


def assurance(rows: int, boot: int) -> list[Line]:
    """Counting, every figure with its interval, and the whole command. ``boot``: so many rounds of the peer's bootstrap are run; with 0 it
    runs once without, and a round is taken to cost as much (with a million rows it did: it measures everything anew on rows drawn again)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(rows, folder / FILE)
        counted, polars = processes([command("counted", folder), command("plain", folder)], 3)
        whole = process(command("figures", folder))
        validated = process(validate(folder))
        once = process(command("frame", folder))
        again = process(command("frame", folder, boot)) if boot else None
        agree(folder)
    each = (again.seconds - once.seconds) / boot if again else once.seconds
    asked = once.seconds + ROUNDS * each
    what = f"{rows:,} predictions, 12 subgroups"
    beside = f"plain Polars group-by: {said(polars)} (same counts)"
    took = f"without {said(once)}" + (f", {boot} rounds {said(again)}" if again else "") + ", the rest extrapolated"
    booted = f"MetricFrame, sensitivity, specificity and Brier score of the 12, {ROUNDS} bootstrap rounds: {asked / 3600:,.1f} h ({took})"
    times, faster = counted.seconds / polars.seconds, asked / whole.seconds
    every = "`toepas validate` with checks, calibration, curves, gaps and verdict"
    return [
        Line(
            f"{what}: counts at 3 thresholds, sums for Brier scores", said(counted), beside, f"{times:.1f} (at most 3)"
        ),
        Line(
            f"{what}: every figure with its interval, of all 21 groups",
            said(whole),
            booted,
            f"{faster:,.0f} (at least 20)",
        ),
        Line(f"{what}: {every}", said(validated), "-", "-"),
    ]


def said(ran: Ran) -> str:
    """Time and memory."""
    return f"{ran.seconds:.1f} s, {ran.memory / 1e9:.2f} GB"


def command(part: str, folder: Path, rounds: int = 0) -> list[str]:
    """One of the parts below as a process of its own."""
    return [sys.executable, "-m", "bench.assurance", part, str(folder), str(rounds)]


def validate(folder: Path) -> list[str]:
    """The command that users run."""
    given = ["--label", "label", "--score", "score", "--by", "sex,age", "--json"]
    given += [part for threshold in THRESHOLDS for part in ("--threshold", str(threshold))]
    return [sys.executable, "-P", "-m", "toepas", "validate", str(folder / FILE), *given]


def agree(folder: Path) -> None:
    """Fails unless all found the same counts, and MetricFrame the same sensitivity."""
    ours, plain, figures, frame = (
        json.loads((folder / OUT.format(part)).read_text()) for part in ("counted", "plain", "figures", "frame")
    )
    assert ours == plain == figures["counts"], "the counts differ"
    for group, (_, positives, *rest) in ours.items():
        assert abs(rest[2] / positives - frame[group]) < 1e-9, "the sensitivities differ"


def make(rows: int, path: Path) -> None:
    """Made-up predictions, a million at a time."""
    generator = np.random.default_rng(1)
    frames = []
    for begun in range(0, rows, 1_000_000):
        some = min(1_000_000, rows - begun)
        logit = generator.normal(-1.5, 1.3, some)
        chance = 1 / (1 + np.exp(-0.1 - 0.9 * logit))
        frames.append(
            pl.DataFrame(
                {
                    "label": (generator.random(some) < chance).astype(np.int8),
                    "score": np.round(1 / (1 + np.exp(-logit)), 6),
                    "sex": np.array(["female", "male"])[generator.integers(0, 2, some)],
                    "age": np.array(["0-17", "18-34", "35-49", "50-64", "65-79", "80+"])[
                        generator.integers(0, 6, some)
                    ],
                }
            )
        )
    pl.concat(frames).write_parquet(path)


def table(numbers: dict[str, list[int]], path: Path) -> None:
    """Counts as a file: cases, positives, then true and false positives at each threshold."""
    path.write_text(json.dumps(dict(sorted(numbers.items()))))


def sample(folder: Path) -> Sample:
    """The file as it is read for a validation, without the checks of cells."""
    read = pl.read_parquet(folder / FILE)
    groups = {}
    for name in ("sex", "age"):
        values = read[name].unique().sort()
        codes = read[name].cast(pl.Enum(values)).to_physical().cast(pl.Int32).to_numpy()
        groups[name] = Groups(codes, tuple(values))
    label, score = read["label"].to_numpy(), read["score"].to_numpy()
    source = Source(FILE, "", len(label), len(label))
    return Sample("binary", label, score, groups, np.arange(1, len(label) + 1), source)


def counted(folder: Path, _: int) -> None:
    """Ours: the four counts at each threshold and the sums for the Brier score, of every crossing."""
    from toepas.assurance.calibration import brier
    from toepas.assurance.confusion import confusion
    from toepas.assurance.groups import crossed

    read = sample(folder)
    numbers = {}
    for key, rows in crossed(read, ("sex", "age")):
        label, score = read.label[rows], read.score[rows]
        counts = [confusion(label, score, at) for at in THRESHOLDS]
        brier(label, score)
        each = [part for one in counts for part in (one.tp, one.fp)]
        numbers[named(key)] = [counts[0].n, counts[0].positives, *each]
    table(numbers, folder / OUT.format("counted"))


def figures(folder: Path, _: int) -> None:
    """Ours with every figure that a validation has: of everybody, each group and each crossing, from one sort."""
    from toepas.assurance.groups import in_order, parts
    from toepas.assurance.plan import default_plan
    from toepas.assurance.tasks import KINDS, of_rows

    ordered, plan, kind = in_order(sample(folder)), default_plan(), KINDS["binary"]
    at = tuple(Threshold(value) for value in THRESHOLDS)
    numbers, shown = {}, []
    for key, rows in parts(ordered, plan):
        found = kind.measured(key, of_rows(ordered, rows), at, plan.level, plan.seed)
        shown.append(
            [
                found.measures["auroc"].low,
                found.measures["brier"].low,
                *(one.measures["sensitivity"].low for one in found.at),
            ]
        )
        if len(key) == 2:
            called = [(one.measures["sensitivity"].hits, one.measures["specificity"]) for one in found.at]
            numbers[named(key)] = [
                found.n,
                found.positives,
                *(part for tp, right in called for part in (tp, right.n - right.hits)),
            ]
    (folder / OUT.format("figures")).write_text(json.dumps({"counts": dict(sorted(numbers.items())), "shown": shown}))


def named(key: Key) -> str:
    """A crossing as its values."""
    return "/".join(value for _, value in key)


def plain(folder: Path, _: int) -> None:
    """A plain group-by of Polars that finds the same counts and sums."""
    lost = (pl.col("score") - pl.col("label")) ** 2
    wanted = [pl.len().alias("n"), pl.col("label").cast(pl.Int64).sum().alias("positives")]
    wanted += [
        ((pl.col("score") >= at) & (pl.col("label") == kind)).sum().alias(f"{at}/{kind}")
        for at in THRESHOLDS
        for kind in (1, 0)
    ]
    sums = [
        pl.col("score").sum().alias("s"),
        (pl.col("score") ** 2).sum().alias("s2"),
        lost.sum().alias("b"),
        (lost**2).sum().alias("b2"),
    ]
    found = pl.read_parquet(folder / FILE).group_by("sex", "age").agg(*wanted, *sums)
    table({f"{row[0]}/{row[1]}": list(row[2:10]) for row in found.iter_rows()}, folder / OUT.format("plain"))


def frame(folder: Path, rounds: int) -> None:
    """fairlearn's MetricFrame with a bootstrap of so many rounds."""
    from fairlearn.metrics import MetricFrame, true_negative_rate, true_positive_rate
    from sklearn.metrics import brier_score_loss

    read = pl.read_parquet(folder / FILE)
    label, score = read["label"].to_numpy(), read["score"].to_numpy()
    called = (score >= THRESHOLDS[1]).astype(np.int8)

    def brier(truth: np.ndarray, _: np.ndarray, probability: np.ndarray) -> float:
        return float(brier_score_loss(truth, probability))

    found = MetricFrame(
        metrics={"sensitivity": true_positive_rate, "specificity": true_negative_rate, "brier": brier},
        y_true=label,
        y_pred=called,
        sensitive_features={"sex": read["sex"].to_numpy(), "age": read["age"].to_numpy()},
        sample_params={"brier": {"probability": score}},
        n_boot=rounds or None,
        ci_quantiles=[0.025, 0.975] if rounds else None,
        random_state=1,
    )
    shown = {"/".join(group): float(value) for group, value in found.by_group["sensitivity"].items()}
    (folder / OUT.format("frame")).write_text(json.dumps(shown))


PARTS: dict[str, Callable[[Path, int], None]] = {"counted": counted, "figures": figures, "plain": plain, "frame": frame}

if __name__ == "__main__":
    PARTS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
