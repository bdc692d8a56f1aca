"""Which columns of a plan are worth keeping, and when each is computed: for an engine that carries every column along, row by row.

A column that is read once, or is small enough, is put in the place where it is read; the others are computed as late as they can be.
For the register and two texts of the Act this leaves a quarter of the values to carry along (``bench/simulation.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from toepas.check.terms import Term, columns, rebuilt, size

WORTH = 60
"""A column is kept if computing it again, wherever it is read, would take more terms than this."""


def scheduled(
    layers: Iterable[Mapping[str, Term]], outputs: Mapping[str, Term], worth: int = WORTH
) -> tuple[list[dict[str, Term]], dict[str, Term]]:
    """The same outputs from fewer columns: layers, each with what it computes, and the outputs over them."""
    every = {name: term for layer in layers for name, term in layer.items()}
    reads = Counter(name for term in (*every.values(), *outputs.values()) for name in columns(term))
    inside: dict[str, Term] = {}
    kept: dict[str, Term] = {}
    for name, term in every.items():
        whole = rebuilt(term, inside)
        if reads[name] == 1 or size(whole) * (reads[name] - 1) <= worth:
            inside[name] = whole
        else:
            kept[name] = whole
    return _late(kept), {name: rebuilt(term, inside) for name, term in outputs.items()}


def _late(kept: Mapping[str, Term]) -> list[dict[str, Term]]:
    """Each column in the last layer that still comes before whatever reads it."""
    depth: dict[str, int] = {}
    readers: dict[str, list[str]] = {}
    for name, term in kept.items():
        depth[name] = 1 + max((depth.get(read, 0) for read in columns(term)), default=0)
        for read in columns(term):
            readers.setdefault(read, []).append(name)
    last = max(depth.values(), default=0)
    place: dict[str, int] = {}
    for name in sorted(kept, key=lambda name: -depth[name]):
        place[name] = min((place[reader] - 1 for reader in readers.get(name, ())), default=last)
    return [{name: term for name, term in kept.items() if place[name] == level} for level in range(1, last + 1)]


def carried(layers: list[dict[str, Term]], outputs: Mapping[str, Term], others: Iterable[str]) -> list[list[str]]:
    """For each layer the columns that are still read after it, from the register (``others``) or from before."""
    live = set(others).union(*(columns(term) for term in outputs.values()))
    found: list[list[str]] = []
    for layer in reversed(layers):
        live -= layer.keys()
        found.append(sorted(live))
        live = live.union(*(columns(term) for term in layer.values()))
    return found[::-1]
