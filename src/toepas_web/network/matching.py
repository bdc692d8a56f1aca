"""Who fits whom: what one seeks beside what others offer, and the other way round; and mentors with founders, providers with users.

What was worked out when the texts were written is read in one go and compared at once; only those who are shown are read whole.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from toepas.match import ANY, GIVERS, PAIRS, TIMED, Limit, Mark, alike, failing, held_terms, mark_of, stale, weight_of
from toepas_web.network.limits import most
from toepas_web.network.models import Introduction, Partner, Side, Told
from toepas_web.network.partner_models import mark_from

SAME, SECTOR = 0.2, 0.1
"""What a shared purpose and a shared sector count, beside a likeness of 0 to 1."""
NEAR = 0.45
"""From this likeness in meaning on, two texts are near."""
TEXTS = 500
"""Of so many of those who keep all limits, the texts are compared as well."""
COLUMNS = ("partner_id", "purposes", "words", "vector", "made_by")


@dataclass(slots=True)
class Found:
    """What speaks for a member, by the id of its partner text: ``gives`` and ``takes`` are purposes that it offers and one seeks, and the
    other way round; ``likeness`` of the texts, by meaning (``near``) or by ``words`` that both say."""

    likeness: float = 0.0
    gives: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    near: bool = False
    words: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much speaks for it, without its sector."""
        return self.likeness + SAME * len({*self.gives, *self.takes})


@dataclass(frozen=True, slots=True)
class Fit:
    """A member that fits, with what speaks for it; ``sector`` says that both are in one; ``held`` are the limits of both sides, where they
    stand as mentor and founder or as provider and user."""

    partner: Partner
    weight: float
    found: Found
    sector: str = ""
    held: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Fits:
    """The best first. ``by_meaning`` says whether meaning was compared; ``left_out`` how many do not keep a limit; ``more`` that not all
    were compared, since there are too many."""

    fits: list[Fit] = field(default_factory=list)
    by_meaning: bool = False
    left_out: int = 0
    more: bool = False


def fitting(mine: Partner, others: QuerySet[Partner], limit: int) -> Fits:
    """Those among the others for whom something speaks; the same for the same texts on every machine with the same model."""
    found, by_meaning = _told(mine, others)
    speaks = {pk: one for pk, one in found.items() if one.gives or one.takes or one.likeness}
    own = mine.member.shown["sector"]
    alike_sector = set(others.filter(member__shown__sector=own).values_list("pk", flat=True)) if own else set()
    weights = {pk: round(one.weight + SECTOR * (pk in alike_sector), 3) for pk, one in speaks.items()}
    best = sorted(weights, key=lambda pk: (-weights[pk], str(pk)))[:limit]
    whole = Partner.objects.select_related("member__organisation").in_bulk(best)
    fits = [Fit(whole[pk], weights[pk], speaks[pk], own if pk in alike_sector else "") for pk in best]
    return Fits(fits, by_meaning, more=others.count() > most("compared"))


def _told(mine: Partner, others: QuerySet[Partner]) -> tuple[dict[uuid.UUID, Found], bool]:
    """What the texts of others tell beside one's own; and whether meaning was compared."""
    own = {one.which: one.mark for one in mine.told.all()}
    found: dict[uuid.UUID, Found] = {}
    by_meaning = False
    newest = others.order_by("-changed", "pk")[: most("compared")].values("pk")
    for which, text, counter in ((Told.SEEKS, mine.seeks, Told.OFFERS), (Told.OFFERS, mine.offers, Told.SEEKS)):
        if not text:
            continue
        mark = own.get(which)
        mark = mark_of(text, mine.lang) if mark is None or stale(mark) else mark
        by_meaning = by_meaning or bool(mark.vector)
        rows = list(Told.objects.filter(which=counter, partner__in=newest).order_by().values_list(*COLUMNS))
        _add(found, which, mark, [(row[0], mark_from(*row[1:])) for row in rows])
    return found, by_meaning


def _add(found: dict[uuid.UUID, Found], which: str, mine: Mark, others: list[tuple[uuid.UUID, Mark]]) -> None:
    for (pk, mark), like in zip(others, alike(mine, [one for _, one in others]), strict=True):
        one = found.setdefault(pk, Found())
        if like.likeness >= (NEAR if like.by_meaning else 0.0):
            one.likeness += like.likeness
            one.near = one.near or like.by_meaning
            one.words += like.words
        both = tuple(name for name in mine.purposes if name in mark.purposes)
        if which == Told.SEEKS:
            one.gives = both
        else:
            one.takes = both


def counterparts(mine: Side, others: QuerySet[Partner], limit: int) -> Fits:
    """Who fits a mentor, a founder, a provider or a user: nobody who is known not to keep a limit of either side; then by how much is
    known to fit, and by the texts."""
    sought = Side.objects.filter(side=PAIRS[mine.side], partner__in=others)
    there = sought.count()
    kept = _may_fit(mine, sought).select_related("partner__member__organisation").order_by("-changed", "pk")
    taken = _taken([mine.side, PAIRS[mine.side]])
    own = mine.terms(taken.get((mine.partner_id, mine.side), 0))
    held: dict[uuid.UUID, tuple[Limit, ...]] = {}
    partners: dict[uuid.UUID, Partner] = {}
    for side in kept[: most("compared")]:
        terms = side.terms(taken.get((side.partner_id, side.side), 0))
        giver, taker = (own, terms) if mine.side in GIVERS else (terms, own)
        limits = held_terms(giver, taker, timed=mine.side in TIMED)
        if failing(limits) is None:
            held[side.partner_id], partners[side.partner_id] = limits, side.partner
    close = sorted(held, key=lambda pk: (-weight_of(held[pk]), str(pk)))[:TEXTS]
    told, by_meaning = _told(mine.partner, Partner.objects.filter(pk__in=close))
    weights = {pk: round(weight_of(held[pk]) + (told[pk].weight if pk in told else 0.0), 3) for pk in close}
    best = sorted(weights, key=lambda pk: (-weights[pk], str(pk)))[:limit]
    fits = [Fit(partners[pk], weights[pk], told.get(pk, Found()), "", held[pk]) for pk in best]
    return Fits(fits, by_meaning, there - len(held), there > most("compared"))


def _may_fit(mine: Side, sought: QuerySet[Side]) -> QuerySet[Side]:
    """Without those of whom the database can tell that they share no sector, language or stage with mine."""
    for name in ("sectors", "languages", *(("levels",) if mine.side in TIMED else ())):
        codes = getattr(mine, name).split()
        if codes and ANY not in codes:
            said = Q(**{name: ""}) | Q(**{f"{name}__contains": f" {ANY} "})
            for code in codes:
                said |= Q(**{f"{name}__contains": f" {code} "})
            sought = sought.filter(said)
    return sought


def _taken(about: list[str]) -> dict[tuple[uuid.UUID, str], int]:
    """How many each giver helps now."""
    helped = Introduction.objects.filter(state=Introduction.ACCEPTED, about__in=about).order_by()
    rows = helped.values_list("giver", "about").annotate(n=Count("pk"))
    return {(giver, what): n for giver, what, n in rows}


def wanted() -> dict[tuple[str, str], int]:
    """How many members stand as what, by side and sector; ``any`` for all sectors, an empty sector where none was said."""
    found: dict[tuple[str, str], int] = {}
    standing = Side.objects.filter(partner__in=Partner.objects.standing()).order_by()
    for side, sectors in standing.values_list("side", "sectors"):
        for code in sectors.split() or [""]:
            found[side, code] = found.get((side, code), 0) + 1
    return found
