"""The views that people ask for: a question in, a report out, from the vintages that are in use here."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.labour.ages import by_age
from toepas.observatory.labour.branches import EVERY, by_branch, by_region
from toepas.observatory.labour.cells import EUROPE, by_sex, europe, settings
from toepas.observatory.labour.report import Basis, Measured, Report, Shape, report
from toepas.observatory.labour.trend import Trend, trend
from toepas.observatory.model import GEO, TIME, Vintage
from toepas.observatory.vintages import figures, newest

SEX, AGE, REGION, SECTOR = "sex", "age", "region", "sector"
BY = (SEX, AGE, REGION, SECTOR)
TABLES = {
    "": ("lfsa_egai2d",),
    SEX: ("lfsa_egai2d",),
    AGE: ("lfsa_egai2d", "lfsa_egais"),
    SECTOR: ("lfsa_egai2d", "lfsa_eisn2"),
    REGION: ("lfsa_egai2d", "lfsa_eisn2", "lfst_r_lfe2en2"),
}
"""Which tables of Eurostat a view needs."""
SHIPPED = "employment-europe"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: places (none: the Europe that is shipped), periods (none: first and last), and by what."""

    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    by: str = ""
    least: float | None = None


def answer(question: Question, words: Words) -> Report:
    """The report from what is here. Raises Problem where a table was not fetched, or has nothing of what is asked."""
    if question.places in ((), (EUROPE,)):
        return _shipped(question, words)
    names = TABLES[question.by]
    found = tuple(_vintage(name, words) for name in names)
    made = _kept(question.by, question.times, question.least, found, words.lang)
    return replace(_of(made, question, words), sources=tuple(f"{one.dataset} {one.id}" for one in found))


def from_tables(question: Question, tables: dict[str, pl.DataFrame], words: Words) -> Report:
    """The report from tables of Eurostat by their id, each with its dimensions, time, value and flag."""
    return _of(_measured(question.by, question.times, question.least, tables, words), question, words)


def _of(made: Measured, question: Question, words: Words) -> Report:
    """What is asked, of what was measured. Raises Problem where there is nothing of it."""
    if lacking := [place for place in question.places if place not in made.places]:
        raise _nothing(", ".join(lacking), ", ".join(made.places[:40]), words)
    found = made.report(question.places)
    return found if question.by else _only_total(found)


@functools.lru_cache(maxsize=8)
def _kept(by: str, times: tuple[str, ...], least: float | None, found: tuple[Vintage, ...], lang: str) -> Measured:
    """A vintage never changes, so neither does what was measured from it."""
    tables = {vintage.dataset: figures(vintage).collect() for vintage in found}
    return _measured(by, times, least, tables, Words(lang))


def _measured(
    by: str, times: tuple[str, ...], least: float | None, tables: dict[str, pl.DataFrame], words: Words
) -> Measured:
    wanted = _wanted(tables, times, words)
    sexes, totals = by_sex(wanted["lfsa_egai2d"], words)
    if by == AGE:
        ages = list(map(str, settings()["ages"]))
        shape = Shape(AGE, Basis.MODELLED, str(settings()["age"]), (ages[0], ages[-1]))
        return Measured(shape, *by_age(sexes, wanted["lfsa_egais"], words), least)
    if by in (SECTOR, REGION):
        branches = by_branch(sexes, wanted["lfsa_eisn2"], words)
        if by == SECTOR:
            return Measured(Shape(SECTOR, Basis.MODELLED, EVERY), *branches, least)
        regions = by_region(branches[0], wanted["lfst_r_lfe2en2"], words)
        return Measured(Shape(REGION, Basis.INDUSTRY_MIX, ""), *regions, least)
    return Measured(Shape(SEX, Basis.COUNTED, "T", ("F", "M")), sexes, totals, least)


def trend_of(place: str, words: Words) -> Trend | None:
    """The trend of a place: of the shipped Europe, or from the vintage in use. None where years are lacking."""
    if place == EUROPE:
        return trend(europe()[0], EUROPE)
    return trend(by_sex(table("lfsa_egai2d", words).filter(pl.col(GEO) == place), words)[0], place)


def table(name: str, words: Words) -> pl.DataFrame:
    """The figures of a table in the vintage in use. Raises Problem where there are none here."""
    return figures(_vintage(name, words)).collect()


def _vintage(name: str, words: Words) -> Vintage:
    """The vintage in use. Raises Problem where there is none."""
    vintage = newest(name)
    if vintage is None:
        raise Problem(
            words.t("The table {name} of Eurostat is not here yet.", name=name),
            expected=words.t("a vintage of it on this machine"),
            todo=words.t("Fetch it with 'toepas observatory refresh {name}'.", name=name),
        )
    return vintage


def _shipped(question: Question, words: Words) -> Report:
    """The report of the employment that comes with Toepas. Raises Problem where more is asked than it holds."""
    if question.by:
        raise Problem(
            words.t("What comes with Toepas has no figures by {by}.", by=question.by),
            todo=words.t("Name a country with --geo, or EU; its tables have to be fetched first."),
        )
    cells, totals = _periods(*europe(), question.times, words)
    made = report(Shape("", Basis.COUNTED, "T"), cells, totals, least=question.least)
    return replace(made, sources=(SHIPPED,))


def _only_total(made: Report) -> Report:
    """A report without its categories: what is asked of a place as a whole."""
    whole = pl.col("category") == made.total
    return replace(
        made,
        by="",
        figures=made.figures.filter(whole),
        people=made.people.filter(whole),
        gaps=made.gaps.clear(),
        changes=made.changes.filter(whole),
    )


def _wanted(tables: dict[str, pl.DataFrame], asked: Sequence[str], words: Words) -> dict[str, pl.DataFrame]:
    """The tables with the periods that are asked for, or the first and the last that all of them have."""
    common = set.intersection(*(set(frame[TIME].unique().to_list()) for frame in tables.values()))
    times = _chosen(sorted(common), asked, words)
    return {name: frame.filter(pl.col(TIME).is_in(times)) for name, frame in tables.items()}


def _periods(
    cells: pl.DataFrame, totals: pl.DataFrame, asked: Sequence[str], words: Words
) -> tuple[pl.DataFrame, pl.DataFrame]:
    times = sorted(set(cells[TIME].to_list()))
    chosen = _chosen(times, asked or times, words)
    return cells.filter(pl.col(TIME).is_in(chosen)), totals.filter(pl.col(TIME).is_in(chosen))


def _chosen(known: Sequence[str], asked: Sequence[str], words: Words) -> list[str]:
    if lacking := [time for time in asked if time not in known]:
        raise _nothing(", ".join(lacking), ", ".join(known), words)
    if not known:
        raise _nothing(", ".join(asked), "", words)
    return list(asked) or sorted({known[0], known[-1]})


def _nothing(asked: str, known: str, words: Words) -> Problem:
    return Problem(
        words.t("There are no figures for this: {asked}", asked=asked),
        expected=known,
        todo=words.t("Ask for what is there."),
    )
