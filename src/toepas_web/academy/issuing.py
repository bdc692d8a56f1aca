"""The office of this site: its key, its list of what was revoked, and what it knows when a credential is checked. No network."""

from __future__ import annotations

import contextlib
import datetime
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from toepas.academy import (
    Bank,
    Description,
    Issuer,
    Known,
    Made,
    Office,
    Organisation,
    Quality,
    bank_outcomes,
    bank_title,
    bank_what,
    new_challenge,
    twin,
)
from toepas.kernel import Problem, Words
from toepas_web.academy.models import DAY
from toepas_web.accounts.models import User
from toepas_web.ui.words import in_language

QUESTION = "academy-question"
LIST_SECONDS = 60
"""So long may the published list be older than the register."""


def now() -> datetime.datetime:
    """The moment, in whole seconds, as credentials write it."""
    return datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)


def can_issue() -> bool:
    """Whether this site knows in whose name it issues, and has its key where it issued before: both are needed."""
    return bool(settings.ISSUER_NAME and settings.ISSUER_COUNTRY) and (not is_open() or can_sign())


def own_did() -> str | None:
    """The name of this site on the web; None where it has no https address: then its key is its name."""
    address = urlsplit(settings.URL)
    if address.scheme != "https" or not address.hostname:
        return None
    return f"did:web:{address.hostname}" + (f"%3A{address.port}" if address.port else "")


def office(said: Words | None = None) -> Office:
    """The office, which may not be open yet."""
    return Office(settings.ISSUER_FOLDER, said or in_language("en"))


def opened(said: Words) -> Office:
    """The office with a key: made when the first credential is issued."""
    found = office(said)
    if not (found.folder / "issuer.json").exists():
        with contextlib.suppress(Problem):  # another process was first
            found.open(now(), did=own_did(), list_address=settings.URL + reverse("academy-status"))
    return found


def is_open() -> bool:
    """Whether anything was issued here yet."""
    return (settings.ISSUER_FOLDER / "issuer.json").exists()


def can_sign() -> bool:
    """Whether there is a key in use: none before the first credential, nor after a restore without keys."""
    return office().keys.active() is not None


def status_list() -> dict[str, object] | None:
    """The signed list of what was revoked; None where nothing can be signed. Signing takes a moment, so it is kept for a minute."""
    if not can_sign():
        return None
    found = office()
    register = found.folder / "issued.jsonl"
    key = f"academy-status-{register.stat().st_mtime_ns if register.exists() else 0}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = found.status_list(now())
        caches["local"].set(key, kept, LIST_SECONDS)
    return dict(kept)


def own_document() -> dict[str, Any] | None:
    """The document with the keys of this site; None where it has none, also after a restore without them: then nothing is known of its keys."""
    found = office()
    return found.document() if is_open() and found.keys.all() else None


def known() -> Known:
    """What is at hand here: the own document and the own list. Nothing of others is fetched."""
    own = own_document()
    if own is None:
        return Known()
    at_hand = {str(own.get("id")): own}
    address = settings.URL + reverse("academy-status")
    return Known(lambda name: status_list() if name == address else at_hand.get(name))


def domain() -> str:
    """Under which name this site asks a wallet for an answer."""
    return urlsplit(settings.URL).netloc


def question_for(user: User) -> str:
    """What the wallet of somebody is asked to answer: new each time, for them alone, and for a day. Nothing of it is kept."""
    return TimestampSigner(salt=f"{QUESTION}-{user.pk}").sign(new_challenge())


def asked(user: User, question: str) -> bool:
    """Whether this site asked somebody this question, within the last day."""
    try:
        TimestampSigner(salt=f"{QUESTION}-{user.pk}").unsign(question, max_age=DAY)
    except BadSignature:
        return False
    return True


def check_page(credential_id: uuid.UUID) -> str:
    """The address of the page where anybody can check a credential of this site."""
    return str(settings.URL + reverse("academy-verified", args=[credential_id]))


def twin_of(made: Made, said: Words) -> dict[str, Any] | None:
    """The credential in the European Learning Model; None where the number of the issuer in a register was not set."""
    return twin(made.award, made.did, said) if made.award.issuer.legal_id else None


def issue(bank: Bank, email: str, hours: float, told: str, said: Words, holder: str) -> Made:
    """A signed credential for having passed a quiz at the end of a path.

    ``hours``: of work that are known; ``told``: how it was earned; ``holder``: the key of the learner's wallet, or nothing.
    """
    body = Organisation(settings.ISSUER_NAME, settings.URL)
    described = Description(
        title=bank_title(bank, said),
        description=bank_what(bank, said),
        language=said.lang,
        awarding_body=body,
        outcomes=bank_outcomes(bank, said),
        hours=hours,
        ects=None,
        level=bank.level,
        cycle=bank.cycle,
        assessment="online-quiz",
        participation="online",
        quality=Quality("internal", settings.ISSUER_NAME, settings.URL + reverse("academy-quality")),
        criteria=told,
        tags=tuple(f"ai:{tag}" for tag in sorted(bank.tags)),
        months_valid=settings.CREDENTIAL_MONTHS,
    )
    by = Issuer(settings.ISSUER_NAME, settings.ISSUER_COUNTRY, url=settings.URL, legal_id=settings.ISSUER_LEGAL_ID)
    return opened(said).issue(described, by, now(), identity=email, holder=holder)
