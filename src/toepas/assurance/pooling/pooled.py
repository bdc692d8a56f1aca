"""The pooled verdict: the sum of all sites as the validation that any single sample gives, with what pooling adds to be known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toepas.assurance.gaps import gaps
from toepas.assurance.model import Key, Measured, Source, Threshold, Validation, Verdict
from toepas.assurance.plan import EVERYBODY
from toepas.assurance.pooling import lying
from toepas.assurance.pooling.checks import Fault, faults
from toepas.assurance.pooling.figures import Blur, Pool
from toepas.assurance.pooling.hiding import shown
from toepas.assurance.pooling.layout import Layout
from toepas.assurance.pooling.lying import Moved
from toepas.assurance.pooling.protocol import Protocol
from toepas.assurance.pooling.third_party import Opened
from toepas.assurance.verdict import Found, gates, judge


@dataclass(frozen=True, slots=True)
class Pooled:
    """What comes out of a round. ``validation`` is None where the counts contradict each other: then ``faults`` says where.

    ``hidden``: how many counts are hidden. ``blur``: what binning may have moved. ``moved``: what lying sites could have done.
    """

    protocol: Protocol
    opened: Opened
    faults: tuple[Fault, ...]
    validation: Validation | None = None
    hidden: int = 0
    blur: tuple[Blur, ...] = ()
    moved: tuple[Moved, ...] = ()


def pooled(protocol: Protocol, opened: Opened) -> Pooled:
    """Check the sum, hide what is too small, and validate the rest. Nothing is shown of a sum that contradicts itself."""
    layout, sites = Layout(protocol), opened.sites
    agreed = sum(site.most_cases for site in protocol.sites if site.name in sites)
    found = faults(opened.numbers, layout, len(sites), agreed)
    if found:
        return Pooled(protocol, opened, found)
    parts, plan = layout.parts(opened.numbers), protocol.plan
    visible = shown(parts["histogram"], layout, plan.depth)
    pool = Pool(parts, layout, visible, protocol.level)
    groups: list[Measured] = []
    blurs: list[Blur] = []
    hidden: list[Key] = []
    for key, cells in layout.groups(plan.depth):
        made = pool.group(key, cells)
        if made is None:
            hidden.append(key)
        elif made[0].n or not key:
            groups.append(made[0])
            blurs += made[1]
    if not groups or groups[0].key:
        return Pooled(protocol, opened, (Fault("too-few-cases", 0),))
    curve = pool.curve()
    validation = _validation(protocol, tuple(groups), tuple(hidden))
    validation = replace(validation, curves={(): (curve,)} if curve else {})
    most = lying.cases(protocol, sites)
    moved = tuple(one for group in groups if len(group.key) < 2 for one in lying.bounds(group, most))
    return Pooled(protocol, opened, (), validation, visible.hidden, tuple(blurs), moved)


def _validation(protocol: Protocol, groups: tuple[Measured, ...], hidden: tuple[Key, ...]) -> Validation:
    plan, names = protocol.plan, tuple(column.name for column in protocol.columns)
    apart = gaps(groups, (), names, "", plan, "binary")
    found = Found(groups, (), apart, (), "binary")
    everybody = groups[0]
    return Validation(
        task="binary",
        source=Source(protocol.title, protocol.fingerprint, everybody.n, everybody.n),
        columns={"label": protocol.outcome, "score": protocol.model} | ({"by": ",".join(names)} if names else {}),
        thresholds=tuple(Threshold(value) for value in protocol.thresholds),
        demands=protocol.demands,
        level=protocol.level,
        seed=plan.seed,
        remarks=(),
        groups=groups,
        gaps=apart,
        gates=tuple(gates(found, plan)),
        verdict=_open_where_hidden(judge(found, plan), protocol, hidden),
        hidden=hidden,
        smallest_cell=protocol.smallest_cell,
        fixed=True,
        calibration_tolerance=plan.calibration_tolerance,
    )


def _open_where_hidden(verdict: Verdict, protocol: Protocol, hidden: tuple[Key, ...]) -> Verdict:
    """A demand that names a hidden group is not met: of that group nothing is known."""
    for demand in protocol.demands:
        wanted = set(demand.by)
        for key in hidden:
            named = len(key) == 1 and wanted != {EVERYBODY} and (not wanted or key[0][0] in wanted)
            if named and verdict.outcome == "passed":
                reasons = tuple(one for one in verdict.reasons if one != "all-demands-met")
                return replace(verdict, outcome="insufficient", reasons=("too-few-cases", *reasons))
    return verdict
