"""``toepas strategy``: what the strategy announced, who owes it, how far it is, and what nobody has said."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from toepas.cli import show_strategy, strategy_map
from toepas.cli.common import add_part, console, day, print_json, run_part, today
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.strategy import (
    Action,
    State,
    Status,
    Timing,
    action_data,
    action_in_full,
    actions,
    documents,
    event_data,
    events,
    find_action,
    gaps,
    gaps_data,
    positions,
    status_of,
)


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show the actions of the Apply AI strategy: who owes them, how far they are, what is not known")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    several = (
        ("list", words.t("the actions, by section"), _list),
        ("status", words.t("how far the actions are, what is late, and what happened last"), _status),
        ("gaps", words.t("what was never said or is not known"), _gaps),
    )
    for name, line, work in several:
        part = add_part(parts, name, line, work)
        _filters(part, words)
        _common(part, words)
        if name == "gaps":
            _country(part, words)
    line = words.t("everything that is known of one action")
    show = parts.add_parser("show", help=line, description=line)
    show.add_argument("action", nargs="+", help=words.t("its id, its title or another name"))
    _country(show, words)
    _common(show, words)
    show.set_defaults(run_part=_show)
    strategy_map.arguments(parts, words)


def _filters(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--sector", choices=tuple(sectors()), help=words.t("only the actions for this sector"))
    parser.add_argument("--section", metavar="2.11", help=words.t("only this section of the document"))
    parser.add_argument("--document", choices=tuple(documents()), help=words.t("only the actions of this document"))


def _common(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def _country(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--country", metavar="NL", default="", help=words.t("only the positions of this country"))


run = run_part


def _list(arguments: argparse.Namespace, words: Words) -> int:
    found = _statuses(arguments, words)
    if arguments.json:
        print_json({**_head(arguments, words, found), "actions": [action_data(status, words) for status in found]})
    else:
        show_strategy.listed(console(), found, words)
        _for_all_sectors(arguments, words)
    return 0


def _status(arguments: argparse.Namespace, words: Words) -> int:
    found = _statuses(arguments, words)
    if arguments.json:
        happened = {event.id: event for status in found for event in status.events}
        print_json(
            {
                **_head(arguments, words, found),
                "states": {str(state): sum(status.state is state for status in found) for state in State},
                "timings": {str(timing): sum(status.timing is timing for status in found) for timing in Timing},
                "late": [status.action.id for status in found if status.timing is Timing.LATE],
                "events": [event_data(event, words) for event in show_strategy.newest(happened.values())],
            }
        )
    else:
        show_strategy.progress(console(), found, words)
    return 0


def _gaps(arguments: argparse.Namespace, words: Words) -> int:
    found = _statuses(arguments, words)
    listed = [status.action for status in found]
    lacking = gaps(_on(arguments, words), events(words), country=_code(arguments.country, words), among=listed)
    if arguments.json:
        print_json({**_head(arguments, words, found), **gaps_data(lacking, listed, words)})
    else:
        show_strategy.lacking(console(), lacking, words)
    return 0


def _show(arguments: argparse.Namespace, words: Words) -> int:
    action = find_action(" ".join(arguments.action), words)
    country = _code(arguments.country, words)
    status = status_of(action, _on(arguments, words), events(words))
    if arguments.json:
        print_json({"on": status.on.isoformat(), **action_in_full(status, words, country=country)})
    else:
        show_strategy.one(console(), status, country, words)
    return 0


def _statuses(arguments: argparse.Namespace, words: Words) -> list[Status]:
    """The status of every action that was asked for. Raises Problem for a section that is not there."""
    on, known = _on(arguments, words), events(words)
    within = [action for action in actions().values() if arguments.document in (None, action.place.document)]
    there = Counter(action.place.section for action in within)
    if arguments.section and not any(_in_section(section, arguments.section) for section in there):
        raise Problem(
            words.t("There is no section '{section}' with actions.", section=arguments.section),
            where="--section",
            expected=words.t("one of: {names}", names=", ".join(there)),
            todo=words.t("Use one of these."),
        )
    return [status_of(action, on, known) for action in within if _asked_for(action, arguments)]


def _asked_for(action: Action, arguments: argparse.Namespace) -> bool:
    return (not arguments.section or _in_section(action.place.section, arguments.section)) and (
        not arguments.sector or arguments.sector in action.sectors
    )


def _in_section(section: str, asked: str) -> bool:
    """Whether a section is the one asked for, or part of it: 2.11 is in 2."""
    return section == asked or section.startswith(f"{asked}.")


def _for_all_sectors(arguments: argparse.Namespace, words: Words) -> None:
    general = sum(not action.sectors for action in actions().values())
    if arguments.sector and not arguments.section:
        said = words.n(
            "{n} action is not for one sector; see it without --sector.",
            "{n} actions are not for one sector; see them without --sector.",
            general,
        )
        console().print(f"\n{said}")


def _on(arguments: argparse.Namespace, words: Words) -> Any:
    return day(arguments.on, words) if arguments.on else today()


def _head(arguments: argparse.Namespace, words: Words, found: list[Status]) -> dict[str, Any]:
    return {"on": _on(arguments, words).isoformat(), "lang": words.lang, "count": len(found)}


def _code(country: str, words: Words) -> str:
    """The country asked for. Raises Problem where nothing that it says was read."""
    there = sorted({position.country for position in positions().values()})
    if country and country.upper() not in there:
        raise Problem(
            words.t("Of '{country}' no positions were read.", country=country),
            where="--country",
            expected=words.t("one of: {names}", names=", ".join(there) or "-"),
            todo=words.t("Leave --country out to see the positions of every country that was read."),
        )
    return country.upper()
