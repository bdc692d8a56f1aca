"""Is a credential what it says: read it, ask every question, and say yes, no or not known."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from toepas.academy.credentials.baked import unbaked
from toepas.academy.credentials.checks import Check, Document, Known, Verdict, no, unknown, verdict, yes
from toepas.academy.credentials.current import dates, status
from toepas.academy.credentials.holder import HOLDER, is_presentation, presented, shown_by_holder
from toepas.academy.credentials.shape import fault
from toepas.academy.credentials.shown import Shown, shown
from toepas.academy.credentials.signature import issuer_of, signed, vocabulary
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

SHAPE = "shape"
OLDER = "https://www.w3.org/2018/credentials/v1"
LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: the verdict, every check, and what may be shown."""

    verdict: Verdict
    checks: tuple[Check, ...]
    shown: Shown


def read_credential(text: str | bytes, where: str, words: Words) -> Document:
    """A credential or presentation as JSON, or as a picture that carries it.

    Raises Problem for what is none, is too large, or says a name twice.
    """
    expected = words.t(
        "a credential as JSON, as a wallet or an issuer exports it, or a badge that carries it (SVG or PNG)"
    )
    if len(text) > LARGEST:
        raise Problem(words.t("The file is too large."), where=where, expected=expected)
    text = unbaked(text if isinstance(text, bytes) else text.encode()) or text
    try:
        read = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Problem(
            words.t("This is no credential."),
            where=where,
            expected=expected,
            todo=words.t("Ask the learner for the file of the credential itself."),
        )
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def verify(
    document: Document, *, now: datetime.datetime, known: Known | None = None, challenge: str = "", domain: str = ""
) -> Verification:
    """Check a credential, or a presentation of one, on a day.

    Without ``known`` nothing beyond the document is at hand: keys of did:key are in their names, everything else is not known.
    ``challenge`` and ``domain``: what the holder was asked to answer to, for a presentation.
    """
    at_hand = known or Known()
    credential: Document | None = document
    by_holder: tuple[Check, ...] = ()
    if is_presentation(document):
        credential = presented(document)
        if credential is None:
            return Verification("invalid", (no(HOLDER, "not-one-credential"),), shown({}))
        by_holder = (shown_by_holder(document, credential, challenge, domain, at_hand),)
    elif challenge:
        by_holder = (no(HOLDER, "not-presented"),)
    assert credential is not None
    checks = (
        _shape(credential),
        vocabulary(credential, at_hand),
        *signed(credential, issuer_of(credential), at_hand),
        dates(credential, now),
        status(credential, now, at_hand),
        *by_holder,
    )
    return Verification(verdict(checks), checks, shown(credential))


def _shape(credential: Document) -> Check:
    contexts = credential.get("@context")
    if isinstance(contexts, list) and contexts[:1] == [OLDER]:
        return unknown(SHAPE, "older-standard")
    found = fault(credential)
    if found is None:
        return yes(SHAPE, "badge")
    return no(SHAPE, "not-a-badge", place=found.place, expected=found.expected)
