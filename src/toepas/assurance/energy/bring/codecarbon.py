"""Brings figures from the file that CodeCarbon writes (``emissions.csv``), with the grade that the file allows.

The file does not say whether the processor was read from counters or computed. Since version 3 CodeCarbon falls back on
the load of the processor, before on a constant power; without a word of the user we take that, never a counter.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal, TypeAlias

from toepas.assurance.energy.bring.brought import Brought, file_source
from toepas.assurance.energy.bring.tables import Row, day, need, number, place, rows
from toepas.assurance.energy.model import Device, Figure, Period, Place, Stage, What, weakest
from toepas.catalogue.model import Grade
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

Read: TypeAlias = Literal["", "counter", "load", "constant"]
"""How the processor was read; empty where nobody says."""
COLUMNS = (
    "timestamp", "run_id", "duration", "emissions", "cpu_energy", "gpu_energy", "ram_energy",
    "energy_consumed", "country_iso_code", "codecarbon_version",
)  # fmt: skip
GRADE_OF: dict[str, tuple[Grade, str]] = {
    "counter": (Grade.COUNTER, "rapl"),
    "load": (Grade.MODELLED, "codecarbon-load"),
    "constant": (Grade.ASSUMED, "codecarbon-constant"),
}


def from_codecarbon(path: Path, stage: Stage, words: Words, *, read: Read = "", run: str = "") -> Brought:
    """The last row of every run in the file, added up; ``run`` picks one. Raises Problem with row and column."""
    table = rows(path, words)
    need(
        table,
        COLUMNS,
        path,
        words,
        words.t("This has to be the file emissions.csv of CodeCarbon, version 2.3 or newer."),
    )
    last = {row["run_id"]: at for at, row in enumerate(table)}
    if run and run not in last:
        raise Problem(
            words.t("There is no run '{run}' in this file.", run=run),
            where="--run",
            expected=words.t("one of: {names}", names=", ".join(list(last)[:8])),
            todo=words.t("Use one of these."),
        )
    chosen = [last[run]] if run else list(last.values())
    one = {name: _the_same(table, chosen, name, path, words) for name in ("country_iso_code", "codecarbon_version")}
    sums = {name: sum(number(table, at, name, path, words) for at in chosen) for name in COLUMNS[2:8]}
    sums["water_consumed"] = sum(number(table, at, "water_consumed", path, words, empty=0) for at in chosen)
    pues = {number(table, at, "pue", path, words, empty=1) for at in chosen}
    _adds_up(sums, path, words)
    hours = float(f"{sums['duration'] / 3600:.3g}")
    said = words.n(
        "CodeCarbon followed {n} run of {hours} hours.",
        "CodeCarbon followed {n} runs, {hours} hours in all.",
        len(chosen),
        hours=hours,
    )
    notes = [said]
    if not read:
        notes.append(
            words.t(
                "The file of CodeCarbon does not say whether counters of the processor were read; taken as not read."
            )
        )
    if table[chosen[-1]].get("tracking_mode") == "machine":
        notes.append(words.t("The whole machine was followed: other programs that ran at the time are counted too."))
    if sums["gpu_energy"] == 0:
        notes.append(words.t("No accelerator was followed: there was none, or CodeCarbon could not see it."))
    return Brought(
        stage=stage,
        figures=_figures(sums, pues.pop() if len(pues) == 1 else None, stage, one["codecarbon_version"], read),
        source=file_source(path, "codecarbon"),
        hardware=_hardware(table[chosen[-1]], sums["duration"] / 3600, stage),
        period=_period(table, chosen, path, words),
        place=Place(country=one["country_iso_code"]) if re.fullmatch("[A-Z]{3}", one["country_iso_code"]) else Place(),
        notes=tuple(notes),
    )


def _figures(sums: dict[str, float], pue: float | None, stage: Stage, version: str, read: Read) -> tuple[Figure, ...]:
    """Energy in whole and by part, carbon and, where it was asked for, water."""
    processor = GRADE_OF[read or ("load" if _major(version) >= 3 else "constant")]
    parts = {
        "processor": (sums["cpu_energy"], *processor),
        "accelerator": (sums["gpu_energy"], Grade.COUNTER, "gpu-counter"),
        "memory": (sums["ram_energy"], Grade.MODELLED, "codecarbon-load"),
    }
    used = {name: entry for name, entry in parts.items() if entry[0] > 0}
    grade = weakest([entry[1] for entry in used.values()] or [processor[0]])

    def figure(what: What, amount: float, unit: str, grade: Grade, method: str, part: str = "") -> Figure:
        return Figure(
            what=what,
            stage=stage,
            part=part,
            value=amount,
            unit=unit,
            grade=grade,
            method=method,
            method_version=version,
        )

    found = [figure("energy", sums["energy_consumed"], "kWh", grade, "codecarbon")]
    found += [figure("energy", amount, "kWh", how, method, part) for part, (amount, how, method) in used.items()]
    found.append(figure("carbon-location", sums["emissions"], "kgCO2e", weakest([grade, Grade.MODELLED]), "codecarbon"))
    if sums["water_consumed"] > 0:
        found.append(figure("water-site", sums["water_consumed"], "L", Grade.ASSUMED, "codecarbon"))
    if pue is not None and pue != 1:
        said = Figure(what="pue", value=pue, unit="1", grade=Grade.ASSUMED, method="codecarbon", method_version=version)
        found.append(said)
    return tuple(found)


def _major(version: str) -> int:
    match = re.match(r"(\d+)", version)
    return int(match[1]) if match else 0


def _adds_up(sums: dict[str, float], path: Path, words: Words) -> None:
    parts = sums["cpu_energy"] + sums["gpu_energy"] + sums["ram_energy"]
    if abs(parts - sums["energy_consumed"]) > 0.01 * max(parts, sums["energy_consumed"]):
        raise Problem(
            words.t("The parts do not add up to the energy in this file."),
            where=str(path),
            expected=words.t("cpu_energy + gpu_energy + ram_energy = energy_consumed"),
            todo=words.t("Use the file as CodeCarbon wrote it."),
        )


def _hardware(row: Row, hours: float, stage: Stage) -> tuple[Device, ...]:
    virtual = True if row.get("on_cloud") == "Y" else None
    found = []
    if hours <= 0:
        return ()
    if row.get("cpu_model"):
        found.append(Device(name=row["cpu_model"], count=1, hours=hours, stage=stage, virtual=virtual))
    for count, name in re.findall(r"(\d+) x (.+?)(?=\d+ x |$)", row.get("gpu_model", "")):
        found.append(Device(name=name.strip(), count=float(count), hours=hours, stage=stage, virtual=virtual))
    return tuple(found)


def _period(table: list[Row], chosen: list[int], path: Path, words: Words) -> Period:
    """From the start of the first run to the end of the last; a row is stamped when it was written, at the end."""
    days = []
    for at in chosen:
        stamp = table[at]["timestamp"]
        where = place(path, at, "timestamp", words)
        end = day(stamp, where, words)
        days.append(end)
        try:
            began = datetime.datetime.fromisoformat(stamp) - datetime.timedelta(
                seconds=number(table, at, "duration", path, words)
            )
        except (ValueError, OverflowError):
            continue
        days.append(began.date())
    return Period(from_=min(days).isoformat(), to=max(days).isoformat())


def _the_same(table: list[Row], chosen: list[int], column: str, path: Path, words: Words) -> str:
    """A value that every run has to share. Raises Problem where they differ."""
    found = sorted({table[at][column] for at in chosen})
    if len(found) > 1:
        raise Problem(
            words.t("The runs in this file differ in {column}: {names}", column=column, names=", ".join(found)),
            where=str(path),
            expected=words.t("one in a report"),
            todo=words.t("Pick one run with --run, or make a report for each."),
        )
    return found[0]
