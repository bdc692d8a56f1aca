"""The strategy on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.catalogue import sector_name
from toepas.kernel.words import Words
from toepas.strategy import (
    Event,
    Gap,
    State,
    Status,
    Timing,
    actions,
    amount_text,
    basis,
    body_name,
    contradictions_about,
    documents,
    event_line,
    gap_name,
    instruments,
    kind_name,
    money_of_action,
    no_sum_text,
    period,
    place_text,
    positions_on,
    programmes,
    stance_name,
    state_name,
    text,
    timing_text,
)

LAST = 15
"""How many events the overview shows."""


def listed(to: Console, found: list[Status], words: Words) -> None:
    """Actions by section, with their deadline and state."""
    sections = Counter((status.action.place.document, status.action.place.section) for status in found)
    for (document, section), count in sections.items():
        named = documents()[document].reference or documents()[document].title
        heading = words.n("{n} action", "{n} actions", count)
        to.print(f"\n[bold]{escape(named)}, {words.t('section {section}', section=section)}[/bold] ({heading})")
        table = Table(box=None, padding=(0, 2, 0, 0))
        for column in (words.t("Action"), words.t("Who owes it"), words.t("Deadline"), words.t("State")):
            table.add_column(column)
        for status in found:
            if (status.action.place.document, status.action.place.section) == (document, section):
                table.add_row(*_row(status, words))
        to.print(table)
    if not found:
        to.print(words.t("No action fits."))


def _row(status: Status, words: Words) -> Iterator[str]:
    action = status.action
    yield f"{escape(title(action.id, words))}\n[dim]{action.id}[/dim]"
    yield escape(", ".join(body_name(code, words) for code in action.actors) or words.t("not said"))
    if status.timing is Timing.LATE:
        yield f"[red]{escape(_deadline(status, words))}, {words.t('late')}[/red]"
    else:
        yield escape(_deadline(status, words))
    yield escape(state_name(status.state, words))


def _deadline(status: Status, words: Words) -> str:
    return period(status.action.deadline, words) if status.action.deadline else words.t("none given")


def title(action: str, words: Words) -> str:
    """The title of an action."""
    return text(f"action.{action}.title", actions()[action].title, words)


def progress(to: Console, found: list[Status], words: Words) -> None:
    """How many actions are how far, what is late, and what happened last."""
    heading = words.n("{n} action", "{n} actions", len(found))
    to.print(f"[bold]{heading}[/bold]")
    for state in (None, *State):
        if count := sum(status.state is state for status in found):
            to.print(f"  {count:>4}  {escape(state_name(state, words))}")
    without = sum(status.timing is Timing.NO_DEADLINE for status in found)
    to.print(f"  {without:>4}  {words.t('have no deadline, so nobody can say that they are late')}")
    late = [status for status in found if status.timing is Timing.LATE]
    if late:
        to.print(f"\n[bold]{words.t('Late')}[/bold]")
    for status in late:
        to.print(f"  {escape(title(status.action.id, words))}: {escape(timing_text(status, words))}")
        _lines(to, words.t("Others report"), [event_line(event, words) for event in status.reported], words)
    happened = {event.id: event for status in found for event in status.events}
    to.print(f"\n[bold]{words.t('What happened last')}[/bold]")
    for event in newest(happened.values())[:LAST]:
        to.print(f"  {escape(event_line(event, words))}\n    [dim]{escape(event.url)}[/dim]", soft_wrap=True)
    if not happened:
        to.print(f"  {words.t('nothing that we know of')}")


def newest(events: Iterable[Event]) -> list[Event]:
    """Events, the newest first."""
    return sorted(events, key=lambda event: (event.date.last, event.date.first, event.id), reverse=True)


def lacking(to: Console, found: dict[str, tuple[Gap, ...]], words: Words) -> None:
    """What is missing, first in numbers, then action by action."""
    to.print(f"[bold]{words.n('{n} action', '{n} actions', len(found))}[/bold]")
    for gap in Gap:
        to.print(f"  {sum(gap in missing for missing in found.values()):>4}  {escape(gap_name(gap, words))}")
    to.print()
    for action, missing in found.items():
        said = "; ".join(gap_name(gap, words) for gap in missing) or words.t("nothing is missing")
        to.print(f"{escape(title(action, words))} [dim]({action})[/dim]\n    {escape(said)}", soft_wrap=True)


def one(to: Console, status: Status, country: str, words: Words) -> None:
    """Everything that is known of an action."""
    action = status.action
    document = documents()[action.place.document]
    to.print(f"[bold]{escape(title(action.id, words))}[/bold] [dim]({action.id})[/dim]")
    to.print(escape(text(f"action.{action.id}.what", action.what, words)))
    names = ", ".join(sector_name(code, words) for code in action.sectors) or words.t("not for one sector")
    owed = ", ".join(body_name(code, words) for code in action.actors) or words.t("not said in the document")
    means = ", ".join(text(f"instrument.{code}.name", instruments()[code].name, words) for code in action.instruments)
    paid = ", ".join(text(f"programme.{code}.name", programmes()[code].name, words) for code in action.programmes)
    for label, said in (
        (words.t("State"), f"{state_name(status.state, words)}. {basis(status, words)}"),
        (words.t("Deadline"), timing_text(status, words)),
        (
            words.t("Of time the document says"),
            text(f"action.{action.id}.deadline_words", action.deadline_words, words),
        ),
        (words.t("Who owes it"), owed),
        (words.t("Sectors"), names),
        (words.t("Means"), means),
        (words.t("Programmes named for it"), paid or words.t("none")),
        (words.t("Place"), f"{place_text(action.place, words)}\n  {document.url}"),
    ):
        if said:
            to.print(f"\n[bold]{label}[/bold]: {escape(said)}", soft_wrap=True)
    _lines(to, words.t("Events"), [f"{event_line(event, words)}\n    {event.url}" for event in status.events], words)
    _lines(to, words.t("Perhaps before this date"), [event_line(event, words) for event in status.perhaps], words)
    _lines(to, words.t("Others report"), [event_line(event, words) for event in status.reported], words)
    _lines(to, words.t("Money"), list(_money(status, words)), words)
    _lines(to, words.t("Positions"), list(_positions(status, country, words)), words)
    disputed = [text(f"contradiction.{entry.id}.topic", entry.topic, words) for entry in contradictions_about(action)]
    _lines(to, words.t("Documents disagree on"), disputed, words)
    _lines(to, words.t("See also"), [f"{title(name, words)} ({name})" for name in action.linked], words)
    _lines(to, words.t("Other names"), list(action.aliases), words)


def _lines(to: Console, label: str, lines: list[str], words: Words) -> None:
    if label == words.t("Money") and not lines:
        lines = [words.t("no document that we read names an amount for it")]
    if lines:
        to.print(f"\n[bold]{label}[/bold]")
    for line in lines:
        to.print(f"  {escape(line)}", soft_wrap=True)


def _money(status: Status, words: Words) -> Iterator[str]:
    money = money_of_action(status.action)
    for amount in (*money.own, *money.shared):
        said = f"{amount_text(amount.euro, amount.bound, words)} ({kind_name(amount.kind, words)})"
        line = f"{said}: {text(f'amount.{amount.id}.what', amount.what, words)} ({place_text(amount.place, words)})"
        if amount in money.shared:
            line += f" {words.t('Also for something else: the share of this action is not known.')}"
        yield line
    for total in money.totals:
        if len(total.counted) > 1:
            said = no_sum_text(total.why, words) if total.why else amount_text(total.euro, total.bound, words)
            yield words.t("Together, {kind}: {amount}", kind=kind_name(total.kind, words), amount=said)


def _positions(status: Status, country: str, words: Words) -> Iterator[str]:
    for position in positions_on(status.action, country):
        what = text(f"position.{position.id}.what", position.what, words)
        by = f"{words.country(position.country)}, {body_name(position.by, words)}"
        yield f"{by}: {stance_name(position.stance, words)}. {what} ({place_text(position.place, words)})"
        if position.answer:
            yield f"  {words.t('Answer')}: {text(f'position.{position.id}.answer', position.answer, words)}"
