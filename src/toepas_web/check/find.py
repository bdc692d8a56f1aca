"""Finds saved cases that somebody may read, and what is being done about their duties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from toepas.law import load_act
from toepas_web.check.case_presenters import status_label
from toepas_web.check.models import Case, Task
from toepas_web.check.rules import SEE, may_be_put_into
from toepas_web.organisations.models import Membership, Organisation
from toepas_web.organisations.rules import open_to
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted, first_in


def cases(asked: Asked) -> Found:
    """By what its owner wrote about the system, and the organisation it stands in."""
    seen = open_to(asked.user, SEE)
    mine, others = _sides(asked, seen)
    mine = mine.filter(asked.wanted.where_kept("words", also=lambda word: word.where("shared_with__name")))
    others = others.filter(
        asked.wanted.where_kept("words", also=_standing_in(Organisation.objects.filter(pk__in=seen)))
    )

    def hit(one: Case) -> Hit:
        context = first_in(asked.wanted, [one.system, one.purpose, one.organisation, _stands_in(one)])
        return Hit(one.title, context, reverse("case", args=[one.pk]))

    rows = mine.order_by().union(others.order_by()).order_by("-changed", "id")
    return asked.of(rows, hit, Case.objects.select_related("shared_with"))


def _sides(asked: Asked, organisations: QuerySet[Any, Any]) -> tuple[QuerySet[Case], QuerySet[Case]]:
    """The cases that an account may read, as ``rules.case_read_by`` says of one: its own, and those in ``organisations`` while their owner is
    a member there. Each side is found by its own index."""
    there = Membership.objects.filter(user=OuterRef("owner"), organisation=OuterRef("shared_with"))
    return Case.objects.filter(owner=asked.user), Case.objects.filter(Exists(there), shared_with__in=organisations)


def _standing_in(organisations: QuerySet[Organisation]) -> Callable[[Wanted], Q]:
    """That a case stands in one of these that has a word in its name; their names are looked at once, not again for each case."""
    return lambda word: Q(shared_with__in=organisations.filter(word.where("name")).order_by().values("pk"))


def _stands_in(case: Case) -> str:
    return case.shared_with.name if case.shared_with else ""


def tasks(asked: Asked) -> Found:
    """Those of one's own cases and of one's organisations: by the duty, the case, and who does it; by the note only in one's own cases,
    where alone it can be read."""
    duties = load_act().duties
    said, own = asked.said, Q(case__owner=asked.user)

    def also(word: Wanted) -> Q:
        named = [one.id for one in duties.values() if word.holds(said.entry(f"{one.id}.title", one.title))]
        return Q(duty__in=named) | (word.where("note") & own)

    def hit(one: Task) -> Hit:
        duty = duties.get(one.duty)
        title = said.entry(f"{duty.id}.title", duty.title) if duty else one.duty
        mine = one.case.owner_id == asked.user.pk
        parts = [one.case.title, status_label(one.status)[0], one.who, one.note if mine else ""]
        owed = mine and one.duty in one.case.seen.get("duties", ())
        address = reverse("case-task", args=[one.case_id, one.duty]) if owed else reverse("case", args=[one.case_id])
        return Hit(title, "; ".join(filter(None, parts)), address)

    mine, others = (side.order_by().values("pk") for side in _sides(asked, may_be_put_into(asked.user).order_by()))
    held = asked.wanted.where("case__title", "who", also=also)
    rows = Task.objects.filter(held, case__in=mine.union(others))
    return asked.of(rows.order_by("-changed", "-id"), hit, Task.objects.select_related("case"))


KINDS = (
    Kind("cases", 10, lambda said: said.t("Saved cases"), cases, private=True),
    Kind("tasks", 12, lambda said: said.t("Tasks of cases"), tasks, private=True),
)
