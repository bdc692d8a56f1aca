"""Exports: the model card fits CHAI's schema, the bundle the profiles of the guide, and neither holds a patient or invents a fact."""

import base64
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.library.assurance.report.written import MADE, asked, files
from toepas.assurance.report import chai
from toepas.kernel import Words

SCHEMA = Path(__file__).resolve().parents[5] / "shared" / "standards" / "chai" / "schema-v0.1.xsd"
NAMES = {"mc": chai.NAMESPACE}


@pytest.fixture(scope="module")
def card():
    return etree.fromstring(files()["model-card.xml"])


@pytest.fixture(scope="module")
def bundle():
    return json.loads(files()["transparency.fhir.json"])


def resource(bundle, kind, profile=""):
    return next(
        entry["resource"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == kind and profile in str(entry["resource"]["meta"])
    )


def test_the_card_fits_the_published_schema(card):
    if not SCHEMA.exists():
        pytest.skip("the schema of CHAI lies in ../shared/standards/chai, which is not here")
    # The schema takes the types of a signature from the network; a card of ours has none.
    text = re.sub(rb"<xs:import [^>]*/>|<xs:element ref=\"ds:Signature\"[^>]*/>", b"", SCHEMA.read_bytes())
    etree.XMLSchema(etree.fromstring(text)).assertValid(card)


def test_the_card_says_of_what_it_does_not_know_that_it_does_not(card):
    unknown = {
        "/".join(etree.QName(part).localname for part in (*reversed(list(one.iterancestors())), one)).removeprefix(
            "AppliedModelCard/"
        )
        for one in card.iter()
        if one.text and one.text.startswith("Not known from this validation")
    }
    assert unknown == set(chai.MISSING)


def test_the_card_holds_the_figures_for_women_and_men(card):
    found = card.find(".//mc:FairnessEquity/mc:Result", NAMES).text
    assert re.search(r"Women: sensitivity \d+", found)
    assert re.search(r"Men: sensitivity \d+", found)


def test_a_name_with_signs_that_xml_cannot_hold_does_no_harm():
    from dataclasses import replace

    odd = replace(asked(), columns={**asked().columns, "score": "p\x00\x1b<&>"})
    etree.fromstring(chai.card(odd, Words(), MADE))


def test_the_bundle_has_the_ai_its_card_the_predictions_and_what_ties_them(bundle):
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert sorted(kinds) == ["Device", "DocumentReference", "DocumentReference", "Provenance"]
    addresses = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(addresses) == 4
    provenance = resource(bundle, "Provenance")
    device = resource(bundle, "Device")
    links = [
        provenance["target"][0],
        provenance["agent"][0]["who"],
        provenance["entity"][0]["what"],
        device["extension"][0]["valueReference"],
    ]
    assert {link["reference"] for link in links} <= addresses


def test_the_predictions_bear_the_label_that_an_ai_asserted_them(bundle):
    predictions = next(one["resource"] for one in bundle["entry"] if "security" in one["resource"]["meta"])
    assert predictions["meta"]["security"][0]["code"] == "AIAST"
    assert "data" not in predictions["content"][0]["attachment"]
    assert resource(bundle, "Provenance")["reason"][0]["coding"][0]["code"] == "AIAST"


def test_codes_are_those_that_the_guide_fixes(bundle):
    guide = "http://hl7.org/fhir/uv/aitransparency/CodeSystem"
    ai = {"coding": [{"system": f"{guide}/AIdeviceTypeCS", "code": "Artificial-Intelligence"}]}
    assert resource(bundle, "Device")["type"] == ai
    assert resource(bundle, "Provenance")["agent"][0]["role"] == [ai]
    assert resource(bundle, "DocumentReference", "AI-ModelCard")["type"] == {
        "coding": [{"system": f"{guide}/AIinputsCS", "code": "AIModelCard"}]
    }


def test_the_card_in_the_bundle_is_the_card_of_the_report(bundle):
    attached = resource(bundle, "DocumentReference", "AI-ModelCard")["content"][0]["attachment"]
    assert attached["contentType"] == "application/xml"
    assert base64.b64decode(attached["data"]) == files()["model-card.xml"]


def test_the_data_are_named_by_their_fingerprint(bundle):
    predictions = next(one["resource"] for one in bundle["entry"] if "security" in one["resource"]["meta"])
    value = predictions["identifier"][0]["value"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(value + "=").hex() == asked().source.sha256
