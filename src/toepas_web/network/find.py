"""Finds members of the alliance that everybody sees, workstreams, and what is written in those that somebody reads."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Func, QuerySet
from django.urls import reverse
from django.utils import timezone

from toepas.catalogue import sector_name
from toepas.kernel import sectors
from toepas_web.network import presenters, rules
from toepas_web.network.models import Member, Post, Seat
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted, first_in


def members(asked: Asked) -> Found:
    """By name and statement, as they are shown now: not by what waits to be looked at."""
    rows = _with_words(Member.objects.public(), asked.wanted)

    def hit(one: Member) -> Hit:
        card = presenters.card(one, asked.said)
        context = first_in(asked.wanted, [card["statement"], card["sector"], card["kind"]])
        return Hit(card["name"], context, reverse("network-member", args=[one.pk]), card["lang"])

    return asked.of(rows, hit)


def _with_words(rows: QuerySet[Member], wanted: Wanted) -> QuerySet[Member]:
    """Those that have every word. On PostgreSQL an index answers (migration ``words_of_members``); there every word has to begin one."""
    begins = re.findall(r"[^\W_]+", " ".join(wanted.words))
    if connection.vendor != "postgresql" or not begins:
        return rows.filter(wanted.where("shown__name", "shown__statement"))
    from django.contrib.postgres.search import SearchQuery, SearchVectorField

    query = SearchQuery(" & ".join(f"'{word}':*" for word in begins), search_type="raw", config="simple")
    words = Func("shown", function="network_member_words", output_field=SearchVectorField())
    return rows.alias(words=words).filter(words=query)


def streams(asked: Asked) -> Found:
    """By the name of the sector."""
    said = asked.said
    label = said.t("Workstream of the Apply AI Alliance")
    named = [(code, sector_name(code, said)) for code in sectors()]
    return asked.among(Hit(name, label, reverse("network-stream", args=[code])) for code, name in named)


def posts(asked: Asked) -> Found:
    """Topics, answers and decisions in the workstreams that this account reads; what was removed has no text any more."""
    said = asked.said
    seats = Seat.objects.filter(member__in=rules.speaking(asked.user)).values_list("stream", flat=True)
    read = list(sectors()) if rules.moderates(asked.user) else set(seats)
    rows = Post.objects.filter(stream__in=read, removed="").filter(asked.wanted.where("title", "text", "parent__title"))

    def hit(one: Post) -> Hit:
        topic = one.parent or one
        where = f"{sector_name(one.stream, said)}, {said.date(timezone.localtime(one.at).date())}"
        title = topic.title or said.t("Removed")
        return Hit(title, f"{where}: {one.text}", reverse("network-topic", args=[topic.pk]), one.lang)

    return asked.of(rows.select_related("parent").order_by("-at", "-id"), hit)


KINDS = (
    Kind("members", 72, lambda said: said.t("Members of the alliance"), members),
    Kind("workstreams", 74, lambda said: said.t("Workstreams"), streams),
    Kind("posts", 22, lambda said: said.t("Discussions in your workstreams"), posts, private=True),
)
