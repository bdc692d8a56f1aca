"""Credentials that others published: the right ones are valid, each wrong one is refused for the reason it was made for."""

import pytest

from tests.library.academy.material import BADGES, DCC, EDUBADGES, NOW, checks, needs_shared, read
from toepas.academy import Known, verify_credential
from toepas.academy.credentials.shape import fault

pytestmark = needs_shared

KEYS = ("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi", "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x")
"""The keys with which the validator of 1EdTech signs its examples; its issuers have web addresses that publish no keys."""


CONSORTIUM = [
    path
    for path in sorted(DCC.glob("verifiableCredentials/**/*.json"))
    if path.read_text("utf-8").lstrip().startswith("{")
]


def published_by(name):
    methods = [
        {"id": f"{name}#{key}", "type": "Multikey", "controller": name, "publicKeyMultibase": key} for key in KEYS
    ]
    return {"id": name, "verificationMethod": methods, "assertionMethod": [method["id"] for method in methods]}


@pytest.fixture(scope="module")
def at_hand():
    documents = {found["id"]: found for found in (read(DCC / f"dids/{name}/did.json") for name in ("oidf", "legacy"))}
    lists = {path.name: read(path) for path in DCC.glob("statusLists/*/*")}
    lists["testlist"] = read(BADGES / "bit-string-list/testlist")

    def lookup(name):
        if "/issuers/" in name:
            return published_by(name)
        return documents.get(name) or lists.get(name.rpartition("/")[2])

    return Known(lookup)


def found_in(path, at_hand):
    return verify_credential(read(path), now=NOW, known=at_hand)


@pytest.mark.parametrize("name", ["simple", "simple-context-alias", "simple-did-web-method", "simple-multiple-proofs"])
def test_the_right_examples_of_1edtech_are_valid(name, at_hand):
    assert found_in(BADGES / f"{name}.json", at_hand).verdict == "valid"


@pytest.mark.parametrize(
    ("name", "about", "code"),
    [
        ("simple-err-context", "shape", "not-a-badge"),
        ("simple-err-credential-subject-achievement-result-description-type", "shape", "not-a-badge"),
        ("simple-err-credential-subject-identifier-type", "shape", "not-a-badge"),
        ("simple-err-credential-subject-profile-type", "shape", "not-a-badge"),
        ("simple-err-credential-subject-result-type", "shape", "not-a-badge"),
        ("simple-err-credential-subject-type", "shape", "not-a-badge"),
        ("simple-err-evidence-type", "shape", "not-a-badge"),
        ("simple-err-expired", "dates", "expired"),
        ("simple-err-issued", "dates", "not-yet"),
        ("simple-err-issuer", "shape", "not-a-badge"),
        ("simple-err-issuer-otheridentifier-type", "shape", "not-a-badge"),
        ("simple-err-issuer-parentorg-type", "shape", "not-a-badge"),
        ("simple-err-issuer-type", "shape", "not-a-badge"),
        ("simple-err-proof-method", "issuer", "not-listed"),
        ("simple-err-proof-method-no-scheme", "issuer", "other-key"),
        ("simple-err-proof-method-unknown-did-method", "issuer", "other-key"),
        ("simple-err-proof-method-unknown-scheme", "issuer", "other-key"),
        ("simple-err-proof-value", "signature", "broken"),
        ("simple-err-type", "shape", "not-a-badge"),
        ("bit-string-list/credential-status-revoked", "status", "revoked"),
        ("bit-string-list/credential-status-revoked-blank-nodes", "status", "revoked"),
        ("simple-noproof", "signature", "unsigned"),
    ],
)
def test_each_wrong_example_of_1edtech_is_refused_for_its_reason(name, about, code, at_hand):
    found = found_in(BADGES / f"{name}.json", at_hand)
    assert found.verdict == "invalid"
    assert checks(found)[about] == ("no", code)


def test_every_example_of_1edtech_that_is_named_wrong_is_among_those_above():
    named = {path.stem for path in BADGES.glob("simple-err-*.json")}
    (above,) = [
        mark.args[1]
        for mark in test_each_wrong_example_of_1edtech_is_refused_for_its_reason.pytestmark
        if mark.name == "parametrize"
    ]
    assert named - {name for name, _, _ in above} == set()


@pytest.mark.parametrize("path", CONSORTIUM, ids=lambda path: "-".join(path.parts[-4:]))
def test_examples_of_the_digital_credentials_consortium_are_judged_by_what_their_names_say(path, at_hand):
    found, name = found_in(path, at_hand), path.stem
    said, current = checks(found), path.relative_to(DCC / "verifiableCredentials").parts[0] == "v2"
    wrong = ("expired", "notYetValid", "revoked", "tampered", "bad", "Status-noExpiry-notYet", "missingType")
    if any(word in name for word in wrong) or not current:
        assert found.verdict != "valid"
    if not current:  # the data model of 2022, which is not checked here
        assert said["shape"] == ("unknown", "older-standard")
        return
    if name.endswith("-expired"):
        assert said["dates"] == ("no", "expired")
    if name.endswith("notYetValid"):
        assert said["dates"] == ("no", "not-yet")
    if "revoked" in name and "badSchema" not in name:
        assert said["status"] == ("no", "revoked")
    if name.endswith("noExpiry-tampered"):
        assert said["signature"] == ("no", "broken")
    for kind, code in {
        "legacy-expired": "list-out-of-date",
        "legacy-notYetValid": "list-out-of-date",
        "legacy-tampered": "list-not-signed",
        "legacy-missingType": "list-broken",
    }.items():
        if name.startswith(kind):
            assert said["status"] == ("unknown", code)
    if not any(word in name for word in (*wrong, "lcwExperience")):
        assert said["signature"] == ("yes", "holds")
        assert said["issuer"] == ("yes", "bound")


@pytest.mark.parametrize("name", ["basicOBv3", "OBSpecExample", "alignments", "identityHash"])
def test_right_examples_of_the_consortium_that_say_who_the_learner_is_are_valid(name, at_hand):
    path = DCC / f"verifiableCredentials/v2/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-{name}.json"
    assert found_in(path, at_hand).verdict == "valid"


@pytest.mark.parametrize("path", sorted(EDUBADGES.glob("_data/credentials/*.json")), ids=lambda path: path.stem)
def test_every_example_of_edubadges_has_the_form_of_an_open_badge(path):
    assert fault(read(path)) is None


def test_the_pages_of_examples_are_those_we_counted():
    assert len(list(EDUBADGES.glob("_data/credentials/*.json"))) == 30
    assert len(CONSORTIUM) > 80
