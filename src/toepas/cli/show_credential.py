"""Credentials, checks, keys and the register on a terminal and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.academy import (
    Issued,
    Office,
    Shown,
    Verification,
    check_outcome,
    check_question,
    check_sentence,
    element_title,
    verdict_sentence,
    web_address,
)
from toepas.kernel.words import Words


def verification_data(found: Verification, about: bool | None, words: Words) -> dict[str, Any]:
    """A verification as JSON: ids for programs, sentences for people, and no more of the learner than a public page shows."""
    return {
        "verdict": found.verdict,
        "sentence": verdict_sentence(found.verdict, words),
        "checks": [
            {
                "about": check.about,
                "outcome": check.outcome,
                "code": check.code,
                "sentence": check_sentence(check, words),
            }
            for check in found.checks
        ],
        **({} if about is None else {"about_this_person": about}),
        "shown": shown_data(found.shown),
    }


def shown_data(facts: Shown) -> dict[str, Any]:
    """What may be shown of a credential, as JSON."""
    return asdict(facts)


def issued_data(item: Issued) -> dict[str, Any]:
    """A line of the register, as JSON."""
    return asdict(item)


def verification(out: Console, found: Verification, about: bool | None, words: Words) -> None:
    """The verdict, every check, and what the credential says."""
    colour = {"valid": "green", "invalid": "red", "not-known": "yellow"}[found.verdict]
    out.print(f"[bold {colour}]{escape(verdict_sentence(found.verdict, words))}[/bold {colour}]")
    table = Table(box=None, show_header=False)
    for check in found.checks:
        table.add_row(
            escape(check_question(check.about, words)),
            escape(check_outcome(check.outcome, words)),
            escape(check_sentence(check, words)),
        )
    out.print(table)
    if about is not None:
        said = (
            words.t("It is about the person with this address.")
            if about
            else words.t("It is about somebody else than the person with this address.")
        )
        out.print(escape(said))
    contents(out, found.shown, (), words)


def contents(out: Console, facts: Shown, missing: tuple[str, ...], words: Words) -> None:
    """What a credential says, and which mandatory elements it does not."""
    learner = {
        "fingerprint": words.t("identified by a fingerprint of their address"),
        "key": words.t("identified by a key"),
        "both": words.t("identified by a fingerprint of their address and by a key"),
        "other": words.t("not shown here"),
    }[facts.learner]
    rows = (
        (element_title("title", words), facts.title),
        (element_title("learner", words), learner),
        (words.t("issuer"), " · ".join(part for part in (facts.issuer, facts.issuer_id) if part)),
        (element_title("country", words), words.country(facts.country) if facts.country else ""),
        (element_title("awarding-body", words), facts.awarding_body),
        (element_title("date", words), facts.valid_from),
        (words.t("valid until"), facts.valid_until),
        (element_title("outcomes", words), "\n".join(facts.outcomes)),
        (element_title("workload", words), facts.workload),
        (element_title("level", words), facts.level),
        (element_title("assessment", words), facts.assessment),
        (element_title("participation", words), facts.participation),
        (element_title("quality", words), " · ".join(part for part in (facts.quality, facts.quality_url) if part)),
        (words.t("competences"), ", ".join(facts.tags)),
    )
    table = Table(box=None, show_header=False)
    for name, value in rows:
        if value:
            table.add_row(escape(name), escape(value))
    out.print(table)
    if missing:
        names = ", ".join(element_title(name, words) for name in missing)
        out.print(escape(words.t("A European micro-credential must also say: {elements}", elements=names)))


def keys(out: Console, office: Office, document: dict[str, Any], words: Words) -> None:
    """The keys of an issuer, and where its document belongs."""
    table = Table(box=None)
    for title in (words.t("Key"), words.t("Made on"), words.t("State")):
        table.add_column(title)
    for key in office.keys.all():
        state = words.t("in use")
        if key.withdrawn:
            state = words.t("withdrawn on {date}", date=words.date(key.withdrawn.date()))
        elif key.retired:
            state = words.t("replaced on {date}", date=words.date(key.retired.date()))
        table.add_row(key.public, words.date(key.created.date()), escape(state))
    out.print(escape(document["id"]))
    out.print(table)
    address = web_address(document["id"])
    if address:
        out.print(escape(words.t("Publish the document (--document FILE) at {address}", address=address)))


def register(out: Console, items: list[Issued], words: Words) -> None:
    """What was issued and what was revoked."""
    table = Table(box=None)
    for title in (words.t("Credential"), words.t("Title"), words.t("Issued on"), words.t("Revoked on")):
        table.add_column(title, overflow="fold")
    for item in items:
        table.add_row(escape(item.id), escape(item.title), item.day[:10], item.revoked[:10])
    out.print(table)
    gone = sum(bool(item.revoked) for item in items)
    out.print(words.t("{issued} issued, {revoked} revoked", issued=len(items), revoked=gone))
