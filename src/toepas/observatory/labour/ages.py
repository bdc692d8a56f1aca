"""Cells by age: nobody publishes groups of two digits by age, so they are modelled from two sums that are published.

Known are two digits by sex (``lfsa_egai2d``) and one digit by sex and age (``lfsa_egais``). The cells are raked to both from a seed of
ones: within a sex and a group of one digit, every age then has the same mix of groups of two digits. That is an assumption.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from toepas.kernel.words import Words
from toepas.observatory.labour.cells import CATEGORY, GROUP, WEAK, pinned, settings, totals, weak, whole
from toepas.observatory.labour.exposure import Array, codes
from toepas.observatory.labour.raking import Margin, rake
from toepas.observatory.model import GEO, TIME, VALUE

SEXES = ("F", "M")
MAJORS = tuple("123456789")
OFF = 0.1
"""Where the two sums of a group of one digit differ by more than this part, its cells are taken as not known."""


def by_age(
    sexes: pl.DataFrame, frame: pl.DataFrame, words: Words, ages: Sequence[str] = (), where: str = "lfsa_egais"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells by age, both sexes together, and the published totals. ``sexes`` are cells of ``cells.by_sex``; ``frame`` is
    ``lfsa_egais``; ``ages`` are age groups that together are those of ``sexes`` (default: those written down).
    """
    bands = list(ages or settings()["ages"])
    known = pinned(frame, where, words, wstatus="EMP").filter(pl.col("age").is_in(bands))
    majors = known.filter(pl.col("isco08").is_in([f"OC{digit}" for digit in MAJORS]) & pl.col("sex").is_in(SEXES))
    made = [
        _one(place, time, part, majors.filter((pl.col(GEO) == place) & (pl.col(TIME) == time)), bands, words)
        for (place, time), part in sexes.filter(pl.col(CATEGORY).is_in(SEXES)).group_by(GEO, TIME, maintain_order=True)
    ]
    everybody = sexes.filter(pl.col(CATEGORY) == "T").with_columns(pl.lit(settings()["age"]).alias(CATEGORY))
    cells = pl.concat([whole(pl.concat(made)), everybody]) if made else everybody
    return cells, totals(known.filter((pl.col("isco08") == "TOTAL") & (pl.col("sex") == "T")), "age")


def _one(
    place: object, time: object, part: pl.DataFrame, majors: pl.DataFrame, bands: list[str], words: Words
) -> pl.DataFrame:
    """The cells of one place and period."""
    two, two_weak = (_array(part, GROUP, codes(), CATEGORY, SEXES, value) for value in (VALUE, WEAK))
    one = np.stack([_by_age(majors, sex, bands, VALUE) for sex in SEXES], axis=1)
    unsure = np.stack([_by_age(majors.with_columns(weak()), sex, bands, WEAK) for sex in SEXES], axis=1) > 0
    fitted = fit(two, one, words)
    shaky = np.where((np.nan_to_num(two_weak) > 0)[:, :, None] | unsure[_major_of()], fitted, 0.0)
    rows = [
        (str(place), str(time), band, code, _sum(fitted[row, :, column]), float(np.nansum(shaky[row, :, column])))
        for column, band in enumerate(bands)
        for row, code in enumerate(codes())
    ]
    schema = {
        GEO: pl.String,
        TIME: pl.String,
        CATEGORY: pl.String,
        GROUP: pl.String,
        VALUE: pl.Float64,
        WEAK: pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def fit(two: Array, one: Array, words: Words) -> Array:
    """Groups of two digits by sex by age. ``two`` is groups by sex, ``one`` is groups of one digit by sex by age; not a number where
    nothing was published, and so in the answer. Small differences between the two are laid on ``one``."""
    groups, sexes, ages = len(codes()), two.shape[1], one.shape[2]
    major = _major_of()
    wanted = np.stack([np.nansum(two[major == position], axis=0) for position in range(len(MAJORS))])
    filled = _filled(one, wanted)
    found = filled.sum(axis=2)
    ratio = np.divide(wanted, found, out=np.full_like(found, np.nan), where=found > 0)
    lost = np.stack([np.isnan(two[major == position]).any(axis=0) for position in range(len(MAJORS))])
    usable = np.isfinite(ratio) & ((np.abs(ratio - 1) <= OFF) | lost | np.isnan(one).any(axis=2))
    there = np.isfinite(two) & usable[major]
    places = np.argwhere(np.broadcast_to(there[:, :, None], (groups, sexes, ages)))
    row, sex, age = places.T
    scaled = np.where(usable[:, :, None], filled * np.nan_to_num(ratio)[:, :, None], 0.0)
    margins = [
        Margin(row * sexes + sex, np.where(there, two, 0.0).ravel()),
        Margin((major[row] * sexes + sex) * ages + age, scaled.ravel()),
    ]
    fitted = np.full((groups, sexes, ages), np.nan)
    if len(places):
        fitted[row, sex, age] = rake(np.ones(len(places)), margins, words)
    fitted[np.isnan(one)[major]] = np.nan
    return fitted


def _filled(one: Array, wanted: Array) -> Array:
    """What is left of a group is spread over the ages that were not published, so that those that were stay what they are."""
    lost = np.isnan(one)
    left = np.clip(wanted - np.nansum(one, axis=2), 0, None) / np.maximum(lost.sum(axis=2), 1)
    return np.where(lost, left[:, :, None], one)


def _major_of() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each group of two digits the position of its group of one digit."""
    return np.array([MAJORS.index(code[0]) for code in codes()], dtype=np.int64)


def _array(
    frame: pl.DataFrame, row: str, rows: Sequence[str], column: str, columns: Sequence[str], value: str
) -> Array:
    found = {(one, other): amount for one, other, amount in frame.select(row, column, value).iter_rows()}
    return np.array([[_number(found.get((one, other))) for other in columns] for one in rows])


def _by_age(majors: pl.DataFrame, sex: str, bands: list[str], value: str) -> Array:
    rows = [f"OC{digit}" for digit in MAJORS]
    return _array(majors.filter(pl.col("sex") == sex), "isco08", rows, "age", bands, value)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _sum(amounts: Array) -> float | None:
    """What is known of both sexes together; None where nothing is."""
    return float(np.nansum(amounts)) if np.isfinite(amounts).any() else None
