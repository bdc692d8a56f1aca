"""The energy report, and the fields of the documentation form, as documents for screen, paper and word processor."""

from __future__ import annotations

import datetime

from toepas.assurance.energy.checks import Finding, check_report
from toepas.assurance.energy.data import known_on, limit_why, read, state
from toepas.assurance.energy.export.form import cites_of, form_entries
from toepas.assurance.energy.model import Figure, Report
from toepas.assurance.energy.output import method_words
from toepas.assurance.energy.sentences import finding_text
from toepas.assurance.energy.wording import (
    day_text,
    figure_text,
    grade_meaning,
    grade_text,
    outcome_name,
    part_name,
    per_text,
    persona_name,
    place_text,
    stage_name,
    unit_text,
    warning_text,
    what_name,
)
from toepas.kernel.citation import parse
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Table, Text

LIMIT_OF = {"pue": "pue-high", "power": "server-overhead", "computation": "precision-gain", "tokens": "token-most"}
"""The limit that a check rests on most, whose reason is said beside its finding."""


def report_document(report: Report, words: Words) -> Document:
    """The report: what stands out first, the figures with their grades, what was checked, sources and method."""
    findings = check_report(report)
    blocks = (
        *_first(report, findings, words),
        *_about(report, words),
        *_figures(report, words),
        *_checks(report, findings, words),
        *_basis(report, words),
    )
    title = words.t("Energy report: {name}", name=report.subject.name)
    return _document(report, title, "energy-report", blocks, words)


def form_document(report: Report, words: Words) -> Document:
    """The fields of the Model Documentation Form about computation and energy, to copy into the form."""
    fields = tuple(
        Field(
            f"{entry.label} ({', '.join(entry.cites)})",
            entry.text or None,
            entry.remark,
            3 if entry.id.endswith("_method") else 1,
        )
        for entry in form_entries(report, words)
    )
    lead = words.t(
        "These are the fields about computation and energy of the Model Documentation Form, in our words. Copy the texts into the form; "
        "what is shaded is not known in the report."
    )
    title = words.t("Documentation form, energy: {name}", name=report.subject.name)
    return _document(report, title, "energy-form", (Para(lead), *fields), words)


def _document(report: Report, title: str, ids: str, blocks: tuple[Block, ...], words: Words) -> Document:
    about = " · ".join(text for text in (report.subject.version, report.subject.provider, report.by) if text)
    edition = words.t("edition {version}", version=report.version)
    footer = words.t("Toepas shows what the report says and what its checks find. It measures nothing by itself.")
    day = datetime.date.fromisoformat(report.date)
    return Document(title, " · ".join(part for part in (about, edition) if part), words.lang, blocks, footer, day, ids)


def _first(report: Report, findings: tuple[Finding, ...], words: Words) -> tuple[Block, ...]:
    """What somebody has to know before using a figure."""
    bad = [one for one in findings if one.outcome in ("wrong", "doubtful")]
    blocks: list[Block] = []
    if bad:
        items: tuple[Inline, ...] = tuple(
            (Text(f"{outcome_name(one.outcome, words)}: ", bold=True), finding_text(one, report, words)) for one in bad
        )
        blocks.append(Callout("warning", words.t("Do not use these figures yet"), (Bullets(items),)))
    elif not report.figures:
        text = words.t("No figure is known yet. That is not the same as zero.")
        blocks.append(Callout("open", words.t("Nothing is known"), (Para(text),)))
    else:
        text = words.t("The checks found nothing that cannot be right. That does not show that the figures are right.")
        blocks.append(Callout("note", words.t("Nothing stands out"), (Para(text),)))
    return tuple(blocks)


def _about(report: Report, words: Words) -> tuple[Block, ...]:
    """Boundary, functional unit, period, place and hardware."""
    stages = ", ".join(stage_name(stage, words) for stage in report.boundary.stages)
    unknown = words.t("not known")
    period = report.period
    place = ", ".join(part for part in (report.place.site, place_text(report.place.country, words)) if part)
    rows = (
        (words.t("Counted"), f"{stages} ({persona_name(report.boundary.persona, words)})"),
        (
            words.t("Not counted"),
            "; ".join(f"{one.what}: {one.why}" for one in report.boundary.left_out) or words.t("nothing named"),
        ),
        (
            words.t("Functional unit"),
            unit_text(report.unit, words) if report.unit else words.t("none: figures are in total"),
        ),
        (
            words.t("Period"),
            words.t("from {first} to {last}", first=day_text(period.from_, words), last=day_text(period.to, words))
            if period
            else unknown,
        ),
        (words.t("Place"), place or unknown),
        (words.t("Hardware"), "; ".join(_device(one.count, one.name) for one in report.hardware) or unknown),
    )
    header = (words.t("What"), words.t("What the report says"))
    return (
        Heading(1, words.t("What is reported")),
        Table(header, rows, words.t("Boundary and surroundings"), (25, 75)),
    )


