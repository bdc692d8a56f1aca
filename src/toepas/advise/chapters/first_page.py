"""Page one: what this is, the verdict in one sentence, the three next steps, what is still open."""

from __future__ import annotations

from toepas.advise.chapters.offers import pointer
from toepas.advise.steps import next_steps
from toepas.advise.view import View
from toepas.check import naming
from toepas.check.result import APPLIES, LATER, MAY_APPLY
from toepas.paper.blocks import Block, Bullets, Callout, Para, Steps, Text

OPEN_SHOWN = 5


def blocks(view: View) -> tuple[Block, ...]:
    """The first page."""
    words = view.words
    return (
        Para(_what_this_is(view)),
        Callout("verdict", verdict(view), _verdict_details(view)),
        Para((Text(words.t("The next steps"), bold=True),)),
        Steps(next_steps(view)),
        *pointer(view),
        *_open(view),
    )


def _what_this_is(view: View) -> str:
    words = view.words
    return words.t(
        "This dossier says what the EU AI Act asks of this case, checked for {date} against the text of {version}. "
        "It rests on the facts you gave; change a fact and it changes.",
        date=words.date(view.on),
        version=view.result.text_version,
    )


def verdict(view: View) -> str:
    """The verdict in one sentence."""
    words, kind = view.words, view.result.class_
    for name, day in kind.coming:
        now = _sentence(view)
        return words.t(
            "{now} From {date} this use is {then}.", now=now, date=words.date(day), then=naming.class_name(name, words)
        )
    return _sentence(view)


def _sentence(view: View) -> str:
    words, kind = view.words, view.result.class_
    if len(kind.possible) > 1:
        options = words.t(" or ").join(naming.class_name(name, words) for name in kind.possible)
        return words.t("Not settled yet: this can be {options}.", options=options)
    model_only = view.holds("model_in_scope") and not view.may_hold("is_ai_system")
    sentences = {
        "out-of-scope": words.t("The AI Act does not apply to this case."),
        "not-ai": words.t("This is not an AI system, so the AI Act does not apply."),
        "prohibited": words.t("This use is forbidden in the European Union."),
        "high-risk": _high_risk(view),
        "transparency": words.t("This use is allowed; people must be told that AI is at work."),
        "minimal": words.t("This use is allowed and falls in no special class; a few general duties remain."),
    }
    if model_only and kind.name == "minimal":
        return words.t(
            "This is a general-purpose model, with duties of its own; as a system it falls in no special class."
        )
    return sentences[kind.name]


def _high_risk(view: View) -> str:
    words = view.words
    if view.holds("section_b_only"):
        return words.t(
            "This is a high-risk system, but the safety law of its product governs it, not the high-risk rules of the AI Act."
        )
    low, high = view.result.date("from_high_risk")
    if low is None:
        return words.t(
            "This is a high-risk system from before the rules; they reach it only once its design changes significantly."
        )
    if low != high:
        return words.t(
            "This is a high-risk system; strict rules apply from {date}, unless a transitional rule spares it.",
            date=words.date(low),
        )
    if low <= view.on:
        return words.t("This is a high-risk system; strict rules have applied since {date}.", date=words.date(low))
    return words.t("This is a high-risk system; strict rules apply from {date}.", date=words.date(low))


def _verdict_details(view: View) -> tuple[Block, ...]:
    words = view.words
    roles = ", ".join(view.role_names()) or words.t("none that is certain yet")
    lines: list[str | tuple[str | Text, ...]] = [(Text(words.t("Your roles:") + " ", bold=True), roles)]
    maybe = ", ".join(view.concept(name) for name in view.result.open_roles)
    if maybe:
        lines.append((Text(words.t("Perhaps also:") + " ", bold=True), maybe))
    points = view.result.of_kind("annex-iii-point")
    if points:
        lines.append(
            (Text(words.t("On the high-risk list for:") + " ", bold=True), "; ".join(map(view.concept, points)))
        )
    counts = [len(view.duties_with(status)) for status in (APPLIES, LATER, MAY_APPLY)]
    summary = words.t(
        "{now} apply now, {later} later, {maybe} perhaps.", now=counts[0], later=counts[1], maybe=counts[2]
    )
    lines.append((Text(words.t("Duties:") + " ", bold=True), summary))
    return (Bullets(tuple(lines)),)


def _open(view: View) -> tuple[Block, ...]:
    words, asked = view.words, view.questions
    if not asked:
        return (Callout("note", words.t("Nothing is open: every finding is settled by the facts given."), ()),)
    items = tuple(
        words.t(
            "{question} (ask: {who})",
            question=view.question(name),
            who=naming.who_knows(view.result.act.facts[name].who, words),
        )
        for name in asked[:OPEN_SHOWN]
    )
    more = len(asked) - OPEN_SHOWN
    rest: tuple[Block, ...] = ()
    if more > 0:
        rest = (
            Para(
                words.n(
                    "One more question stands in the chapter on what is open.",
                    "{n} more questions stand in the chapter on what is open.",
                    more,
                )
            ),
        )
    return (Callout("open", words.t("What is still open, most decisive first"), (Bullets(items), *rest)),)
