"""Who else reads a case: an organisation's members, its hub's advisers by consent, and a works council with a link."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas.check import unpack
from toepas.law import load_act
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.check import actions, rules
from toepas_web.check.council_presenters import TOWARDS
from toepas_web.check.models import Case, CouncilLink
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.organisations.roles import roles

pytestmark = pytest.mark.django_db
FIRM = {"name": "Molen BV", "kind": "firm", "sector": "", "size": "", "country": "NL", "region": ""}
READ = ("case", "case-history")
OWNERS = ("case-rename", "case-delete", "case-readers")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(organisation, role):
    user = User.objects.create_user(f"{role}-{organisation.pk}@example.org")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


@pytest.fixture
def firm(owner):
    return organisations.create(by=owner, texts=FIRM)


@pytest.fixture
def hub(stranger):
    return organisations.create(by=stranger, texts={**FIRM, "name": "Hub Noord", "kind": "hub"})


@pytest.fixture
def shared(owner, case, firm):
    actions.put_into(by=owner, case=case, organisation=firm)
    return case


def opens(user, case, names=READ):
    return [signed_in(user).get(reverse(name, args=[case.pk])).status_code for name in names]


@pytest.mark.parametrize("role", list(roles("organisation")))
def test_members_read_what_their_role_sees_and_change_nothing(shared, firm, hub, role):
    reader, elsewhere = member(firm, role), member(hub, role)
    sees = "see-cases" in roles("organisation")[role].may
    assert opens(reader, shared) == [200 if sees else 404] * 2
    assert opens(elsewhere, shared) == [404, 404]
    assert opens(reader, shared, OWNERS) == [404] * 3
    client = signed_in(reader)
    for name in ("case-delete", "case-seen", "case-put-into", "case-link"):
        assert client.post(reverse(name, args=[shared.pk]), {"number": 1, "title": "x"}).status_code == 404
    assert client.get(f"/api/v1/cases/{shared.pk}").status_code == (200 if sees else 404)
    assert client.delete(f"/api/v1/cases/{shared.pk}").status_code == 404
    assert Case.objects.get().number == 1


@pytest.mark.parametrize("count", range(len(roles("consent")) + 1))
def test_advisers_read_by_the_scope_for_cases_and_by_no_other(shared, owner, firm, hub, count):
    adviser, plain = member(hub, "adviser"), member(hub, "member")
    for scopes in itertools.combinations(roles("consent"), count):
        asked = organisations.invite_customer(by=hub.memberships.first().user, hub=hub, email=owner.email, wished=[])
        made = organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=scopes)
        assert opens(adviser, shared) == [200 if "cases" in scopes else 404] * 2
        assert opens(plain, shared) == [404, 404]
        organisations.end_engagement(by=owner, engagement=made)
        assert opens(adviser, shared) == [404, 404]


def test_a_reader_gets_no_notes_no_files_and_nothing_to_change(shared, owner, firm):
    actions.change_task(
        by=owner, case=shared, duty="ai_literacy", status="doing", who="", due=None, note="Private note"
    )
    shown = signed_in(member(firm, "member")).get(reverse("case", args=[shared.pk])).content.decode()
    assert "Private note" not in shown
    assert "Delete this case" not in shown
    assert f"case={shared.pk}" not in shown


def test_a_case_is_no_longer_read_when_its_owner_leaves_or_takes_it_back(shared, owner, firm):
    reader = member(firm, "owner")
    organisations.leave(by=owner, membership=firm.memberships.get(user=owner))
    assert opens(reader, shared) == [404, 404]
    Membership.objects.create(organisation=firm, user=owner, role="member")
    assert opens(reader, shared) == [200, 200]
    signed_in(owner).post(reverse("case-put-into", args=[shared.pk]), {"organisation": ""})
    assert opens(reader, shared) == [404, 404]


def test_a_case_stays_with_its_owner_when_the_organisation_goes(shared, owner, firm):
    organisations.remove(by=owner, organisation=firm)
    shared.refresh_from_db()
    assert shared.shared_with is None
    assert opens(owner, shared) == [200, 200]


def test_nobody_puts_a_case_into_an_organisation_of_others(case, owner, hub):
    sent = signed_in(owner).post(reverse("case-put-into", args=[case.pk]), {"organisation": str(hub.pk)})
    assert sent.status_code == 404
    assert Case.objects.get().shared_with is None


def test_the_list_shows_cases_of_colleagues_apart(shared, firm):
    shown = page(signed_in(member(firm, "member")).get(reverse("cases")))
    assert "Cases of others in Molen BV" in shown
    assert "Ranking applicants" in shown


@pytest.fixture
def workplace(case, owner):
    """The case, used on people who work for its owner."""
    answers, _ = unpack(case.answers)[0].with_answer("employer_at_workplace", True)
    actions.change_answers(by=owner, case=case, answers=answers, number=1, on=timezone.localdate())
    case.refresh_from_db()
    return case


def council(link):
    return Client().get(reverse("works-council", args=[rules.secret_of(link)]))


def test_a_works_council_reads_the_duties_towards_workers_and_nothing_else(workplace, owner):
    case = workplace
    actions.change_task(
        by=owner, case=case, duty="deployer_inform_workers", status="done", who="Jan", due=None, note="Private note"
    )
    link = actions.make_council_link(by=owner, case=case, days=30)
    answer = council(link)
    shown = page(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "Tell workers and their representatives before use" in shown
    assert "Help your people understand AI" in shown
    for other in ("Private note", "Jan", "Keep the logs", str(case.pk), owner.email):
        assert other not in answer.content.decode()


def test_every_duty_on_the_works_councils_page_is_marked_in_the_law_data(workplace, owner):
    case = workplace
    from toepas_web.check.case_presenters import view_of

    link, day = actions.make_council_link(by=owner, case=case, days=30), timezone.localdate()
    shown, act = page(council(link)), load_act()
    marked = {one.id for one in act.duties.values() if set(one.towards) & set(TOWARDS)}
    view, _, _ = view_of(case, day)
    for found in view.duties:
        assert (view.title(found) in shown) == (found.duty.id in marked)


@pytest.mark.parametrize("end", ["withdrawn", "late", "forged", "case gone"])
def test_a_link_that_has_ended_or_is_made_up_opens_nothing(case, owner, end):
    link = actions.make_council_link(by=owner, case=case, days=30)
    assert council(link).status_code == 200
    secret = rules.secret_of(link)
    if end == "withdrawn":
        signed_in(owner).post(reverse("case-link-withdraw", args=[link.pk]))
    elif end == "late":
        CouncilLink.objects.update(expires=timezone.now() - datetime.timedelta(seconds=1))
    elif end == "forged":
        secret = signing.Signer(key="another", salt="works-council").sign(link.pk.hex).replace(":", ".")
    else:
        actions.remove(by=owner, case=case)
    for tried in (secret, secret + "x", link.pk.hex, "nothing"):
        answer = Client().get(reverse("works-council", args=[tried]))
        assert answer.status_code == (404 if tried != secret or end else 200)


def test_a_link_is_withdrawn_by_its_owner_only(case, owner, stranger):
    link = actions.make_council_link(by=owner, case=case, days=30)
    assert signed_in(stranger).post(reverse("case-link-withdraw", args=[link.pk])).status_code == 404
    assert council(link).status_code == 200


def test_a_case_has_no_more_links_than_can_be_kept_in_view(case, owner, as_owner):
    for _ in range(actions.MOST_LINKS + 2):
        as_owner.post(reverse("case-link", args=[case.pk]), {"days": "90"})
    assert CouncilLink.objects.count() == actions.MOST_LINKS


def test_every_write_has_its_line(shared, owner):
    link = actions.make_council_link(by=owner, case=shared, days=30)
    actions.withdraw_council_link(by=owner, link=link)
    said = [one.action for one in Event.objects.all()]
    assert said[-3:] == ["case put into an organisation", "works council link made", "works council link withdrawn"]
