"""The sentences of a pooled validation: where the round stands, who was missed, what contradicts itself, what a lie could do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toepas.assurance import words as say
from toepas.assurance.measures import title
from toepas.assurance.model import Key
from toepas.assurance.pooling.audit import Checked
from toepas.assurance.pooling.protocol import Protocol
from toepas.kernel.words import Words


def step(name: str, protocol: Protocol, words: Words) -> str:
    """What was done, or who has to act now."""
    third = protocol.third_party.name
    return {
        "join": words.t("Joined. Now the other sites join, and '{third}' closes the list. Then run this command again.", third=third),
        "answer": words.t("Counted and answered, below masks. Now the other sites answer, and '{third}' adds. Then run this command again.", third=third),
        "unlock": words.t("Unlocked. '{third}' can open the sum when enough sites have done so; nobody can open a single answer.", third=third),
        "wait-joined": words.t("Nothing to do yet: '{third}' has not closed the list of those who take part.", third=third),
        "wait-added": words.t("Nothing to do yet: '{third}' has not added the answers.", third=third),
        "wait-result": words.t("Nothing to do any more: '{third}' opens the sum when enough sites have unlocked it.", third=third),
        "wait-unlock": words.t("The answers are added already. Now the sites unlock the sum; then open it with '{command}'.", command="toepas pool open"),
        "left-out": words.t("This round goes on without this site: it came too late. Nothing of its numbers is in the sum."),
        "joined": words.t("The list of those who take part is closed. Now the sites answer."),
        "added": words.t("The answers are added. Now the sites unlock the sum."),
        "opening": words.t("The answer was opened to the auditor '{name}', and to nobody else.", name=protocol.auditor.name),
        "done": words.t("The round is over."),
    }[name]  # fmt: skip


def missed(missing: Mapping[str, str], words: Words) -> list[str]:
    """Who was missed, and whether their numbers are in the sum."""
    said = {
        "join": words.t("Did not take part: {names}."),
        "answer": words.t("Joined and then dropped out; their numbers are not in the sum: {names}."),
        "unlock": words.t("Answered and then dropped out; their numbers are in the sum: {names}."),
    }
    return [
        text.format(names=", ".join(sorted(name for name, at in missing.items() if at == kind)))
        for kind, text in said.items()
        if kind in missing.values()
    ]


def fault(name: str, off: int, words: Words) -> str:
    """A contradiction in the numbers, with its size."""
    said = {
        "number-of-sites": words.t("The number of sites in the sum is wrong"),
        "below-zero": words.t("A count is below zero"),
        "more-than-agreed": words.t("There are more cases than all sites together may have"),
        "cases": words.t("The cases of the groups do not add up to all cases"),
        "positives": words.t("The cases with the outcome do not add up over the groups"),
        "margins": words.t("The totals of a group do not fit the counts within it"),
        "confusion": words.t("The counts at a threshold do not fit the counts by score"),
        "scores": words.t("A sum of scores is not possible with these counts"),
        "logits": words.t("A sum of log-odds is not possible with these counts"),
        "squares": words.t("A sum of squares is not possible with these counts"),
        "too-few-cases": words.t("There are too few cases to show anything"),
    }[name]
    return words.t("{what} (off by {n}).", what=said, n=off) if off else f"{said}."


def where(key: list[list[str]] | Key, words: Words) -> str:
    """A group in words."""
    return say.group(tuple((str(column), str(value)) for column, value in key), "", words)


def lie(entry: Mapping[str, Any], words: Words) -> str:
    """Between which bounds a figure lies if sites lied."""
    low, high = (say.figure(entry["measure"], entry[end], words) for end in ("low", "high"))
    at = (
        ""
        if entry["threshold"] is None
        else words.t(" at {threshold}", threshold=say.number(entry["threshold"], words))
    )
    return words.t("{measure}{at}: {low} to {high}", measure=title(entry["measure"], words), at=at, low=low, high=high)


def checked(found: Checked, words: Words) -> str:
    """What the auditor found of one site."""
    if not found.opened:
        return words.t("{name}: was drawn and has not opened its answer.", name=found.name)
    if found.sound:
        return words.t("{name}: the answer is what was sent, and holds together.", name=found.name)
    said = {
        "unreadable": words.t("the opening cannot be read"),
        "commitment": words.t("the numbers are not those that the site committed to"),
        "own-mask": words.t("the site's own mask is not the one it promised"),
        "pair-masks": words.t("the masks shared with other sites are not those that were used"),
        "answer": words.t("the numbers are not those that were added"),
    }
    listed = [said[one] for one in found.broken]
    listed += [fault(one.id, one.off, words).rstrip(".") for one in found.faults]
    return words.t("{name}: does not hold: {what}.", name=found.name, what="; ".join(listed))
