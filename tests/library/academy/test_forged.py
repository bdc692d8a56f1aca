"""Ways to pass off what is none: each is tried with real signatures, and none is valid."""

import copy
import datetime

import pytest

from tests.library.academy.material import LEARNER, LIST, NOW, checks
from toepas.academy import Known, Office, make_key, new_challenge, present, sign, status_list, verify_credential
from toepas.academy.credentials import status

DID = "did:web:academy.example.org"
DAY = datetime.timedelta(days=1)
DOMAIN = "employer.example"


def unsigned(document):
    return {name: value for name, value in document.items() if name != "proof"}


@pytest.fixture
def school(tmp_path, words):
    """An issuer with a name on the web."""
    made = Office(tmp_path / "school", words)
    made.open(NOW - 2 * DAY, did=DID, list_address=LIST)
    return made


@pytest.fixture
def of_school(school, described):
    return school.issue(*described, NOW - DAY, identity=LEARNER).credential


def with_document(school, document):
    """What somebody who checks has, with this as the document of the issuer."""
    listed = school.status_list(NOW)
    return Known(lambda name: {LIST: listed, DID: document}.get(name))


def found(document, known, **asked):
    result = verify_credential(document, now=NOW, known=known, **asked)
    return result.verdict, checks(result)


# --- The document of an issuer on the web


def test_the_right_document_makes_it_valid(school, of_school):
    assert found(of_school, with_document(school, school.document()))[0] == "valid"


def test_a_document_in_which_the_key_was_exchanged_under_the_same_name_is_of_no_use(school, of_school):
    document = school.document()
    document["verificationMethod"][0]["publicKeyMultibase"] = make_key(NOW).public
    verdict, said = found(of_school, with_document(school, document))
    assert (verdict, said["signature"]) == ("invalid", ("no", "broken"))
    assert said["issuer"] == ("unknown", "not-by-it")


def test_who_writes_a_document_in_the_name_of_the_issuer_still_needs_its_key_for_what_exists(school, of_school):
    thief = make_key(NOW)
    document = {**school.document(), "verificationMethod": [{"id": f"{DID}#1", "type": "Multikey", "controller": DID, "publicKeyMultibase": thief.public}], "assertionMethod": [f"{DID}#1"]}  # fmt: skip
    verdict, said = found(of_school, with_document(school, document))
    assert (verdict, said["issuer"]) == ("invalid", ("no", "not-listed"))


@pytest.mark.parametrize(
    "change",
    [
        {"id": "did:web:other.example.org"},
        {"assertionMethod": []},
        {"verificationMethod": []},
        {"verificationMethod": "none"},
    ],
)
def test_a_document_of_somebody_else_or_without_the_key_for_issuing_never_makes_it_valid(school, of_school, change):
    assert found(of_school, with_document(school, {**school.document(), **change}))[0] != "valid"


def test_a_key_that_belongs_to_another_controller_does_not_sign_for_the_issuer(school, of_school):
    document = school.document()
    document["verificationMethod"][0]["controller"] = "did:web:other.example.org"
    assert found(of_school, with_document(school, document))[1]["issuer"] == ("no", "not-listed")


# --- Proofs


def test_the_order_of_proofs_makes_no_difference(office, credential, at_hand):
    second = sign(unsigned(credential), office.keys.active().secret, method=office.keys.active().method, now=NOW)
    both = [credential["proof"][0], second["proof"][0]]
    for order in (both, both[::-1]):
        assert found({**credential, "proof": order}, at_hand)[0] == "valid"


def test_a_good_proof_beside_one_of_a_stranger_makes_it_invalid_in_either_order(credential, at_hand):
    stranger = make_key(NOW)
    other = sign(unsigned(credential), stranger.secret, method=stranger.method, now=NOW)["proof"][0]
    for order in ([other, *credential["proof"]], [*credential["proof"], other]):
        assert found({**credential, "proof": order}, at_hand)[0] == "invalid"


def test_the_proof_of_another_credential_of_the_same_issuer_fits_no_other(office, credential, described, at_hand):
    other = office.issue(*described, NOW - DAY, identity="b@example.org").credential
    assert found({**credential, "proof": other["proof"]}, at_hand)[1]["signature"] == ("no", "broken")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("proofPurpose", "authentication"),
        ("created", "2020-01-01T00:00:00Z"),
        ("challenge", "x"),
        ("domain", "x"),
        ("expires", "2099-01-01T00:00:00Z"),
        ("cryptosuite", "eddsa-jcs-2022"),
        ("type", "Ed25519Signature2020"),
        ("previousProof", "urn:uuid:1"),
    ],
)
def test_nothing_of_a_proof_can_be_changed_or_added(credential, at_hand, name, value):
    assert found({**credential, "proof": [{**credential["proof"][0], name: value}]}, at_hand)[0] != "valid"


def test_a_credential_of_tomorrow_does_not_count_today(office, described, at_hand):
    early = office.issue(*described, NOW + DAY, identity=LEARNER).credential
    verdict, said = found(early, at_hand)
    assert (verdict, said["dates"]) == ("invalid", ("no", "not-yet"))
    assert said["signature"] == ("yes", "holds")


