"""What the sites agree beforehand: what is counted, for which groups, who takes part, and what may be shown of the sum.

One protocol file is one round. Its fingerprint stands in every message, so that who sends one has agreed to exactly this text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toepas.assurance.canonical import canonical
from toepas.assurance.labels import band_names
from toepas.assurance.model import Demand
from toepas.assurance.plan import Plan, default_plan, known_measure
from toepas.assurance.pooling import keys
from toepas.assurance.pooling.messages import digest
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, read

SCHEMA = Path(__file__).resolve().parent.parent / "schema" / "pool_protocol.json"
BINS = 40
TAILS = (0.0001, 0.001, 0.003, 0.01)
"""Edges near 0, and as far from 1, since calibration is looked at on the scale of logits, which is endless there."""
MOST_CELLS = 600
MOST_CASES = 10_000_000
"""All sites together; the fixed-point sums hold so many."""
POOLED = (
    "prevalence", "mean-score", "observed-expected", "auroc", "auprc", "brier",
    "calibration-in-the-large", "calibration-intercept", "calibration-slope",
)  # fmt: skip
POOLED_AT = (
    "sensitivity", "specificity", "ppv", "npv", "accuracy", "predicted-positive", "balanced-accuracy", "f1",
    "likelihood-ratio-positive", "likelihood-ratio-negative", "net-benefit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column by which people are divided: its values, and where its numbers are cut if it holds numbers."""

    name: str
    values: tuple[str, ...]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A site that takes part; ``most_cases`` is agreed and bounds what it can do to the sum."""

    name: str
    title: str
    most_cases: int
    public: keys.Public


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol that was read and checked. ``edges``: of the bins of the score, from 0 to 1, every threshold among them."""

    id: str
    round: str
    title: str
    purpose: str
    outcome: str
    model: str
    keep_until: str
    columns: tuple[Column, ...]
    thresholds: tuple[float, ...]
    edges: tuple[float, ...]
    smallest_cell: int
    least_sites: int
    lying: int
    draw: int
    demands: tuple[Demand, ...]
    level: float
    precision: float
    expected: float
    sites: tuple[Site, ...]
    third_party: keys.Public
    auditor: keys.Public
    fingerprint: str

    def site(self, name: str) -> Site | None:
        """A site by its name."""
        return next((site for site in self.sites if site.name == name), None)

    def sender(self, kind: str, name: str) -> keys.Public | None:
        """Whose signature a message of this kind needs; None where that party may not send it."""
        if kind in ("joined", "added", "result"):
            return self.third_party if name == self.third_party.name else None
        if kind == "audit":
            return self.auditor if name == self.auditor.name else None
        site = self.site(name)
        return site.public if site else None

    def place(self, name: str) -> int:
        """The number of a site's share, from 1."""
        return next(at for at, site in enumerate(self.sites, start=1) if site.name == name)

    @property
    def helpers(self) -> int:
        """How many sites would have to help a cheating third party before it could read one other site's answer.

        Two ways: all but one of the sites of a sum (subtract), or so many that two different lists of answers both get unlocked.
        """
        return min(self.least_sites - 1, 2 * self.least_sites - len(self.sites))

    @property
    def plan(self) -> Plan:
        """The same demands as a plan of an ordinary validation."""
        usual = default_plan()
        return Plan(
            thresholds=self.thresholds,
            fixed=True,
            demands=self.demands,
            level=self.level,
            precision=self.precision,
            expected=self.expected,
            smallest_cell=self.smallest_cell,
            depth=usual.depth,
            calibration_tolerance=usual.calibration_tolerance,
            bands={column.name: column.edges for column in self.columns if column.edges},
        )


def read_protocol(path: Path, words: Words) -> Protocol:
    """A protocol from its YAML file. Raises Problem with file and line for what cannot be agreed to."""
    located = read(path, words)
    if not isinstance(located.data, dict):
        raise Problem(
            words.t("The protocol is empty."), where=str(path),
            todo=words.t("Make one with '{command}'.", command="toepas pool protocol --new"),
        )  # fmt: skip
    check_shape(located, SCHEMA, words)
    protocol = _protocol(located, words)
    for place, what, expected in _faults(protocol, located):
        raise Problem(
            _said(what, words), where=located.where(*place), expected=expected,
            todo=words.t("Correct the protocol, and let every site read it again."),
        )  # fmt: skip
    return protocol


def fingerprint(located: Located) -> str:
    """SHA-256 of what the file says, as it is written, whatever its comments and line breaks."""

    def plain(data: Any, place: tuple[str | int, ...]) -> Any:
        if isinstance(data, dict):
            return {name: plain(inner, (*place, name)) for name, inner in data.items()}
        if isinstance(data, list):
            return [plain(inner, (*place, number)) for number, inner in enumerate(data)]
        return located.raw.get(place, "")

    return digest(canonical(plain(located.data, ())))


