"""Cells by branch and by region: modelled, for nobody publishes groups of two digits by branch, or occupations by region at all.

*Branch*: ``lfsa_eisn2`` has one digit by section of NACE. Its cells are raked so that the sections keep their people by one digit and
all sections together keep the mix of groups of two digits of the country. The seed says where a group is at home (nurses in health
care): there it starts as many times larger as is written down. *Region*: ``lfst_r_lfe2en2`` has employment by broad branch; each branch of a region gets the
occupations that this branch has in the whole country (shift-share). What differs between regions is then their mix of branches, and
nothing else: modelled, industry mix only.
"""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from toepas.kernel.words import Words
from toepas.observatory.labour.cells import CATEGORY, GROUP, KEYS, WEAK, pinned, settings, totals, weak, whole
from toepas.observatory.labour.raking import Margin, rake
from toepas.observatory.model import GEO, TIME, VALUE

NACE, EVERY = "nace_r2", "TOTAL"
SECTIONS = tuple("ABCDEFGHIJKLMNOPQRSTU")
REGION = re.compile(r"^[A-Z]{2}([A-Z0-9]{2})?$")
"""A country, or a region of the second level: four signs."""
TOGETHER = r"^E[AU]\d"
"""The Union and the euro area, which are neither."""
CLOSE = 1e-6
"""The sums of sections hold to a millionth."""
_CODE = re.compile(r"^[A-U](?:[-_][A-U])*$")


