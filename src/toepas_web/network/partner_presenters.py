"""Partners as the pages show them: who fits and why, who asked. No person's name or address before both agreed."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from toepas.catalogue import country_name, purpose_name, sector_name
from toepas.kernel import Words, regions
from toepas_web.network.limits import answer_days, shown
from toepas_web.network.matching import Fit, fitting
from toepas_web.network.models import Introduction, Partner
from toepas_web.network.wording import side_name


def _links(mine: Partner) -> QuerySet[Introduction]:
    return Introduction.objects.filter(Q(mine=mine) | Q(theirs=mine))


def met_by(mine: Partner) -> set[uuid.UUID]:
    """Whom a member asked, or was asked by, whatever came of it; not those where nobody answered and that is forgotten."""
    links = _links(mine).exclude(pk__in=Introduction.objects.forgotten().values("pk"))
    return {theirs if ours == mine.pk else ours for ours, theirs in links.values_list("mine", "theirs")}


def partners(mine: Partner, wanted: dict[str, str], said: Words) -> dict[str, Any]:
    """One's own partner text, who fits it and why, and who asked. ``wanted``: kind, sector and country that the others are to have."""
    others = Partner.objects.standing().exclude(member=mine.member).exclude(pk__in=met_by(mine))
    columns = {
        "kind": "member__shown__type",
        "sector": "member__shown__sector",
        "country": "member__organisation__country",
    }
    others = others.filter(**{columns[name]: code for name, code in wanted.items() if code})
    found = fitting(mine, others, shown("partners"))
    ends = ("mine__contact", "theirs__contact", "mine__member__organisation", "theirs__member__organisation")
    links = list(_links(mine).exclude(pk__in=Introduction.objects.forgotten().values("pk")).select_related(*ends))
    return {
        "id": mine.pk,
        "member": mine.member_id,
        "name": mine.member.shown["name"],
        "lang": mine.lang,
        "seeks": mine.seeks,
        "offers": mine.offers,
        "fits": [{**partner_text(one.partner, said), "reasons": text_reasons(one, said)} for one in found.fits],
        "by_meaning": found.by_meaning,
        "more": found.more,
        "region": region_text(mine, said),
        "links": [_link(link, mine, said) for link in links if link.named],
        "unnamed": sum(not link.named for link in links),
    }


def text_reasons(one: Fit, said: Words) -> list[str]:
    """What speaks for a member by what both wrote."""
    found = one.found
    reasons = [said.t("offers what you seek: {what}", what=purpose_name(name, said)) for name in found.gives]
    reasons += [said.t("seeks what you offer: {what}", what=purpose_name(name, said)) for name in found.takes]
    if found.near:
        reasons.append(said.t("the texts are alike in meaning"))
    if found.words:
        reasons.append(said.t("words that both say, without their endings: {words}", words=", ".join(dict.fromkeys(found.words))))  # fmt: skip
    if one.sector:
        reasons.append(said.t("the same sector: {sector}", sector=sector_name(one.sector, said)))
    return reasons


def region_text(one: Partner, said: Words) -> str:
    """Where a member is: its region where it chose one, and its country; empty where neither is known."""
    country = one.member.organisation.country
    found = [regions()[one.region]] if one.region in regions() else []
    return ", ".join([*found, *([country_name(country, said)] if country else [])])


def partner_text(one: Partner, said: Words) -> dict[str, Any]:
    """What a member seeks and offers, under its name, and where it is."""
    return {
        "id": one.pk,
        "member": one.member_id,
        "name": one.member.shown["name"],
        "lang": one.lang,
        "seeks": one.seeks,
        "offers": one.offers,
        "region": region_text(one, said),
    }


def _link(link: Introduction, mine: Partner, said: Words) -> dict[str, Any]:
    asked_us = link.theirs_id == mine.pk
    other = link.mine if asked_us else link.theirs
    agreed = link.state == Introduction.ACCEPTED
    there = agreed and Partner.objects.standing().filter(pk=other.pk).exists()
    email = other.contact.email if there else said.t("who agreed is no longer there")
    if link.over:
        asked = said.t("was not answered in time")
    else:
        until = said.date(timezone.localtime(link.made + answer_days()).date())
        asked = said.t("asks to get in touch; can be answered until {day}", day=until) if asked_us else said.t("asked; no answer yet, until {day} there can be one", day=until)  # fmt: skip
    states = {
        Introduction.ASKED: asked,
        Introduction.ACCEPTED: said.t("you both agreed: {email}", email=email),
        Introduction.DECLINED: said.t("no contact"),
        Introduction.ENDED: said.t("no longer in touch"),
    }
    waits = asked_us and link.state == Introduction.ASKED and not link.over
    about = ""
    if link.about:
        what = side_name(link.about, said)
        about = (
            said.t("you as {what}", what=what) if link.giver_id == mine.pk else said.t("the other as {what}", what=what)
        )
    return {
        **partner_text(other, said),
        "link": link.pk,
        "about": about,
        "state": states[link.state],
        "answer": waits,
        "ends": agreed,
    }
