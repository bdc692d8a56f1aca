"""Lists of what was revoked: long, compressed, signed; what cannot be trusted says nothing."""

import datetime
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import decode_encoded_list, encode_bitstring, set_indices

from tests.library.academy.material import LIST, NOW, checks
from toepas.academy import Known, make_key, sign, verify_credential
from toepas.academy.credentials import status
from toepas.academy.credentials.multibase import encode
from toepas.kernel.problems import Problem


def known_by(listed):
    return Known(lambda name: listed if name == LIST else None)


def test_a_revoked_credential_is_refused_as_soon_as_the_list_is_published_anew(office, credential):
    before = office.status_list(NOW)
    office.revoke(credential["id"], NOW, "issued by mistake")
    assert verify_credential(credential, now=NOW, known=known_by(before)).verdict == "valid"
    after = verify_credential(credential, now=NOW, known=known_by(office.status_list(NOW)))
    assert (after.verdict, checks(after)["status"]) == ("invalid", ("no", "revoked"))
    assert "mistake" not in json.dumps(office.status_list(NOW))


def test_revoking_one_credential_leaves_the_others_alone(office, credential, described, at_hand):
    other = office.issue(*described, NOW, identity="b@example.org").credential
    office.revoke(credential["id"], NOW)
    assert verify_credential(other, now=NOW, known=at_hand).verdict == "valid"
    assert set_indices(decode_encoded_list(office.status_list(NOW)["credentialSubject"]["encodedList"])) == {
        office.issued()[0].index
    }


@pytest.mark.parametrize(("name", "says"), [("urn:uuid:other", "not in the register"), (None, "revoked before")])
def test_what_cannot_be_revoked_is_said(office, credential, name, says):
    office.revoke(credential["id"], NOW)
    with pytest.raises(Problem, match=says):
        office.revoke(name or credential["id"], NOW)


def test_a_list_has_at_least_131072_entries_and_its_text_the_letter_of_its_alphabet(office):
    text = office.status_list(NOW)["credentialSubject"]["encodedList"]
    assert text.startswith("uH4sI")
    assert len(status.decoded(text)) * 8 == 131_072


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, status.SMALLEST - 1), max_size=40))
def test_lists_are_those_of_another_program(indices):
    bits = status.empty()
    for index in indices:
        bits = status.with_entry(bits, index, on=True)
    assert set_indices(decode_encoded_list(status.encoded(bits))) == indices
    assert status.decoded("u" + encode_bitstring(indices).removeprefix("u")) == bits
    for index in indices:
        bits = status.with_entry(bits, index, on=False)
    assert bits == status.empty()


@pytest.mark.parametrize("index", [-1, status.SMALLEST])
def test_an_entry_that_a_list_does_not_have_is_refused(index):
    with pytest.raises(status.BadList):
        status.with_entry(status.empty(), index, on=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "uH4sI",
        "H4sIAAAAAAAA",
        encode(b"not packed", "u"),
        encode(gzip.compress(bytes(16_384))[:-9], "u"),
        encode(gzip.compress(bytes(20_000_000)), "u"),
    ],
    ids=["empty", "cut", "no letter", "not packed", "cut in the packing", "grows without end"],
)
def test_a_broken_or_exploding_list_is_refused(text):
    with pytest.raises(status.BadList):
        status.decoded(text)


def changed(listed, key, **subject):
    document = {name: value for name, value in listed.items() if name != "proof"}
    return sign(
        {**document, "credentialSubject": {**listed["credentialSubject"], **subject}},
        key.secret,
        method=key.method,
        now=NOW,
    )


def test_a_list_that_cannot_be_trusted_says_nothing(office, credential):
    listed, key = office.status_list(NOW), office.keys.active()
    stranger = make_key(NOW)
    of_stranger = changed({**listed, "issuer": stranger.did}, stranger)
    tampered = {
        **listed,
        "credentialSubject": {
            **listed["credentialSubject"],
            "encodedList": status.encoded(status.with_entry(status.empty(), 5, on=True)),
        },
    }
    expected = {
        "list-not-at-hand": None,
        "list-of-other-issuer": of_stranger,
        "list-not-signed": tampered,
        "list-of-other": changed(listed, key, statusPurpose="suspension"),
        "list-broken": changed(listed, key, encodedList="u"),
        "list-too-short": changed(listed, key, encodedList=encode(gzip.compress(status.empty()[:-1]), "u")),
    }
    for code, one in expected.items():
        found = verify_credential(credential, now=NOW, known=known_by(one))
        assert (found.verdict, checks(found)["status"]) == ("not-known", ("unknown", code))
    later = NOW + datetime.timedelta(days=91)
    assert checks(verify_credential(credential, now=later, known=known_by(listed)))["status"] == (
        "unknown",
        "list-out-of-date",
    )


def test_a_list_of_somebody_else_that_the_issuer_points_to_can_say_that_a_credential_was_revoked(office, credential):
    listed, stranger = office.status_list(NOW), make_key(NOW)
    bits = status.with_entry(status.empty(), office.issued()[0].index, on=True)
    of_stranger = changed({**listed, "issuer": stranger.did}, stranger, encodedList=status.encoded(bits))
    assert checks(verify_credential(credential, now=NOW, known=known_by(of_stranger)))["status"] == ("no", "revoked")


def test_a_suspended_credential_is_refused(office, credential):
    key = office.keys.active()
    entry = {**credential["credentialStatus"], "statusPurpose": "suspension"}
    document = {name: value for name, value in credential.items() if name != "proof"} | {"credentialStatus": entry}
    suspended = sign(document, key.secret, method=key.method, now=NOW)
    bits = status.with_entry(status.empty(), int(entry["statusListIndex"]), on=True)
    listed = changed(office.status_list(NOW), key, statusPurpose="suspension", encodedList=status.encoded(bits))
    assert checks(verify_credential(suspended, now=NOW, known=known_by(listed)))["status"] == ("no", "suspended")


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "https://x.example/1", "type": "1EdTechRevocationList"},
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5", "statusListCredential": LIST, "statusSize": 2},
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "999999999", "statusListCredential": LIST},
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "-1", "statusListCredential": LIST},
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1.5", "statusListCredential": LIST},
    ],
)  # fmt: skip
def test_an_entry_that_is_not_understood_is_not_known(office, credential, at_hand, entry):
    document = {**credential, "credentialStatus": entry}
    assert checks(verify_credential(document, now=NOW, known=at_hand))["status"][0] == "unknown"


def test_a_list_counts_for_whoever_began_to_check_a_second_before_it_was_made(office, credential):
    listed = office.status_list(NOW + datetime.timedelta(seconds=1))
    assert verify_credential(credential, now=NOW, known=known_by(listed)).verdict == "valid"
