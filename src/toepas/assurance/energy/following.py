"""Follows a program with CodeCarbon while it runs, on this machine only: nothing is fetched and nothing is sent.

What CodeCarbon really read decides the grade: counters of the processor, its load, or a constant power.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toepas.assurance.energy.bring.brought import Brought
from toepas.assurance.energy.bring.codecarbon import Read, from_codecarbon
from toepas.assurance.energy.data import zone_of
from toepas.assurance.energy.model import Source, Stage
from toepas.kernel.problems import EXIT_INTERRUPTED, Problem
from toepas.kernel.words import Words

SECONDS = 5.0
"""How often power is looked at."""
COUNTERS = ("Intel Rapl", "Intel Power Gadget", "Windows Emi", "AppleSiliconChip", "Raspberry")
"""How CodeCarbon names the ways to read the processor that rest on a counter."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A followed run: its figures, the status that the program left with, and whether it was stopped before its end."""

    brought: Brought
    status: int
    interrupted: bool


def track(
    command: Sequence[str], stage: Stage, country: str, words: Words, *, pue: float = 1.0, every: float = SECONDS
) -> Tracked:
    """Run a command and follow it. Ctrl-C stops the command; what was followed until then is kept. Raises Problem where CodeCarbon is
    absent, the country is not known or the command cannot be started.
    """
    zone = zone_of(country)
    if not zone:
        raise Problem(
            words.t("The place '{zone}' is not known.", zone=country),
            where="--country",
            expected=words.t("two or three capital letters of a country, such as NL or NLD"),
            todo=words.t("Name the country whose electricity is used."),
        )
    with tempfile.TemporaryDirectory(prefix="toepas-energy-") as folder:
        tracker = _tracker(zone, Path(folder), pue, every, words)
        tracker.start()
        try:
            status, interrupted = _run(command, words)
        finally:
            tracker.stop()
        read, how = _read(tracker)
        brought = from_codecarbon(Path(folder) / "emissions.csv", stage, words, read=read)
    notes = [*brought.notes, *_notes(how, read, interrupted, words)]
    source = Source(id="tracker", title=f"CodeCarbon {brought.figures[0].method_version}, toepas energy track")
    return Tracked(replace(brought, source=source, notes=tuple(notes)), status, interrupted)


def _tracker(zone: str, folder: Path, pue: float, every: float, words: Words) -> Any:
    """CodeCarbon's offline tracker. Every setting that a file or the surroundings of the user could change towards the network is fixed."""
    try:
        from codecarbon import OfflineEmissionsTracker
        from codecarbon.external.logger import set_logger_level
        from codecarbon.output_methods.base_output import OutputMethod
    except ImportError:
        raise Problem(
            words.t("CodeCarbon is not installed, so nothing can be followed."),
            where="toepas energy track",
            expected="codecarbon",
            todo=words.t(
                "Install it with: {command}. Meanwhile 'toepas energy new' and 'import' work without it.",
                command=f"{sys.executable} -m pip install codecarbon",
            ),
        ) from None
    set_logger_level("critical")
    return OfflineEmissionsTracker(
        country_iso_code=zone,
        project_name="toepas",
        output_methods=[OutputMethod.CSV],
        output_dir=str(folder),
        output_file="emissions.csv",
        emissions_endpoint=False,
        electricitymaps_api_token=False,
        api_key="",
        api_call_interval=-1,
        output_handlers=[],
        cloud_provider=None,
        cloud_region=None,
        region=None,
        country_2letter_iso_code=None,
        force_carbon_intensity_g_co2e_kwh=None,
        force_cpu_power=None,
        force_ram_power=None,
        force_mode_cpu_load=False,
        tracking_mode="machine",
        measure_power_secs=every,
        allow_multiple_runs=True,
        pue=pue,
        log_level="critical",
    )


def _run(command: Sequence[str], words: Words) -> tuple[int, bool]:
    """The status of the command, and whether Ctrl-C stopped it: the command gets the signal too, and time to end."""
    try:
        process = subprocess.Popen(list(command))
    except OSError as error:
        raise Problem(
            words.t("The command cannot be started: {reason}", reason=error.strerror or str(error)),
            where=" ".join(command)[:200],
            todo=words.t("Check its name, and write it behind two dashes: toepas energy track -- COMMAND"),
        ) from None
    try:
        return process.wait(), False
    except KeyboardInterrupt:
        _end(process)
        return EXIT_INTERRUPTED, True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Give the command ten seconds to end by itself, then end it."""
    limit = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < limit:
        try:
            process.wait(timeout=0.2)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            continue
    if process.poll() is None:
        process.kill()
        process.wait()


def _read(tracker: Any) -> tuple[Read, str]:
    """How CodeCarbon read the processor, from what it says of the hardware it set up."""
    found = [str(item) for item in tracker._conf.get("hardware", [])]  # noqa: SLF001  it has no public way to say this
    processor = next((item for item in found if item.startswith(("CPU", "AppleSilicon", "Raspberry"))), "")
    if any(name in processor for name in COUNTERS):
        return "counter", processor
    return ("load" if "Cpu Load" in processor else "constant"), processor


def _notes(how: str, read: Read, interrupted: bool, words: Words) -> list[str]:
    said = {
        "counter": words.t("The processor was read from its own counters ({how}).", how=how),
        "load": words.t(
            "No counter of the processor could be read (usual in virtual machines): its power was computed from its load ({how}).",
            how=how,
        ),
        "constant": words.t("Neither counter nor load could be read: a constant power was taken ({how}).", how=how),
    }
    notes = [said[read or "constant"]]
    if interrupted:
        notes.append(words.t("The run was stopped before its end: the figures are of the part that ran."))
    return notes
