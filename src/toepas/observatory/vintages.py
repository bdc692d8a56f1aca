"""Vintages: the figures of a dataset as they were published at one time. Each is kept; none is ever changed.

A vintage is a folder with ``data.parquet`` and ``vintage.json``, below the package for those that are shipped and below the data
folder for those that were fetched here (with ``raw``, what was sent, packed). It is written beside its place and moved there
whole. Only ``release.json`` may come later: a person's decision to let one through that a gate held back.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import msgspec
import polars as pl

from toepas.kernel.places import data_dir
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import Dataset, Released, Vintage
from toepas.observatory.registry import DATA_DIR

SHIPPED = DATA_DIR / "vintages"
FIGURES, ABOUT, RELEASE, RAW = "data.parquet", "vintage.json", "release.json", "raw"
PART = ".part-"


def home() -> Path:
    """Where vintages that were fetched on this machine are kept."""
    return data_dir() / "observatory"


def vintages(dataset: str) -> tuple[Vintage, ...]:
    """Every vintage of a dataset, newest first, those that are held back included."""
    found: dict[str, Vintage] = {}
    for root, shipped in ((SHIPPED, True), (home(), False)):
        for path in sorted((root / dataset).glob(f"[!.]*/{ABOUT}")):
            vintage = _read(path, shipped)
            found.setdefault(vintage.id, vintage)
    return tuple(sorted(found.values(), key=lambda item: (item.updated, item.retrieved, item.id), reverse=True))


def newest(dataset: str) -> Vintage | None:
    """The vintage in use: the newest that no gate holds back."""
    return next((vintage for vintage in vintages(dataset) if vintage.usable), None)


def vintage_of(dataset: str, name: str, words: Words) -> Vintage:
    """A vintage by its id, or the one in use where none is named. Raises Problem where there is none."""
    known = vintages(dataset)
    wanted = next((item for item in known if (item.id == name if name else item.usable)), None)
    if wanted is None:
        raise Problem(
            words.t("There are no figures of this vintage here: {vintage}", vintage=name or dataset),
            expected=", ".join(item.id for item in known),
            todo=words.t("Choose one that is there, or fetch with 'toepas observatory refresh'."),
        )
    return wanted


def folder(vintage: Vintage) -> Path:
    """Where a vintage lies."""
    return (SHIPPED if vintage.shipped else home()) / vintage.dataset / vintage.id


def figures(vintage: Vintage) -> pl.LazyFrame:
    """The figures of a vintage: dimensions, time, value, flag."""
    return pl.scan_parquet(folder(vintage) / FIGURES)


def name_of(updated: datetime.datetime, sha256: str) -> str:
    """The id of a vintage: the day of the office, and the start of the fingerprint of what it sent."""
    return f"{updated:%Y-%m-%d}.{sha256[:8]}"


@contextlib.contextmanager
def aside(dataset: str, root: Path | None = None) -> Iterator[Path]:
    """A folder beside the vintages in which one is made ready; what is not placed goes away with it."""
    target = (root or home()) / dataset
    target.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target, prefix=PART))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def place(made: Path, vintage: Vintage) -> Path:
    """Put a vintage that was made ready in its place, whole. One that is there already stays as it is."""
    about = {name: value for name, value in asdict(vintage).items() if name not in ("shipped", "released")}
    if not about["parts"]:
        del about["parts"]
    (made / ABOUT).write_text(json.dumps(about, default=str, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    made.chmod(0o755)
    target = made.parent / vintage.id
    try:
        if not target.exists():
            made.rename(target)
    except OSError:
        if not target.exists():
            raise
    return target


def keep(vintage: Vintage, frame: pl.DataFrame, root: Path | None = None) -> Path:
    """Write a vintage whose figures are in memory. One that is there already stays as it is."""
    with aside(vintage.dataset, root) as made:
        write(frame.lazy(), made / FIGURES)
        return place(made, vintage)


def write(rows: pl.LazyFrame, path: Path) -> None:
    """Figures as Parquet, in pieces, so that any number of them fits; the same rows give the same bytes."""
    rows.sink_parquet(path, compression="zstd", compression_level=3, statistics=True, maintain_order=True)


def release(dataset: Dataset, name: str, because: str, on: datetime.date, words: Words) -> Vintage:
    """Let a vintage through that a gate holds back, on a person's decision, which is kept with it.

    Raises Problem where there is nothing to let through, no reason is given, or nobody could read it as this dataset.
    """
    vintage = vintage_of(dataset.id, name, words)
    if not vintage.held:
        raise Problem(words.t("This vintage is not held back."), where=vintage.id)
    if vintage.released:
        raise Problem(
            words.t("This vintage was let through before: {because}", because=vintage.released.because), where=name
        )
    if not because.strip():
        raise Problem(words.t("Letting a vintage through needs a reason."), where="--because")
    if any(held.final for held in vintage.held):
        raise Problem(
            words.t("This vintage cannot be let through: it cannot be read as this dataset."),
            where=vintage.id,
            todo=words.t(
                "Its description has to follow the office first: {file}",
                file=f"observatory/data/datasets/{dataset.id}.yaml",
            ),
        )
    decision = Released(on, because.strip())
    target = folder(vintage) / RELEASE
    part = target.with_name(f"{PART}{RELEASE}")
    part.write_text(json.dumps(asdict(decision), default=str, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(target)
    return replace(vintage, released=decision)


def _read(path: Path, shipped: bool) -> Vintage:
    try:
        about = json.loads(path.read_bytes())
        vintage = msgspec.convert({**about, "shipped": shipped}, Vintage, strict=False)
        decision = path.with_name(RELEASE)
        if decision.exists():
            vintage = replace(vintage, released=msgspec.json.decode(decision.read_bytes(), type=Released))
    except (ValueError, TypeError, msgspec.MsgspecError) as error:
        words = Words()
        raise Problem(
            words.t("The description of a vintage cannot be read: {reason}", reason=error),
            where=str(path),
            todo=words.t("Move its folder away; 'toepas observatory refresh' fetches what is missing."),
        ) from None
    return vintage
