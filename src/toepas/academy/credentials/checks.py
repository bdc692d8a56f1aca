"""What a check of a credential finds: yes, no or unknown, as a code with what belongs to it; ``sentences.py`` has the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from toepas.academy.credentials.did import Resolver, nobody

Outcome = Literal["yes", "no", "unknown"]
Verdict = Literal["valid", "invalid", "not-known"]
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """One question about a credential and its answer. ``about``: which question; ``code``: which answer, with ``values`` to fill in."""

    about: str
    outcome: Outcome
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the one who checks has at hand.

    ``lookup`` gives documents by name (documents of issuers, status lists by their address) and None for what is not there; ``contexts``
    are vocabularies beyond those that come along.
    """

    lookup: Resolver = nobody
    contexts: Mapping[str, Document] | None = None


def yes(about: str, code: str, **values: str) -> Check:
    """Everything is in order."""
    return Check(about, "yes", code, values)


def no(about: str, code: str, **values: str) -> Check:
    """Something is wrong."""
    return Check(about, "no", code, values)


def unknown(about: str, code: str, **values: str) -> Check:
    """It cannot be said."""
    return Check(about, "unknown", code, values)


def verdict(checks: tuple[Check, ...]) -> Verdict:
    """One no makes it invalid; else one unknown makes it not known."""
    outcomes = {check.outcome for check in checks}
    if "no" in outcomes:
        return "invalid"
    return "not-known" if "unknown" in outcomes else "valid"
