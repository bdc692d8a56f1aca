"""``toepas credential``: keys, issue, verify, revoke, status, show."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from rich.markup import escape

from toepas.cli.common import add_part, console, day, lacking, print_json
from toepas.kernel.places import data_dir
from toepas.kernel.problems import EXIT_INPUT, EXIT_OK, EXIT_OPEN, Problem
from toepas.kernel.words import Words

STATUS = {"valid": EXIT_OK, "not-known": EXIT_OPEN, "invalid": EXIT_INPUT}


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Issue micro-credentials, revoke them, and check those of others")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    _keys_arguments(parts, words)
    _issue_arguments(parts, words)
    _verify_arguments(parts, words)
    line = words.t("put a credential on the list of what was revoked")
    revoke = add_part(parts, "revoke", line, _revoke)
    revoke.add_argument("id", metavar="ID", help=words.t("the id of the credential, or its file"))
    revoke.add_argument("--reason", default="", help=words.t("why, for the register; it is not published"))
    _office(revoke, words)
    line = words.t("write the signed list of what was revoked, to publish, and show the register")
    listed = add_part(parts, "status", line, _status)
    listed.add_argument("-o", "--output", type=Path, metavar="FILE", help=words.t("where to write the list"))
    listed.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    _office(listed, words)
    show = add_part(parts, "show", words.t("what a credential says, without a check"), _show)
    show.add_argument("file", type=Path, metavar="FILE", help=words.t("the credential"))
    show.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def _office(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--office", type=Path, metavar="DIR", help=words.t("the folder of the issuer (default: in the data folder)")
    )


def _keys_arguments(parts: Any, words: Words) -> None:
    keys = add_part(parts, "keys", words.t("make, replace, withdraw and list the keys of an issuer"), _keys)
    keys.add_argument("--new", action="store_true", help=words.t("make the first key; needs --list"))
    keys.add_argument(
        "--list", metavar="https://…", help=words.t("for --new: where the list of what was revoked will be published")
    )
    keys.add_argument(
        "--did", metavar="did:web:…", help=words.t("for --new: the name of the issuer on the web (default: a did:key)")
    )
    keys.add_argument(
        "--rotate", action="store_true", help=words.t("make a new key; what the old one signed stays valid")
    )
    keys.add_argument(
        "--withdraw", metavar="KEY", help=words.t("say that a key no longer counts; what it signed becomes invalid")
    )
    keys.add_argument(
        "--document", type=Path, metavar="FILE", help=words.t("write the document to publish for a did:web")
    )
    _office(keys, words)


def _issue_arguments(parts: Any, words: Words) -> None:
    issue = add_part(parts, "issue", words.t("issue a micro-credential to one learner"), _issue)
    issue.add_argument("description", type=Path, metavar="DESCRIPTION.yaml", help=words.t("what is issued"))
    issue.add_argument(
        "--learner", metavar="ADDRESS", default="",
        help=words.t("the e-mail address of the learner, kept as a fingerprint only; '-' reads it from standard input"),
    )  # fmt: skip
    issue.add_argument("--holder", metavar="did:key:…", default="", help=words.t("the key of the learner's wallet"))
    issue.add_argument("-o", "--output", type=Path, metavar="FILE", required=True, help=words.t("where to write it"))
    issue.add_argument(
        "--elm", type=Path, metavar="FILE", help=words.t("also write it in the European Learning Model, unsigned")
    )
    _office(issue, words)


def _verify_arguments(parts: Any, words: Words) -> None:
    verify = add_part(parts, "verify", words.t("check a credential, or one that its holder shows"), _verify)
    verify.add_argument("file", type=Path, metavar="FILE", help=words.t("the credential or presentation"))
    verify.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    verify.add_argument(
        "--with", dest="beside", type=Path, nargs="+", default=[], metavar="FILE",
        help=words.t("documents at hand: lists of what was revoked, documents of issuers"),
    )  # fmt: skip
    verify.add_argument(
        "--fetch",
        action="store_true",
        help=words.t("fetch what is not at hand from the websites that the credential names"),
    )
    verify.add_argument(
        "--learner",
        metavar="ADDRESS",
        default="",
        help=words.t("also say whether it is about the person with this address"),
    )
    verify.add_argument("--challenge", default="", help=words.t("what the holder was asked to answer to"))
    verify.add_argument("--domain", default="", help=words.t("who asked"))
    verify.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Do the part that was asked for. Raises Problem where the tools for signatures are not installed."""
    try:
        import pyld  # noqa: F401 - asked for once here, so that whoever lacks it reads one clear message
    except ImportError:
        what = words.t("Credentials need the part 'academy' of Toepas, which is not installed.")
        raise lacking(what, "academy", words) from None
    code: int = arguments.run_part(arguments, words)
    return code


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)


