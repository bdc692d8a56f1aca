"""Finds members of the alliance that everybody sees, workstreams, and what is written in those that somebody reads."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.db import connection
from django.db.models import Func, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from toepas.catalogue import sector_name
from toepas.kernel import sectors
from toepas_web.accounts.models import User
from toepas_web.network import presenters, rules
from toepas_web.network.models import Document, Member, Post, Seat, Version
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
    return asked.among(Hit(name, label, reverse_lazy("network-stream", args=[code])) for code, name in named)


def posts(asked: Asked) -> Found:
    """Topics, answers, decisions and minutes in the workstreams that this account reads; what was removed has no text any more."""
    said = asked.said
    rows = Post.objects.filter(stream__in=_read(asked.user), removed="")

    def hit(one: Post) -> Hit:
        topic = one.parent or one
        where = f"{sector_name(one.stream, said)}, {said.date(timezone.localtime(one.at).date())}"
        context = f"{where}: {first_in(asked.wanted, [one.text, one.why])}"
        return Hit(topic.title or said.t("Removed"), context, reverse("network-topic", args=[topic.pk]), one.lang)

    held = asked.wanted.where("title", "text", "why", "parent__title")
    return asked.of(rows.filter(held).select_related("parent").order_by("-at", "-id"), hit)


def documents(asked: Asked) -> Found:
    """Documents in the workstreams that this account reads."""
    rows = Document.objects.filter(stream__in=_read(asked.user), removed="").filter(asked.wanted.where("title"))

    def hit(one: Document) -> Hit:
        context = sector_name(one.stream, asked.said)
        return Hit(one.title, context, reverse("network-document", args=[one.pk]), one.lang)

    return asked.of(rows.order_by("-at", "id"), hit)


def _read(user: User) -> Collection[str]:
    """The workstreams that ``rules.reads`` says an account reads, in one question to the database."""
    if rules.moderates(user):
        return sectors()
    return set(Seat.objects.filter(member__in=rules.speaking(user)).values_list("stream", flat=True))


def shown_documents(asked: Asked) -> Found:
    """Documents that everybody may have."""
    rows = Version.objects.public().filter(asked.wanted.where("document__title"))

    def hit(one: Version) -> Hit:
        context = f"{sector_name(one.document.stream, asked.said)}; {one.document.member.shown['name']}"
        return Hit(one.document.title, context, reverse("network-documents"), one.document.lang)

    return asked.of(rows, hit)


KINDS = (
    Kind("members", 72, lambda said: said.t("Members of the alliance"), members),
    Kind("workstreams", 74, lambda said: said.t("Workstreams"), streams),
    Kind("shown-documents", 75, lambda said: said.t("Documents of workstreams"), shown_documents),
    Kind("posts", 22, lambda said: said.t("Discussions in your workstreams"), posts, private=True),
    Kind("documents", 23, lambda said: said.t("Documents in your workstreams"), documents, private=True),
)