def by_branch(
    sexes: pl.DataFrame, frame: pl.DataFrame, words: Words, where: str = "lfsa_eisn2"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells by section of NACE (``TOTAL`` for all), and the published totals. ``sexes`` are cells of ``cells.by_sex``, ``frame`` is
    ``lfsa_eisn2``. A group of two digits of which nothing was published gets nothing; the rest of its group of one digit takes
    its place."""
    known = _everybody(frame, where, words).filter(pl.col(NACE).is_in([*SECTIONS, EVERY]))
    majors = known.filter(pl.col("isco08").str.contains(r"^OC[1-9]$")).select(
        GEO, TIME, pl.col(NACE).alias(CATEGORY), pl.col("isco08").str.slice(2).alias("major"), VALUE, weak()
    )
    joined = majors.join(_mix(sexes), on=[GEO, TIME, "major"]).sort([*KEYS, GROUP])
    fitted = pl.concat([_fitted(joined, words), joined.filter(pl.col(CATEGORY) == EVERY).with_columns(_plain())])
    shaky = pl.when(pl.col("shaky") | (pl.col(WEAK) > 0)).then(pl.col("people")).otherwise(0.0).fill_null(0.0)
    made = fitted.select(*KEYS, GROUP, pl.col("people").alias(VALUE), shaky.alias(WEAK))
    return whole(made), totals(known.filter(pl.col("isco08") == EVERY), NACE)


def _plain() -> pl.Expr:
    """People of a group of one digit, divided as in the whole country."""
    return (pl.col(VALUE) * pl.col("part")).alias("people")


def _fitted(joined: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The sections, with ``people`` raked to two sums: groups of one digit by section, and the country's mix over all sections.
    The seed knows in which sections a group has its home. What was not published stays empty."""
    sections = joined.filter(pl.col(CATEGORY) != EVERY)
    there = pl.col(VALUE).is_not_null() & pl.col("part").is_not_null()
    parts, empty = sections.filter(there), sections.filter(~there)
    home = {(group, section) for group, sections in settings()["homes"].items() for section in sections}
    at_home = [(group, section) in home for group, section in parts.select(GROUP, CATEGORY).iter_rows()]
    seed = np.where(at_home, float(settings()["at_home"]), 1.0)
    plain = parts.select(_plain()).to_series().to_numpy()
    keys = ([*KEYS, "major"], [GEO, TIME, GROUP])
    ids = [parts.select(pl.struct(key).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy() for key in keys]
    margins = [Margin(of, np.bincount(of, weights=plain).astype(np.float64)) for of in ids]
    people = rake(seed * (plain > 0), margins, words, CLOSE) if len(parts) else plain
    return pl.concat([parts.with_columns(pl.Series("people", people, dtype=pl.Float64)), empty.with_columns(_plain())])


def by_region(
    branches: pl.DataFrame, frame: pl.DataFrame, words: Words, where: str = "lfst_r_lfe2en2"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells by region (the country itself among them), and the published totals. ``branches`` are cells of ``by_branch``; ``frame``
    is ``lfst_r_lfe2en2``. The country of a region is what its code begins with."""
    known = _everybody(frame, where, words).filter(
        pl.col(GEO).str.contains(REGION.pattern) & ~pl.col(GEO).str.contains(TOGETHER)
    )
    named = known.with_columns(pl.col(GEO).str.slice(0, 2).alias(GEO), pl.col(GEO).alias(CATEGORY))
    broad = apart(named[NACE].unique().to_list())
    people = named.filter(pl.col(NACE).is_in(broad)).select(*KEYS, NACE, pl.col(VALUE).alias("people"), weak(VALUE))
    made = people.join(_occupations_of(branches, broad), on=[GEO, TIME, NACE]).with_columns(
        (pl.col("people") * pl.col("part")).alias(VALUE), (pl.col(WEAK) * pl.col("part")).alias(WEAK)
    )
    known_only = pl.when(pl.col(VALUE).is_not_null().any()).then(pl.col(VALUE).sum()).alias(VALUE)
    cells = made.group_by([*KEYS, GROUP]).agg(known_only, pl.col(WEAK).sum())
    return whole(cells), totals(named.filter(pl.col(NACE) == EVERY), CATEGORY)


def letters(code: str) -> frozenset[str]:
    """The sections that a broad branch is made of: ``B-E`` is B, C, D and E; ``M_N`` is M and N. Empty for what is none."""
    if not _CODE.match(code):
        return frozenset()
    parts = re.split("_", code)
    return frozenset(chr(letter) for part in parts for letter in range(ord(part[0]), ord(part[-1]) + 1))


def apart(found: list[str]) -> list[str]:
    """Of the branches that are there, those that do not overlap: one that is part of another is left out."""
    named = {code: letters(code) for code in found if letters(code)}
    return sorted(code for code, part in named.items() if not any(part < other for other in named.values()))


def _occupations_of(branches: pl.DataFrame, broad: list[str]) -> pl.DataFrame:
    """Of each broad branch in a country, which part is in each group of occupations."""
    parts = pl.DataFrame(
        [(code, letter) for code in broad for letter in sorted(letters(code))],
        schema={NACE: pl.String, CATEGORY: pl.String},
        orient="row",
    )
    summed = branches.join(parts, on=CATEGORY).group_by([GEO, TIME, NACE, GROUP]).agg(pl.col(VALUE).sum())
    of = [GEO, TIME, NACE]
    return summed.filter(pl.col(VALUE).sum().over(of) > 0).select(
        *of, GROUP, (pl.col(VALUE) / pl.col(VALUE).sum().over(of)).alias("part")
    )


def _everybody(frame: pl.DataFrame, where: str, words: Words) -> pl.DataFrame:
    """The rows of both sexes together and the age group that is written down."""
    rows = frame.filter(pl.col("sex") == "T") if "sex" in frame.columns else frame
    return pinned(rows, where, words, age=str(settings()["age_of_branches"]))


def _mix(sexes: pl.DataFrame) -> pl.DataFrame:
    """Of each group of one digit in a country, which part is in each of its groups of two digits."""
    everybody = sexes.filter(pl.col(CATEGORY) == "T").with_columns(pl.col(GROUP).str.slice(0, 1).alias("major"))
    of = [GEO, TIME, "major"]
    return everybody.filter(pl.col(VALUE).sum().over(of) > 0).select(
        *of, GROUP, (pl.col(VALUE) / pl.col(VALUE).sum().over(of)).alias("part"), (pl.col(WEAK) > 0).alias("shaky")
    )
