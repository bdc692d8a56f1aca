"""What must be done, by whom, from when, on pain of what, and how to show it."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check import DutyFinding, naming
from toepas.check.result import APPLIES, LATER, MAY_APPLY
from toepas.paper.blocks import Block, Bullets, Heading, Para, Table, Text


def blocks(view: View) -> tuple[Block, ...]:
    """The chapter on duties."""
    words = view.words
    titles = {
        APPLIES: words.t("Applies now"),
        LATER: words.t("Applies later"),
        MAY_APPLY: words.t("May apply: hangs on open questions"),
    }
    found: list[Block] = [Heading(1, words.t("What you must do"), "duties")]
    if not view.duties:
        found.append(Para(words.t("No duties follow from what is known.")))
    for status, title in titles.items():
        duties = view.duties_with(status)
        if duties:
            found += [Heading(2, title), *_open_dates(view, duties), *_table(view, duties)]
    return (*found, *_waived(view), *_permissions(view), *_fines(view))


def _table(view: View, duties: list[DutyFinding]) -> tuple[Block, ...]:
    words = view.words
    header = (words.t("Duty"), words.t("From when"), words.t("Fine"), words.t("How to show it"), words.t("Source"))
    rows = tuple(
        (
            (Text(view.title(found), bold=True), ". ", view.digest(found), *_hangs_on(view, found)),
            view.when(found),
            view.fine(found),
            view.evidence(found) or words.t("Your own note of what was done, by whom and when."),
            view.cites(found.duty.cites),
        )
        for found in duties
    )
    return (Table(header, rows, words.t("Duties with their dates, fines and evidence"), (46, 14, 15, 15, 10)),)


def _open_dates(view: View, duties: list[DutyFinding]) -> tuple[Block, ...]:
    """Once, what the dates in a table hang on, where they are open."""
    names = dict.fromkeys(name for found in duties if found.earliest != found.latest for name in found.depends_on)
    dated = [name for name in names if view.result.act.facts[name].group == "dates"]
    if not dated:
        return ()
    questions = " ".join(view.question(name) for name in dated)
    return (Para(view.words.t("Dates that are still open hang on: {questions}", questions=questions)),)


def _hangs_on(view: View, found: DutyFinding) -> tuple[str | Text, ...]:
    if found.outcome != "unknown":
        return ()
    names = " ".join(view.question(name) for name in found.depends_on[:3])
    return (" ", Text(view.words.t("Hangs on: {questions}", questions=names), italic=True))


def _waived(view: View) -> tuple[Block, ...]:
    if not view.result.waived:
        return ()
    words = view.words
    titles = tuple(words.entry(f"{name}.title", view.result.act.duties[name].title) for name in view.result.waived)
    return (
        Heading(2, words.t("Not for this system, as long as its design stays as it is")),
        Para(
            words.t("The system was there before the rules. A significant change of its design brings these duties in:")
        ),
        Bullets(titles),
    )


def _permissions(view: View) -> tuple[Block, ...]:
    if not view.permissions:
        return ()
    words = view.words
    rows = tuple(
        ((Text(view.title(found), bold=True), ". ", view.digest(found)), view.when(found), view.cites(found.duty.cites))
        for found in view.permissions
    )
    caption = words.t("Reliefs and permissions")
    return (
        Heading(2, caption),
        Para(words.t("You may use these; nobody obliges you to.")),
        Table((words.t("What you may do"), words.t("From when"), words.t("Source")), rows, caption, (70, 16, 14)),
    )


def _fines(view: View) -> tuple[Block, ...]:
    words = view.words
    notes: list[str] = []
    for found in view.duties:
        cap = view.cap(found)
        if cap:
            notes += [words.entry(context, note) for context, note in cap.notes]
    public = view.holds("public_body")
    lines = list(dict.fromkeys(notes))
    if public:
        lines.append(
            words.t("Each member state decides how far a public body can be fined at all; check your national law.")
        )
    lines.append(
        words.t(
            "A cap is the highest fine possible. The actual amount follows the gravity, the duration, the size of the organisation and what was done to mend it."
        )
    )
    return (Heading(2, words.t("About the fines")), Bullets(tuple(lines)))


def role_names(view: View, found: DutyFinding) -> str:
    """The roles a duty falls on, in words."""
    return ", ".join(naming.concept(view.result, role, view.words) for role in found.roles)
