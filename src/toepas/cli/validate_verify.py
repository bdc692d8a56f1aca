"""``toepas validate keys`` and ``toepas validate verify``: a key to sign reports with, and whether a report is as it was made."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, print_json
from toepas.kernel.problems import EXIT_INPUT, EXIT_OK, EXIT_OPEN, Problem
from toepas.kernel.words import Words
from toepas.paper.tidy import clean

if TYPE_CHECKING:
    from toepas.assurance.checking import Checked


def arguments(command: argparse.ArgumentParser, words: Words) -> None:
    """The options that only these two words take."""
    group = command.add_argument_group(words.t("for 'verify' and 'keys'"))
    group.add_argument(
        "--data",
        dest="held",
        type=Path,
        metavar="FILE",
        help=words.t("verify: the data, to see whether they are the same"),
    )
    group.add_argument(
        "--key", type=Path, metavar="PUBLIC", help=words.t("verify: the public key it should be signed with")
    )


def run_keys(given: list[str], options: argparse.Namespace, words: Words) -> int:
    """Make a key, or show the one that is there."""
    from toepas.assurance import signing

    _at_most(given, 0, "keys", words)
    folder = signing.keys_folder()
    key = signing.own_key(words)
    made = key is None
    if key is None:
        key = signing.new_key()
        signing.keep(key, folder, words)
    found = {"made": made, "fingerprint": signing.fingerprint(key.public), "public": str(folder / signing.PUBLIC)}
    if options.json:
        print_json(found)
        return EXIT_OK
    lines = [
        words.t("A new key was made. Reports are signed with it from now on.")
        if made
        else words.t("This is your key. Reports are signed with it."),
        words.t("Fingerprint: {fingerprint}", fingerprint=found["fingerprint"]),
        words.t("Public key: {path}", path=found["public"]),
        words.t(
            "Give the fingerprint or the public key to those who get your reports, by another way than the reports themselves."
        ),
        words.t("Keep the private key to yourself: {path}", path=folder / signing.PRIVATE),
    ]
    console().print("\n".join(lines), markup=False, soft_wrap=True)
    return EXIT_OK


def run_verify(given: list[str], options: argparse.Namespace, words: Words) -> int:
    """Check a report; 0 where nothing speaks against it, 1 where it cannot be vouched for, 2 where something was changed."""
    from toepas.assurance.checking import check_path
    from toepas.assurance.signing import load_public

    _at_most(given, 1, "verify", words)
    if not given:
        raise Problem(
            words.t("Which report?"),
            expected="toepas validate verify DIR",
            todo=words.t("Name the folder of a report, or its report.json."),
        )
    key = load_public(options.key, words) if options.key else None
    found = check_path(Path(given[0]), words, options.held, key)
    if options.json:
        print_json(_data(found))
    else:
        # A report may come from anybody: nothing in it may steer the terminal.
        console().print(clean("\n".join(said(found, words))), markup=False, soft_wrap=True)
    if found.intact:
        return EXIT_OK
    return EXIT_OPEN if _nothing_wrong(found) else EXIT_INPUT


WORDS: dict[str, Callable[[list[str], argparse.Namespace, Words], int]] = {"keys": run_keys, "verify": run_verify}
"""Words that stand where the data would: a file of that name is given as ``./verify``."""


def written(kept: tuple[str, ...], signer: str, words: Words) -> None:
    """What to say below a report that was written: versions that were kept, and whether it is signed."""
    lines = [words.t("Your own version was kept as {name}.", name=name) for name in kept]
    if signer:
        lines.append(words.t("It is signed. Fingerprint: {fingerprint}", fingerprint=signer))
    else:
        lines.append(
            words.t("It is not signed. To sign reports from now on: {command}", command="toepas validate keys")
        )
    console().print("\n".join(lines), markup=False, soft_wrap=True)


def _at_most(given: list[str], most: int, word: str, words: Words) -> None:
    if len(given) > most:
        raise Problem(
            words.t("There is a word too many: '{word}'.", word=given[most]),
            todo=words.t("See '{command} --help'.", command=f"toepas validate {word}"),
        )


def _nothing_wrong(found: Checked) -> bool:
    """Whether nothing was changed, and it is only not signed."""
    fine = all(state == "same" for state in found.files.values())
    return found.signature == "absent" and not found.parts and fine and found.data != "other" and found.expected is None


def _data(found: Checked) -> dict[str, Any]:
    return {
        "intact": found.intact, "signature": found.signature, "same_bytes": found.layout, "changed_parts": list(found.parts),
        "files": dict(found.files), "data": found.data, "fingerprint": found.fingerprint, "expected_key": found.expected,
        "made": found.made, "version": found.version, "source": found.source,
    }  # fmt: skip


def said(found: Checked, words: Words) -> Iterator[str]:
    """What was found, in plain sentences, the most important first."""
    yield _first(found, words)
    yield from _changes(found, words)
    yield _signer(found, words)
    yield {
        "same": words.t("The data are the same as those that the report was made from ({name}).", name=found.source),
        "other": words.t("The data are NOT those that the report was made from ({name}).", name=found.source),
        "not-given": words.t("Whether the data are the same was not checked: add --data FILE."),
    }[found.data]
    if found.signature == "holds":
        yield words.t(
            "Made at {moment} with Toepas {version}, as the signer states.", moment=found.made, version=found.version
        )


def _first(found: Checked, words: Words) -> str:
    changed = bool(found.parts) or any(state != "same" for state in found.files.values())
    if found.signature == "broken":
        return words.t("CHANGED: the signature does not hold. Do not rely on this report.")
    if changed:
        return words.t("CHANGED: this is not the report as it was made.")
    if found.signature == "absent":
        return words.t("NOT SIGNED: the parts fit each other, but anybody could have made them so.")
    if not found.layout:
        return words.t("The content is unchanged and signed; only the file was laid out anew (spaces, order).")
    return words.t("UNCHANGED: the report is, to the byte, as it was signed.")


def _changes(found: Checked, words: Words) -> Iterator[str]:
    if found.signature == "broken":
        yield words.t("What was changed cannot be said for sure: the seal itself may have been written anew.")
    for name in found.parts:
        yield words.t("  changed in report.json: the part '{name}'", name=name)
    for name, state in found.files.items():
        if state == "changed":
            yield words.t("  changed: the file {name}", name=name)
        elif state == "missing":
            yield words.t("  missing: the file {name}", name=name)


def _signer(found: Checked, words: Words) -> str:
    if found.expected is False:
        return words.t("It is NOT signed by the key that you named.")
    if not found.key:
        return words.t("Nobody can be named who signed it.")
    if found.expected:
        return words.t("It is signed by the key that you named: {fingerprint}", fingerprint=found.fingerprint)
    return words.t(
        "It is signed by the key with the fingerprint {fingerprint}. Whose key that is cannot be told from here: compare it with the fingerprint that the signer gave you, or name the key with --key.",
        fingerprint=found.fingerprint,
    )
