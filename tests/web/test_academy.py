"""The academy: results are the learner's alone, and a credential is worth what anybody can check."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.conftest import page
from toepas import academy
from toepas.academy import banks, draw, profiles
from toepas_web.academy import actions, issuing
from toepas_web.academy.models import Attempt, Credential, Learning
from toepas_web.accounts import actions as accounts
from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import keepers
from toepas_web.audit.models import Event
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
EN = in_language("en")
FIRM = {"name": "Molen BV", "kind": "firm", "country": "NL"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ISSUER_FOLDER = tmp_path / "office"
    return settings.ISSUER_FOLDER


@pytest.fixture
def path(owner):
    return actions.begin(by=owner, profile=profiles()["office-clerk"], organisation=None, said=EN)


def right_answers(attempt):
    return {one.item.id: one.right for one in draw(banks()[attempt.bank], attempt.seed)}


def passed(user, bank="ai-literacy"):
    attempt = actions.begin_quiz(by=user, bank=banks()[bank])
    return actions.finish_quiz(by=user, attempt=attempt, chosen=right_answers(attempt))


def finished(user, learning):
    for course in learning.steps:
        actions.set_done(by=user, learning=learning, course=course, done=True)
    passed(user)
    return actions.claim(by=user, learning=learning, said=EN)


@pytest.fixture
def credential(owner, path):
    return finished(owner, path)


def checked(client, document) -> str:
    return page(client.post(reverse("academy-verify"), {"credential": json.dumps(document)}))


# ---- learning ----


def test_a_person_takes_a_path_does_its_courses_passes_the_quiz_and_gets_a_credential(as_owner, owner):
    as_owner.post(reverse("academy-profile", args=["office-clerk"]))
    learning = Learning.objects.get(user=owner)
    where = reverse("academy-path", args=[learning.pk])
    assert learning.steps
    for course in learning.steps:
        as_owner.post(where, {"do": "done", "course": course})
    as_owner.post(reverse("academy-quiz", args=[learning.pk]))
    attempt = Attempt.objects.get(user=owner)
    as_owner.post(reverse("academy-attempt", args=[attempt.pk]), right_answers(attempt))
    assert "Passed: 12 of 12 right." in page(as_owner.get(where))
    as_owner.post(reverse("academy-claim", args=[learning.pk]))
    assert "AI literacy for people at work" in page(as_owner.get(reverse("academy-credentials")))


def test_without_an_account_a_path_can_be_read_and_taking_it_asks_to_sign_in(client):
    where = reverse("academy-profile", args=["nurse"])
    text = page(client.get(where))
    assert "Elements of AI" in text
    assert "no course teaches it" in text
    assert reverse("account_login") in client.post(where)["Location"]


def test_the_self_test_shortens_the_path_and_unknown_is_not_no(as_owner, owner, path):
    assert "elements-of-ai" in path.steps
    as_owner.post(reverse("academy-test"), {"what-ai-is": "2", "limits": "2", "checking": "", "data": "9"})
    assert actions.held_by(owner) == {"what-ai-is": 2, "limits": 2}
    as_owner.post(reverse("academy-path", args=[path.pk]), {"do": "anew"})
    path.refresh_from_db()
    assert "elements-of-ai" not in path.steps


def test_a_course_that_is_not_of_the_path_cannot_be_done(owner, path):
    actions.set_done(by=owner, learning=path, course="somewhere-else", done=True)
    path.refresh_from_db()
    assert path.done == []


# ---- quizzes ----


def test_the_page_of_a_quiz_gives_no_answer_away(as_owner, owner):
    attempt = actions.begin_quiz(by=owner, bank=banks()["ai-literacy"])
    sent = as_owner.get(reverse("academy-attempt", args=[attempt.pk])).content.decode()
    assert str(attempt.seed) not in sent
    for one in draw(banks()["ai-literacy"], attempt.seed):
        assert academy.item_why(one.item, EN) not in page_text(sent)
        inputs = re.findall(rf'<input type="radio" id="{one.item.id}-\d" name="{one.item.id}" value="(\d)">', sent)
        assert inputs == [str(place) for place in range(len(one.order))]  # nothing but a place: all alike


def page_text(sent: str) -> str:
    return re.sub(r"<[^>]+>", " ", sent).replace("&#39;", "'").replace("&#34;", '"')


def test_after_the_quiz_every_question_has_its_reason(as_owner, owner):
    attempt = passed(owner, "deployer-duties")
    text = page(as_owner.get(reverse("academy-attempt", args=[attempt.pk])))
    for one in draw(banks()["deployer-duties"], attempt.seed):
        assert academy.item_why(one.item, EN) in text.replace("&#39;", "'").replace("&#34;", '"')
    assert "Art. 26" in text


def test_a_quiz_counts_once_and_only_so_often_a_day(as_owner, owner, path):
    bank = banks()["ai-literacy"]
    for _ in range(bank.tries):
        attempt = actions.begin_quiz(by=owner, bank=bank)
        assert actions.begin_quiz(by=owner, bank=bank).pk == attempt.pk  # the one that is open goes on
        as_owner.post(reverse("academy-attempt", args=[attempt.pk]), {})
        as_owner.post(reverse("academy-attempt", args=[attempt.pk]), right_answers(attempt))  # too late
    assert not Attempt.objects.filter(passed=True).exists()
    answer = as_owner.post(reverse("academy-quiz", args=[path.pk]))
    assert answer.status_code == 422
    assert "tomorrow" in page(answer)


# ---- credentials ----


def test_no_credential_before_courses_and_quiz_are_done_and_not_twice(as_owner, owner, path):
    where = reverse("academy-claim", args=[path.pk])
    as_owner.post(where)
    passed(owner)
    as_owner.post(where)
    assert not Credential.objects.exists()
    for course in path.steps:
        actions.set_done(by=owner, learning=path, course=course, done=True)
    as_owner.post(where)
    as_owner.post(where)
    assert Credential.objects.count() == 1


def test_a_site_that_does_not_say_in_whose_name_issues_nothing(as_owner, owner, path, settings):
    settings.ISSUER_COUNTRY = ""
    for course in path.steps:
        actions.set_done(by=owner, learning=path, course=course, done=True)
    passed(owner)
    as_owner.post(reverse("academy-claim", args=[path.pk]))
    assert not Credential.objects.exists()
    assert "in whose name" in page(as_owner.get(reverse("academy-path", args=[path.pk])))


def test_anybody_can_check_a_credential_and_nobody_reads_a_name(client, owner, credential):
    for text in (
        page(client.get(reverse("academy-verified", args=[credential.pk]))),
        checked(client, credential.document),
    ):
        assert "This credential is valid." in text
        assert "Example Academy" in text
        assert owner.email not in text
        assert "owner" not in text.lower()
    assert owner.email not in json.dumps(credential.document)


def test_a_credential_says_every_mandatory_element_and_is_about_the_learner(owner, credential):
    assert academy.missing_elements(credential.document) == ()
    assert academy.is_about(credential.document, owner.email)
    assert not academy.is_about(credential.document, "stranger@example.org")


def test_a_file_that_was_downloaded_is_what_is_checked(as_owner, client, credential):
    got = as_owner.get(reverse("academy-download", args=[credential.pk]))
    uploaded = SimpleUploadedFile("c.json", got.content)
    text = page(client.post(reverse("academy-verify"), {"file": uploaded}))
    assert "This credential is valid." in text


def test_a_changed_credential_is_not_valid(client, credential):
    document = json.loads(json.dumps(credential.document))
    document["credentialSubject"]["achievement"]["name"] = "Doctor of AI"
    assert "This credential is not valid." in checked(client, document)


@pytest.mark.parametrize("given", ["", "hello", "[1]", '{"a": 1, "a": 2}', "<script>alert(1)</script>"])
def test_what_is_no_credential_is_refused_and_never_run(client, given):
    answer = client.post(reverse("academy-verify"), {"credential": given})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


def test_texts_of_a_foreign_credential_are_shown_escaped(client, credential):
    document = json.loads(json.dumps(credential.document))
    document["credentialSubject"]["achievement"]["name"] = "<b>bold</b>"
    sent = client.post(reverse("academy-verify"), {"credential": json.dumps(document)}).content.decode()
    assert "&lt;b&gt;bold" in sent


def test_the_issuer_revokes_and_the_list_says_so(client, as_owner, as_stranger, stranger, credential):
    as_owner.post(reverse("academy-ask", args=[credential.pk]))
    assert as_stranger.post(reverse("academy-issued"), {"id": credential.pk}).status_code == 404
    organisations.give_site_role(by=None, user=stranger, role="administrator")
    desk = page(as_stranger.get(reverse("academy-issued")))
    assert "the learner asks to revoke it" in desk
    assert "owner@" not in desk
    as_stranger.post(reverse("academy-issued"), {"id": credential.pk, "reason": "asked"})
    assert "The issuer has revoked it." in page(client.get(reverse("academy-verified", args=[credential.pk])))
    assert "The issuer has revoked it." in checked(client, credential.document)
    assert "revoked on" in page(as_owner.get(reverse("academy-credentials")))


def test_the_published_list_lets_the_library_check_without_this_site(client, credential):
    listed = client.get("/credentials/status/1").json()
    assert listed["id"] == credential.document["credentialStatus"]["statusListCredential"]
    known = academy.Known({listed["id"]: listed}.get)
    found = academy.verify_credential(credential.document, now=issuing.now(), known=known)
    assert found.verdict == "valid"


def test_with_an_https_address_the_issuer_is_named_by_its_domain_and_publishes_its_keys(client, owner, path, settings):
    settings.URL = "https://academy.example.org:8443"
    made = finished(owner, path)
    issuer = made.document["issuer"]["id"]
    assert issuer == "did:web:academy.example.org%3A8443"
    document = client.get("/.well-known/did.json").json()
    assert document["id"] == issuer
    listed = client.get("/credentials/status/1").json()
    known = academy.Known({issuer: document, listed["id"]: listed}.get)
    assert academy.verify_credential(made.document, now=issuing.now(), known=known).verdict == "valid"


def test_without_credentials_there_is_no_list_and_no_key(client, folder):
    assert client.get("/credentials/status/1").status_code == 404
    assert client.get("/.well-known/did.json").status_code == 404
    assert not folder.exists()


# ---- whose it is ----


def test_a_persons_learning_goes_along_and_goes_away(owner, credential):
    keeper = next(one for one in keepers() if one.name == "academy")
    names = [name for name, _ in keeper.export(owner)]
    assert names == ["academy.json", f"credential-{credential.pk}.json"]
    accounts.delete(user=owner)
    assert not Learning.objects.exists()
    assert not Credential.objects.exists()
    assert issuing.office().issued()  # it can still be revoked


def test_every_write_is_on_the_record(owner, credential):
    told = set(Event.objects.values_list("action", flat=True))
    assert {"path begun", "course done", "quiz begun", "quiz finished", "credential issued"} <= told


# ---- organisations ----


@pytest.fixture
def firm(owner):
    return organisations.create(by=owner, texts=FIRM)


def learners(firm, count, done=0):
    for number in range(count):
        user = User.objects.create_user(f"p{number}@example.org")
        Membership.objects.create(organisation=firm, user=user, role="member")
        learning = actions.begin(by=user, profile=profiles()["office-clerk"], organisation=firm, said=EN)
        if number < done:
            learning.done = learning.steps
            learning.save()


@pytest.mark.parametrize(
    ("count", "done", "shown"),
    [
        (4, 0, ["hidden"] * 3),
        (12, 6, ["12", "6", "hidden"]),
        (12, 9, ["12", "hidden", "hidden"]),
        (6, 6, ["6", "hidden", "hidden"]),
    ],
)
def test_an_organisation_sees_counts_and_no_small_ones(as_owner, firm, count, done, shown):
    learners(firm, count, done)
    sent = as_owner.get(reverse("academy-organisation", args=[firm.pk])).content.decode()
    assert re.findall(r"<td>\s*(\w+)\s*</td>", sent) == shown
    assert "p0@example.org" not in sent


def test_who_leaves_or_did_not_say_so_is_not_counted(as_owner, firm):
    learners(firm, 5)
    Membership.objects.filter(user__email="p0@example.org").delete()
    sent = as_owner.get(reverse("academy-organisation", args=[firm.pk])).content.decode()
    assert re.findall(r"<td>\s*(\w+)\s*</td>", sent) == ["hidden"] * 3


def test_an_owner_plans_and_a_member_only_looks(as_owner, as_stranger, stranger, firm):
    where = reverse("academy-organisation", args=[firm.pk])
    assert as_stranger.get(where).status_code == 404
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    assert as_stranger.get(where).status_code == 200
    assert as_stranger.post(where, {"nurse": "3"}).status_code == 403
    assert as_owner.post(where, {"nurse": "many"}).status_code == 422
    as_owner.post(where, {"nurse": "3", "office-clerk": "20"})
    text = page(as_owner.get(where))
    assert "23 people" in text


def test_nobody_can_let_a_strange_organisation_count_them(as_stranger, stranger, firm):
    as_stranger.post(reverse("academy-profile", args=["nurse"]), {"organisation": str(firm.pk)})
    assert Learning.objects.get(user=stranger).organisation is None


def test_nothing_of_the_academy_is_anothers_to_see(as_stranger, path, credential):
    attempt = Attempt.objects.get()
    for name, pk in (("academy-path", path.pk), ("academy-attempt", attempt.pk), ("academy-download", credential.pk)):
        assert as_stranger.get(reverse(name, args=[pk])).status_code == 404
    assert Client().get(reverse("academy-path", args=[path.pk])).status_code == 302
