"""A plan for what the people around the system must know, by role, with dates and evidence."""

from __future__ import annotations

from toepas.academy import (
    course_hours,
    course_ids,
    courses,
    judged_sentence,
    path_for,
    profile_title,
    profiles,
    tag_title,
)
from toepas.advise.offers import records
from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.paper.blocks import Block, Bullets, Document, Field, Heading, Inline, Para, Table, Text

ID = "literacy_plan"
TOPIC_KINDS = ("practice", "annex-iii-point", "annex-iii-area", "transparency")
ENGLISH = "en"
BUILDERS = ("provider", "gpai_provider")


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("AI literacy plan")


def needed(view: View) -> bool:
    """Whether staff must or may have to be made familiar with the system."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """The plan, by role."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t("Management names one person who keeps the plan. Personnel and IT help to carry it out."),
        words.t(
            "Fit it to what people know already, what they do with the system, and whom it touches. "
            "Nobody expects everyone to be an expert."
        ),
        words.t("Do it before people start with the system, again for newcomers, and once a year for all."),
        words.t("Write down who learned what and when: that is your evidence."),
    )
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, duties, *uses),
        parts.card(view),
        _topics(view),
        _roles(view),
        _courses(view),
        _training(view, duties),
        _follow_up(view),
        parts.signature(view, words.t("Approved by (management)")),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    """Also when it is not known yet whether the organisation provides or uses: knowing the system never harms."""
    return tuple(found for found in view.duties if found.duty.document == ID)


def _topics(view: View) -> tuple[Block, ...]:
    """What this case holds that people must know of by name."""
    words, result = view.words, view.result
    names = [name for kind in TOPIC_KINDS for name in result.of_kind(kind)]
    items: tuple[Inline, ...] = tuple(
        (view.concept(name), " (", *view.cites(result.act.concepts[name].cites), ")") for name in names
    )
    if not items:
        return ()
    return (Heading(1, words.t("What people must know of in this case")), Bullets(items))


def _roles(view: View) -> tuple[Block, ...]:
    words = view.words
    rows = [
        (
            words.t("People who work with it every day"),
            words.t(
                "What it is for and not for; what goes in; how to read the outcome; its usual mistakes; "
                "when to stop and whom to call."
            ),
            words.t("Half a day with real cases, mistakes included; a page beside the screen."),
        ),
        (
            words.t("People who decide or oversee"),
            words.t(
                "How sure an outcome is; how people trust machines too much; how to set the outcome aside "
                "and write down why; whom a mistake hits."
            ),
            words.t(
                "Half a day with practice on doubtful cases; a talk every three months about cases that went wrong."
            ),
        ),
        (
            words.t("IT and information security"),
            words.t(
                "How it is linked to other systems; logs and how long they are kept; updates; access; how "
                "to switch it off."
            ),
            words.t("The supplier's technical training; a trial of switching it off."),
        ),
        (
            words.t("Management"),
            words.t("What it brings and costs; which duties count and from when; who answers for what; when to stop."),
            words.t("One hour with this dossier; the figures every half year."),
        ),
        (
            words.t("Staff and others whom it touches"),
            words.t("That it is used, what for, what it means for them, where to ask and object."),
            words.t("A short meeting and a page in plain words."),
        ),
    ]
    if any(parts.certain(view, role) for role in BUILDERS):
        rows.insert(
            0,
            (
                words.t("People who design, train and test it"),
                words.t(
                    "For whom it must work; where the data come from and whom they miss; how to test for "
                    "unequal outcomes; what the Act asks of a provider."
                ),
                words.t("A course on responsible development; review of each other's work; the dossier of this case."),
            ),
        )
    header = (words.t("Who"), words.t("What they must know"), words.t("How they can learn it"))
    return (
        Heading(1, words.t("Who must know what")),
        Para(
            words.t(
                "These are our suggestions: the Act leaves it to you which measures fit. Change the table "
                "to your own people."
            )
        ),
        Table(header, tuple(rows), words.t("Knowledge by role"), (22, 44, 34)),
    )


def _courses(view: View) -> tuple[Block, ...]:
    """Courses of the catalogue by role, and for what there is none."""
    words = view.words
    found = records(view, course_ids())
    head = Heading(1, words.t("Courses, by role"))
    if found is None:
        return (head, Para(words.t("No courses were looked for: the catalogue could not be opened here. The guide on the academy says how to make a path.")))  # fmt: skip
    offered, country = courses(found, words), view.fact("organisation_country")
    header = (words.t("Who"), words.t("Courses in order"), words.t("No course for it is known here"))
    rows = []
    for name in _profiles(view):
        path = path_for(
            profiles()[name],
            {},
            offered,
            languages=tuple(dict.fromkeys((words.lang, ENGLISH))),
            country=country if isinstance(country, str) else "",
        )
        steps = [
            f"{number}. {step.course.title} ({course_hours(step.course, words)})"
            for number, step in enumerate(path.steps, 1)
        ]
        lacks = [tag_title(lack.tag, words) for lack in path.lacks]
        rows.append(
            (
                profile_title(path.profile, words),
                "; ".join(steps) or words.t("none"),
                ", ".join(lacks) or words.t("none"),
            )
        )
    return (
        head,
        Para(
            words.t(
                "Filled in from the catalogue of Toepas, in this order, for people who know nothing of AI yet. Leave out what people know already."
            )
        ),
        Table(header, tuple(rows), words.t("Courses, by role"), (26, 48, 26)),
        Para(judged_sentence(words)),
    )


def _profiles(view: View) -> tuple[str, ...]:
    """The role profiles of this case: whoever makes it only where that is certain."""
    makes = any(parts.certain(view, role) for role in BUILDERS)
    return (*(("role-provider",) if makes else ()), "role-deployer", "role-overseer", "role-buyer", "role-affected")


def _training(view: View, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    names, done = words.t("Names to fill in"), words.t("Date and evidence to fill in")
    day = parts.first_day(view, duties)
    due = (
        words.t("Now: it has counted since {date}.", date=day)
        if _counts(view, duties)
        else words.t("By {date}, or before first use.", date=day)
    )
    activities = (
        words.t("Introduction to the system, its limits and its mistakes"),
        words.t("Practice for those who decide or oversee"),
        words.t("Technical training for IT"),
        words.t("Talk with management about duties, dates and stopping"),
        words.t("Information for staff and others whom it touches"),
        words.t("Refresher, and introduction for newcomers"),
    )
    rows = tuple(
        (
            activity,
            names,
            due if number < len(activities) - 1 else words.t("Every year, and at every new version."),
            done,
        )
        for number, activity in enumerate(activities)
    )
    header = (words.t("Training"), words.t("Who"), words.t("When"), words.t("Done"))
    return (
        Heading(1, words.t("Training plan")),
        Table(header, rows, words.t("Training, dates and evidence"), (36, 18, 26, 20)),
    )


def _counts(view: View, duties: tuple[DutyFinding, ...]) -> bool:
    return any(found.earliest is not None and found.earliest <= view.on for found in duties)


def _follow_up(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("Does it work?")),
        Para(
            (
                Text(words.t("Measure a little, but really:"), bold=True),
                " ",
                words.t("let people work through a few cases with a known mistake in them, before and after."),
            )
        ),
        Field(
            words.t("What people found hard, and what was changed"),
            None,
            words.t("From talks, mistakes and questions."),
            3,
        ),
        Field(words.t("Who keeps this plan, and when it is looked at next"), None, words.t("Name, function and date.")),
    )
