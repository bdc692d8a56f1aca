"""Nobody finds, or sees counted, what they may not open; and what they may, they find."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests.web import members
from tests.web.conftest import FIRM, signed_in
from tests.web.test_search import ADDRESS, found, opened
from tests.web.things import of_everything
from toepas_web.accounts.models import User
from toepas_web.alliance.call_models import Call
from toepas_web.catalogue import actions as catalogue
from toepas_web.check import actions
from toepas_web.network import actions as network
from toepas_web.network import stream_actions
from toepas_web.network.models import Member
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement, Membership, Organisation
from toepas_web.organisations.roles import every_permission
from toepas_web.organisations.rules import may, open_to

pytestmark = pytest.mark.django_db
__all__ = ["opened"]


def person(name, organisation=None, role="member"):
    user = User.objects.create_user(f"{name}@example.org")
    if organisation:
        Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


def agree(hub, firm, by, owner, scopes):
    asked = organisations.invite_customer(by=by, hub=hub, email=owner.email, wished=[])
    return organisations.become_customer(by=owner, invitation=asked, customer=firm, scopes=scopes)


@pytest.fixture
def shared(owner, case, firm):
    actions.put_into(by=owner, case=case, organisation=firm)
    duty = next(iter(case.seen["duties"]))
    actions.change_task(
        by=owner, case=case, duty=duty, status="doing", who="Willemijn", due=None, note="ask the Xylophone firm"
    )
    return case


def test_whatever_somebody_finds_opens_for_them(owner, stranger, case):
    of_everything(owner, stranger, case)
    kinds = set()
    for user in (owner, stranger):
        client = signed_in(user)
        for text in ("x", "m", "t", "s", "firm", "hub", "ranking", "bakker", "letters", "ai", "a"):
            answer = client.get(ADDRESS, {"q": text, "limit": 100})
            for group in answer.json()["groups"]:
                assert group["searched"], group
                assert len({(hit["title"], hit["context"], hit["address"]) for hit in group["hits"]}) <= group["count"]
                for hit in group["hits"][:8]:
                    opens = client.get(hit["address"])
                    assert opens.status_code == 200, (group["kind"], hit)
                    kinds.add(group["kind"])
    assert kinds >= {
        "cases", "tasks", "organisations", "customers", "applications", "reviews", "projects", "assessments", "impacts", "paths",
        "credentials", "validations", "monitors", "energy-reports", "posts", "members", "calls",
    }  # fmt: skip


def test_a_stranger_and_a_visitor_find_nothing_of_all_that(owner, stranger, case, client):
    of_everything(owner, stranger, case)
    other = signed_in(person("other"))
    for text in ("x", "t", "firm", "hub", "ranking", "agency", "bakker", "letters", "owner", "example"):
        seen = {kind.id for kind in private_kinds()} & set(found(other, text))
        assert seen == set(), text
        assert set(found(client, text)) <= {kind["kind"] for kind in client.get(ADDRESS, {"q": "x"}).json()["groups"]}
    public = {group["kind"] for group in client.get(ADDRESS, {"q": "x"}).json()["groups"]}
    assert not public & {kind.id for kind in private_kinds()}


def private_kinds():
    from toepas_web.search.registry import _kinds

    return [kind for kind in _kinds.values() if kind.private]


def test_an_account_that_was_closed_finds_nothing_of_its_own(owner, as_owner, case):
    assert found(as_owner, "ranking")["cases"]
    owner.is_active = False
    owner.save()
    assert "cases" not in found(as_owner, "ranking")


def test_a_case_is_found_by_members_of_its_organisation_and_not_by_others(shared, owner, as_owner, firm, as_stranger):
    colleague = signed_in(person("colleague", firm))
    for client in (as_owner, colleague):
        assert found(client, "ranking applicants molen", kind="cases")["cases"] == ["Ranking applicants"]
        assert len(found(client, "willemijn", kind="tasks")["tasks"]) == 1
    assert found(as_stranger, "ranking", kind="cases") == {}
    assert found(as_stranger, "willemijn", kind="tasks") == {}


def test_notes_are_found_by_the_owner_only(shared, as_owner, firm):
    assert len(found(as_owner, "xylophone", kind="tasks")["tasks"]) == 1
    assert found(signed_in(person("colleague", firm)), "xylophone", kind="tasks") == {}


def test_a_task_is_found_by_its_duty_and_case_together_in_the_language_of_the_reader(shared, as_owner):
    [title] = found(as_owner, "willemijn", kind="tasks")["tasks"]
    assert found(as_owner, f"{title.split()[-1]} ranking", kind="tasks")["tasks"] == [title]
    [dutch] = found(as_owner, "willemijn", kind="tasks", lang="nl")["tasks"]
    assert dutch != title
    assert found(as_owner, f"{dutch.split()[-1]} ranking", kind="tasks", lang="nl")["tasks"] == [dutch]


def test_a_case_is_no_longer_found_when_its_owner_leaves_the_organisation(shared, owner, firm):
    colleague = signed_in(person("colleague", firm))
    assert found(colleague, "ranking")["cases"]
    owner.memberships.all().delete()
    assert "cases" not in found(colleague, "ranking")


@pytest.mark.parametrize(
    ("scopes", "sees"), [(["cases"], True), (["services", "maturity", "learning"], False), ([], False)]
)
def test_an_adviser_finds_a_customers_cases_within_consent_and_until_it_ends(
    shared, owner, stranger, firm, hub, adviser, scopes, sees
):
    client = signed_in(adviser)
    assert "cases" not in found(client, "ranking")
    engagement = agree(hub, firm, stranger, owner, scopes)
    assert ("cases" in found(client, "ranking")) is sees
    assert "tasks" not in found(client, "willemijn")
    assert found(client, "molen", kind="customers")["customers"] == ["Molen BV"]
    Engagement.objects.filter(pk=engagement.pk).update(state=Engagement.ENDED, ended=timezone.now())
    assert not {"cases", "tasks", "organisations"} & set(
        found(client, "ranking") | found(client, "molen") | found(client, "willemijn")
    )


def test_customers_are_found_by_those_who_advise_for_the_hub_only(known, adviser, owner, as_owner, hub):
    assert found(signed_in(adviser), "bakker", kind="customers")["customers"] == ["Bakker"]
    assert found(signed_in(person("plain", hub)), "bakker", kind="customers") == {}
    other = organisations.create(by=owner, texts={**FIRM, "name": "Hub Zuid", "kind": "hub"})
    assert other.memberships.filter(user=owner).exists()
    assert found(as_owner, "bakker", kind="customers") == {}


def test_what_a_customer_calls_itself_is_found_only_while_the_agreement_runs(owner, stranger, firm, hub, adviser):
    client, engagement = signed_in(adviser), agree(hub, firm, stranger, owner, [])
    Organisation.objects.filter(pk=firm.pk).update(name="Quagga BV")
    assert found(client, "quagga", kind="customers")["customers"] == ["Quagga BV"]
    assert found(client, "molen", kind="customers")["customers"] == ["Quagga BV"]
    Engagement.objects.filter(pk=engagement.pk).update(state=Engagement.ENDED, ended=timezone.now())
    assert found(client, "quagga", kind="customers") == {}
    assert found(client, "molen", kind="customers")["customers"] == ["Molen BV"]


def test_the_organisations_that_are_open_are_those_of_which_each_single_rule_says_yes(
    owner, stranger, firm, hub, adviser
):
    other = organisations.create(by=stranger, texts={**FIRM, "name": "Haven"})
    people = [
        owner,
        stranger,
        adviser,
        *(person(f"{role}-there", firm, role) for role in ("member", "adviser")),
        person("plain", hub),
    ]
    closed = person("closed", firm, "owner")
    closed.is_active = False
    closed.save()
    for scopes in ([], ["cases"], ["maturity", "learning"], ["services"]):
        Engagement.objects.all().delete()
        Engagement.objects.create(hub=hub, customer=firm, scopes=scopes)
        Engagement.objects.create(hub=hub, customer=other, scopes=["cases"], state=Engagement.ENDED)
        for user in (*people, closed):
            for permission in every_permission():
                expected = {one.pk for one in Organisation.objects.all() if may(user, permission, one)}
                assert set(open_to(user, permission)) == expected, (user.email, permission, scopes)
                assert len(open_to(user, permission)) == len(expected)


@pytest.fixture
def judged(owner, stranger):
    """A call that the owner's firm applied to and that Zwaan judges."""
    later = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    call = Call.objects.create(
        title="Pilots for quarries", kind="pilot", text="x", state=Call.OPEN, deadline=later, zone="UTC"
    )
    firm = organisations.create(by=owner, texts={**FIRM, "name": "Groeve"})
    applied = call.applications.create(organisation=firm, sent=later, partners="Steenbakkerij")
    zwaan = person("zwaan")
    call.panelists.create(user=zwaan, state="accepted").reviews.create(
        application=applied, comment="Splendid", scores={}
    )
    call.panelists.create(email="uil@judges.example")
    return signed_in(zwaan)


