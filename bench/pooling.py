"""A pooled validation as sites are added: what a site and the third party have to do, and how much is sent."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from bench.measure import ENVIRONMENT, ROOT, Line, seconds
from toepas.assurance.model import Groups, Sample, Source
from toepas.assurance.pooling import keys, site, third_party
from toepas.assurance.pooling.counting import count
from toepas.assurance.pooling.drafting import least
from toepas.assurance.pooling.kept import Store
from toepas.assurance.pooling.layout import Layout, total
from toepas.assurance.pooling.messages import KINDS, Message
from toepas.assurance.pooling.pooled import pooled
from toepas.assurance.pooling.postbox import Folder
from toepas.assurance.pooling.protocol import Protocol, read_protocol
from toepas.assurance.pooling.site import Party
from toepas.kernel.words import Words

CASES = 1000
WORDS = Words("en")
DAY = "2026-11-26"


class Held:
    """A postbox in memory: the time of the steps without that of files."""

    def __init__(self) -> None:
        self.post: dict[str, dict[str, Message]] = {kind: {} for kind in KINDS}

    def read(self) -> dict[str, dict[str, Message]]:
        """All messages."""
        return self.post

    def put(self, message: Message) -> None:
        """Add one."""
        self.post[message.kind][message.sender] = message


def pooling(sites: int) -> list[Line]:
    """2 sexes, 4 bands of age, 3 thresholds, made-up predictions of 1,000 cases a site; one site in ten drops out after it joined."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        protocol, parties = made(sites, here)
        samples = {one.name: sample(number) for number, one in enumerate(protocol.sites)}
        gone = {one.name for one in protocol.sites[:: -10 if sites >= 10 else -sites]}
        gone = set(sorted(gone)[: sites - protocol.least_sites])
        layout, box = Layout(protocol), Held()
        hub = parties["hub"]
        took = [
            each(parties, protocol, set(), box, samples, layout), [seconds(lambda: third_party.add(hub, box))],
            each(parties, protocol, gone, box, samples, layout), [seconds(lambda: third_party.add(hub, box))],
            each(parties, protocol, gone, box, samples, layout),
        ]  # fmt: skip
        opened: list[third_party.Opened] = []
        open_took = seconds(lambda: opened.append(third_party.open_sum(hub, box)))
        true = total(count(samples[name], layout, WORDS) for name in opened[0].sites)
        assert np.array_equal(opened[0].numbers, true)
        judged = seconds(lambda: pooled(protocol, opened[0]))
        sent = max(
            sum(len(box.post[kind][name].to_bytes()) for kind in ("join", "answer", "unlock"))
            for name in opened[0].sites
        )
        reading = read_from_files(here, protocol, box)
    steps = ", ".join(f"{statistics.median(took[at]) * 1000:.0f} ms" for at in (0, 2, 4))
    what = f"blind sum of {sites} sites, {layout.length:,} numbers each, {len(gone)} dropped out"
    return [
        Line(f"{what}: a site's join, answer, unlock (its own work)", steps, f"{sent / 1000:.0f} kB sent by a site", f"{reading:.2f} s to read and check all messages"),
        Line(f"{what}: the third party adds, opens, judges", f"{took[1][0] + took[3][0]:.2f} s, {open_took:.2f} s, {judged:.1f} s", "counts equal to the last one", "-"),
    ]  # fmt: skip


def each(
    parties: dict[str, Party], protocol: Protocol, gone: set[str], box: Held, samples: dict[str, Sample], layout: Layout
) -> list[float]:
    """How long the next step takes each site."""
    return [
        seconds(lambda name=one.name: site.step(parties[name], box, lambda: count(samples[name], layout, WORDS)))
        for one in protocol.sites
        if one.name not in gone
    ]


def made(sites: int, folder: Path) -> tuple[Protocol, dict[str, Party]]:
    """Keys and a protocol for so many sites."""
    names = [f"site-{number:03}" for number in range(sites)]
    private = {name: keys.new(name) for name in (*names, "hub", "auditor")}
    public = {name: {"name": name, "sign": one.public.sign, "seal": one.public.seal} for name, one in private.items()}
    data = {
        "format": "toepas-pool/1", "protocol": "bench", "round": "1", "purpose": "to measure how long it takes", "outcome": "made up",
        "model": "made up", "keep_until": DAY, "groups": {"sex": {"values": ["female", "male"]}, "age": {"bands": [45, 65, 75]}},
        "thresholds": [0.2, 0.5, 0.8], "smallest_cell": 10, "least_sites": least(sites), "third_party": public["hub"],
        "auditor": public["auditor"], "sites": [public[name] | {"most_cases": CASES} for name in names],
    }  # fmt: skip
    path = folder / "protocol.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    protocol = read_protocol(path, WORDS)
    parties = {}
    for name, one in private.items():
        (folder / name).mkdir()
        parties[name] = Party(one, Store(folder / name, name, WORDS), protocol, DAY, WORDS)
    return protocol, parties


def sample(seed: int) -> Sample:
    """Made-up predictions of one site."""
    chance = np.random.default_rng(seed)
    score = chance.beta(0.6, 1.4, CASES)
    ages = tuple(str(age) for age in range(20, 95))
    groups = {
        "sex": Groups(chance.integers(0, 2, CASES).astype(np.int32), ("female", "male")),
        "age": Groups(chance.integers(0, len(ages), CASES).astype(np.int32), ages),
    }
    label = (chance.random(CASES) < score).astype(np.int8)
    return Sample("binary", label, score, groups, np.arange(CASES), Source("made up", "0" * 64, CASES, CASES))


def read_from_files(folder: Path, protocol: Protocol, box: Held) -> float:
    """How long a site takes to read and check every message of the round in a folder."""
    post = folder / "post"
    post.mkdir()
    for some in box.post.values():
        for message in some.values():
            (post / message.file_name).write_bytes(message.to_bytes())
    read: Callable[[], object] = Folder(post, protocol, WORDS).read
    return seconds(read)


def rehearsal(sites: int) -> list[Line]:
    """A whole round with separate processes over loopback, from start to result."""
    with tempfile.TemporaryDirectory() as folder:
        rows = pl.concat(
            pl.DataFrame({"site": [f"s{number:03}"] * CASES, "y": one.label, "p": one.score, "sex": [one.groups["sex"].values[code] for code in one.groups["sex"].codes]})
            for number, one in ((number, sample(number)) for number in range(sites))
        )  # fmt: skip
        path = Path(folder) / "rows.csv"
        rows.write_csv(path)
        command = [
            sys.executable,
            "-P",
            "-m",
            "toepas",
            "pool",
            "run",
            str(path),
            "--label",
            "y",
            "--score",
            "p",
            "--site",
            "site",
        ]
        command += ["--by", "sex", "--threshold", "0.5", "--json"]
        took = seconds(
            lambda: subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
        )
    return [
        Line(f"`toepas pool run`, {sites} sites of {CASES:,} rows as {sites + 2} processes", f"{took:.0f} s", "-", "-")
    ]
