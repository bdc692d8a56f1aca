"""The same micro-credential in the European Learning Model 3, for the European Digital Credentials infrastructure.

It is not signed here: that infrastructure seals credentials with the electronic seal of the organisation that uploads them. The learner is
identified as in the badge: by the fingerprint, or by the key of the holder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toepas.academy.credentials.badge import achievement_id, level_text, narrative, workload_text
from toepas.academy.credentials.elements import Award, Description, choices, element_title, lists, title_of
from toepas.academy.credentials.learner import fingerprint
from toepas.academy.credentials.proof import moment
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words, languages

CONTEXTS = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
SNB = "http://data.europa.eu/snb"
AUTHORITY = "http://publications.europa.eu/resource/authority"
SCHEME = "25831c2"
"""How the vocabularies of the model call the list itself."""
GENERIC, ECTS, BASE64, PNG = "e34929035b", "6fcec5c5af", "6146cde7dd", "PNG"
EMPTY_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="
"""One white pixel: the model wants a picture, and there is none that says more than the text."""


def twin(award: Award, issuer_id: str, words: Words) -> dict[str, Any]:
    """The credential as JSON-LD in the European Learning Model. ``issuer_id``: the did of the issuer.

    Raises Problem where the issuer has no legal identifier: the model asks for one.
    """
    if not award.issuer.legal_id:
        raise Problem(
            words.t("The European Learning Model asks for the legal identifier of the issuer."),
            where="issuer: legal_id",
            expected=words.t("the number under which the organisation is registered, such as a VAT number"),
            todo=words.t("Write it in the description of the micro-credential."),
        )
    spoken = Words(award.description.language if award.description.language in languages() else "en")
    return _Twin(award, issuer_id, spoken).whole()


class _Twin:
    """Builds the parts, each with an address of its own below that of the credential."""

    def __init__(self, award: Award, issuer_id: str, words: Words) -> None:
        self.award = award
        self.issuer_id = issuer_id
        self.words = words
        self.described = award.description
        self.lang = award.description.language
        self._numbers: Iterator[int] = iter(range(1, 1_000))

    def part(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {"id": f"{self.award.id}#{kind}-{next(self._numbers)}", "type": kind, **fields}

    def text(self, value: str) -> dict[str, str]:
        return {self.lang: value}

    def note(self, value: str) -> dict[str, Any]:
        return self.part("Note", noteLiteral=self.text(value))

    def whole(self) -> dict[str, Any]:
        award = self.award
        return {
            "@context": CONTEXTS,
            "id": award.id,
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "credentialSchema": {"id": f"{SNB}/model/ap/edc-generic-full", "type": "ShaclValidator2017"},
            "credentialProfiles": concept(f"{SNB}/credential", GENERIC),
            "displayParameter": self._display(),
            "issuer": {
                **self._organisation(self.issuer_id, award.issuer.name, award.issuer.url),
                "eIDASIdentifier": self.part(
                    "LegalIdentifier", notation=award.issuer.legal_id, spatial=self._country()
                ),
            },
            "issuanceDate": moment(award.day),
            "issued": moment(award.day),
            "validFrom": moment(award.day),
            **({"expirationDate": moment(award.until), "validUntil": moment(award.until)} if award.until else {}),
            "credentialSubject": self._learner(),
        }

    def _display(self) -> dict[str, Any]:
        language = self._language()
        picture = self.part(
            "MediaObject",
            content=EMPTY_PICTURE,
            contentType=concept(f"{AUTHORITY}/file-type", PNG, scheme=f"{AUTHORITY}/file-type"),
            contentEncoding=concept(f"{SNB}/encoding", BASE64),
        )
        detail = self.part("DisplayDetail", image=picture, page=1)
        return self.part(
            "DisplayParameter",
            title=self.text(self.described.title),
            description=self.text(self.described.description),
            primaryLanguage=language,
            language=[language],
            individualDisplay=self.part("IndividualDisplay", language=language, displayDetail=[detail]),
        )

    def _language(self) -> dict[str, Any]:
        code = lists()["languages"][self.lang]
        return concept(f"{AUTHORITY}/language", code, scheme=f"{AUTHORITY}/language")

    def _country(self) -> dict[str, Any]:
        code = lists()["countries"][self.award.issuer.country]
        return concept(f"{AUTHORITY}/country", code, scheme=f"{AUTHORITY}/country")

    def _organisation(self, name: str, legal_name: str, url: str) -> dict[str, Any]:
        issuer = self.award.issuer
        full = self.note(", ".join(part for part in (issuer.region, issuer.country) if part))
        address = self.part("Address", countryCode=self._country(), fullAddress=full)
        return {
            "id": name,
            "type": "Organisation",
            "legalName": self.text(legal_name),
            "location": [self.part("Location", address=[address])],
            **({"homepage": [self.part("WebResource", contentURL=url)]} if url else {}),
        }

    def _learner(self) -> dict[str, Any]:
        award = self.award
        person: dict[str, Any] = {"id": award.holder or f"{award.id}#learner", "type": "Person"}
        if award.identity:
            notation = f"{fingerprint(award.identity, award.salt)}${award.salt}"
            person["identifier"] = [self.part("Identifier", notation=notation, schemeName="sha256$hash$salt")]
        return {**person, "hasClaim": [self._achievement()]}

    def _awarding(self) -> dict[str, Any]:
        body = self.described.awarding_body
        name = body.url or f"{self.award.id}#awarding-body"
        return self.part(
            "AwardingProcess",
            awardingBody=[self._organisation(name, body.name, body.url)],
            awardingDate=moment(self.award.day),
        )

    def _achievement(self) -> dict[str, Any]:
        described = self.described
        awarding = self._awarding()
        return self.part(
            "LearningAchievement",
            title=self.text(described.title),
            description=self.text(described.description),
            awardedBy=awarding,
            provenBy=[self._assessment(awarding)],
            influencedBy=[self._activity(awarding)],
            specifiedBy=self._specification(described),
        )

    def _assessment(self, awarding: dict[str, Any]) -> dict[str, Any]:
        kind = title_of("assessment", self.described.assessment, self.words)
        grade = self.note(self.words.t("passed"))
        return self.part("LearningAssessment", title=self.text(kind), awardedBy=awarding, grade=grade)

    def _activity(self, awarding: dict[str, Any]) -> dict[str, Any]:
        described = self.described
        mode = choices("participation")[described.participation].get("concept")
        title = title_of("participation", described.participation, self.words)
        where, _, code = (mode or "").rpartition("/")
        specification = self.part(
            "LearningActivitySpecification",
            title=self.text(title),
            **({"volumeOfLearning": f"PT{described.hours:g}H"} if described.hours else {}),
            **({"mode": [concept(where, code)]} if mode else {}),
        )
        return self.part("LearningActivity", title=self.text(title), awardedBy=awarding, specifiedBy=specification)

    def _specification(self, described: Description) -> dict[str, Any]:
        words = self.words
        outcomes = [
            self.part("LearningOutcome", title=self.text(outcome), **self._tags(index))
            for index, outcome in enumerate(described.outcomes)
        ]
        credit = (
            self.part("CreditPoint", framework=concept(f"{SNB}/education-credit", ECTS), point=f"{described.ects:g}")
            if described.ects
            else None
        )
        quality = (
            f"{title_of('quality', described.quality.kind, words)}: {described.quality.by}, {described.quality.url}"
        )
        said = (
            ("workload", workload_text(described, words)),
            ("level", level_text(described, words)),
            ("quality", quality),
        )
        notes = [self.note(narrative(described, words))]
        notes += [self.note(f"{element_title(name, words)}: {text}") for name, text in said]
        qualified = {"eqfLevel": concept(f"{SNB}/eqf", str(described.level))} if described.level else {}
        return {
            "id": achievement_id(described),
            "type": "Qualification" if qualified else "LearningAchievementSpecification",
            "title": self.text(described.title),
            "learningOutcome": outcomes,
            "additionalNote": notes,
            "language": [self._language()],
            **({"volumeOfLearning": f"PT{described.hours:g}H"} if described.hours else {}),
            **({"creditPoint": [credit]} if credit else {}),
            **qualified,
        }

    def _tags(self, index: int) -> dict[str, Any]:
        """The ids of competences, with the first outcome: a description says which belong to it, not which to each outcome."""
        if index or not self.described.tags:
            return {}
        return {"additionalNote": [self.note(", ".join(self.described.tags))]}


def concept(where: str, code: str, scheme: str = "") -> dict[str, Any]:
    """A word of a vocabulary of the Union, by its address."""
    return {
        "id": f"{where}/{code}",
        "type": "Concept",
        "inScheme": {"id": scheme or f"{where}/{SCHEME}", "type": "ConceptScheme"},
    }
