"""Every element that Annex I of the Council Recommendation of 16 June 2022 (2022/C 243/02) makes mandatory stands in the badge and in its twin.

The list below is written down from the Recommendation; each element is taken away where it stands, and its absence is noticed.
"""

import copy
import dataclasses
import json
import re

import pytest

from tests.library.academy.material import ELM, LEARNER, NOW, needs_shared, read
from toepas.academy import credential_choices, missing_elements, shown, twin
from toepas.academy.credentials.elements import lists

SAMPLE = ELM / "Credentials/JSON-LD Examples (ELM v3)/Sample-MC-Annex1-unsigned.jsonld"


def achieved(credential):
    return credential["credentialSubject"]["achievement"]


def without_alignment(kind):
    def take(credential):
        kept = [one for one in achieved(credential)["alignment"] if one["targetType"] != f"ext:{kind}"]
        achieved(credential)["alignment"] = kept

    return take


ANNEX = {
    "learner": (lambda c: c["credentialSubject"].pop("identifier"), "hasClaim/../identifier/notation"),
    "title": (lambda c: (c.pop("name"), achieved(c).pop("name")), "hasClaim/specifiedBy/title"),
    "country": (lambda c: c["issuer"]["address"].pop("addressCountryCode"), "issuer/location/address/countryCode"),
    "awarding-body": (
        lambda c: achieved(c)["creator"].pop("name"),
        "hasClaim/awardedBy/awardingBody/legalName",
    ),
    "date": (lambda c: c.pop("validFrom"), "hasClaim/awardedBy/awardingDate"),
    "outcomes": (without_alignment("LearningOutcome"), "hasClaim/specifiedBy/learningOutcome/title"),
    "workload": (without_alignment("Workload"), "hasClaim/specifiedBy/volumeOfLearning"),
    "level": (without_alignment("EQF"), "hasClaim/specifiedBy/eqfLevel"),
    "assessment": (without_alignment("AssessmentType"), "hasClaim/provenBy/title"),
    "participation": (without_alignment("ParticipationForm"), "hasClaim/influencedBy/specifiedBy/title"),
    "quality": (without_alignment("QualityAssurance"), "hasClaim/specifiedBy/additionalNote"),
}


def at(document, place):
    """What stands at a place below the subject, or below the credential where the place begins with ``issuer``."""
    found = document if place.startswith("issuer") else document["credentialSubject"]
    for name in place.replace("hasClaim/../", "").split("/"):
        found = found[0] if isinstance(found, list) else found
        found = found[name]
    return found


def test_the_list_of_the_program_is_that_of_the_recommendation():
    assert set(lists()["elements"]) == set(ANNEX)


@pytest.mark.parametrize("element", ANNEX)
def test_each_element_stands_in_the_badge_and_is_missed_when_it_is_taken_away(credential, element):
    assert missing_elements(credential) == ()
    poorer = copy.deepcopy(credential)
    ANNEX[element][0](poorer)
    assert missing_elements(poorer) == (element,)


@pytest.mark.parametrize("element", ANNEX)
def test_each_element_stands_in_the_twin(office, described, words, element):
    made = office.issue(*described, NOW, identity=LEARNER)
    assert at(twin(made.award, made.did, words), ANNEX[element][1])


@needs_shared
@pytest.mark.parametrize(
    "place",
    [
        "hasClaim/awardedBy/awardingBody/legalName", "hasClaim/specifiedBy/learningOutcome/title", "hasClaim/specifiedBy/title",
        "hasClaim/specifiedBy/volumeOfLearning", "hasClaim/specifiedBy/eqfLevel", "hasClaim/provenBy/title",
        "hasClaim/influencedBy/specifiedBy/title", "issuer/location/address/countryCode",
    ],
)  # fmt: skip
def test_the_sample_of_the_commission_says_it_in_the_same_places(place):
    assert at(read(SAMPLE), place)


@needs_shared
@pytest.mark.parametrize("level", range(1, 9))
def test_a_level_has_the_address_that_the_commission_uses(office, described, words, level):
    # given the address of a level in the published sample, with another number at its end
    published = at(read(SAMPLE), "hasClaim/specifiedBy/eqfLevel")["id"]
    expected = re.sub(r"\d$", str(level), published)
    # then both our forms name it
    description, issuer = described
    made = office.issue(dataclasses.replace(description, level=level), issuer, NOW, identity=LEARNER)
    assert at(twin(made.award, made.did, words), "hasClaim/specifiedBy/eqfLevel")["id"] == expected
    alignment = next(one for one in achieved(made.credential)["alignment"] if one["targetType"] == "ext:EQF")
    assert (alignment["targetUrl"], alignment["targetCode"]) == (expected, str(level))
    assert shown(made.credential).level == f"EQF level {level}"


@needs_shared
def test_forms_of_participation_that_have_an_address_have_one_of_the_commission():
    published = json.dumps([read(path) for path in sorted(SAMPLE.parent.glob("*.json*"))])
    named = [one["concept"] for one in credential_choices("participation").values() if "concept" in one]
    assert named
    for address in named:
        assert address in published
