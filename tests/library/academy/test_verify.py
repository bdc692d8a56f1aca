"""What was changed, has expired, is signed by somebody else or cannot be checked is never valid, and the reason is said."""

import copy
import datetime
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.academy.material import LEARNER, LIST, NOW, checks
from toepas.academy import Known, make_key, read_credential, shown, sign, verify_credential
from toepas.academy.credentials.sentences import question, sentence, verdict_sentence
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@pytest.fixture
def at_hand(office, credential):
    """The list as it was published once: nothing here revokes anything."""
    listed = office.status_list(NOW)
    return Known(lambda name: listed if name == LIST else None)


def leaves(value, path=()):
    """Every place of a document that holds no other."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def at(document, path):
    for step in path:
        document = document[step]
    return document


def test_every_single_change_of_a_value_makes_a_credential_invalid(credential, at_hand):
    assert verify_credential(credential, now=NOW, known=at_hand).verdict == "valid"
    for path in leaves(credential):
        changed = copy.deepcopy(credential)
        before = at(changed, path)
        at(changed, path[:-1])[path[-1]] = (
            f"{before}x" if isinstance(before, str) else not before if isinstance(before, bool) else before + 1
        )
        assert verify_credential(changed, now=NOW, known=at_hand).verdict != "valid", path


def test_every_part_that_is_left_out_makes_a_credential_invalid(credential, at_hand):
    for path in {leaf[:depth] for leaf in leaves(credential) for depth in range(1, len(leaf) + 1)}:
        changed = copy.deepcopy(credential)
        del at(changed, path[:-1])[path[-1]]
        assert verify_credential(changed, now=NOW, known=at_hand).verdict != "valid", path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_nothing_can_be_added_anywhere(credential, at_hand, data):
    changed = copy.deepcopy(credential)
    places = [changed] + [
        found
        for path in leaves(changed)
        for depth in range(1, len(path))
        if isinstance(found := at(changed, path[:depth]), dict)
    ]
    place = data.draw(st.sampled_from(places))
    name = data.draw(
        st.sampled_from(
            ["name", "description", "validUntil", "awardedDate", "evidence", "x", "@id", "@graph", "url", "image"]
        )
        | st.text(max_size=8)
    )
    if name in place:
        return
    place[name] = data.draw(
        st.text(max_size=8)
        | st.integers()
        | st.none()
        | st.just({"type": "Evidence", "name": "x"})
        | st.just("2030-01-01T00:00:00Z")
    )
    assert verify_credential(changed, now=NOW, known=at_hand).verdict != "valid"


def resigned(credential, key, **changes):
    document = {name: value for name, value in credential.items() if name != "proof"} | changes
    return sign(document, key.secret, method=key.method, now=NOW)


def test_a_credential_signed_by_somebody_else_in_the_name_of_the_issuer_is_refused(credential, at_hand):
    forged = resigned(credential, make_key(NOW))
    assert checks(verify_credential(forged, now=NOW, known=at_hand))["issuer"] == ("no", "other-key")


def test_a_forger_who_names_the_key_of_the_issuer_is_refused(credential, at_hand):
    stranger, method = make_key(NOW), credential["proof"][0]["verificationMethod"]
    forged = sign({**credential}, stranger.secret, method=method, now=NOW)
    assert checks(verify_credential(forged, now=NOW, known=at_hand))["signature"] == ("no", "broken")


@pytest.mark.parametrize(
    ("changes", "about", "code"),
    [
        ({"validUntil": "2026-11-26T11:59:59Z"}, "dates", "expired"),
        ({"validFrom": "2026-11-26T12:00:01Z"}, "dates", "not-yet"),
        ({"validUntil": "2026-02-30T00:00:00Z"}, "dates", "no-date"),
        ({"validUntil": "tomorrow"}, "dates", "no-date"),
        ({"validUntil": ["2020-01-01T00:00:00Z"]}, "dates", "no-date"),
        ({"type": ["VerifiableCredential"]}, "shape", "not-a-badge"),
        ({"credentialSubject": {"type": "AchievementSubject", "id": "did:key:z6Mk"}}, "shape", "not-a-badge"),
    ],
)
def test_what_the_issuer_signed_wrong_is_refused_too(office, credential, at_hand, changes, about, code):
    found = verify_credential(resigned(credential, office.keys.active(), **changes), now=NOW, known=at_hand)
    assert checks(found)[about] == ("no", code)
    assert found.verdict == "invalid"
    assert checks(found)["signature"][0] in ("yes", "no")


def test_a_signature_that_has_ended_no_longer_counts(office, credential, at_hand):
    key = office.keys.active()
    document = {name: value for name, value in credential.items() if name != "proof"}
    signed = sign(document, key.secret, method=key.method, now=NOW, expires="2026-11-26T11:00:00Z")
    assert checks(verify_credential(signed, now=NOW, known=at_hand))["dates"] == ("no", "expired")


def test_a_proof_for_another_purpose_is_no_proof_of_issuing(office, credential, at_hand):
    key = office.keys.active()
    document = {name: value for name, value in credential.items() if name != "proof"}
    signed = sign(document, key.secret, method=key.method, now=NOW, purpose="authentication")
    assert checks(verify_credential(signed, now=NOW, known=at_hand))["issuer"] == ("no", "other-purpose")


def test_a_kind_of_signature_that_is_not_checked_here_is_not_known_and_an_unknown_one_beside_ours_is_passed_over(
    credential, at_hand
):
    other = {**credential["proof"][0], "cryptosuite": "ecdsa-sd-2023"}
    found = verify_credential({**credential, "proof": [other]}, now=NOW, known=at_hand)
    assert (found.verdict, checks(found)["signature"]) == ("not-known", ("unknown", "kind-not-checked"))
    assert (
        verify_credential({**credential, "proof": [other, *credential["proof"]]}, now=NOW, known=at_hand).verdict
        == "valid"
    )


def test_of_two_signatures_both_must_hold(credential, at_hand):
    broken = {**credential["proof"][0], "created": "2026-11-20T00:00:00Z"}
    for pair in ([broken, *credential["proof"]], [*credential["proof"], broken]):
        assert verify_credential({**credential, "proof": pair}, now=NOW, known=at_hand).verdict == "invalid"


def test_a_vocabulary_that_is_not_known_makes_a_credential_not_known(credential, at_hand):
    contexts = [*credential["@context"], "https://other.example/v1"]
    found = verify_credential({**credential, "@context": contexts}, now=NOW, known=at_hand)
    assert found.verdict == "not-known"
    assert checks(found)["vocabulary"] == ("unknown", "unknown-context")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '"x"',
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        "{" * 5_000,
        "\udcff".encode("utf-8", "surrogateescape"),
    ],
)
def test_what_is_no_json_object_is_answered_with_one_message(text, words):
    with pytest.raises(Problem, match="no credential") as refused:
        read_credential(text, "an.json", words)
    assert refused.value.where == "an.json"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(words):
    with pytest.raises(Problem, match="too large"):
        read_credential("x" * 2_000_001, "an.json", words)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inside: st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@context", "type", "id", "issuer", "credentialSubject", "proof", "credentialStatus", "validFrom", "achievement", "verifiableCredential", "holder"]),
            inside | st.sampled_from(["VerifiableCredential", "OpenBadgeCredential", "VerifiablePresentation", "https://www.w3.org/ns/credentials/v2", "DataIntegrityProof"]),
            max_size=5,
        ),
        max_leaves=15,
    ).filter(lambda value: isinstance(value, dict))
)  # fmt: skip
def test_any_document_gets_a_verdict_and_none_is_valid(document):
    found = verify_credential(document, now=NOW)
    assert found.verdict in ("invalid", "not-known")
    for words in (Words("en"), Words("nl")):
        assert all(sentence(check, words) and question(check.about, words) for check in found.checks)
        assert verdict_sentence(found.verdict, words)


def test_every_code_that_can_come_out_has_a_sentence_in_every_language():
    import inspect
    import re

    from toepas.academy.credentials import canonical, current, holder, sentences, signature, verify

    source = "".join(inspect.getsource(module) for module in (current, holder, signature, verify))
    codes = re.findall(r'(?:yes|no|unknown|\))\(([A-Z]+), "([a-z-]+)"', source)
    codes += [("STATUS", code) for code in re.findall(r'return "(list-[a-z-]+)"', inspect.getsource(current))]
    codes += [
        ("VOCABULARY", getattr(canonical, name))
        for name in ("UNKNOWN_CONTEXT", "OWN_CONTEXT", "UNKNOWN_WORD", "NOT_LINKED_DATA", "TOO_TANGLED", "TWICE")
    ]
    assert len(codes) > 45
    for words in (Words("en"), Words("nl")):
        for about, code in codes:
            assert code in sentences._TABLES[about.lower()](words), (about, code)


def test_a_public_page_shows_no_more_of_a_learner_than_how_they_are_identified(credential):
    subject = credential["credentialSubject"]
    named = {**credential, "credentialSubject": {**subject, "name": "An Jansen", "id": "mailto:an@example.org", "identifier": [
        {"type": "IdentityObject", "hashed": False, "identityHash": "an@example.org", "identityType": "emailAddress"}
    ]}}  # fmt: skip
    facts = repr(shown(named)).lower()
    assert "jansen" not in facts
    assert "an@example.org" not in facts
    assert shown(named).learner == "other"
    assert subject["identifier"][0]["identityHash"] not in repr(shown(credential))


def test_a_day_decides_what_is_valid(credential, at_hand):
    until = datetime.datetime.fromisoformat(credential["validUntil"])
    assert checks(verify_credential(credential, now=until, known=at_hand))["dates"] == ("yes", "runs")
    late = verify_credential(credential, now=until + datetime.timedelta(seconds=1), known=at_hand)
    assert checks(late)["dates"] == ("no", "expired")
    assert checks(late)["status"] == ("unknown", "list-out-of-date")


def test_a_credential_survives_the_way_through_a_file(credential, at_hand, words):
    assert LEARNER not in json.dumps(credential)
    text = json.dumps(credential, indent=3, ensure_ascii=True)
    assert verify_credential(read_credential(text, "an.json", words), now=NOW, known=at_hand).verdict == "valid"
    assert Known().lookup(LIST) is None


@pytest.mark.parametrize(
    ("name", "respell"),
    [
        ("validUntil", lambda value: [value]),
        ("issuer", lambda value: [value]),
        ("name", lambda value: [value]),
        ("credentialStatus", lambda value: {**value, "statusListIndex": [value["statusListIndex"]]}),
        ("credentialStatus", lambda value: {**value, "statusListCredential": {"id": value["statusListCredential"]}}),
        ("credentialStatus", lambda value: {**value, "type": "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry"}),
    ],
)  # fmt: skip
def test_another_spelling_that_a_signature_does_not_see_never_hides_a_date_or_a_list(
    credential, at_hand, name, respell
):
    changed = {**credential, name: respell(credential[name])}
    assert verify_credential(changed, now=NOW, known=at_hand).verdict != "valid"


def test_everything_the_academy_offers_is_there():
    from toepas import academy

    assert all(getattr(academy, name) is not None for name in academy.__all__)
    with pytest.raises(AttributeError):
        _ = academy.something_else
