"""Prepares a rehearsal: rows apart by site, keys for all, a protocol; and counts all rows in one place to compare with."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from toepas.cli.common import today
from toepas.cli.pool_run import AUDITOR, LIES, STEPS, THIRD, Rehearsal
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.model import Sample
    from toepas.assurance.pooling.messages import Message
    from toepas.assurance.pooling.protocol import Protocol

ROOM = 50
"""The most cases of a site are rounded up to a multiple of this."""


def prepare(given: argparse.Namespace, folder: Path, words: Words) -> Rehearsal:
    """Everything that the processes need, in the folder."""
    from toepas.assurance.columns import Columns
    from toepas.assurance.plan import read_by
    from toepas.assurance.pooling import keys
    from toepas.assurance.pooling.protocol import read_protocol
    from toepas.assurance.reading import read_sample

    if (folder / "post").exists():
        raise Problem(
            words.t("In this folder a rehearsal was kept already."), where=str(folder), todo=words.t("Choose another name."),
            code=EXIT_OUTPUT,
        )  # fmt: skip
    by, bands = read_by(given.by, words)
    columns = Columns(given.label, given.score, by=by, site=given.site, positive=tuple(given.positive))
    sample = read_sample(given.data, columns, words, further=False)
    places = sample.groups[given.site]
    names = {short(value): at for at, value in enumerate(places.values)}
    drops = _told(given.drop, names, STEPS, "--drop", words) if given.drop else {}
    lies = _told(given.lie, names, LIES, "--lie", words) if given.lie else {}
    parties = {name: keys.new(name) for name in (*names, THIRD, AUDITOR)}
    for name, private in parties.items():
        keys.save(private, folder / name, words)
    files = {}
    for name, at in names.items():
        files[name] = folder / name / "rows.csv"
        _rows(sample, places.codes == at, by, lies.get(name) == "rows", files[name])
    sizes = {name: int((places.codes == at).sum()) for name, at in names.items()}
    protocol = folder / "protocol.yaml"
    text = yaml.safe_dump(
        _agreed(given, sample, parties, sizes, (by, bands), words), sort_keys=False, allow_unicode=True
    )
    protocol.write_text(text, encoding="utf-8")
    read_protocol(protocol, words)  # what cannot be agreed to is said before any process starts
    return Rehearsal(folder, protocol, files, drops, lies, "outcome", "score")


def short(value: str) -> str:
    """A site's value as a short name."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:40] or "site"


def _told(given: list[str], names: dict[str, int], known: tuple[str, ...], option: str, words: Words) -> dict[str, str]:
    """``SITE[:WHAT]`` as typed; the usual is ``answer`` of the steps, ``total`` of the lies."""
    usual, found = "answer" if "answer" in known else known[0], {}
    for text in given:
        site, _, what = text.partition(":")
        name, what = short(site), what or usual
        if name not in names or what not in known:
            raise Problem(
                words.t("'{value}' is no site, or nothing that it can do.", value=text), where=option,
                expected=f"{' | '.join(names)} : {' | '.join(known)}",
            )  # fmt: skip
        found[name] = what
    return found


def _rows(sample: Sample, mine: Any, by: tuple[str, ...], leaves_out: bool, target: Path) -> None:
    """The rows of one site; a site that lies by leaving out leaves out half of the cases with the outcome and a low score."""
    import polars as pl

    kept = np.flatnonzero(mine)
    if leaves_out:
        missed = kept[(sample.label[kept] == 1) & (sample.score[kept] < 0.5)]
        kept = np.setdiff1d(kept, missed[::2])
    columns: dict[str, Any] = {"outcome": sample.label[kept].astype(int), "score": sample.score[kept]}
    for name in by:
        groups = sample.groups[name]
        columns[name] = [groups.values[code] if code >= 0 else None for code in groups.codes[kept]]
    pl.DataFrame(columns).write_csv(target)


def _agreed(
    given: argparse.Namespace,
    sample: Sample,
    parties: dict[str, Any],
    sizes: dict[str, int],
    divided: tuple[Any, Any],
    words: Words,
) -> dict[str, Any]:
    """The protocol of a rehearsal as data."""
    from toepas.assurance.plan import default_plan, read_demand
    from toepas.assurance.pooling.drafting import least

    by, bands = divided
    public = {name: {"name": name, "sign": one.public.sign, "seal": one.public.seal} for name, one in parties.items()}
    demands = [read_demand(text, default_plan().precision, words) for text in given.demand]
    groups = {
        name: {"bands": list(bands[name])} if name in bands else {"values": list(sample.groups[name].values)}
        for name in by
    }
    return {
        "format": "toepas-pool/1",
        "protocol": "rehearsal",
        "round": today().isoformat(),
        "purpose": words.t("A rehearsal on one machine, to see how a round goes."),
        "outcome": given.label,
        "model": given.score,
        "keep_until": today().isoformat(),
        **({"groups": groups} if groups else {}),
        "thresholds": given.threshold or list(default_plan().thresholds),
        "score_bins": given.bins,
        "smallest_cell": given.smallest,
        "least_sites": given.least or least(len(sizes)),
        "lying": 1,
        "draw": 1,
        "demands": [
            {name: value for name, value in (("measure", one.measure), ("least", one.least), ("most", one.most), ("precision", one.precision), ("by", list(one.by))) if value not in (None, [])}
            for one in demands
        ],
        "third_party": public[THIRD],
        "auditor": public[AUDITOR],
        "sites": [public[name] | {"most_cases": -(-size // ROOM) * ROOM} for name, size in sizes.items()],
    }  # fmt: skip


def central(rehearsal: Rehearsal, protocol: Protocol, result: Message, words: Words) -> bool:
    """Whether the true counts of the sites in the sum, added up without any masks, give the very same result."""
    from toepas.assurance.columns import Columns
    from toepas.assurance.pooling.counting import count
    from toepas.assurance.pooling.layout import Layout, total
    from toepas.assurance.pooling.result import same
    from toepas.assurance.pooling.third_party import Opened
    from toepas.assurance.reading import read_sample

    layout = Layout(protocol)
    by = tuple(column.name for column in protocol.columns)
    honest = [rehearsal.sites[name] for name in result.body["sites"]]
    if any(rehearsal.lies.get(name) == "rows" for name in result.body["sites"]):
        return False
    columns = Columns(rehearsal.label, rehearsal.score, by=by)
    numbers = total(count(read_sample(path, columns, words, further=False), layout, words) for path in honest)
    return same(result, protocol, {"added": {}}, Opened(numbers, tuple(result.body["sites"]), {}, (), ()))
