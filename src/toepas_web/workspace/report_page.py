"""The report of a hub as a page: part by part, what it is about with its figures in sentences, so that a phone shows all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel import Words
from toepas_web.workspace import wording
from toepas_web.workspace.report import Gained, Report, Services, Sum


@dataclass(frozen=True, slots=True)
class Part:
    """``rows``: what it is about, and its figures in sentences. ``note``: what is to be known of it, or why it is empty."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""


def page(found: Report, said: Words) -> list[Part]:
    """The figures that ``report_output.lines`` writes to files, in the same order."""
    return [
        _customers(found, said),
        *(_traits(found, said) if found.served else ()),
        Part(said.t("Services"), tuple((wording.service_name(one.kind, said), _service(one, said)) for one in found.services)),
        _invested(found, said),
        _counted(said.t("Referrals"), found.referrals, wording.state_name, said),
        _collaborations(found, said),
        _gained(found, said),
    ]  # fmt: skip


def _customers(found: Report, said: Words) -> Part:
    rows = ((said.t("All who got a service"), (said.number(found.served),)),)
    if found.closed:
        rows += ((said.t("Left out: their consent does not cover the hub's books"), (said.number(found.closed),)),)
    return Part(said.t("Customers"), rows)


def _traits(found: Report, said: Words) -> tuple[Part, ...]:
    return (
        _counted(said.t("Customers by size"), found.sizes, wording.size_text, said),
        _counted(said.t("Customers by sector"), found.sectors, wording.sector_text, said),
        _counted(said.t("Customers by country"), found.countries, wording.country_text, said),
    )


def _counted(title: str, counts: dict[str, int], name: Callable[[str, Words], str], said: Words) -> Part:
    rows = tuple((name(code, said), (said.number(count),)) for code, count in counts.items())
    return Part(title, rows, "" if rows else _none(said))


def _none(said: Words) -> str:
    return said.t("Nothing was noted in this period.")


def _service(one: Services, said: Words) -> tuple[str, ...]:
    if not one.count:
        return (said.t("none"),)
    customers = said.n("for one customer", "for {n} customers", one.customers)
    return (
        said.n("One service, {customers}", "{n} services, {customers}", one.count, customers=customers),
        said.t("hours: {sum}", sum=summed(one.hours, said.number, said)),
        said.t("value: {sum}", sum=summed(one.value, _euros(said), said)),
    )


def _euros(said: Words) -> Callable[[float], str]:
    return lambda value: said.money(value, cents=True)


def summed(total: Sum, show: Callable[[float], str], said: Words) -> str:
    """A sum of what is known, and of how many entries it is not."""
    if not total.counted:
        return said.n("not known (one entry)", "not known ({n} entries)", total.unknown)
    known = show(float(total.known))
    if not total.unknown:
        return known
    return said.n("{known}, without one entry where it is not known", "{known}, without {n} entries where it is not known", total.unknown, known=known)  # fmt: skip


def _invested(found: Report, said: Words) -> Part:
    title = said.t("Investment that followed")
    if not found.sources:
        return Part(title, (), _none(said))
    rows = [(said.t("All"), found.invested), *((wording.source_name(name, said), one) for name, one in found.sources.items())]  # fmt: skip
    return Part(title, tuple((about, (summed(one, _euros(said), said),)) for about, one in rows))


def _collaborations(found: Report, said: Words) -> Part:
    rows = []
    for kind, (count, partners) in found.partners.items():
        different = said.n("with one partner", "with {n} different partners", partners)
        text = said.n("One, {partners}", "{n}, {partners}", count, partners=different)
        rows.append((wording.partner_name(kind, said), (text,)))
    return Part(said.t("Collaborations"), tuple(rows), "" if rows else _none(said))


def _gained(found: Report, said: Words) -> Part:
    title = said.t("Maturity gained, in points")
    if not found.gained:
        return Part(title, (), said.t("No customer that lets you see it was assessed again in this period, so there is nothing to compare. Assess a customer before (T0) and after (T1) what you do."))  # fmt: skip
    note = said.t("Maturity gained is the difference of two assessments of the same customer. Part of it can be chance: who starts low tends to come out higher the next time, with or without help.")  # fmt: skip
    return Part(title, tuple((name, _points(one, said)) for name, one in found.gained.items()), note)


def _points(one: Gained, said: Words) -> tuple[str, ...]:
    if one.mean is None or one.range is None:
        return (said.t("not shown: fewer than {n} customers were asked twice", n=one.smallest),)
    return (
        said.n("mean: {range}, over one customer", "mean: {range}, over {n} customers", one.n, range=_range(one.mean, said)),
        said.t("customers apart: {range}", range=_range(one.range, said)),
    )  # fmt: skip


def _range(ends: tuple[float, float], said: Words) -> str:
    low, high = (round(end, 1) for end in ends)
    return said.number(low) if low == high else said.t("between {low} and {high}", low=said.number(low), high=said.number(high))  # fmt: skip
