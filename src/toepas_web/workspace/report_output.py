"""The report of a hub as CSV and as JSON: the same figures as on the page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toepas.catalogue import safe_cell
from toepas.kernel import Words
from toepas_web.workspace import wording
from toepas_web.workspace.report import Gained, Report, Sum


@dataclass(frozen=True, slots=True)
class Line:
    """A figure: in which part it stands, what it is about, what is measured, and the number; None where it is not shown."""

    part: str
    about: str
    measure: str
    value: int | Decimal | float | None
    hidden: bool = False


def lines(found: Report, said: Words) -> list[Line]:
    """Every figure of a report, part by part."""
    customers = said.t("customers")
    part = said.t("Customers")
    made = [
        Line(part, said.t("All who got a service"), customers, found.served),
        Line(part, said.t("Left out: their consent does not cover the hub's books"), customers, found.closed),
    ]
    for title, counts, name in (
        (said.t("Customers by size"), found.sizes, wording.size_text),
        (said.t("Customers by sector"), found.sectors, wording.sector_text),
        (said.t("Customers by country"), found.countries, wording.country_text),
    ):
        made += [Line(title, name(code, said), customers, count) for code, count in counts.items()]
    part = said.t("Services")
    for one in found.services:
        about = wording.service_name(one.kind, said)
        made += [Line(part, about, said.t("services"), one.count), Line(part, about, customers, one.customers)]
        made += _summed(part, about, one.hours, said.t("hours, sum of the known"), said)
        made += _summed(part, about, one.value, said.t("value in euro, sum of the known"), said)
    part, euros = said.t("Investment that followed"), said.t("amount in euro, sum of the known")
    made += _summed(part, said.t("All"), found.invested, euros, said)
    for source, total in found.sources.items():
        made += _summed(part, wording.source_name(source, said), total, euros, said)
    part = said.t("Referrals")
    made += [
        Line(part, wording.state_name(state, said), said.t("referrals"), count)
        for state, count in found.referrals.items()
    ]
    part = said.t("Collaborations")
    for kind, (count, partners) in found.partners.items():
        about = wording.partner_name(kind, said)
        made += [
            Line(part, about, said.t("collaborations"), count),
            Line(part, about, said.t("different partners"), partners),
        ]
    for title, gained in found.gained.items():
        made += _gained(title, gained, said)
    return made  # fmt: skip


def _summed(part: str, about: str, total: Sum, measure: str, said: Words) -> list[Line]:
    return [
        Line(part, about, measure, total.known if total.counted else None),
        Line(part, about, said.t("{measure}: entries where it is known", measure=measure), total.counted),
        Line(part, about, said.t("{measure}: entries where it is not known", measure=measure), total.unknown),
    ]


def _gained(title: str, gained: Gained, said: Words) -> list[Line]:
    part = said.t("Maturity gained, in points")
    if gained.mean is None or gained.range is None:
        return [Line(part, title, said.t("fewer than {n} customers", n=gained.smallest), None, hidden=True)]
    return [
        Line(part, title, said.t("customers asked before and after"), gained.n),
        Line(part, title, said.t("mean, at least"), round(gained.mean[0], 1)),
        Line(part, title, said.t("mean, at most"), round(gained.mean[1], 1)),
        Line(part, title, said.t("least of one customer"), round(gained.range[0], 1)),
        Line(part, title, said.t("most of one customer"), round(gained.range[1], 1)),
    ]


def to_csv(found: Report, said: Words) -> bytes:
    """In UTF-8 with the mark that spreadsheets need; an empty cell is not known, never nought."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["from", "to", "part", "about", "measure", "value"])
    for line in lines(found, said):
        value = "" if line.value is None else str(line.value)
        texts = [safe_cell(text) for text in (line.part, line.about, line.measure)]
        writer.writerow([found.first.isoformat(), found.last.isoformat(), *texts, value])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def to_json(found: Report) -> bytes:
    """With codes, for programs. Amounts are text, so that no cent is lost; null is not known."""
    data = {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "customers": {"served": found.served, "left_out": found.closed, "by_size": _known(found.sizes), "by_sector": _known(found.sectors), "by_country": _known(found.countries)},
        "services": [
            {"kind": one.kind, "count": one.count, "customers": one.customers, "hours": _sum(one.hours), "value": _sum(one.value)}
            for one in found.services
        ],
        "investment": {**_sum(found.invested), "by_source": {source: _sum(total) for source, total in found.sources.items()}},
        "referrals": found.referrals,
        "collaborations": {kind: {"count": count, "partners": partners} for kind, (count, partners) in found.partners.items()},
        "maturity_gained": [
            {"questionnaire": title, "shown": not one.hidden, "smallest": one.smallest, "n": None if one.hidden else one.n, "mean": one.mean, "range": one.range}
            for title, one in found.gained.items()
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def _known(counts: dict[str, int]) -> dict[str, int]:
    return {code or "unknown": count for code, count in counts.items()}


def _sum(total: Sum) -> dict[str, Any]:
    return {"known": str(total.known) if total.counted else None, "entries_known": total.counted, "entries_unknown": total.unknown}  # fmt: skip
