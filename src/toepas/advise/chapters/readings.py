"""Where the law leaves room, what the other reading would change, and what the amendment changed for this case."""

from __future__ import annotations

from toepas.advise.view import View
from toepas.check import DutyFinding, naming
from toepas.check.compare import Comparison, compare_texts, other_reading
from toepas.law import Reading
from toepas.paper.blocks import Block, Bullets, Heading, Para, Table, Text

CHANGES_SHOWN = 6


def blocks(view: View) -> tuple[Block, ...]:
    """The chapters on readings and on the amendment."""
    return (*_readings(view), *_amendment(view))


def _readings(view: View) -> tuple[Block, ...]:
    words = view.words
    if not view.readings:
        return ()
    found: list[Block] = [
        Heading(1, words.t("Where the law leaves room"), "readings"),
        Para(
            words.t(
                "These points are interpretation, not settled law. We took the cautious reading; the other one is shown beside it."
            )
        ),
    ]
    for reading in view.readings:
        found += _reading(view, reading)
    return tuple(found)


def _reading(view: View, reading: Reading) -> tuple[Block, ...]:
    words = view.words
    items: list[str | tuple[str | Text, ...]] = [
        (Text(words.t("Taken here:") + " ", bold=True), words.entry(f"{reading.id}.taken", reading.taken)),
        (Text(words.t("The other reading:") + " ", bold=True), words.entry(f"{reading.id}.other", reading.other)),
        (Text(words.t("Source:") + " ", bold=True), *view.cites(reading.cites)),
    ]
    if reading.overrides:
        effect = _effect(view, other_reading(view.result, reading.id))
        items.insert(2, (Text(words.t("What it would change here:") + " ", bold=True), effect))
    return (Heading(2, words.entry(f"{reading.id}.title", reading.title)), Bullets(tuple(items)))


def _effect(view: View, compared: Comparison) -> str:
    words = view.words
    if compared.same:
        return words.t("nothing, as far as the facts are known.")
    parts: list[str] = []
    for change in compared.duties[:CHANGES_SHOWN]:
        found = change.after or change.before
        assert found is not None
        parts.append(words.t("{duty}: {change}", duty=naming.duty(found, words), change=_side(view, change.after)))
    more = len(compared.duties) - CHANGES_SHOWN
    if more > 0:
        parts.append(words.n("and one more duty", "and {n} more duties", more))
    return "; ".join(parts) or words.t("findings only, no duty.")


def _side(view: View, found: DutyFinding | None) -> str:
    if found is None:
        return view.words.t("no duty")
    return view.words.t("{status}, from {date}", status=view.status(found), date=view.when(found))


def _amendment(view: View) -> tuple[Block, ...]:
    words, compared = view.words, compare_texts(view.result)
    old, new = compared.before.text_version, compared.after.text_version
    title = words.t("What the amendment changed for this case")
    intro = words.t("The same facts under the text of {old} and that of {new}.", old=old, new=new)
    if compared.same:
        return (Heading(1, title, "amendment"), Para(intro), Para(words.t("Nothing changed for this case.")))
    rows: list[tuple[str, ...]] = []
    if compared.before.class_.name != compared.after.class_.name:
        names = [naming.class_name(item.class_.name, words) for item in (compared.before, compared.after)]
        rows.append((words.t("Class"), *names))
    for change in compared.duties:
        found = change.after or change.before
        assert found is not None
        rows.append((naming.duty(found, words), _side(view, change.before), _side(view, change.after)))
    if not rows:
        return (Heading(1, title, "amendment"), Para(intro), Para(words.t("No duty of this case changed.")))
    return (
        Heading(1, title, "amendment"),
        Para(intro),
        Table((words.t("What"), old, new), tuple(rows), title, (44, 28, 28)),
    )
