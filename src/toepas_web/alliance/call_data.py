"""What the library asks for, from what a call keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

import toepas.alliance as library
from toepas.kernel import Words
from toepas_web.alliance.call_models import Appeal, Application, Call, Panelist, Review
from toepas_web.organisations.models import Organisation


def conditions(call: Call) -> tuple[library.Condition, ...]:
    """The rules of eligibility: questions whose answer is needed to be something."""
    return tuple(
        library.condition_of({"id": one["id"], "of": one["id"], **one["needed"]})
        for one in call.questions
        if one.get("needed")
    )


def criteria(call: Call) -> tuple[library.Criterion, ...]:
    """The criteria with their weights and scales."""
    return tuple(library.criterion_of(one) for one in call.criteria)


def granted(application: Application) -> tuple[str, ...]:
    """The conditions that count as met since an appeal of this application was upheld."""
    if application.call.state != Call.DECIDED:
        return ()
    appeal = Appeal.objects.filter(application=application, upheld=True).first()
    return tuple(appeal.met) if appeal else ()


def eligibility(application: Application) -> library.Eligibility:
    """Whether an application can take part, as it was answered and as an appeal changed it."""
    return library.eligible(conditions(application.call), application.answers, granted(application))


def titles(call: Call) -> dict[str, str]:
    """What questions and criteria are called, by id."""
    return {one["id"]: one["label"] for one in (*call.questions, *call.criteria)}


def rules_of(call: Call) -> library.PanelRules:
    """The rules of the panels: those that come with the library, narrowed to what the call says."""
    known = library.read_panel_rules(None, Words())
    wanted = call.panel.get("balance", [])
    return replace(
        known,
        reviewers=call.panel.get("reviewers", known.reviewers),
        most=call.panel.get("most", known.most),
        balance=tuple(one for one in known.balance if one.id in wanted),
    )


def lines(text: str) -> frozenset[str]:
    """Names, one a line, as they are compared."""
    return frozenset(library.plain(line) for line in text.splitlines() if line.strip())


def _topics(text: str) -> frozenset[str]:
    """Topics, one a line as asked for, or with commas or semicolons between them as many people write them all the same."""
    return lines(text.replace(",", "\n").replace(";", "\n"))


def as_application(application: Application, call: Call) -> library.Application:
    """Its organisation and partners by name, and the topics it names."""
    asked = [one["id"] for one in call.questions if one["kind"] == "topics"]
    topics = frozenset[str]().union(*(_topics(application.answers.get(name, "")) for name in asked))
    own = {library.plain(application.organisation.name)}
    return library.Application(str(application.pk), lines(application.partners) | own, topics=topics)


def as_reviewer(panelist: Panelist) -> library.Reviewer:
    """Their organisations (as stated, and those they are a member of here), topics, stated traits, and what they must not judge (any more)."""
    member = Organisation.objects.of(panelist.user).values_list("name", flat=True)
    declared = panelist.reviews.filter(Q(conflict=True) | Q(set_aside=True)).values_list("application_id", flat=True)
    traits = {name: library.plain(str(value)) for name, value in panelist.traits.items() if value}
    return library.Reviewer(
        str(panelist.pk),
        lines(panelist.affiliations) | {library.plain(name) for name in member},
        _topics(panelist.topics),
        frozenset(str(one) for one in declared),
        traits=traits,
    )


def counting(call: Call) -> QuerySet[Review]:
    """The reviews that count: sent, of applications that were handed in, and not set aside after an appeal."""
    return Review.objects.filter(
        application__call=call, application__sent__isnull=False, sent__isnull=False, set_aside=False
    )


def ranking_of(call: Call) -> library.Ranking:
    """The ranking as it stands."""
    reviews = [library.Review(str(one.application_id), str(one.panelist_id), one.scores) for one in counting(call)]
    return library.rank(criteria(call), reviews, "reviewers" if call.even_out else "none")


def plain_answers(application: Application, call: Call) -> list[tuple[str, Any]]:
    """Each question with its answer; empty where there is none."""
    return [(one["label"], application.answers.get(one["id"], "")) for one in call.questions]
