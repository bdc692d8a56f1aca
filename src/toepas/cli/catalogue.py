"""``toepas catalogue``: find, show, compare, harvest, export and check what AI there is."""

from __future__ import annotations

import argparse
import sys

from toepas.catalogue import (
    FACETS,
    SOFTWARE,
    Asset,
    Query,
    document_of,
    open_collection,
    prepare,
    search_data,
    to_publiccode,
)
from toepas.cli import catalogue_harvest, catalogue_validate, show_catalogue
from toepas.cli.common import console, print_json, run_part
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.retrieval.language import recognise


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Find European solutions, helpers, data and money for a need, in any official language")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    search = parts.add_parser("search", help=words.t("find assets by a need or keywords"))
    search.add_argument("text", nargs="*", help=words.t("what you need, in your own words; nothing shows everything"))
    search.add_argument(
        "--filter", action="append", default=[], metavar="FACET=VALUE",
        help=words.t("only these; facets: {facets}", facets=", ".join(FACETS)),
    )  # fmt: skip
    search.add_argument("--limit", type=int, default=10, metavar="N", help=words.t("how many to show (default: 10)"))
    _json(search, words)
    show = parts.add_parser("show", help=words.t("everything that is known of an asset"))
    show.add_argument("id", help=words.t("the id of the asset"))
    _json(show, words)
    show.add_argument("--publiccode", action="store_true", help=words.t("as a publiccode.yml, for software"))
    compare = parts.add_parser("compare", help=words.t("assets side by side"))
    compare.add_argument("ids", nargs="+", metavar="ID", help=words.t("two to four ids"))
    catalogue_harvest.arguments(parts, words)
    catalogue_validate.arguments(parts, words)
    ready = parts.add_parser(
        "prepare", help=words.t("make what was harvested findable by its meaning (seconds to minutes)")
    )
    ready.set_defaults(run_part=_prepare)
    search.set_defaults(run_part=_search)
    show.set_defaults(run_part=_show)
    compare.set_defaults(run_part=_compare)


def _json(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


run = run_part


def _search(arguments: argparse.Namespace, words: Words) -> int:
    text = " ".join(arguments.text)
    lang = recognise(text, words.lang) if text else words.lang
    query = Query(text, lang, filters=_filters(arguments.filter, words), limit=max(1, arguments.limit))
    collection = open_collection(words)
    found = collection.search(query)
    if arguments.json:
        print_json(search_data(collection, query, found, words))
    else:
        show_catalogue.results(console(), collection, query, found, words)
    return 0


def _filters(given: list[str], words: Words) -> dict[str, list[str]]:
    """Filters by facet. Raises Problem for one that is none."""
    filters: dict[str, list[str]] = {}
    for item in given:
        facet, _, value = item.partition("=")
        if facet not in FACETS or not value:
            raise Problem(
                words.t("This filter is not understood: {filter}", filter=item),
                expected=words.t("FACET=VALUE, with one of: {facets}", facets=", ".join(FACETS)),
            )
        filters.setdefault(facet, []).append(value)
    return filters


def _known(asset_id: str, words: Words) -> Asset:
    collection = open_collection(words)
    asset = collection.get(asset_id)
    if asset is None:
        near = collection.search(Query(asset_id.replace("-", " ").replace(":", " "), words.lang, limit=3)).hits
        raise Problem(
            words.t("There is no asset “{id}”.", id=asset_id),
            todo=words.t("Perhaps you mean: {ids}", ids=", ".join(hit.id for hit in near)) if near else "",
        )
    return asset


def _show(arguments: argparse.Namespace, words: Words) -> int:
    asset = _known(arguments.id, words)
    if arguments.publiccode:
        if asset.kind not in SOFTWARE:
            raise Problem(
                words.t("Only solutions and building blocks can be described in publiccode.yml."), where=asset.id
            )
        sys.stdout.write(to_publiccode(asset, words))
    elif arguments.json:
        print_json(document_of(asset))
    else:
        show_catalogue.asset(console(), asset, words)
    return 0


def _compare(arguments: argparse.Namespace, words: Words) -> int:
    if not 2 <= len(arguments.ids) <= 4:
        raise Problem(words.t("Two to four assets can be compared."), expected=words.t("two to four ids"))
    show_catalogue.compare(console(), [_known(one, words) for one in arguments.ids], words)
    return 0


def _prepare(arguments: argparse.Namespace, words: Words) -> int:  # noqa: ARG001 - every part is called alike
    live = sys.stderr.isatty()

    def progress(done: int, every: int) -> None:
        if live:
            print(f"\r\x1b[K{done} / {every}", end="", file=sys.stderr, flush=True)

    count = prepare(words, progress)
    if live:
        print("\r\x1b[K", end="", file=sys.stderr)
    console().print(words.n("One text can be found by its meaning.", "{n} texts can be found by their meaning.", count))
    return 0