def _protocol(located: Located, words: Words) -> Protocol:
    data: dict[str, Any] = located.data
    usual = default_plan()
    thresholds = tuple(sorted(set(map(float, data["thresholds"]))))
    precision = float(data.get("precision", usual.precision))
    demands = []
    for number, entry in enumerate(data.get("demands", ())):
        known_measure(entry["measure"], located.where("demands", number, "measure"), words)
        bounds = (entry.get("least"), entry.get("most"), entry.get("precision", precision), tuple(entry.get("by", ())))
        demands.append(Demand(entry["measure"], *bounds))
    return Protocol(
        id=data["protocol"],
        title=data.get("title", data["protocol"]),
        columns=tuple(_columns(located)),
        thresholds=thresholds,
        edges=_edges(data, thresholds),
        demands=tuple(demands),
        level=float(data.get("level", usual.level)),
        precision=precision,
        expected=float(data.get("expected", usual.expected)),
        lying=int(data.get("lying", 1)),
        draw=int(data.get("draw", 1)),
        sites=tuple(
            Site(one["name"], one.get("title", one["name"]), int(one["most_cases"]), _public(one))
            for one in data["sites"]
        ),
        third_party=_public(data["third_party"]),
        auditor=_public(data["auditor"]),
        fingerprint=fingerprint(located),
        smallest_cell=int(data["smallest_cell"]),
        least_sites=int(data["least_sites"]),
        round=located.raw.get(("round",), ""),
        purpose=located.raw.get(("purpose",), ""),
        outcome=located.raw.get(("outcome",), ""),
        model=located.raw.get(("model",), ""),
        keep_until=located.raw.get(("keep_until",), ""),
    )


def _public(entry: Mapping[str, str]) -> keys.Public:
    return keys.Public(entry["name"], entry["sign"], entry["seal"])


def _columns(located: Located) -> Iterator[Column]:
    for name, entry in (located.data.get("groups") or {}).items():
        if "bands" in entry:
            edges = tuple(map(float, entry["bands"]))
            whole = all(edge.is_integer() for edge in edges)
            yield Column(name, band_names(edges, whole), edges)
        else:
            places = range(len(entry["values"]))
            yield Column(name, tuple(located.raw.get(("groups", name, "values", at), "") for at in places))


def _edges(data: Mapping[str, Any], thresholds: tuple[float, ...]) -> tuple[float, ...]:
    if "score_edges" in data:
        inner = set(map(float, data["score_edges"]))
    else:
        bins = int(data.get("score_bins", BINS))
        inner = {step / bins for step in range(1, bins)} | {*TAILS, *(1 - edge for edge in TAILS)}
    return tuple(sorted({0.0, 1.0, *inner, *thresholds}))


def _faults(protocol: Protocol, located: Located) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What a schema cannot say: place, id of the fault, what was expected."""
    sites = len(protocol.sites)
    parties = [*(site.public for site in protocol.sites), protocol.third_party, protocol.auditor]
    if len({party.name for party in parties}) < len(parties):
        yield ("sites",), "names", ""
    if len({party.sign for party in parties}) < len(parties) or len({party.seal for party in parties}) < len(parties):
        yield ("sites",), "keys", ""
    if not sites / 2 < protocol.least_sites <= sites:
        yield ("least_sites",), "least", f"{sites // 2 + 1} - {sites}"
    if sum(site.most_cases for site in protocol.sites) > MOST_CASES:
        yield ("sites",), "cases", f"<= {MOST_CASES}"
    if "score_bins" in located.data and "score_edges" in located.data:
        yield ("score_edges",), "edges", "score_bins | score_edges"
    if protocol.lying >= sites or protocol.draw > sites:
        yield ("lying" if protocol.lying >= sites else "draw",), "many", f"< {sites}"
    yield from _group_faults(protocol)


def _group_faults(protocol: Protocol) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for column in protocol.columns:
        rising = all(one < two for one, two in zip(column.edges, column.edges[1:], strict=False))
        if not rising or len(set(column.values)) < len(column.values) or "" in column.values:
            yield ("groups", column.name), "values", ""
    cells = math.prod(len(column.values) + 1 for column in protocol.columns)
    if cells > MOST_CELLS:
        yield ("groups",), "cells", f"<= {MOST_CELLS} ({cells})"
    names = {column.name for column in protocol.columns}
    for number, demand in enumerate(protocol.demands):
        if demand.measure not in (*POOLED, *POOLED_AT):
            yield ("demands", number), "measure", ", ".join((*POOLED, *POOLED_AT))
        if not set(demand.by) <= names | {"everybody"}:
            yield ("demands", number), "by", ", ".join(sorted(names | {"everybody"}))


def _said(fault: str, words: Words) -> str:
    return {
        "names": words.t("Two of those who take part have the same name."),
        "keys": words.t("Two of those who take part have the same key."),
        "least": words.t(
            "The least number of sites does not fit: it has to be more than half of them, and at least 3."
        ),
        "cases": words.t("The sites together may bring too many cases."),
        "edges": words.t("The bins of the score are said twice."),
        "values": words.t("The values of this group have to differ, and the bands have to rise."),
        "cells": words.t("There are too many crossings of groups."),
        "measure": words.t("This measure cannot be worked out from what the sites share."),
        "by": words.t("The demand names a group that is not in the protocol."),
        "many": words.t("This number is too large for so few sites."),
    }[fault]
