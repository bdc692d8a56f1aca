"""What is typed and chosen in the academy, read and checked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from toepas.academy import Known, Question, answered, is_wallet_key, profile_title, profiles, read_credential, tags
from toepas.kernel import Problem, Words
from toepas.retrieval import OFFICIAL_LANGUAGES
from toepas_web.academy import issuing
from toepas_web.academy.actions import RefusedError
from toepas_web.accounts.models import User
from toepas_web.ui.numbers import counted

LEVELS = ("0", "1", "2", "3")
MOST_PEOPLE = 1_000_000
MOST_BYTES = 1_000_000


def levels(given: Mapping[str, str]) -> dict[str, int]:
    """The self-test as it was filled in; what was not answered, or makes no sense, is not known."""
    return {tag: int(given[tag]) for tag in tags() if given.get(tag) in LEVELS}


def languages(given: QueryDict) -> list[str]:
    """The languages that were ticked; what is no language of the Union is left out."""
    ticked = given.getlist("language")
    return [code for code in OFFICIAL_LANGUAGES if code in ticked]


def chosen(given: Mapping[str, str], questions: tuple[Question, ...]) -> dict[str, int]:
    """The chosen options of a quiz by item; what is none of the options counts as not answered."""
    found = {}
    for one in questions:
        place = given.get(one.item.id, "")
        if place in map(str, range(len(one.order))):
            found[one.item.id] = int(place)
    return found


def people(given: Mapping[str, str], said: Words) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """How many people do which work, and what is wrong with it."""
    found, problems = {}, []
    for name, profile in profiles().items():
        text = given.get(name, "").strip()
        if not text:
            continue
        if not 0 <= counted(text) <= MOST_PEOPLE:
            sentence = said.t(
                "{work}: write a whole number of people, from 0 to {most}.",
                work=profile_title(profile, said),
                most=said.number(MOST_PEOPLE),
            )
            problems.append((name, sentence))
        elif counted(text):
            found[name] = counted(text)
    return found, problems


def credential_text(given: Mapping[str, str], uploaded: UploadedFile | None) -> bytes:
    """What was pasted, or else the file; empty where there is neither. A file that is too large is cut: it is then no credential."""
    pasted = given.get("credential", "").strip()
    if pasted or uploaded is None:
        return pasted.encode()
    return uploaded.read(MOST_BYTES)


def wallet_key(given: Mapping[str, str], user: User, said: Words) -> tuple[str, bool]:
    """The key of a wallet (nothing where none was given), and whether it was proved that the wallet has it.

    Raises RefusedError for what is no key, and for a proof that is none or answers a question that ``user`` was not asked.
    """
    key, proof = given.get("holder", "").strip(), given.get("proof", "").strip()
    if not key and not proof:
        return "", False
    if not is_wallet_key(key):
        raise RefusedError("no-key")
    if not proof:
        return key, False
    try:
        shown = read_credential(proof, "", said)
    except Problem:
        raise RefusedError("not-proven") from None
    question = given.get("question", "")
    proves = answered(shown, key, question, issuing.domain(), Known()).outcome == "yes"
    if not (proves and issuing.asked(user, question)):
        raise RefusedError("not-proven")
    return key, True


def as_uuid(text: str) -> uuid.UUID | None:
    """An id as it stands in an address or in a credential; None for what is none."""
    try:
        return uuid.UUID(text.strip().rpartition(":")[2])
    except ValueError:
        return None


def refused(why: str, said: Words) -> str:
    """Why something was not done."""
    return {
        "tries": said.t("You took this quiz often enough for today. Try again tomorrow."),
        "finished": said.t("This quiz was marked already."),
        "not-finished": said.t("Finish the courses of the path and pass the quiz first."),
        "no-key": said.t("This is no key of a wallet that is known here. It begins with did:key:z6Mk; copy it whole."),
        "not-proven": said.t(
            "The answer of your wallet does not prove that it has this key. Let it answer the question that stands here now."
        ),
        "already": said.t("You have this credential already."),
        "no-issuer": said.t(
            "This site issues no credentials now: whoever runs it has not said in whose name and in which country, or its key is missing."
        ),
    }[why]
