"""The plan of a monitor as a document: a draft of the plan for following a system after it is sold, with the places in the law from the law data."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.assurance.monitoring import said
from toepas.assurance.monitoring.model import MonitorState
from toepas.assurance.words import share
from toepas.kernel.words import Words
from toepas.law import guidance, incident_entries, load_act, timeline
from toepas.law.naming import citation, citation_link
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Table, Text

DUTIES = ("provider_post_market_monitoring", "deployer_monitor", "provider_report_incidents")
TEMPLATE, GUIDANCE_DAY = "monitoring_template", "monitoring_guidance"
ROOM = 3


def plan_document(state: MonitorState, words: Words) -> Document:
    """The plan as a document. What only people know is left open, as fields."""
    blocks = (
        *_first(state, words),
        *_law(words),
        *_system(state, words),
        *_watched(state, words),
        *_alarms(state, words),
        *_data(state, words),
        *_people(state, words),
    )
    return Document(
        title=words.t("Plan for monitoring after introduction"),
        subtitle=state.plan.title,
        lang=words.lang,
        blocks=blocks,
        footer=words.t("A draft by Toepas, to be checked and filled in by a person. It is no legal advice."),
        date=state.plan.made,
        ids="monitoring-plan",
    )


def _first(state: MonitorState, words: Words) -> Iterator[Block]:
    watched = sum(chart.limit is not None for chart in state.reference.charts)
    few = len(state.reference.charts) - watched
    lines = [words.t("{n} charts can give an alarm.", n=watched), said.rate(state, words)]
    if few:
        lines.append(
            words.n("{n} chart cannot: there are too few cases. It is counted all the same.", "{n} charts cannot: there are too few cases. They are counted all the same.", few)
        )  # fmt: skip
    yield Callout("note", words.t("In short"), tuple(Para(line) for line in lines))


def _law(words: Words) -> Iterator[Block]:
    act = load_act()
    yield Heading(1, words.t("What the AI Act asks"))
    rows: list[tuple[Inline, ...]] = []
    for name in DUTIES:
        duty = act.duties[name]
        cites: list[str | Text] = []
        for cite in duty.cites:
            cites += [", "] if cites else []
            cites.append(Text(citation(cite, words), href=citation_link(cite, words)))
        rows.append(
            (words.entry(f"{name}.title", duty.title), words.entry(f"{name}.digest", duty.digest), tuple(cites))
        )
    head = (words.t("duty"), words.t("what"), words.t("place in the Act"))
    yield Table(head, tuple(rows), words.t("Duties for high-risk systems that this plan serves"), (3, 8, 3))
    template = next(one for one in guidance() if one.id == TEMPLATE)
    day = next(one.day for one in timeline() if one.id == GUIDANCE_DAY)
    yield Para(
        words.t(
            "An official template for this plan is due by {day}; it was not there when this was last checked ({checked}). Compare this draft with it when it comes.",
            day=words.date(day), checked=words.date(template.as_of),
        )
    )  # fmt: skip


def _system(state: MonitorState, words: Words) -> Iterator[Block]:
    plan = state.plan
    yield Heading(1, words.t("The system and its use"))
    yield Field(words.t("System and version"), plan.system or None, words.t("As the provider names it."))
    yield Field(words.t("Provider"), None, words.t("Who brings it out, and how to reach them."))
    yield Field(
        words.t("What it is used for here, and by whom"),
        None,
        words.t("Compare with the purpose that the provider names."),
        ROOM,
    )
    yield Field(
        words.t("Other systems that it works together with"),
        None,
        words.t("A change there can change the results here."),
        ROOM,
    )


def _watched(state: MonitorState, words: Words) -> Iterator[Block]:
    plan, reference = state.plan, state.reference
    yield Heading(1, words.t("What is watched"))
    yield Para(
        words.t(
            "Compared with {name}: {cases} cases. A period is {days} days with {expected} cases in {batches} batches. A case counts as positive from a score of {threshold}.",
            name=reference.name, cases=words.number(reference.cases), days=plan.rhythm.days, expected=words.number(plan.rhythm.cases),
            batches=plan.rhythm.batches, threshold=plan.threshold,
        )
    )  # fmt: skip
    lines = tuple(f"{said.chart_name(chart, words)}: {said.noticed(chart, plan, words)}" for chart in reference.charts)
    yield Bullets(lines)
    columns = ", ".join(said.column(one.column, words) for one in reference.columns)
    if columns:
        yield Para(
            words.t(
                "Of these columns the spread of values and what is missing is compared in every batch: {columns}.",
                columns=columns,
            )
        )
    yield Field(
        words.t("What is not in these data and is followed in another way"),
        None,
        words.t("Complaints, corrections by users, near misses."),
        ROOM,
    )


def _alarms(state: MonitorState, words: Words) -> Iterator[Block]:
    plan = state.plan
    yield Heading(1, words.t("Alarms, and what follows"))
    yield Para(said.rate(state, words))
    if plan.tell:
        rows = tuple((one.who, one.how or "–") for one in plan.tell)
        yield Table((words.t("who is told"), words.t("how")), rows, words.t("People who are told of an alarm"), (1, 1))
    else:
        yield Field(
            words.t("Who is told of an alarm, and how"), None, words.t("Fill in 'tell' in the plan file too."), ROOM
        )
    harm = ", ".join(said.kind(name, "up", words) for name in plan.harm) or words.t("none")
    yield Para(
        words.t(
            "Alarms that may concern harm to people: {kinds}. After these the worksheet for serious incidents is filled in.",
            kinds=harm,
        )
    )
    days = tuple(
        f"{words.entry(f'incidents.{one.id}.title', one.title)}: {words.n('{n} day', '{n} days', one.days or 0)} ({', '.join(citation(cite, words) for cite in one.cites)})"
        for one in incident_entries("deadline")
    )
    yield Bullets(days)
    yield Field(
        words.t("When the system is stopped, and who decides that"),
        None,
        words.t("Also what people then work with instead."),
        ROOM,
    )


def _data(state: MonitorState, words: Words) -> Iterator[Block]:
    plan = state.plan
    yield Heading(1, words.t("Outcomes and data"))
    lines = [words.t("A batch counts when {share} of its outcomes are in.", share=share(plan.share, words))]
    if plan.follow_up_days:
        lines.append(
            words.t(
                "{days} days after a batch was added nobody waits any longer; what is known then counts.",
                days=plan.follow_up_days,
            )
        )
    lines.append(
        words.t(
            "The folder keeps sums. Only while outcomes are awaited it keeps scores under a pseudonym, at most {days} days; then they are deleted.",
            days=plan.keep_days,
        )
    )
    lines.append(
        words.t(
            "The number of a case is kept as a keyed hash only. With the key, which lies in the folder, somebody who has the numbers could find a case again: guard the folder."
        )
    )
    yield Bullets(tuple(lines))
    yield Field(
        words.t("Where outcomes come from, and which are never known"),
        None,
        words.t("Where the model decides who is examined, what it misses may stay unseen."),
        ROOM,
    )


def _people(state: MonitorState, words: Words) -> Iterator[Block]:
    yield Heading(1, words.t("Review"))
    yield Para(
        words.t(
            "A person looks at everything every {days} days, also without an alarm. The next time is by {day}.",
            days=state.plan.review_days,
            day=words.date(state.next_review),
        )
    )
    yield Field(words.t("Who answers for this plan"), None, words.t("Name and function."))
    yield Field(words.t("Agreed by, on"), None, words.t("Name, day."))