def test_who_judges_is_found_by_nobody_and_each_side_finds_its_own(judged, as_owner, as_stranger):
    assert found(as_owner, "quarries groeve steenbakkerij")["applications"] == ["Pilots for quarries"]
    assert found(judged, "quarries groeve")["reviews"] == ["Pilots for quarries"]
    assert "applications" not in found(judged, "quarries")
    assert "reviews" not in found(as_owner, "quarries")
    assert set(found(as_stranger, "quarries")) == {"calls"}
    for client in (as_owner, as_stranger, judged):
        for text in ("zwaan", "uil", "judges.example", "splendid"):
            assert not {"applications", "reviews", "calls"} & set(found(client, text))


def test_a_draft_of_a_call_is_found_by_those_who_make_calls_only(as_owner, client):
    later = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    Call.objects.create(title="Quagga", kind="pilot", text="x", state=Call.DRAFT, deadline=later, zone="UTC")
    maker = person("maker")
    organisations.give_site_role(by=None, user=maker, role="policy-maker")
    assert found(signed_in(maker), "quagga")["calls"] == ["Quagga"]
    assert found(as_owner, "quagga") == found(client, "quagga") == {}


def test_a_project_is_found_by_its_organisation_and_by_who_sets_gates_but_not_for_their_own_firm(
    firm, owner, as_owner, as_stranger
):
    firm.projects.create(title="Quagga")
    runner, within = person("runner"), person("within", firm)
    for user in (runner, within):
        organisations.give_site_role(by=None, user=user, role="policy-maker")
    assert found(as_owner, "quagga")["projects"] == ["Quagga"]
    assert found(signed_in(runner), "quagga")["projects"] == ["Quagga"]
    for client in (as_stranger, signed_in(within)):
        assert "projects" not in found(client, "quagga")


