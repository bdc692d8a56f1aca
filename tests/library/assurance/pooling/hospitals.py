"""A round of pooled validation for tests: keys, a protocol and samples of the four hospitals, all in one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from toepas.assurance.model import Groups, Sample, Source
from toepas.assurance.pooling import keys, site, third_party
from toepas.assurance.pooling.counting import count
from toepas.assurance.pooling.kept import Store
from toepas.assurance.pooling.layout import Counts, Layout
from toepas.assurance.pooling.postbox import Folder
from toepas.assurance.pooling.protocol import Protocol, read_protocol
from toepas.assurance.pooling.site import Party
from toepas.kernel.words import Words

ROOT = Path(__file__).resolve().parents[4]
HOSPITALS = {"cleveland": "Cleveland", "budapest": "Budapest", "basel": "Switzerland", "long-beach": "Long Beach"}
WORDS = Words("en")
AT = "2026-11-26"


def frame() -> pl.DataFrame:
    """The example: one row a patient, with the prediction of a model fitted at Cleveland."""
    return pl.read_csv(ROOT / "examples/assurance/four-hospitals.csv")


def sample(rows: pl.DataFrame, name: str = "rows.csv", bands: dict[str, tuple[int, ...]] | None = None) -> Sample:
    """Rows of the example as a sample, divided by sex and age; ages are numbers as they stand in the file, or cut into bands."""
    groups = {}
    for column in ("sex", "age"):
        values = tuple(sorted(rows[column].drop_nulls().cast(pl.String).unique().to_list()))
        place = {value: at for at, value in enumerate(values)}
        codes = [place.get(str(value), -1) if value is not None else -1 for value in rows[column].to_list()]
        groups[column] = Groups(np.asarray(codes, dtype=np.int32), values)
        if bands and column in bands:
            edges = bands[column]
            names = [f"<{edges[0]}", *(f"{low}-{high - 1}" for low, high in pairwise(edges)), f"≥{edges[-1]}"]
            band = [sum(age >= edge for edge in edges) for age in rows[column].to_list()]
            groups[column] = Groups(np.asarray(band, dtype=np.int32), tuple(names))
    return Sample(
        task="binary",
        label=rows["disease"].to_numpy().astype(np.int8),
        score=rows["predicted"].to_numpy().astype(np.float64),
        groups=groups,
        rows=np.arange(1, rows.height + 1),
        source=Source(name, "0" * 64, rows.height, rows.height),
    )


def agreement(
    parties: dict[str, keys.Private],
    sites: list[str],
    most: dict[str, int] | None = None,
    **more: object,
) -> dict[str, object]:
    """A protocol as data; ``most``: the most cases of a site, 400 where it is not said."""
    public = {name: party.public for name, party in parties.items()}
    entry = {name: {"name": name, "sign": one.sign, "seal": one.seal} for name, one in public.items()}
    return {
        "format": "toepas-pool/1",
        "protocol": "heart",
        "round": "2026-11",
        "purpose": "to know whether the model works at these hospitals",
        "outcome": "heart disease found by angiography",
        "model": "heart 1.0",
        "keep_until": "2027-12-31",
        "groups": {"sex": {"values": ["female", "male"]}, "age": {"bands": [45, 55, 65]}},
        "thresholds": [0.2, 0.5, 0.8],
        "smallest_cell": 5,
        "least_sites": 3,
        "third_party": entry["hub"],
        "auditor": entry["auditor"],
        "sites": [entry[name] | {"most_cases": (most or {}).get(name, 400)} for name in sites],
    } | more


@dataclass
class Round:
    """All parties of a round, their folder, and what each site counted."""

    protocol: Protocol
    parties: dict[str, Party]
    box: Folder
    counted: dict[str, Counts]

    @property
    def sites(self) -> list[str]:
        return [one.name for one in self.protocol.sites]

    def sites_step(self, *without: str) -> dict[str, str]:
        """Every site does its next step, but for those that stay away."""
        return {
            name: site.step(self.parties[name], self.box, lambda name=name: self.counted[name])
            for name in self.sites
            if name not in without
        }

    def hub(self, **more: object) -> str:
        return third_party.add(self.parties["hub"], self.box, **more)

    def opened(self) -> third_party.Opened:
        return third_party.open_sum(self.parties["hub"], self.box)

    def through(
        self, no_join: tuple[str, ...] = (), no_answer: tuple[str, ...] = (), no_unlock: tuple[str, ...] = ()
    ) -> third_party.Opened:
        """The whole round, with sites that stay away from a step on."""
        gone = set(no_join)
        for stay_away in (no_answer, no_unlock):
            self.sites_step(*gone)
            self.hub()
            gone |= set(stay_away)
        self.sites_step(*gone)
        return self.opened()

    def sum(self, *without: str) -> Counts:
        return sum((self.counted[name] for name in self.sites if name not in without), np.int64(0))


def write_protocol(
    folder: Path, parties: dict[str, keys.Private], sites: list[str], most: dict[str, int] | None = None, **more: object
) -> Path:
    path = folder / "protocol.yaml"
    path.write_text(yaml.safe_dump(agreement(parties, sites, most, **more), sort_keys=False), encoding="utf-8")
    return path


def new_round(
    folder: Path,
    change: Callable[[str, Counts, Layout], None] | None = None,
    parties: dict[str, keys.Private] | None = None,
    most: dict[str, int] | None = None,
    **more: object,
) -> Round:
    """A round of the four hospitals; ``change`` may alter what a site hands in."""
    names = list(HOSPITALS)
    parties = parties or {name: keys.new(name) for name in (*names, "hub", "auditor")}
    folder.mkdir(parents=True, exist_ok=True)
    protocol = read_protocol(write_protocol(folder, parties, names, most, **more), WORDS)
    layout, data, counted = Layout(protocol), frame(), {}
    for name in names:
        numbers = count(sample(data.filter(pl.col("hospital") == HOSPITALS[name])), layout, WORDS)
        if change:
            change(name, numbers, layout)
        counted[name] = numbers
    at_work = {}
    for name, private in parties.items():
        home = folder.parent / "homes" / name
        home.mkdir(parents=True, exist_ok=True)
        at_work[name] = Party(private, Store(home, name, WORDS), protocol, AT, WORDS)
    return Round(protocol, at_work, Folder(folder / "post", protocol, WORDS), counted)


__all__ = [
    "AT",
    "HOSPITALS",
    "WORDS",
    "Round",
    "agreement",
    "frame",
    "new_round",
    "replace",
    "sample",
    "write_protocol",
]
