"""Vintages: the figures of a dataset as they were published at one time. Each is kept; none is ever changed.

A vintage is a folder with ``data.parquet`` and ``vintage.json``, below the package for those that are shipped and below the data
folder for those that were fetched here. It is written beside its place and moved there whole.
"""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl

from toepas.kernel.places import data_dir
from toepas.observatory.model import Vintage
from toepas.observatory.registry import DATA_DIR

SHIPPED = DATA_DIR / "vintages"
FIGURES, ABOUT = "data.parquet", "vintage.json"


def home() -> Path:
    """Where vintages that were fetched on this machine are kept."""
    return data_dir() / "observatory"


def vintages(dataset: str) -> tuple[Vintage, ...]:
    """Every vintage of a dataset, newest first, those that are held back included."""
    found: dict[str, Vintage] = {}
    for root, shipped in ((SHIPPED, True), (home(), False)):
        for path in (root / dataset).glob(f"*/{ABOUT}"):
            vintage = _read(path, shipped)
            found.setdefault(vintage.id, vintage)
    return tuple(sorted(found.values(), key=lambda item: (item.updated, item.retrieved, item.id), reverse=True))


def newest(dataset: str) -> Vintage | None:
    """The vintage in use: the newest that is not held back."""
    return next((vintage for vintage in vintages(dataset) if not vintage.held), None)


def folder(vintage: Vintage) -> Path:
    """Where a vintage lies."""
    return (SHIPPED if vintage.shipped else home()) / vintage.dataset / vintage.id


def figures(vintage: Vintage) -> pl.LazyFrame:
    """The figures of a vintage: dimensions, time, value, flag."""
    return pl.scan_parquet(folder(vintage) / FIGURES)


def keep(vintage: Vintage, frame: pl.DataFrame, root: Path | None = None) -> Path:
    """Write a vintage. One that is there already stays as it is; nothing half written is ever seen."""
    target = (root or home()) / vintage.dataset / vintage.id
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".part-"))
    try:
        frame.write_parquet(aside / FIGURES, compression="zstd", compression_level=15, statistics=True)
        about = {name: value for name, value in asdict(vintage).items() if name != "shipped"}
        (aside / ABOUT).write_text(json.dumps(about, default=str, indent=1) + "\n", encoding="utf-8")
        aside.chmod(0o755)
        aside.rename(target)
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _read(path: Path, shipped: bool) -> Vintage:
    about = json.loads(path.read_text(encoding="utf-8"))
    about["updated"] = datetime.datetime.fromisoformat(about["updated"])
    about["retrieved"] = datetime.date.fromisoformat(about["retrieved"])
    about["held"] = tuple(about["held"])
    return Vintage(**about, shipped=shipped)
