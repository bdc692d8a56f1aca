"""What was found about a credential, in plain sentences."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from toepas.academy.credentials.checks import Check, Verdict
from toepas.kernel.words import Words

Table = dict[str, str]


def question(about: str, words: Words) -> str:
    """The name of a check."""
    return {
        "shape": words.t("Form"),
        "vocabulary": words.t("Vocabulary"),
        "signature": words.t("Signature"),
        "issuer": words.t("Issuer"),
        "dates": words.t("Dates"),
        "status": words.t("Revocation"),
        "holder": words.t("Shown by"),
    }[about]


def outcome(value: str, words: Words) -> str:
    """Yes, no or not known, as a word."""
    return {"yes": words.t("in order"), "no": words.t("not in order"), "unknown": words.t("not known")}[value]


def verdict_sentence(verdict: Verdict, words: Words) -> str:
    """The verdict in one sentence."""
    return {
        "valid": words.t("This credential is valid."),
        "invalid": words.t("This credential is not valid."),
        "not-known": words.t("It is not known whether this credential is valid. Do not take it for valid."),
    }[verdict]


def sentence(check: Check, words: Words) -> str:
    """What a check found, in one or two sentences."""
    values = {name: _date(value, words) if name == "date" else value for name, value in check.values.items()}
    return _TABLES[check.about](words)[check.code].format(**values)


def _date(text: str, words: Words) -> str:
    try:
        return words.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _shape(words: Words) -> Table:
    return {
        "badge": words.t("It has the form of an Open Badge 3.0."),
        "not-a-badge": words.t(
            "It does not have the form of an Open Badge 3.0. At '{place}' this was expected: {expected}."
        ),
        "older-standard": words.t(
            "It follows an older standard that is not checked here. Ask the issuer for a credential of the current one."
        ),
    }


def _vocabulary(words: Words) -> Table:
    return {
        "known": words.t("It uses only words that a signature covers."),
        "unknown-context": words.t("It uses a vocabulary that is not known here: {detail}"),
        "own-context": words.t("It brings a vocabulary of its own, which is not taken over."),
        "unknown-word": words.t("It says something that no signature covers, so anybody could have added it: {detail}"),
        "not-linked-data": words.t("Its content contradicts its vocabulary. {detail}"),
        "twice": words.t("It describes itself twice, which can hide what it says of itself: {detail}"),
        "too-tangled": words.t("It is built so that checking it would take for ever."),
    }


def _signature(words: Words) -> Table:
    return {
        "holds": words.t("The signature is right: nothing was changed since it was signed."),
        "broken": words.t("The signature does not fit: the content was changed, or somebody else signed it."),
        "unsigned": words.t("It is not signed."),
        "kind-not-checked": words.t("It is signed in a way that is not checked here: {kind}"),
        "key-not-known": words.t("The signature cannot be checked, for the key of the issuer is missing."),
        "not-readable": words.t("The signature cannot be checked, for the vocabulary is not in order."),
    }


def _issuer(words: Words) -> Table:
    return {
        "bound": words.t("The key belongs to the issuer {issuer}."),
        "unsigned": words.t("Nobody knows who made it, for it is not signed."),
        "kind-not-checked": words.t(
            "Whose key it is cannot be said, for it is signed in a way that is not checked here: {kind}"
        ),
        "other-purpose": words.t("The signature was made for something else than issuing or showing it: {purpose}"),
        "other-key": words.t("It is signed with a key that does not belong to the issuer it names, {issuer}: {key}"),
        "not-by-it": words.t("That the issuer {issuer} made it is not shown, for the signature does not fit."),
        "no-key": words.t("The name of the issuer is no key: {issuer}"),
        "not-at-hand": words.t("The keys of the issuer are not at hand: {issuer}"),
        "not-listed": words.t("The issuer {issuer} does not list this key: {key}"),
        "withdrawn": words.t("The issuer {issuer} has withdrawn the key it is signed with."),
        "retired": words.t("The issuer {issuer} had already replaced this key when it was signed."),
    }


def _dates(words: Words) -> Table:
    return {
        "runs": words.t("It is valid until {date}."),
        "no-end": words.t("It has no end date."),
        "no-date": words.t("One of its dates is no date."),
        "not-yet": words.t("It is not valid before {date}."),
        "expired": words.t("It has expired: it was valid until {date}."),
    }


def _status(words: Words) -> Table:
    return {
        "no-list": words.t("The issuer keeps no list for it: it cannot be revoked."),
        "not-revoked": words.t("It was not revoked, by the list of {date}."),
        "revoked": words.t("The issuer has revoked it."),
        "suspended": words.t("The issuer has suspended it."),
        "kind-not-checked": words.t("Whether it was revoked is said in a way that is not checked here: {kind}"),
        "list-not-at-hand": words.t("Whether it was revoked is not known, for the list is not at hand: {list}"),
        "list-broken": words.t("Whether it was revoked is not known, for the list cannot be read: {list}"),
        "list-too-short": words.t(
            "Whether it was revoked is not known, for the list is shorter than the standard allows: {list}"
        ),
        "list-of-other": words.t("Whether it was revoked is not known, for the list is about something else: {list}"),
        "list-of-other-issuer": words.t(
            "Whether it was revoked is not known, for the list is by another issuer: {list}"
        ),
        "list-out-of-date": words.t("Whether it was revoked is not known, for the list is not valid today: {list}"),
        "list-not-signed": words.t(
            "Whether it was revoked is not known, for the signature of the list does not hold: {list}"
        ),
    }


def _holder(words: Words) -> Table:
    return {
        "shown": words.t("It is shown by the one it is about."),
        "not-presented": words.t("It is a copy of a credential. Ask the learner to show it from their wallet."),
        "not-one-credential": words.t("One credential was expected, and there is none or more than one."),
        "no-key-of-holder": words.t("It names no key of a holder, so nobody can prove that it is theirs."),
        "not-signed": words.t("The one who shows it did not sign."),
        "no-challenge": words.t(
            "Nobody asked for it: without the question, an old answer cannot be told from a new one."
        ),
        "other-challenge": words.t(
            "It answers another question than the one asked: it may have been shown before, by somebody else."
        ),
        "other-domain": words.t("It was shown to somebody else."),
        "other-holder": words.t("It is shown by somebody else than the one it is about."),
        "broken": words.t("The signature of the one who shows it does not fit."),
        "not-at-hand": words.t("Who shows it cannot be said, for their key is not at hand."),
    }


_TABLES: dict[str, Callable[[Words], Table]] = {
    "shape": _shape,
    "vocabulary": _vocabulary,
    "signature": _signature,
    "issuer": _issuer,
    "dates": _dates,
    "status": _status,
    "holder": _holder,
}