# --- Lists of what was revoked


def test_another_list_of_the_same_issuer_put_in_the_place_of_its_list_says_nothing(office, credential):
    # given a revoked credential, and another, empty list of the same issuer that is signed and in force
    office.revoke(credential["id"], NOW)
    key, other = office.keys.active(), "https://academy.example.org/credentials/status/2"
    empty = status_list(other, status.empty(), issuer=key.did, valid_from=NOW - DAY, valid_until=NOW + DAY)
    served = sign(empty, key.secret, method=key.method, now=NOW)
    # when it is given out at the address of the list that has the credential
    verdict, said = found(credential, Known({LIST: served}.get))
    # then nothing is known: it is not taken for not revoked
    assert (verdict, said["status"]) == ("not-known", ("unknown", "list-of-other"))


def test_a_list_that_does_not_count_yet_or_any_more_says_nothing(office, credential):
    key = office.keys.active()
    for first, last in ((NOW - 2 * DAY, NOW - DAY), (NOW + DAY, NOW + 2 * DAY)):
        listed = status_list(LIST, status.empty(), issuer=key.did, valid_from=first, valid_until=last)
        served = sign(listed, key.secret, method=key.method, now=NOW)
        assert found(credential, Known({LIST: served}.get))[1]["status"] == ("unknown", "list-out-of-date")


def test_a_list_that_was_signed_for_something_else_than_issuing_says_nothing(office, credential):
    key = office.keys.active()
    listed = unsigned(office.status_list(NOW))
    served = sign(listed, key.secret, method=key.method, now=NOW, purpose="authentication")
    assert found(credential, Known({LIST: served}.get))[1]["status"] == ("unknown", "list-not-signed")


def test_of_several_lists_the_one_that_says_revoked_counts_in_either_order(office, credential, at_hand):
    key, entry = office.keys.active(), credential["credentialStatus"]
    elsewhere = {**entry, "id": "https://x.example/2#1", "statusListCredential": "https://x.example/2"}
    signed = [
        sign({**unsigned(credential), "credentialStatus": order}, key.secret, method=key.method, now=NOW)
        for order in ([entry, elsewhere], [elsewhere, entry])
    ]
    assert {found(one, at_hand)[1]["status"] for one in signed} == {("unknown", "list-not-at-hand")}
    office.revoke(credential["id"], NOW)
    revoked = Known(lambda name: office.status_list(NOW) if name == LIST else None)
    assert {found(one, revoked)[1]["status"] for one in signed} == {("no", "revoked")}


# --- Shown by somebody


@pytest.fixture
def holder():
    return make_key(NOW)


@pytest.fixture
def held(office, described, holder):
    return office.issue(*described, NOW - DAY, identity=LEARNER, holder=holder.did).credential


def shown(credential, key, challenge, domain=DOMAIN):
    return present(credential, key.secret, holder=key.did, challenge=challenge, domain=domain, now=NOW)


def test_an_old_answer_with_a_new_proof_of_a_thief_beside_it_is_refused(held, holder, at_hand):
    asked, thief = new_challenge(), make_key(NOW)
    old = shown(held, holder, new_challenge())
    new = sign(unsigned(old), thief.secret, method=thief.method, now=NOW, purpose="authentication", challenge=asked, domain=DOMAIN)  # fmt: skip
    for order in ([*old["proof"], *new["proof"]], [*new["proof"], *old["proof"]]):
        verdict, said = found({**old, "proof": order}, at_hand, challenge=asked, domain=DOMAIN)
        assert (verdict, said["holder"][0]) == ("invalid", "no")


def test_a_credential_exchanged_inside_an_answer_is_refused(office, described, held, holder, at_hand):
    asked = new_challenge()
    other = office.issue(*described, NOW - DAY, identity="b@example.org", holder=holder.did).credential
    answer = {**shown(held, holder, asked), "verifiableCredential": [other]}
    assert found(answer, at_hand, challenge=asked, domain=DOMAIN)[1]["holder"] == ("no", "broken")


def test_a_holder_who_is_written_as_a_part_with_an_id_is_the_same_holder(held, holder, at_hand):
    asked, thief = new_challenge(), make_key(NOW)
    document = {**unsigned(shown(held, holder, asked)), "holder": {"id": holder.did}}
    settings = {"purpose": "authentication", "challenge": asked, "domain": DOMAIN}
    signed = sign(document, holder.secret, method=holder.method, now=NOW, **settings)
    assert found(signed, at_hand, challenge=asked, domain=DOMAIN)[1]["holder"] == ("yes", "shown")
    stolen = sign(copy.deepcopy(document), thief.secret, method=thief.method, now=NOW, **settings)
    assert found(stolen, at_hand, challenge=asked, domain=DOMAIN)[0] == "invalid"


@pytest.mark.parametrize(("challenge", "domain"), [("other", DOMAIN), (None, "other.example"), (None, "")])
def test_an_answer_to_another_question_or_asker_is_a_replay(held, holder, at_hand, challenge, domain):
    asked = new_challenge()
    answer = shown(held, holder, asked)
    assert found(answer, at_hand, challenge=challenge or asked, domain=domain)[0] == "invalid"
