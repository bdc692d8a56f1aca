"""How AI use is spread in Europe, as far as the survey of enterprises says so: weights from which a register can be made up.

Published are shares of enterprises, not how many enterprises there are. How much each country, size class and activity weighs in a
published total follows from the totals themselves: the total of every indicator is the same mixture of its parts. The weights are the
ones, none below zero, that come nearest to all totals (non-negative least squares; Lawson and Hanson, Solving Least Squares Problems,
1974, chapter 23). Small countries and activities are hardly determined that way, so each gets at least ``LEAST``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import TIME, VALUE, Vintage
from toepas.observatory.vintages import figures, newest

BY_SIZE, BY_ACTIVITY = "isoc_eb_ai", "isoc_eb_ain2"
UNION, EVERY_SIZE, EVERY_ACTIVITY, ANY = "EU27_2020", "GE10", "C10-S951_X_K", "E_AI_TANY"
OF_ENTERPRISES = "PC_ENT"
SIZES = ("10-49", "50-249", "GE250")
ACTIVITIES = ("C", "D", "E", "F", "G", "H", "I", "J", "L", "M", "N", "S951")
TECHNOLOGIES = ("E_AI_TTM", "E_AI_TSR", "E_AI_TNLG", "E_AI_TPVSG", "E_AI_TIR", "E_AI_TML", "E_AI_TPA", "E_AI_TAR")
PURPOSES = ("E_AI_PMS", "E_AI_PPP", "E_AI_PBAM", "E_AI_PLOG", "E_AI_PITS", "E_AI_PFIN", "E_AI_PRDI")
ISO = {"EL": "GR"}
"""Where the office writes a country otherwise than the standard."""
LEAST = 0.001


@dataclass(frozen=True, slots=True)
class AiMargins:
    """Weights of enterprises that use AI: by country, by country and size class, technology or purpose, and by activity (Union)."""

    time: str
    countries: dict[str, float]
    sizes: dict[str, dict[str, float]]
    technologies: dict[str, dict[str, float]]
    purposes: dict[str, dict[str, float]]
    sectors: dict[str, float]
    vintages: tuple[Vintage, ...]


def ai_margins(words: Words) -> AiMargins:
    """The margins of the newest wave. Raises Problem where the figures are not here."""
    by_size, by_activity = (_vintage(name, words) for name in (BY_SIZE, BY_ACTIVITY))
    sized = figures(by_size).filter(pl.col("nace_r2") == EVERY_ACTIVITY).collect()
    active = figures(by_activity).filter((pl.col("geo") == UNION) & (pl.col("size_emp") == EVERY_SIZE)).collect()
    enterprises = sized.filter(pl.col("unit") == OF_ENTERPRISES)
    time = str(sized[TIME].max())
    countries = sorted(set(enterprises["geo"].to_list()) - {UNION})
    share = _shares(enterprises.filter((pl.col(TIME) == time) & (pl.col("indic_is") == ANY)), "geo", "size_emp")
    among = _weights(enterprises.filter(pl.col("size_emp") == EVERY_SIZE), "geo", countries, UNION)
    sizes: dict[str, dict[str, float]] = {}
    for country in countries:
        weights = _weights(enterprises.filter(pl.col("geo") == country), "size_emp", SIZES, EVERY_SIZE)
        sizes[country] = {size: weights[size] * share.get((country, size), 0.0) for size in SIZES}
    users = sized.filter(
        (pl.col("unit") == OF_ENTERPRISES) & (pl.col("size_emp") == EVERY_SIZE) & (pl.col(TIME) == time)
    )
    all_active = active.filter(pl.col("unit") == OF_ENTERPRISES)
    of_activity = _shares(
        all_active.filter((pl.col(TIME) == time) & (pl.col("indic_is") == ANY)), "nace_r2", "size_emp"
    )
    busy = _weights(all_active, "nace_r2", ACTIVITIES, EVERY_ACTIVITY)
    return AiMargins(
        time,
        {ISO.get(name, name): among[name] * share.get((name, EVERY_SIZE), 0.0) for name in countries},
        {ISO.get(name, name): found for name, found in sizes.items()},
        _by_country(users, countries, TECHNOLOGIES),
        _by_country(users, countries, PURPOSES),
        {name: busy[name] * of_activity.get((name, EVERY_SIZE), 0.0) for name in ACTIVITIES},
        (by_size, by_activity),
    )


def _vintage(dataset: str, words: Words) -> Vintage:
    vintage = newest(dataset)
    if vintage is None:
        raise Problem(
            words.t("There are no figures of this vintage here: {vintage}", vintage=dataset),
            todo=words.t("Choose one that is there, or fetch with 'toepas observatory refresh'."),
        )
    return vintage


def _shares(frame: pl.DataFrame, *keys: str) -> dict[tuple[str, ...], float]:
    return {row[:-1]: row[-1] for row in frame.select(*keys, VALUE).drop_nulls(VALUE).iter_rows()}


def _by_country(users: pl.DataFrame, countries: Sequence[str], codes: Sequence[str]) -> dict[str, dict[str, float]]:
    """Shares of enterprises by code; of the Union where a country publishes none."""
    share = _shares(users, "geo", "indic_is")
    union = {code: share[UNION, code] for code in codes if (UNION, code) in share}
    return {
        ISO.get(name, name): {code: share.get((name, code), usual) for code, usual in union.items()}
        for name in countries
    }


def _weights(frame: pl.DataFrame, dimension: str, parts: Sequence[str], total: str) -> dict[str, float]:
    """How much each part weighs in the total, from every indicator and period in which all of them are published."""
    wide = (
        frame.filter(pl.col(dimension).is_in([*parts, total]))
        .sort("indic_is", TIME)
        .pivot(on=dimension, index=["indic_is", TIME], values=VALUE, aggregate_function="first")
    )
    wide = wide.select([*parts, total]).drop_nulls()
    known = np.vstack([wide.select(parts).to_numpy(), np.full((1, len(parts)), 100.0)])
    found = np.maximum(nearest(known, np.append(wide[total].to_numpy(), 100.0)), LEAST)
    return dict(zip(parts, (found / found.sum()).tolist(), strict=True))


def nearest(known: npt.NDArray[np.float64], totals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The weights, none below zero, whose mixture of the columns of ``known`` comes nearest to ``totals``."""
    size = known.shape[1]
    weights, free = np.zeros(size), np.zeros(size, dtype=bool)
    for _ in range(10 * size):
        pull = known.T @ (totals - known @ weights)
        pull[free] = -np.inf
        if free.all() or pull.max() <= 1e-9 * max(1.0, float(np.abs(totals).max())):
            break
        free[int(pull.argmax())] = True
        while True:
            tried = np.zeros(size)
            tried[free] = np.linalg.lstsq(known[:, free], totals, rcond=None)[0]
            if tried[free].min() > 0:
                break
            below = free & (tried <= 0)
            step = float(np.min(weights[below] / (weights[below] - tried[below])))
            weights = weights + step * (tried - weights)
            free &= weights > 1e-12
            weights[~free] = 0.0
            if not free.any():
                break
        weights = tried
    return weights
