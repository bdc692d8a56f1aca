"""What a learner takes along of a credential, and what somebody else can prove with it."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from tests.web.test_academy import EN, passed
from toepas import academy
from toepas.academy import make_key, new_challenge, present, profiles
from toepas_web.academy import actions, issuing
from toepas_web.academy.models import Attempt, Credential

pytestmark = pytest.mark.django_db
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
NOW = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ISSUER_FOLDER = tmp_path / "office"


@pytest.fixture
def path(owner):
    return actions.begin(by=owner, profile=profiles()["office-clerk"], organisation=None, said=EN)


@pytest.fixture
def ready(owner, path):
    """A path that is done and whose quiz was passed."""
    for course in path.steps:
        actions.set_done(by=owner, learning=path, course=course, done=True)
    passed(owner)
    return path


@pytest.fixture
def wallet():
    return make_key(NOW)


def check(client, document, **more) -> str:
    return page(client.post(reverse("academy-verify"), {"credential": json.dumps(document), **more}))


def told(wallet, question, credential=None, domain="localhost"):
    """What a wallet answers to a question."""
    return present(credential, wallet.secret, holder=wallet.did, challenge=question, domain=domain, now=issuing.now())


def question_on(client, path) -> str:
    sent = client.get(reverse("academy-path", args=[path.pk])).content.decode()
    return re.search(r'name="question" value="([^"]+)"', sent)[1]


def claim(client, path, **given):
    answer = client.post(reverse("academy-claim", args=[path.pk]), given, follow=True)
    return page(answer), Credential.objects.first()


# ---- to whom it belongs ----


def test_a_credential_is_bound_to_the_wallet_that_proved_its_key(as_owner, ready, wallet):
    question = question_on(as_owner, ready)
    said, made = claim(as_owner, ready, holder=wallet.did, proof=json.dumps(told(wallet, question)), question=question)
    assert made.document["credentialSubject"]["id"] == wallet.did
    assert "Nobody checked" not in said
    assert "you can prove that it is yours" in said


def test_a_key_without_proof_is_taken_and_the_learner_is_told(as_owner, ready, wallet):
    said, made = claim(as_owner, ready, holder=wallet.did, proof="")
    assert made.document["credentialSubject"]["id"] == wallet.did
    assert "Nobody checked that your wallet has the key" in said


@pytest.mark.parametrize(
    "key", ["An Jansen", "did:web:example.org", "did:key:z6Mk", "did:key:zUC7", "did:key:z6Mk" + "1" * 44]
)
def test_what_is_no_key_binds_nothing_and_issues_nothing(as_owner, ready, key):
    said, made = claim(as_owner, ready, holder=key)
    assert made is None
    assert "This is no key of a wallet" in said


def test_an_answer_that_proves_nothing_issues_nothing(as_owner, as_stranger, stranger, ready, wallet):
    question, other = question_on(as_owner, ready), make_key(NOW)
    strange = issuing.question_for(stranger)
    wrong = {
        "by another wallet": (told(other, question), question),
        "to another site": (told(wallet, question, domain="example.org"), question),
        "to another question": (told(wallet, new_challenge()), question),
        "to a question made up": (told(wallet, "made up"), "made up"),
        "to a question to somebody else": (told(wallet, strange), strange),
    }
    for name, (proof, asked) in wrong.items():
        said, made = claim(as_owner, ready, holder=wallet.did, proof=json.dumps(proof), question=asked)
        assert made is None, name
        assert "does not prove" in said
    assert claim(as_owner, ready, holder=wallet.did, proof="no such thing", question=question)[1] is None


def test_a_question_to_a_wallet_is_forgotten_after_a_day(owner, monkeypatch):
    question = issuing.question_for(owner)
    assert issuing.asked(owner, question)
    later = timezone.now().timestamp() + 90_000
    monkeypatch.setattr("time.time", lambda: later)
    assert not issuing.asked(owner, question)


# ---- what a check proves ----


@pytest.fixture
def bound(owner, ready, wallet):
    return actions.claim(by=owner, learning=ready, said=EN, holder=wallet.did)


def test_a_copy_is_valid_but_does_not_prove_who_shows_it(client, bound):
    text = check(client, bound.document)
    assert "This credential is valid." in text
    assert "That whoever shows it is the one it is about." in text
    assert "It is bound to the key of a wallet" in text


def test_the_answer_of_the_wallet_proves_it_once(client, bound, wallet):
    shown = told(wallet, "the question", bound.document)
    text = check(client, shown, question="the question")
    assert "This credential is valid." in text
    assert "they answered your question with it" in text
    assert "That whoever shows it is the one it is about." not in text
    again = check(client, shown, question="another question")
    assert "This credential is not valid." in again
    assert "It answers another question" in again


def test_a_copy_that_a_thief_signs_with_a_key_of_their_own_is_refused(client, bound):
    text = check(client, told(make_key(NOW), "q", bound.document), question="q")
    assert "This credential is not valid." in text
    assert "by somebody else than the one it is about" in text


def test_the_address_of_the_learner_is_compared_and_not_shown(client, owner, ready):
    made = actions.claim(by=owner, learning=ready, said=EN)
    right = check(client, made.document, learner=owner.email)
    wrong = check(client, made.document, learner="thief@example.org")
    assert "It is about whoever has the e-mail address that you typed." in right
    assert "It is not about the person with the e-mail address that you typed." in wrong
    assert owner.email not in right
    assert "thief@" not in wrong


def test_every_mandatory_element_stands_on_the_page_for_anybody(client, owner, ready):
    made = actions.claim(by=owner, learning=ready, said=EN)
    text = page(client.get(reverse("academy-verified", args=[made.pk])))
    for said in (
        "a fingerprint of an e-mail address", "AI literacy for people at work", "Netherlands", "Example Academy", "Issued on",
        "Recognise output that has to be checked", "hours:", "no level stated", "a test taken online", "online",
        "the provider checks its own quality", "nobody watched",
    ):  # fmt: skip
        assert said in text, said


def test_an_expired_credential_is_refused_and_its_learner_sees_so(
    client, as_owner, owner, ready, settings, monkeypatch
):
    settings.CREDENTIAL_MONTHS = 12
    made = actions.claim(by=owner, learning=ready, said=EN)
    assert "It is valid until" in check(client, made.document)
    later = issuing.now() + datetime.timedelta(days=400)
    monkeypatch.setattr(issuing, "now", lambda: later)
    for text in (check(client, made.document), page(client.get(reverse("academy-verified", args=[made.pk])))):
        assert "This credential is not valid. It has expired" in text
        assert "It counts today" not in text
    monkeypatch.undo()
    Credential.objects.update(issued=issuing.now() - WEEK, ends=issuing.now() - DAY)
    assert "expired" in page(as_owner.get(reverse("academy-credentials")))


def test_who_passes_the_quiz_again_gets_a_new_one_in_the_place_of_one_that_has_ended(as_owner, owner, ready, settings):
    # given a credential that has ended, and the quiz of before it
    settings.CREDENTIAL_MONTHS = 12
    old = actions.claim(by=owner, learning=ready, said=EN)
    assert old.ends > issuing.now() + 50 * WEEK
    Attempt.objects.update(finished=issuing.now() - 2 * WEEK)
    Credential.objects.update(issued=issuing.now() - WEEK, ends=issuing.now() - DAY)
    # when they claim without a new quiz, nothing is issued, and the page says what to do
    assert claim(as_owner, ready)[1].pk == old.pk
    assert "Your credential has ended. Pass the quiz again" in page(
        as_owner.get(reverse("academy-path", args=[ready.pk]))
    )
    # when they pass again, they get a new one, once
    passed(owner)
    claim(as_owner, ready)
    claim(as_owner, ready)
    assert Credential.objects.count() == 2
    assert Credential.objects.counting().get() != old


# ---- what goes along ----


def test_badges_carry_the_credential_and_are_checked_as_files(as_owner, client, owner, ready):
    made = actions.claim(by=owner, learning=ready, said=EN)
    for form, kind in (("svg", "image/svg+xml"), ("png", "image/png")):
        got = as_owner.get(reverse("academy-download-as", args=[made.pk, form]))
        assert got["Content-Type"] == kind
        assert "attachment" in got["Content-Disposition"]
        assert academy.read_credential(got.content, "x", EN) == made.document
        uploaded = SimpleUploadedFile(f"badge.{form}", got.content)
        assert "This credential is valid." in page(client.post(reverse("academy-verify"), {"file": uploaded}))


def test_the_twin_goes_along_where_the_issuer_said_its_number(as_owner, owner, ready, settings):
    settings.ISSUER_LEGAL_ID = "NL001234567B01"
    made = actions.claim(by=owner, learning=ready, said=EN)
    got = as_owner.get(reverse("academy-download-as", args=[made.pk, "elm"])).json()
    assert got["id"] == made.document["id"]
    assert got["issuer"]["eIDASIdentifier"]["notation"] == "NL001234567B01"
    assert owner.email not in json.dumps(got)
    assert "European Learning Model" in page(as_owner.get(reverse("academy-credentials")))


def test_without_that_number_there_is_no_twin_and_no_link_to_one(as_owner, owner, ready):
    made = actions.claim(by=owner, learning=ready, said=EN)
    assert as_owner.get(reverse("academy-download-as", args=[made.pk, "elm"])).status_code == 404
    assert "European Learning Model" not in page(as_owner.get(reverse("academy-credentials")))
    assert as_owner.get(reverse("academy-download-as", args=[made.pk, "exe"])).status_code == 404


# ---- after a quiz that was not passed ----


def test_who_does_not_pass_reads_what_to_look_at_again_and_how_often_they_may_try(as_owner, owner, path):
    attempt = actions.begin_quiz(by=owner, bank=academy.banks()["ai-literacy"])
    as_owner.post(reverse("academy-attempt", args=[attempt.pk]), {})
    text = page(as_owner.get(reverse("academy-attempt", args=[attempt.pk])))
    assert "To look at again" in text
    assert "Elements of AI" in text
    assert "You can try 2 more times today." in text
    assert Attempt.objects.left(owner, academy.banks()["ai-literacy"]) == 2


def test_who_had_everything_right_has_nothing_to_look_at_again(as_owner, owner, path):
    attempt = passed(owner)
    assert "To look at again" not in page(as_owner.get(reverse("academy-attempt", args=[attempt.pk])))


def test_months_that_are_no_number_stop_the_site_with_one_message():
    import subprocess
    import sys

    asked = subprocess.run(
        [sys.executable, "-c", "import toepas_web.config.settings"],
        env={"PYTHONPATH": "src", "TOEPAS_CREDENTIAL_MONTHS": "soon", "TOEPAS_SECRET_KEY": "x", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert asked.returncode
    assert "TOEPAS_CREDENTIAL_MONTHS is 'soon'" in asked.stderr