def _open(arguments: argparse.Namespace, words: Words) -> Any:
    from toepas.academy import Office

    return Office(arguments.office or data_dir() / "credentials", words)


def _keys(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_credential

    office = _open(arguments, words)
    if arguments.new:
        office.open(_now(), did=arguments.did, list_address=arguments.list or "")
    if arguments.rotate:
        office.keys.rotate(_now())
    if arguments.withdraw:
        office.keys.withdraw(arguments.withdraw, _now())
    document = office.document()
    if arguments.document:
        _write(arguments.document, document)
    show_credential.keys(console(), office, document, words)
    return EXIT_OK


def _issue(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import read_description, twin

    learner = sys.stdin.readline().strip() if arguments.learner == "-" else arguments.learner
    description, issuer = read_description(arguments.description, words)
    made = _open(arguments, words).issue(description, issuer, _now(), identity=learner, holder=arguments.holder)
    _write(arguments.output, made.credential)
    print(words.t("Issued: {id}, written to {file}", id=made.award.id, file=arguments.output))
    if arguments.elm:
        _write(arguments.elm, twin(made.award, made.did, words))
    return EXIT_OK


def _verify(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import credential_in, is_about, verify_credential
    from toepas.cli import show_credential
    from toepas.cli.credential_sources import known

    document = _read(arguments.file, words)
    on = day(arguments.on, words) if arguments.on else None
    now = datetime.datetime.combine(on, datetime.time(23, 59, 59), datetime.UTC) if on else _now()
    with known(arguments.beside, arguments.fetch, words) as at_hand:
        found = verify_credential(
            document, now=now, known=at_hand, challenge=arguments.challenge, domain=arguments.domain
        )
    about = is_about(credential_in(document), arguments.learner) if arguments.learner else None
    if arguments.json:
        print_json(show_credential.verification_data(found, about, words))
    else:
        show_credential.verification(console(), found, about, words)
    return max(STATUS[found.verdict], EXIT_INPUT if about is False else EXIT_OK)


def _revoke(arguments: argparse.Namespace, words: Words) -> int:
    name = arguments.id
    if Path(name).is_file():
        name = str(_read(Path(name), words).get("id", ""))
    gone = _open(arguments, words).revoke(name, _now(), arguments.reason)
    print(words.t("Revoked: {id}, {title}", id=gone.id, title=gone.title))
    print(words.t("Others see it when the list is published anew: credential status -o FILE"))
    return EXIT_OK


def _status(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_credential

    office = _open(arguments, words)
    register = office.issued()
    if arguments.output:
        _write(arguments.output, office.status_list(_now()))
    if arguments.json:
        print_json([show_credential.issued_data(item) for item in register])
    else:
        show_credential.register(console(), register, words)
    return EXIT_OK


def _show(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.academy import credential_in, missing_elements, shown
    from toepas.cli import show_credential

    document = credential_in(_read(arguments.file, words))
    if arguments.json:
        print_json(show_credential.shown_data(shown(document)))
    else:
        show_credential.contents(console(), shown(document), missing_elements(document), words)
        console().print(
            escape(
                words.t("This is what it says. Whether that is right: credential verify {file}", file=arguments.file)
            )
        )
    return EXIT_OK


def _read(path: Path, words: Words) -> dict[str, Any]:
    from toepas.academy import read_credential

    if not path.is_file():
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        )
    found: dict[str, Any] = read_credential(path.read_bytes(), str(path), words)
    return found


def _write(path: Path, document: dict[str, Any]) -> None:
    """In one move, so that no half credential is left behind."""
    aside = path.with_name(path.name + ".new")
    aside.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    aside.replace(path)
