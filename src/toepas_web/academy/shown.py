"""What the pages about credentials show: what was found, what that proves and what not, and one's own credentials. Nobody's name."""

from __future__ import annotations

import datetime
from typing import Any

from toepas import academy
from toepas.academy import Check, Shown, Verification, is_about
from toepas.catalogue import country_name
from toepas.kernel import Words
from toepas_web.academy import issuing
from toepas_web.academy.models import Credential


def verification_page(found: Verification, about: bool | None, said: Words) -> dict[str, Any]:
    """The verdict with its reasons, every check in a sentence, what may be shown, and what all of that proves.

    ``about``: whether it is about the person with the address that was typed; None where none was.
    """
    facts = found.shown
    wanted = {"invalid": "no", "not-known": "unknown"}.get(found.verdict)
    return {
        "verdict": found.verdict,
        "sentence": academy.verdict_sentence(found.verdict, said),
        "reasons": [academy.check_sentence(check, said) for check in found.checks if check.outcome == wanted],
        "about": about,
        "checks": [
            (
                academy.check_question(check.about, said),
                academy.check_outcome(check.outcome, said),
                academy.check_sentence(check, said),
            )
            for check in found.checks
        ],
        "facts": [(label, value) for label, value in _facts(facts, said) if value],
        "outcomes": facts.outcomes,
        "proved": _proved(found, about, said),
        "not_proved": _not_proved(found, about, said),
    }


def _facts(facts: Shown, said: Words) -> list[tuple[str, str]]:
    """What a European micro-credential must say, and what makes it clear, in the issuer's own words."""
    country = country_name(facts.country, said) if len(facts.country) == 2 else facts.country
    quality = ", ".join(part for part in (facts.quality_kind, facts.quality, facts.quality_url) if part)
    return [
        (said.t("Title"), facts.title),
        (said.t("Description"), facts.description),
        (said.t("Issuer"), facts.issuer),
        (said.t("Name of the issuer on the web, or its key"), facts.issuer_id),
        (said.t("Country"), country),
        (said.t("Awarding body"), facts.awarding_body),
        (said.t("Learner"), _learner(facts, said)),
        (said.t("Issued on"), _day(facts.valid_from, said)),
        (said.t("Valid until"), _day(facts.valid_until, said)),
        (said.t("Workload"), facts.workload),
        (said.t("Level"), facts.level),
        (said.t("Assessment"), facts.assessment),
        (said.t("Form of participation"), facts.participation),
        (said.t("Quality assurance"), quality),
        (said.t("How it was earned"), own_words(facts)),
    ]


def own_words(facts: Shown) -> str:
    """How it was earned, without the lines that repeat what stands elsewhere on the page, and a heading of which nothing is left."""
    said = {facts.workload, facts.level, facts.assessment, facts.participation, *facts.outcomes} - {""}
    quality = f": {facts.quality_kind}: {facts.quality}, {facts.quality_url}"

    def repeats(line: str) -> bool:
        text = line.removeprefix("- ")
        known = text in said or text.partition(": ")[2] in said
        return line.startswith("- ") and (known or (bool(facts.quality_kind) and text.endswith(quality)))

    kept = [line for line in facts.criteria.splitlines() if not repeats(line)]
    while len(kept) < len(facts.criteria.splitlines()) and kept and (not kept[-1].strip() or kept[-1].endswith(":")):
        kept.pop()
    return "\n".join(kept)


def _learner(facts: Shown, said: Words) -> str:
    return {
        "fingerprint": said.t("a fingerprint of an e-mail address"),
        "key": said.t("the key of a wallet"),
        "both": said.t("a fingerprint of an e-mail address, and the key of a wallet"),
        "other": "",
    }[facts.learner]


def _day(text: str, said: Words) -> str:
    try:
        return said.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _outcome(found: Verification, about: str) -> Check | None:
    return next((check for check in found.checks if check.about == about), None)


def _is(found: Verification, *names: str) -> bool:
    return all((check := _outcome(found, name)) is not None and check.outcome == "yes" for name in names)


def _proved(found: Verification, about: bool | None, said: Words) -> list[str]:
    """What was proved, each on its own: also of a credential that is not valid."""
    proved = []
    if _is(found, "signature", "issuer", "vocabulary"):
        proved += [
            said.t("Whoever has the key of {issuer} signed it.", issuer=found.shown.issuer_id),
            said.t("Nothing that stands in it was changed since."),
        ]
    if proved and _is(found, "dates", "status"):
        proved.append(said.t("It counts today: it has not expired, and its issuer has not revoked it."))
    if proved and _is(found, "holder"):
        proved.append(said.t("Whoever showed it has the key that it is bound to: they answered your question with it."))
    elif proved and about:
        proved.append(said.t("It is about whoever has the e-mail address that you typed."))
    return proved


def _not_proved(found: Verification, about: bool | None, said: Words) -> list[str]:
    """What no check of a credential can prove, and what was left open here."""
    return [
        *_whose(found, about, said),
        _issuer(found.shown, said),
        said.t("That what it says is true: that is the word of the issuer."),
    ]


def _issuer(facts: Shown, said: Words) -> str:
    what = said.t("That the issuer can be trusted, or is called what it says.")
    if facts.issuer_id.startswith("did:key:"):
        how = said.t("Its name is only a key, which anybody can make: ask the issuer whether this key is theirs.")
    else:
        how = said.t("Look whether the name on the web is theirs.")
    return f"{what} {how}"


def _whose(found: Verification, about: bool | None, said: Words) -> list[str]:
    if _is(found, "holder"):
        return [said.t("That nobody else uses the wallet of the one it is about.")]
    shower = said.t("That whoever shows it is the one it is about. A file can be copied and shown by somebody else.")
    if found.shown.learner in ("key", "both"):
        how = said.t(
            "It is bound to the key of a wallet: ask for an answer of that wallet and check that answer, and this can be proved."
        )
    elif about:
        how = said.t("Whether the address is that of the person before you, you check yourself.")
    elif found.shown.learner == "fingerprint":
        how = said.t(
            "Ask for the file and their e-mail address: the check of a file compares them. Who has the file and knows the address can still deceive you."
        )
    else:
        how = said.t("It does not say whom it is about in a way that is known here.")
    return [f"{shower} {how}"]


def about_whom(document: dict[str, Any], address: str) -> bool | None:
    """Whether a credential is about the person with an address; None where none was typed."""
    return is_about(academy.credential_in(document), address) if address.strip() else None


def credential_row(one: Credential, said: Words) -> dict[str, Any]:
    """One of one's credentials."""
    facts = academy.shown(one.document)
    until = _day(facts.valid_until, said)
    return {
        "id": one.pk,
        "title": academy.bank_title(academy.banks()[one.bank], said),
        "issued": said.date(one.issued.date()),
        "until": until,
        "expired": one.ended,
        "revoked": said.date(one.revoked.date()) if one.revoked else "",
        "asked": one.asked,
        "bound": facts.learner == "both",
        "twin": one.twin is not None,
        "page": issuing.check_page(one.pk),
    }


def picture(one: Credential, said: Words) -> str:
    """The badge to look at, with the code that leads to the page that checks it."""
    return academy.badge_picture(academy.shown(one.document), issuing.check_page(one.pk), said)
