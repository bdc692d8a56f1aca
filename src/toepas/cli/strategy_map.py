"""``toepas strategy map FILE``: a list of proposals laid beside the actions: which is about which, and what is left over."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.match import (
    Mapping,
    Target,
    grade_name,
    ground_text,
    map_proposals,
    mapping_data,
    mapping_tables,
    read_proposals,
    read_targets,
)
from toepas.strategy import Action, actions, documents, text


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    line = words.t("lay a list of proposals beside the actions: which is about which, and what has no counterpart")
    parser = parts.add_parser("map", help=line, description=line)
    parser.add_argument("file", type=Path, metavar="PROPOSALS.csv", help=words.t("a table with a row per proposal"))
    parser.add_argument(
        "--column", action="append", default=[], metavar="title=NAME",
        help=words.t("which column is the id, title, text, sector or language, where that is not recognised"),
    )  # fmt: skip
    parser.add_argument("--text-lang", default="", metavar="nl", help=words.t("the language of the proposals"))
    parser.add_argument("--document", choices=tuple(documents()), help=words.t("only the actions of this document"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help=words.t("also write two tables into this folder")
    )
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    parser.set_defaults(run_part=run)


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Map them and show it."""
    columns = _columns(arguments.column, words)
    if arguments.output and arguments.output.exists() and not arguments.output.is_dir():
        raise Problem(
            words.t("This is a file, not a folder."),
            where=str(arguments.output),
            todo=words.t("Name a folder for the tables."),
        )
    proposals = read_proposals(arguments.file, words, columns=columns, lang=arguments.text_lang)
    among = [action for action in actions().values() if arguments.document in (None, action.place.document)]
    targets = read_targets([_target(action) for action in among], words, keep=True)
    mapping = map_proposals(proposals, targets, words)
    if arguments.output:
        _write(arguments.output, mapping, words)
    if arguments.json:
        print_json(mapping_data(mapping, words))
    else:
        _show(console(), mapping, words)
        if arguments.output:
            console().print(escape(words.t("Two tables were written into {folder}.", folder=str(arguments.output))))
    return 0


def _target(action: Action) -> Target:
    return Target(
        id=action.id, title=action.title, text=action.what, sectors=action.sectors, aliases=action.aliases, lang="en"
    )


def _columns(given: list[str], words: Words) -> dict[str, list[str]]:
    """The columns that were named. Raises Problem for what is not of the form that is expected."""
    found: dict[str, list[str]] = {}
    for item in given:
        role, _, name = item.partition("=")
        if not role or not name:
            raise Problem(
                words.t("This column is not understood: {column}", column=item),
                where="--column",
                expected="title=NAME",
                todo=words.t("Write id, title, text, sector or language, an equals sign, and the name of the column."),
            )
        found.setdefault(role, []).append(name)
    return found


def _write(folder: Path, mapping: Mapping, words: Words) -> None:
    """Write the tables, each in full or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in mapping_tables(mapping, words).items():
        beside = folder / f".{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)


def _show(to: Console, mapping: Mapping, words: Words) -> None:
    for mapped in mapping.proposals:
        to.print(f"\n[bold]{escape(mapped.proposal.id)} {escape(mapped.proposal.title)}[/bold]", soft_wrap=True)
        if not mapped.counterparts:
            to.print(f"  {words.t('no counterpart')}")
        for link in mapped.counterparts or mapped.links[:1]:
            said = f"{_title(link.target, words)} ({link.target}): {link.score:.2f}, {grade_name(link.grade, words)}"
            to.print(f"  {escape(said)}", soft_wrap=True)
            for ground in link.grounds:
                to.print(f"    [dim]{escape(ground_text(ground, words))}[/dim]", soft_wrap=True)
    without = len(mapping.without)
    to.print(
        "\n"
        + words.n("{n} proposal has no counterpart.", "{n} proposals have no counterpart.", without)
        + " "
        + words.n(
            "{n} action is touched by no proposal.", "{n} actions are touched by no proposal.", len(mapping.untouched)
        )
    )
    for overlap in mapping.overlaps:
        one, other = _title(overlap.first, words), _title(overlap.second, words)
        to.print(
            escape(words.t("These actions are about the same: {one}; {other}", one=one, other=other)), soft_wrap=True
        )
    to.print(words.t("The score is an estimate from the words and their meaning, not a judgement: read both texts."))


def _title(action: str, words: Words) -> str:
    return text(f"action.{action}.title", actions()[action].title, words)
