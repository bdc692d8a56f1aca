"""What an import brings, and how it becomes a report or joins one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from toepas.assurance.energy.model import Boundary, Device, Figure, Period, Place, Report, Source, Stage, Subject, Unit
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

CONSUMER_STAGES: tuple[Stage, ...] = ("use",)


@dataclass(frozen=True, slots=True)
class Brought:
    """Figures from one source, with what it says of hardware, period, place and the model; notes are in the reader's language."""

    stage: Stage
    figures: tuple[Figure, ...]
    source: Source
    subject: Subject | None = None
    unit: Unit | None = None
    hardware: tuple[Device, ...] = ()
    period: Period | None = None
    place: Place = field(default_factory=Place)
    notes: tuple[str, ...] = ()


def report_from(brought: Brought, *, name: str, on: str, kind: str = "model", words: Words) -> Report:
    """A new report with what was brought. ``on`` is its day. Raises Problem where nobody says what it is about."""
    subject = brought.subject or (Subject(kind="system" if kind == "system" else "model", name=name) if name else None)
    if subject is None:
        raise Problem(
            words.t("Nobody says which model or system this is about."),
            where="--name",
            expected=words.t("its name"),
            todo=words.t("Say it with --name, or add the figures to a report with --into."),
        )
    if name and subject.name != name:
        subject = msgspec.structs.replace(subject, name=name)
    persona = "consumer" if brought.stage in CONSUMER_STAGES else "provider"
    empty = Report(
        id=re.sub(r"[^a-z0-9]+", "-", subject.name.casefold()).strip("-")[:80] or "report",
        date=on,
        subject=subject,
        boundary=Boundary(persona="consumer" if persona == "consumer" else "provider", stages=(brought.stage,)),
    )
    return joined(empty, brought, on, words, first=True)


def joined(report: Report, brought: Brought, on: str, words: Words, *, first: bool = False) -> Report:
    """A report with what was brought in addition: its next version. Raises Problem where the two do not fit together."""
    if report.unit and brought.unit and report.unit != brought.unit:
        raise _other(words.t("The report is per something else than these figures."), words)
    if report.place.country and brought.place.country and report.place.country != brought.place.country:
        raise _other(words.t("The report is about another country than these figures."), words)
    source = _renamed(brought.source, report)
    figures = tuple(msgspec.structs.replace(figure, sources=(source.id,)) for figure in brought.figures)
    stages = report.boundary.stages
    if brought.stage not in stages:
        stages = (*stages, brought.stage)
    return msgspec.structs.replace(
        report,
        version=report.version if first else report.version + 1,
        date=on,
        boundary=msgspec.structs.replace(report.boundary, stages=stages),
        unit=report.unit or brought.unit,
        period=_spanning(report.period, brought.period),
        place=report.place if report.place.country else brought.place,
        hardware=(*report.hardware, *(one for one in brought.hardware if one not in report.hardware)),
        figures=(*report.figures, *figures),
        sources=(*report.sources, source),
        notes=(*report.notes, *(note for note in brought.notes if note not in report.notes)),
    )


def file_source(path: Path, id_: str) -> Source:
    """A file as a source: its name without folder and the hash of its bytes."""
    return Source(id=id_, title=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def _renamed(source: Source, report: Report) -> Source:
    taken = {one.id for one in report.sources}
    number = 2
    name = source.id
    while name in taken:
        name, number = f"{source.id}-{number}", number + 1
    return msgspec.structs.replace(source, id=name)


def _spanning(one: Period | None, other: Period | None) -> Period | None:
    if one is None or other is None:
        return one or other
    return Period(from_=min(one.from_, other.from_), to=max(one.to, other.to))


def _other(what: str, words: Words) -> Problem:
    return Problem(
        what,
        where="--into",
        expected=words.t("one functional unit and one place in a report"),
        todo=words.t("Make a report of its own."),
    )
