"""The documented assessment why a listed system is not high-risk, condition by condition."""

from __future__ import annotations

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.check import DutyFinding, check, naming
from toepas.check.case import FactValue
from toepas.check.compare import what_if
from toepas.kernel.citation import parse
from toepas.paper.blocks import Block, Bullets, Callout, Document, Field, Heading, Inline, Para, Text

ID = "exemption_assessment"
EXEMPTION, LISTED, PROVIDER = "exempt_6_3", "annex_iii_listed", "provider"
PROFILING = "profiles_people"
CONDITIONS = "derogation"
SUPPLIER = "supplier"
WAYS_SHOWN = 8


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Assessment: why a listed system is not high-risk")


def needed(view: View) -> bool:
    """Whether a listed system is or may be exempt, at an organisation that is or may be its provider."""
    return parts.certain(view, LISTED) and parts.possible(view, EXEMPTION) and parts.possible(view, PROVIDER)


def paper(view: View) -> Document:
    """The assessment, filled in from the facts."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t(
            "The provider fills this in before the system goes on the market or into use: the product "
            "owner writes, the legal adviser reads along."
        ),
        words.t("Give reasons from how the system really works, not from how it is meant to be sold."),
        words.t("Keep the signed paper with the technical file. An authority may ask for it."),
    )
    open_facts = set(view.result.finding(EXEMPTION).depends_on) | set(view.result.finding(PROVIDER).depends_on)
    doubt = parts.unsettled(view, open_facts) if open_facts and not duties else ()
    lead = (*doubt, *_outcome(view))
    return parts.made(
        view,
        ID,
        title(view),
        parts.opening(view, duties, *uses, lead=lead),
        parts.about(view),
        _listed(view),
        _profiling(view),
        _conditions(view),
        _harm(view),
        _changes(view),
        parts.signature(view, words.t("Assessed by"), words.t("Approved by (management)")),
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID, EXEMPTION)


def _outcome(view: View) -> tuple[Block, ...]:
    words = view.words
    finding = view.result.finding(EXEMPTION)
    cites: Inline = (Text(words.t("Source:"), bold=True), " ", *view.cites(finding.cites), ".")
    if finding.outcome == "yes":
        text = words.t("On the facts given, the system is on the list but the exemption holds: it is not high-risk.")
        return (Callout("verdict", words.t("Not high-risk, on the facts given"), (Para(text), Para(cites))),)
    text = words.t("Whether the exemption holds is not settled. Until it is, treat the system as high-risk.")
    return (Callout("open", words.t("The outcome is not settled"), (Para(text), Para(cites))),)


def _listed(view: View) -> tuple[Block, ...]:
    words, result = view.words, view.result
    names = result.of_kind("annex-iii-point") or result.of_kind("annex-iii-area") or [LISTED]
    items: tuple[Inline, ...] = tuple(
        (view.concept(name), " (", *view.cites(result.act.concepts[name].cites), ")") for name in names
    )
    return (
        Heading(1, words.t("Why the system is on the list")),
        Para(words.t("The intended purpose falls under these entries of the list of high-risk uses:")),
        Bullets(items),
        Field(
            words.t("The intended purpose, as the instructions and the advertising say it"),
            view.text("purpose"),
            words.t("Quote the instructions and the sales texts. They must say the same."),
            3,
        ),
    )


def _profiling(view: View) -> tuple[Block, ...]:
    words = view.words
    if PROFILING not in view.result.act.facts:
        return ()
    return (
        Heading(1, words.t("Does it profile people?")),
        Para(words.t("A listed system that profiles people never qualifies. This question therefore comes first.")),
        *_fact(view, PROFILING),
    )


def _fact(view: View, name: str, label: str | None = None) -> tuple[Block, ...]:
    """What counts, the answer so far, and room for reasons."""
    words, fact = view.words, view.result.act.facts[name]
    meaning = words.entry(f"{name}.meaning", fact.meaning)
    answer = view.fact_text(name) if view.fact(name) is not None else _unknown(view, fact.who)
    return (
        Para((meaning, " ", Text(words.t("Source:"), bold=True), " ", *view.cites(fact.cites), ".")),
        Field(label or view.question(name), answer, words.t("The answer in the case file.")),
        Field(
            words.t("Reasons, and what shows it"),
            None,
            words.t("Which part of the system, which document, which test."),
            3,
        ),
    )


def _unknown(view: View, who: str) -> str:
    """A provider is its own supplier: it asks those who built the system."""
    words = view.words
    if who == SUPPLIER and parts.certain(view, PROVIDER):
        return words.t("not known yet: ask those who built the system")
    return words.t("not known yet: ask {who}", who=naming.who_knows(who, words))


def asked(view: View, *, conditions: bool) -> list[str]:
    """The other facts of the exemption: its conditions stand in points of their own, the rest is about all of them."""
    result = view.result
    group = result.act.groups.get(CONDITIONS)
    depth = len(parse(result.act.concepts[EXEMPTION].cites[0]).points)
    return [
        name
        for name in (group.facts if group else ())
        if name != PROFILING and (len(parse(result.act.facts[name].cites[0]).points) > depth) is conditions
    ]


def _conditions(view: View) -> tuple[Block, ...]:
    words = view.words
    names = asked(view, conditions=True)
    if not names:
        return ()
    blocks: list[Block] = [
        Heading(1, words.t("The conditions, one by one")),
        Para(words.t("Consider each of them, also those that do not hold, and say why.")),
    ]
    for number, name in enumerate(names, start=1):
        heading = words.t("Condition {number}: {question}", number=number, question=view.question(name))
        blocks += [Heading(2, heading), *_fact(view, name, words.t("Answer"))]
    return tuple(blocks)


def _harm(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("No significant risk of harm")),
        *(block for name in asked(view, conditions=False) for block in _fact(view, name)),
        Field(
            words.t("Who could be harmed if the outcome is wrong, and how badly"),
            None,
            words.t(
                "Think of health, safety and fundamental rights, and of people who can defend themselves less well."
            ),
            4,
        ),
        Field(
            words.t("Why the outcome does not steer the decision"),
            None,
            words.t("Who decides, on what else, and how often that person departs from the outcome."),
            4,
        ),
    )


def _changes(view: View) -> tuple[Block, ...]:
    words, result = view.words, view.result
    blocks: list[Block] = [Heading(1, words.t("What would change this outcome"))]
    if result.holds(EXEMPTION):
        ways = _ways(view)
        if ways:
            blocks += [Para(words.t("The exemption falls away as soon as one of these facts changes:")), Bullets(ways)]
    else:
        hangs_on = result.finding(EXEMPTION).depends_on
        blocks += [
            Para(words.t("The outcome hangs on these questions:")),
            Bullets(tuple(view.question(name) for name in hangs_on)),
        ]
    blocks.append(
        Para(
            words.t(
                "Assess again at every new purpose, every new version that changes how it works, and "
                "every change of the list."
            )
        )
    )
    blocks.append(
        Field(
            words.t("Who watches for such changes, and when it is looked at next"),
            None,
            words.t("Name, function and date."),
        )
    )
    return tuple(blocks)


def _ways(view: View) -> tuple[Inline, ...]:
    """Single facts that, put otherwise, would end the exemption while the system stays on the list."""
    words = view.words
    single = [flip.changes[0] for flip in what_if(view.result, EXEMPTION) if len(flip.changes) == 1]
    lines = [
        words.t(
            "{question} Now: {now}. If it becomes {then}, the exemption no longer holds.",
            question=view.question(name),
            now=view.fact_text(name),
            then=naming.value(view.result, name, value, words),
        )
        for name, value in single
        if _still_listed(view, name, value)
    ]
    return tuple(dict.fromkeys(lines))[:WAYS_SHOWN]


def _still_listed(view: View, name: str, value: FactValue) -> bool:
    result = view.result
    return check({**result.facts, name: value}, result.on, result.text_version).holds(LISTED)
