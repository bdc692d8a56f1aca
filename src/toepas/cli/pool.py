"""``toepas pool``: several sites validate one model together; only sums are opened, and no row leaves a site."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toepas.cli import pool_run, show_pool
from toepas.cli.common import add_part, print_json, run_part, today
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.pooling.layout import Counts, Layout
    from toepas.assurance.pooling.postbox import Postbox
    from toepas.assurance.pooling.protocol import Protocol
    from toepas.assurance.pooling.site import Party

LOOK_AGAIN = 0.2
"""Seconds between two looks while waiting."""
WAITING = ("wait-joined", "wait-added", "wait-result")


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Validate one model at several sites together; no row leaves a site")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    _keys(add_part(parts, "keys", words.t("make the keys of one who takes part"), _run_keys), words)
    _protocol(
        add_part(
            parts, "protocol", words.t("read a protocol before you agree to it, or begin a new one"), _run_protocol
        ),
        words,
    )
    site = add_part(parts, "site", words.t("a site: do what is to be done next"), run_site)
    site_arguments(site, words)
    add = add_part(parts, "add", words.t("the third party: close the list, then add the answers"), _run_add)
    _common(add, words)
    add.add_argument("--without", action="append", default=[], metavar="SITE", help=words.t("go on without this site"))
    _despite(add, words)
    _patience(add, words)
    opened = add_part(parts, "open", words.t("the third party: open the sum and hand out the result"), _run_open)
    _common(opened, words)
    _patience(opened, words)
    _output(opened, words)
    audit = add_part(
        parts, "audit", words.t("a site: open its answer to the auditor; the auditor: check the openings"), _run_audit
    )
    _common(audit, words)
    forget = add_part(parts, "forget", words.t("delete what this party kept of a round, when it is over"), _run_forget)
    _common(forget, words)
    pool_run.arguments(parts, words)


def _common(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument("protocol", type=Path, metavar="PROTOCOL.yaml", help=words.t("the protocol of this round"))
    part.add_argument("--keys", type=Path, required=True, metavar="FILE", help=words.t("your private keys"))
    part.add_argument(
        "--folder", required=True, metavar="DIR", help=words.t("the folder with the messages, which all reach")
    )
    part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def _output(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument("-o", "--output", type=Path, metavar="DIR", help=words.t("the folder for the result"))


def _despite(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument(
        "--despite", default="", metavar="REASON",
        help=words.t("the reason to open a sum that lies too near to an earlier one; it is printed in the result"),
    )  # fmt: skip


def _patience(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help=words.t("wait so long for the others before going on"),
    )


def site_arguments(part: argparse.ArgumentParser, words: Words) -> None:
    """The arguments of a site."""
    part.add_argument("protocol", type=Path, metavar="PROTOCOL.yaml", help=words.t("the protocol of this round"))
    part.add_argument(
        "data", type=Path, metavar="DATA", help=words.t("your own rows: predictions with what became of them")
    )
    part.add_argument("--keys", type=Path, required=True, metavar="FILE", help=words.t("your private keys"))
    part.add_argument(
        "--folder", required=True, metavar="DIR", help=words.t("the folder with the messages, which all reach")
    )
    part.add_argument("--label", required=True, metavar="COLUMN", help=words.t("the column with the outcome"))
    part.add_argument("--score", required=True, metavar="COLUMN", help=words.t("the column with the prediction"))
    part.add_argument(
        "--positive", action="append", default=[], metavar="VALUE", help=words.t("a value that counts as the outcome")
    )
    part.add_argument(
        "--column", action="append", default=[], metavar="NAME=COLUMN",
        help=words.t("which column of your file holds a group of the protocol, where it has another name"),
    )  # fmt: skip
    part.add_argument(
        "--until", choices=("join", "answer"), metavar="STEP", help=words.t("stop after this step (join or answer)")
    )
    _despite(part, words)
    _patience(part, words)
    part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def _keys(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument("name", metavar="NAME", help=words.t("a short name: small letters, figures and hyphens"))
    part.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar="DIR", help=words.t("the folder for the keys")
    )


def _protocol(part: argparse.ArgumentParser, words: Words) -> None:
    part.add_argument("protocol", type=Path, metavar="PROTOCOL.yaml", help=words.t("the protocol of this round"))
    part.add_argument("--new", action="store_true", help=words.t("write a new protocol there, to be filled in"))
    for option, said in (
        ("--site", words.t("the public keys of a site; once for each")),
        ("--third-party", words.t("the public keys of the third party")),
        ("--auditor", words.t("the public keys of the auditor")),
    ):
        part.add_argument(option, type=Path, action="append", default=[], metavar="FILE", help=said)
    part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


run = run_part


def _run_keys(arguments: argparse.Namespace, words: Words) -> int:
    import re

    from toepas.assurance.pooling import keys

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", arguments.name):
        raise Problem(
            words.t("'{value}' cannot be a name here.", value=arguments.name),
            expected=words.t("small letters, figures and hyphens"), todo=words.t("Choose another name."),
        )  # fmt: skip
    inner, outer = keys.save(keys.new(arguments.name), arguments.output, words)
    print(words.t("Private, never to be given away: {file}", file=inner))
    print(words.t("Public, for the protocol: {file}", file=outer))
    return 0


def _run_protocol(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling.protocol import read_protocol

    if arguments.new:
        return _new_protocol(arguments, words)
    protocol = read_protocol(arguments.protocol, words)
    if arguments.json:
        print_json(show_pool.protocol_data(protocol))
    else:
        show_pool.protocol(protocol, words)
    return 0


def _new_protocol(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling.drafting import draft
    from toepas.assurance.pooling.keys import load_public

    found = [
        [load_public(path, words) for path in some]
        for some in (arguments.site, arguments.third_party, arguments.auditor)
    ]
    sites, third, auditor = found
    if len(sites) < 3 or len(third) != 1 or len(auditor) != 1:
        raise Problem(
            words.t("A protocol needs at least three sites, one third party and one auditor."),
            expected="--site A --site B --site C --third-party T --auditor U",
            todo=words.t(
                "Make keys for each with '{command}', and name the public files here.", command="toepas pool keys"
            ),
        )
    text = draft(sites, third[0], auditor[0], today().isoformat())
    try:
        with arguments.protocol.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise Problem(
            words.t("There is a file with this name already."), where=str(arguments.protocol),
            todo=words.t("Choose another name."), code=EXIT_OUTPUT,
        ) from None  # fmt: skip
    print(
        words.t(
            "Written: {file}. Fill in what it is for, and read it again with '{command}'.",
            file=arguments.protocol,
            command=f"toepas pool protocol {arguments.protocol}",
        )
    )
    return 0


def box_of(text: str, protocol: Protocol, words: Words) -> Postbox:
    """The postbox: a folder, or the loopback address of a rehearsal."""
    from toepas.assurance.pooling.postbox import Folder

    if text.startswith("http:"):
        from toepas.cli.pool_loopback import Loopback

        return Loopback(text, protocol, words)
    return Folder(Path(text), protocol, words)


def party_of(arguments: argparse.Namespace, words: Words) -> tuple[Party, Postbox]:
    """Who acts, by the keys that were named, and the postbox."""
    from toepas.assurance.pooling.kept import Store
    from toepas.assurance.pooling.keys import load_private
    from toepas.assurance.pooling.protocol import read_protocol
    from toepas.assurance.pooling.site import Party

    protocol, private = read_protocol(arguments.protocol, words), load_private(arguments.keys, words)
    store = Store(arguments.keys.resolve().parent, private.name, words)
    return Party(private, store, protocol, today().isoformat(), words), box_of(arguments.folder, protocol, words)


def run_site(
    arguments: argparse.Namespace, words: Words, changed: Callable[[Counts, Layout], None] | None = None
) -> int:
    """A site does its next step; with ``--wait`` all that it can. ``changed`` plays a site that lies, in a rehearsal."""
    from toepas.assurance.pooling.site import step

    party, box = party_of(arguments, words)

    def counted() -> Counts:
        return _count(arguments, party, words, changed)

    until, done = time.monotonic() + arguments.wait, ""
    while True:
        now = step(party, box, counted, arguments.despite)
        if now != done and not arguments.json and (now not in WAITING or not arguments.wait):
            show_pool.step(now, party.protocol, words)
        done = now
        over = now in ("done", "left-out") or now == arguments.until
        if over or time.monotonic() > until or (not arguments.wait):
            break
        time.sleep(LOOK_AGAIN if now in WAITING else 0)
    result = box.read()["result"].get(party.protocol.third_party.name) if done == "done" else None
    if arguments.json:
        print_json({"step": done, "result": dict(result.body) if result else None})
    elif result:
        show_pool.result(result, words)
    return 0


def _count(
    arguments: argparse.Namespace, party: Party, words: Words, changed: Callable[[Counts, Layout], None] | None
) -> Counts:
    from toepas.assurance.columns import Columns
    from toepas.assurance.plan import read_pairs
    from toepas.assurance.pooling.counting import count, renamed
    from toepas.assurance.pooling.layout import Layout
    from toepas.assurance.reading import read_sample

    named = read_pairs(arguments.column, "--column", words)
    inside = {column.name: named.get(column.name, column.name) for column in party.protocol.columns}
    columns = Columns(arguments.label, arguments.score, by=tuple(inside.values()), positive=tuple(arguments.positive))
    sample = renamed(read_sample(arguments.data, columns, words, further=False), inside)
    layout = Layout(party.protocol)
    numbers = count(sample, layout, words)
    if changed:
        changed(numbers, layout)
    return numbers


def _waited(box: Postbox, kind: str, wanted: int, seconds: float) -> None:
    """Wait until so many have sent a message of a kind, or the time is over."""
    until = time.monotonic() + seconds
    while len(box.read()[kind]) < wanted and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)


def _run_add(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling.third_party import add

    party, box = party_of(arguments, words)
    post, name = box.read(), party.private.name
    if name not in post["joined"]:
        _waited(box, "join", len(party.protocol.sites), arguments.wait)
    elif name not in post["added"]:
        _waited(box, "answer", len(post["joined"][name].body["joins"]), arguments.wait)
    done = add(party, box, arguments.without, arguments.despite)
    if arguments.json:
        print_json({"step": done})
    else:
        show_pool.step(done, party.protocol, words)
    return 0


def _run_open(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling.result import publish

    party, box = party_of(arguments, words)
    post, name = box.read(), party.private.name
    if name not in post["result"]:
        if name in post["added"]:
            _waited(box, "unlock", len(post["added"][name].body["answers"]), arguments.wait)
        publish(party, box)
    result = box.read()["result"][name]
    if arguments.output:
        show_pool.write(result, arguments.output, words)
    if arguments.json:
        print_json(dict(result.body))
    else:
        show_pool.result(result, words)
    return 0


def _run_audit(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling import audit
    from toepas.assurance.pooling.result import audited

    party, box = party_of(arguments, words)
    if party.private.public != party.protocol.auditor:
        done = audit.open_answer(party, box)
        if not arguments.json:
            show_pool.step(done, party.protocol, words)
        return 0
    found = audited(party, box)
    if arguments.json:
        print(json.dumps(audit.report_data(found), indent=2, ensure_ascii=False))
    else:
        show_pool.audit(found, words)
    return 0 if found.sound else 1


def _run_forget(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.pooling.audit import drawn

    party, box = party_of(arguments, words)
    post, name = box.read(), party.private.name
    if party.protocol.third_party.name not in post["result"]:
        raise Problem(
            words.t("The round is not over: there is no result yet."),
            todo=words.t("Keep the file until the result and the audit are there."),
        )
    if name in drawn(party.protocol, post) and name not in post["opening"]:
        raise Problem(
            words.t("This site was drawn and has not opened its answer yet."),
            todo=words.t("Open it first: {command}.", command="toepas pool audit"),
        )
    gone = party.store.forget(party.protocol)
    print(
        words.t("Deleted: the secrets and counts of this round.") if gone else words.t("There was nothing to delete.")
    )
    return 0
