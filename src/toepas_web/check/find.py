"""Finds saved cases that somebody may read, and what is being done about their duties."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from toepas.law import load_act
from toepas_web.check.case_presenters import status_label
from toepas_web.check.models import Case, Task
from toepas_web.check.rules import SEE
from toepas_web.organisations.models import Membership
from toepas_web.organisations.rules import open_to
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted, first_in

TEXTS = ("title", "organisation", "system", "purpose")


def seen_by(user: object) -> QuerySet[Case]:
    """The cases that an account may read, as ``rules.case_read_by`` says of one: its own, and those that stand in an organisation
    whose cases it sees while their owner is a member there. Two indexes answer this before any text is looked at."""
    there = Membership.objects.filter(user=OuterRef("owner"), organisation=OuterRef("shared_with"))
    return Case.objects.filter(Q(owner=user) | (Q(shared_with__in=open_to(user, SEE)) & Exists(there)))


def cases(asked: Asked) -> Found:
    """By what its owner wrote about the system, and the organisation it stands in."""
    rows = seen_by(asked.user).filter(asked.wanted.where(*TEXTS, "shared_with__name")).select_related("shared_with")

    def hit(one: Case) -> Hit:
        context = first_in(asked.wanted, [one.system, one.purpose, one.organisation, _stands_in(one)])
        return Hit(one.title, context, reverse("case", args=[one.pk]))

    return asked.of(rows.order_by("-changed", "id"), hit)


def _stands_in(case: Case) -> str:
    return case.shared_with.name if case.shared_with else ""


def tasks(asked: Asked) -> Found:
    """By the duty, the case, and who does it; by the note only in one's own cases, where alone it can be read."""
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

    rows = Task.objects.filter(case__in=seen_by(asked.user)).filter(asked.wanted.where("case__title", "who", also=also))
    return asked.of(rows.select_related("case").order_by("-changed", "-id"), hit)


KINDS = (
    Kind("cases", 10, lambda said: said.t("Cases"), cases, private=True),
    Kind("tasks", 12, lambda said: said.t("Tasks of cases"), tasks, private=True),
)
