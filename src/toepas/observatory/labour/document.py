"""Labour figures as plain data: what programs get as JSON, and what the site and the terminal lay out."""

from __future__ import annotations

from typing import Any

from toepas.kernel.words import Words
from toepas.observatory.labour import names
from toepas.observatory.labour.exposure import GRADIENTS, Occupation, about, groups, members_of, occupations, titles
from toepas.observatory.labour.report import Report
from toepas.observatory.labour.trend import Growth, Trend
from toepas.observatory.labour.views import SHIPPED
from toepas.observatory.registry import datasets


def labour_data(made: Report, trend: Trend | None, words: Words) -> dict[str, Any]:
    """A report with its names, sources and caveats. Shares and means are from 0 to 1, people in thousands, gaps and changes in
    percentage points; what is hidden has no value and ``"hidden": true``."""
    return {
        "by": made.by,
        "basis": str(made.basis),
        "basis_name": names.basis_title(made.basis, words),
        "fewest_thousand": made.least,
        "figures": [_named(row, made.by, words) for row in made.figures.iter_rows(named=True)],
        "people": [_named(row, made.by, words) for row in made.people.iter_rows(named=True)],
        "gaps": [_named(row, made.by, words) for row in made.gaps.iter_rows(named=True)],
        "changes": [_named(row, made.by, words) for row in made.changes.iter_rows(named=True)],
        "breaks": [{"time": time, "why": names.note(why, words)} for time, why in made.breaks.items()],
        "trend": trend_data(trend, words) if trend else None,
        "caveats": names.caveats(made, words),
        "sources": [_source(source, words) for source in made.sources],
        "exposure_source": dict(about()["source"]),
    }


def _named(row: dict[str, Any], by: str, words: Words) -> dict[str, Any]:
    """A row with the names of its codes, and whether it is hidden."""
    known: dict[str, Any] = dict(row)
    known["place"] = names.place_title(row["geo"], words)
    for code in ("category", "first", "second"):
        if code in row:
            known[f"{code}_name"] = names.category_title(by, row[code], words)
    if "measure" in row:
        known["measure_name"] = names.measure_title(row["measure"], words)
    known["hidden"] = row.get("value", row.get("people")) is None
    return known


def trend_data(trend: Trend, words: Words) -> dict[str, Any]:
    """A trend with its sentence; growth in percent a year, slopes in percentage points a year per 0.1 of exposure."""
    return {
        "place": trend.place,
        "years": list(trend.years),
        "says": names.no_effect(words),
        "thirds": [{"third": third, "name": third_name(third, words), **_growth(found)} for third, found in trend.thirds.items()],
        "slopes": {"before": trend.slopes[0], "after": trend.slopes[1]},
        "groups": [
            {"isco08": row.group, "title": names.occupation_title(row.group, words), "exposure": row.exposure, "third": row.third, **_growth(row.growth)}
            for row in trend.rows
        ],
        "left_out": list(trend.left_out),
    }  # fmt: skip


def _growth(found: Growth) -> dict[str, Any]:
    return {"thousand": list(found.people), "before": found.before, "after": found.after}


def third_name(third: str, words: Words) -> str:
    """What a third of the people in work is called."""
    return {
        "low": words.t("the third with the lowest exposure"),
        "middle": words.t("the third in the middle"),
        "high": words.t("the third with the highest exposure"),
    }[third]


def _source(source: str, words: Words) -> dict[str, str]:
    """A table of the office with its vintage, or what is shipped."""
    if source == SHIPPED:
        return {"id": SHIPPED, "title": names.europe_title(words), "note": names.europe_note(words)}
    name, _, vintage = source.partition(" ")
    known = datasets()[name]
    title = words.entry(f"dataset.{name}.title", known.title)
    return {"id": name, "title": title, "vintage": vintage, "url": known.url, "licence": known.licence}


def occupation_data(code: str, words: Words) -> dict[str, Any]:
    """What is known of an occupation (four digits) or a group (one or two): scores, gradient, and what belongs to it."""
    if code in titles():
        found = groups()[code]
        return {
            "isco08": code,
            "title": names.occupation_title(code, words),
            "occupations": found.occupations,
            "mean": found.mean,
            "spread": found.spread,
            "least": found.least,
            "most": found.most,
            "shares": {str(item): found.shares[item] for item in GRADIENTS},
            "members": [_occupation(item, words) for item in members_of(code)],
            "exposure_source": dict(about()["source"]),
        }
    return {**_occupation(occupations()[code], words), "exposure_source": dict(about()["source"])}


def _occupation(item: Occupation, words: Words) -> dict[str, Any]:
    return {
        "isco08": item.code,
        "title": names.occupation_title(item.code, words),
        "tasks": item.tasks,
        "mean": item.mean,
        "sd": item.sd,
        "gradient": str(item.gradient),
        "gradient_name": names.gradient_title(item.gradient, words),
        "gradient_meaning": names.gradient_meaning(item.gradient, words),
    }
