"""Keys are for their owner alone, can be replaced and withdrawn, and belong to who they say."""

import datetime
import json
import os

import pytest

from tests.library.academy.material import LEARNER, LIST, NOW, checks
from toepas.academy import Known, Office, make_key, verify_credential, web_address
from toepas.academy.credentials.did import document_of, method_of, nobody
from toepas.academy.credentials.keys import public_bytes
from toepas.kernel.problems import Problem

DID = "did:web:academy.example.org"


@pytest.fixture
def on_the_web(tmp_path, words):
    office = Office(tmp_path / "web", words)
    office.open(NOW - datetime.timedelta(days=9), did=DID, list_address=LIST)
    return office


def at_hand_of(office, now=NOW):
    return Known(
        lambda name: {LIST: office.status_list, DID: lambda _now: office.document()}.get(name, lambda _now: None)(now)
    )


@pytest.mark.skipif(os.name != "posix", reason="this system has no permissions of this kind")
def test_keys_and_register_can_be_read_by_their_owner_alone(office, credential):
    for path in office.folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0 or path.is_dir(), path
    assert (office.folder / "keys").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="this system has no permissions of this kind")
def test_a_key_that_others_can_read_is_not_used(office, described):
    key = next((office.folder / "keys").glob("*.json"))
    key.chmod(0o644)
    with pytest.raises(Problem, match="Others on this machine") as refused:
        office.issue(*described, NOW, identity=LEARNER)
    assert refused.value.where == str(key)


@pytest.mark.parametrize("text", ["", "{}", '{"did": "x", "created": "now", "secretKeyMultibase": "z1"}', "[]"])
def test_a_file_that_is_no_key_is_named(office, text):
    path = office.folder / "keys" / "other.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(Problem, match="no key") as refused:
        office.keys.all()
    assert refused.value.where == str(path)


def test_the_secret_is_in_no_text_about_the_key(office):
    key = office.keys.active()
    secret = json.loads((office.folder / "keys" / f"{key.public}.json").read_text())["secretKeyMultibase"]
    assert secret not in repr(key) + json.dumps(office.document())


def test_an_office_is_not_opened_over_another_one_nor_over_its_register(office, credential):
    with pytest.raises(Problem, match="already"):
        office.open(NOW, did=None, list_address=LIST)
    for path in (office.folder / "keys").iterdir():
        path.unlink()
    with pytest.raises(Problem, match="already"):
        office.open(NOW, did=None, list_address=LIST)
    assert [item.id for item in office.issued()] == [credential["id"]]


def test_a_key_that_is_its_own_name_cannot_be_replaced(office):
    with pytest.raises(Problem, match="did:key"):
        office.keys.rotate(NOW)


def test_what_a_replaced_key_signed_stays_valid_and_what_it_signs_afterwards_does_not_count(on_the_web, described):
    old = on_the_web.issue(*described, NOW - datetime.timedelta(days=5), identity=LEARNER).credential
    on_the_web.keys.rotate(NOW - datetime.timedelta(days=3))
    new = on_the_web.issue(*described, NOW - datetime.timedelta(days=1), identity=LEARNER).credential
    assert old["proof"][0]["verificationMethod"] != new["proof"][0]["verificationMethod"]
    for credential in (old, new):
        assert verify_credential(credential, now=NOW, known=at_hand_of(on_the_web)).verdict == "valid"
    late = {**old, "proof": [{**old["proof"][0], "created": "2026-11-26T00:00:00Z"}]}
    assert checks(verify_credential(late, now=NOW, known=at_hand_of(on_the_web)))["issuer"] == ("no", "retired")


def test_what_a_withdrawn_key_signed_is_not_valid_any_more(on_the_web, described):
    old = on_the_web.issue(*described, NOW - datetime.timedelta(days=5), identity=LEARNER).credential
    stolen = on_the_web.keys.active()
    on_the_web.keys.rotate(NOW)
    on_the_web.keys.withdraw(stolen.public, NOW)
    found = verify_credential(old, now=NOW, known=at_hand_of(on_the_web))
    assert (found.verdict, checks(found)["issuer"][0]) == ("invalid", "no")
    with pytest.raises(Problem, match="no key with this name"):
        on_the_web.keys.withdraw("z6Mkother", NOW)


def test_when_the_only_key_was_withdrawn_nothing_is_issued_until_there_is_another(on_the_web, described):
    on_the_web.keys.withdraw(on_the_web.keys.active().public, NOW)
    with pytest.raises(Problem, match="no key in use"):
        on_the_web.issue(*described, NOW, identity=LEARNER)
    assert on_the_web.document()["assertionMethod"] == []
    on_the_web.keys.rotate(NOW)
    credential = on_the_web.issue(*described, NOW, identity=LEARNER).credential
    assert verify_credential(credential, now=NOW, known=at_hand_of(on_the_web)).verdict == "valid"


def test_without_the_document_of_the_issuer_it_is_not_known_whose_key_it_is(on_the_web, described):
    credential = on_the_web.issue(*described, NOW, identity=LEARNER).credential
    found = verify_credential(credential, now=NOW)
    assert (found.verdict, checks(found)["issuer"]) == ("not-known", ("unknown", "not-at-hand"))


def test_a_document_of_somebody_else_says_nothing_of_the_issuer(on_the_web, described):
    credential = on_the_web.issue(*described, NOW, identity=LEARNER).credential
    other = {**on_the_web.document(), "id": "did:web:other.example"}
    assert checks(verify_credential(credential, now=NOW, known=Known(lambda _name: other)))["issuer"][0] == "unknown"


def test_a_key_that_the_issuer_lists_for_something_else_does_not_issue(on_the_web, described):
    credential = on_the_web.issue(*described, NOW, identity=LEARNER).credential
    document = on_the_web.document()
    elsewhere = {**document, "assertionMethod": [], "authentication": document["assertionMethod"]}
    found = verify_credential(credential, now=NOW, known=Known(lambda name: elsewhere if name == DID else None))
    assert checks(found)["issuer"] == ("no", "not-listed")


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:example.org", "https://example.org/.well-known/did.json"),
        ("did:web:example.org:school:ai", "https://example.org/school/ai/did.json"),
        ("did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json"),
        ("did:web:example.org:..:x", None),
        ("did:web:example.org/evil", None),
        ("did:web:user@example.org", None),
        ("did:web:example.org%2Fx", None),
        ("did:web:example.org:a%2F..", None),
        ("did:web:", None),
        ("did:key:z6Mk", None),
    ],
)
def test_the_address_of_a_document_follows_from_the_name(did, address):
    assert web_address(did) == address


def test_the_document_of_a_did_key_follows_from_the_key():
    key = make_key(NOW)
    document = document_of(key.did, nobody)
    assert method_of(document, key.method, "assertionMethod").key == public_bytes(key.public)
    assert method_of(document, f"{key.did}#other", "assertionMethod") is None
    assert document_of("did:key:z6Mkbroken", nobody) is None
    assert document_of("did:key:", nobody) is None


@pytest.mark.parametrize("keys", [[1], {"id": 1}, [{"id": "#k"}], "x", None, [None], [[]]])
def test_a_broken_document_lists_no_key(keys):
    assert (
        method_of({"id": DID, "verificationMethod": keys, "assertionMethod": keys}, f"{DID}#k", "assertionMethod")
        is None
    )
