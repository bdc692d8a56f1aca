"""Who shows a credential proves that it is theirs, for one asker and one occasion."""

import pytest

from tests.library.academy.material import LEARNER, NOW, checks
from toepas.academy import make_key, new_challenge, present, verify_credential

DOMAIN = "employer.example"


@pytest.fixture
def holder():
    return make_key(NOW)


@pytest.fixture
def held(office, described, holder):
    return office.issue(*described, NOW, identity=LEARNER, holder=holder.did).credential


def shown_to(credential, key, challenge, domain=DOMAIN, holder=None):
    return present(credential, key.secret, holder=holder or key.did, challenge=challenge, domain=domain, now=NOW)


def verdict(document, at_hand, challenge, domain=DOMAIN):
    found = verify_credential(document, now=NOW, known=at_hand, challenge=challenge, domain=domain)
    return found.verdict, checks(found).get("holder")


def test_the_holder_shows_a_credential_and_it_is_valid(held, holder, at_hand):
    challenge = new_challenge()
    assert verdict(shown_to(held, holder, challenge), at_hand, challenge) == ("valid", ("yes", "shown"))


def test_a_copy_shown_by_somebody_else_is_refused(held, holder, at_hand):
    thief, challenge = make_key(NOW), new_challenge()
    assert verdict(shown_to(held, thief, challenge), at_hand, challenge)[1] == ("no", "other-holder")
    assert verdict(shown_to(held, thief, challenge, holder=holder.did), at_hand, challenge)[1] == ("no", "broken")
    without_name = {name: value for name, value in shown_to(held, thief, challenge).items() if name != "holder"}
    assert verdict(without_name, at_hand, challenge)[1] == ("no", "other-holder")
    assert verdict(held, at_hand, challenge)[1] == ("no", "not-presented")


def test_an_answer_given_before_or_to_somebody_else_is_refused(held, holder, at_hand):
    before = shown_to(held, holder, new_challenge())
    assert verdict(before, at_hand, new_challenge())[1] == ("no", "other-challenge")
    challenge = new_challenge()
    assert verdict(shown_to(held, holder, challenge, "other.example"), at_hand, challenge)[1] == ("no", "other-domain")
    replayed = {**before, "proof": [{**before["proof"][0], "challenge": challenge}]}
    assert verdict(replayed, at_hand, challenge)[1] == ("no", "broken")


def test_without_a_question_an_answer_is_not_known(held, holder, at_hand):
    assert verdict(shown_to(held, holder, new_challenge()), at_hand, "") == ("not-known", ("unknown", "no-challenge"))


def test_a_credential_without_a_key_of_a_holder_cannot_be_proven_to_be_theirs(credential, holder, at_hand):
    challenge = new_challenge()
    assert verdict(shown_to(credential, holder, challenge), at_hand, challenge) == (
        "not-known",
        ("unknown", "no-key-of-holder"),
    )


def test_what_is_shown_unsigned_or_in_bulk_is_refused(held, holder, at_hand):
    challenge = new_challenge()
    shown = shown_to(held, holder, challenge)
    unsigned = {name: value for name, value in shown.items() if name != "proof"}
    assert verdict(unsigned, at_hand, challenge)[1] == ("no", "not-signed")
    for several in ([], [held, held], "urn:uuid:1"):
        assert verdict({**shown, "verifiableCredential": several}, at_hand, challenge)[1] == (
            "no",
            "not-one-credential",
        )


def test_a_changed_or_revoked_credential_stays_invalid_in_a_presentation(office, held, holder, at_hand):
    challenge = new_challenge()
    changed = {**held, "name": "Something better"}
    assert verdict(shown_to(changed, holder, challenge), at_hand, challenge)[0] == "invalid"
    office.revoke(held["id"], NOW)
    assert verdict(shown_to(held, holder, challenge), at_hand, challenge)[0] == "invalid"


def test_a_key_that_may_only_issue_does_not_show(held, holder, at_hand):
    challenge = new_challenge()
    shown = shown_to(held, holder, challenge)
    assert shown["proof"][0]["proofPurpose"] == "authentication"
    as_issuer = {**shown, "proof": [{**shown["proof"][0], "proofPurpose": "assertionMethod"}]}
    assert verdict(as_issuer, at_hand, challenge)[1] == ("no", "other-holder")