def _device(count: float | None, name: str) -> str:
    return f"{count:g} × {name}" if count else name


def _figures(report: Report, words: Words) -> tuple[Block, ...]:
    header = (words.t("Figure"), words.t("How much"), words.t("Per"), words.t("Grade"), words.t("Method"))
    rows = tuple(
        (
            _name(one, words),
            figure_text(one, words),
            per_text(one, report, words),
            grade_text(one.grade, words),
            method_words(one, words),
        )
        for one in report.figures
    )
    used = list(dict.fromkeys(one.grade for one in report.figures))
    grades: tuple[Inline, ...] = tuple(
        (Text(f"{grade_text(grade, words)}: ", bold=True), grade_meaning(grade, words)) for grade in used
    )
    remarks = dict.fromkeys(warning for one in report.figures for warning in one.warnings)
    blocks: list[Block] = [Heading(1, words.t("Figures"))]
    if rows:
        blocks += [
            Table(header, rows, words.t("Every figure with how it came about"), (30, 22, 18, 14, 16)),
            Bullets(grades),
        ]
    if remarks:
        blocks += [Para(words.t("The tools warn:")), Bullets(tuple(warning_text(one, words) for one in remarks))]
    return tuple(blocks)


def _name(figure: Figure, words: Words) -> str:
    parts = (what_name(figure.what, words), stage_name(figure.stage, words), part_name(figure.part, words))
    return ", ".join(part for part in parts if part)


def _checks(report: Report, findings: tuple[Finding, ...], words: Words) -> tuple[Block, ...]:
    """What was checked with which outcome, and the reason of the limit where something was found."""
    shown = [one for one in findings if one.outcome != "holds"]
    rows = tuple((outcome_name(one.outcome, words), finding_text(one, report, words)) for one in shown)
    held = sum(one.outcome == "holds" for one in findings)
    blocks: list[Block] = [Heading(1, words.t("Plausibility checks"))]
    if rows:
        blocks.append(Table((words.t("Outcome"), words.t("Finding")), rows, words.t("What the checks found"), (18, 82)))
    blocks.append(Para(words.n("{n} check found nothing.", "{n} checks found nothing.", held)))
    limits = dict.fromkeys(
        LIMIT_OF[one.check] for one in shown if one.check in LIMIT_OF and one.outcome in ("wrong", "doubtful")
    )
    if limits:
        blocks.append(Para(words.t("What the checks rest on:")))
        blocks.append(Bullets(tuple(limit_why(name, words) for name in limits)))
    return tuple(blocks)


def _basis(report: Report, words: Words) -> tuple[Block, ...]:
    """Notes, sources, the place in the Act, and how far the Union's method is."""
    blocks: list[Block] = []
    if report.notes:
        blocks += [Heading(1, words.t("Notes")), Bullets(report.notes)]
    if report.sources:
        items: tuple[Inline, ...] = tuple(_source(one.title, one.url, one.date, one.sha256) for one in report.sources)
        blocks += [Heading(1, words.t("Sources")), Bullets(items)]
    cites = cites_of("training_energy")
    act = load_act()
    links = tuple(Text(cite, href=parse(cite).link(act.celex, words.lang, act.recitals_celex)) for cite in cites)
    asked: tuple[str | Text, ...] = (
        words.t("The AI Act asks this of providers of general-purpose models:"),
        " ",
        *links,
    )
    known = words.t("Known on {day}.", day=words.date(known_on()))
    source = read("state")["sources"][0]
    blocks += [
        Heading(1, words.t("What the Union asks")),
        Para(asked),
        Para((state(words), " ", known, " ", Text(source["title"], href=source["url"]))),
    ]
    return tuple(blocks)


def _source(title: str, url: str, date: str, sha256: str) -> Inline:
    """A source as a link where it has an address of the web, with its day and the start of its hash."""
    link = Text(title, href=url) if url.startswith(("https://", "http://")) else Text(title)
    more = ", ".join(part for part in (date, f"SHA-256 {sha256[:16]}…" if sha256 else "") if part)
    return (link, f" ({more})" if more else "")