def test_a_member_is_found_once_it_was_looked_at_and_by_what_is_shown_not_by_what_waits(owner, client):
    waiting = members.member_of(owner, "Quagga", shown=False)
    assert "members" not in found(client, "quagga")
    members.show()
    assert found(client, "quagga learns")["members"] == ["Quagga"]
    network.send_member(
        by=owner, organisation=waiting.organisation, statement="Okapi", sector="", kind="firm", lang="en"
    )
    assert "members" not in found(client, "okapi")
    assert found(client, "quagga learns")["members"] == ["Quagga"]
    network.leave(by=owner, member=Member.objects.get())
    assert "members" not in found(client, "quagga")


def test_a_discussion_is_found_by_those_who_take_part_and_not_what_was_removed(owner, as_owner, as_stranger, client):
    molen = members.member_of(owner, "Molen BV")
    members.seat(molen, owner)
    post = members.write(molen, owner, title="Quagga", text="stripes")
    assert found(as_owner, "quagga stripes")["posts"] == ["Quagga"]
    assert found(signed_in(members.moderator()), "quagga")["posts"] == ["Quagga"]
    assert "posts" not in found(as_stranger, "quagga")
    assert "posts" not in found(client, "quagga")
    stream_actions.remove(by=owner, post=post, reason="")
    assert "posts" not in found(as_owner, "quagga")
    assert "posts" not in found(as_owner, "stripes")


def test_a_shared_entry_is_found_only_once_it_is_shown(owner, as_owner):
    entry = catalogue.create_entry(by=owner, draft={"name": {"en": "Quagga counter"}, "kind": "solution"})
    catalogue.send_entry(by=owner, entry=entry)
    assert "catalogue" not in found(as_owner, "quagga")
