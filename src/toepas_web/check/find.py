"""Finds saved cases that somebody may read, and what is being done about their duties."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from toepas.law import load_act
from toepas_web.check.case_presenters import status_label
from toepas_web.check.models import Case, Task
from toepas_web.check.rules import SEE, may_be_put_into
from toepas_web.organisations.models import Membership
from toepas_web.organisations.rules import open_to
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted, first_in

TEXTS = ("title", "organisation", "system", "purpose")


def cases(asked: Asked) -> Found:
    """By what its owner wrote about the system, and the organisation it stands in."""
    seen = Case.objects.filter(shared_with__in=open_to(asked.user, SEE))
    rows = _seen(asked, seen, asked.wanted.where(*TEXTS, "shared_with__name"))

    def hit(one: Case) -> Hit:
        context = first_in(asked.wanted, [one.system, one.purpose, one.organisation, _stands_in(one)])
        return Hit(one.title, context, reverse("case", args=[one.pk]))

    return asked.of(rows.order_by("-changed", "id"), hit, Case.objects.select_related("shared_with"))


def _seen(asked: Asked, shown: QuerySet[Case], held: Q) -> QuerySet[Case]:
    """The cases that an account may read, as ``rules.case_read_by`` says of one: its own, and those ``shown`` in an organisation while
    their owner is a member there. Each side is found by its own index, and only what remains of it is read for its words."""
    there = Membership.objects.filter(user=OuterRef("owner"), organisation=OuterRef("shared_with"))
    sides = Case.objects.filter(held, owner=asked.user), shown.filter(held, Exists(there))
    own, others = (side.order_by().values("pk") for side in sides)
    return Case.objects.filter(pk__in=own.union(others))


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

    seen = Case.objects.filter(shared_with__in=may_be_put_into(asked.user).order_by())
    rows = Task.objects.filter(case__in=_seen(asked, seen, Q())).filter(
        asked.wanted.where("case__title", "who", also=also)
    )
    return asked.of(rows.order_by("-changed", "-id"), hit, Task.objects.select_related("case"))


KINDS = (
    Kind("cases", 10, lambda said: said.t("Saved cases"), cases, private=True),
    Kind("tasks", 12, lambda said: said.t("Tasks of cases"), tasks, private=True),
)
