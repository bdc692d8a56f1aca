"""What is due, for a person and over all customers of a hub: nothing beyond consent, nothing left out, in the order of the day."""

from __future__ import annotations

import csv
import datetime
import io
import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.check import actions as cases
from toepas_web.check.days import keep
from toepas_web.check.models import Case, Day, Task
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement, Membership, Organisation
from toepas_web.workspace import dates
from toepas_web.workspace.dates import ALL, DUTIES, LATE, OPEN, SETTLED, Asked

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
DUTY = "deployer_oversight"


def due(by, case, day, duty=DUTY, status="to-do"):
    return cases.change_task(by=by, case=case, duty=duty, status=status, who="", due=day, note="")


def starts(case):
    return case.days.filter(kind=Day.START)


def agree(hub, firm, by, scopes=("cases",)):
    asked = organisations.invite_customer(by=hub.memberships.first().user, hub=hub, email=by.email, wished=["cases"])
    return organisations.become_customer(by=by, invitation=asked, customer=firm, scopes=scopes)


@pytest.fixture
def agreed(hub, firm, owner, case):
    """A customer that lets the hub see its cases, with one case."""
    cases.put_into(by=owner, case=case, organisation=firm)
    return agree(hub, firm, owner)


def at(hub, name="workspace-dates", **query):
    return reverse(name, args=[hub.pk], query=query)


def days(hub, **asked):
    found, after = dates.page(hub, Asked(TODAY, **asked))
    assert after is None
    return [line.day for line in found]


def test_what_is_overdue_comes_first_and_then_what_is_due_in_the_next_weeks(hub, owner, case, agreed):
    for number, ahead in enumerate((20, -3, 200, -40)):
        due(owner, case, TODAY + datetime.timedelta(days=ahead), f"duty-{number}")
    assert days(hub) == [TODAY + datetime.timedelta(days=ahead) for ahead in (-40, -3, 20)]
    assert len(days(hub, period="52")) == 4
    assert days(hub, period=LATE) == [TODAY - datetime.timedelta(days=ahead) for ahead in (40, 3)]


def test_only_an_adviser_sees_it_and_the_page_leads_to_the_customer_and_the_case(hub, owner, adviser, case, agreed):
    due(owner, case, timezone.localdate() - datetime.timedelta(days=1))
    for user, status in ((adviser, 200), (owner, 404), (User.objects.create_user("x@example.org"), 404)):
        for name in ("workspace-dates", "workspace-dates-csv"):
            assert signed_in(user).get(at(hub, name)).status_code == status
        assert signed_in(user).post(at(hub, "workspace-dates-address")).status_code == (302 if status == 200 else 404)
    answer = signed_in(adviser).get(at(hub))
    assert "overdue" in page(answer)
    assert "Molen BV" in page(answer)
    assert reverse("case", args=[case.pk]) in answer.content.decode()
    assert reverse("workspace-customer", args=[hub.pk, hub.customer_files.get().pk]) in answer.content.decode()


@pytest.mark.parametrize("scope", ["cases", "services", "maturity", "learning"])
def test_only_consent_for_cases_shows_anything(hub, firm, owner, case, scope):
    cases.put_into(by=owner, case=case, organisation=firm)
    due(owner, case, TODAY)
    agree(hub, firm, owner, [scope])
    assert bool(days(hub)) == (scope == "cases")


def test_what_ends_or_is_taken_back_is_gone_at_once(hub, firm, owner, stranger, case, agreed):
    due(owner, case, TODAY)
    assert days(hub)
    Membership.objects.create(organisation=firm, user=stranger, role="owner")
    gone = Membership.objects.get(organisation=firm, user=owner)
    gone.delete()
    assert not days(hub)  # its owner left the organisation
    Membership.objects.create(organisation=firm, user=owner, role="owner")
    assert days(hub)
    cases.put_into(by=owner, case=case, organisation=None)
    assert not days(hub)
    cases.put_into(by=owner, case=case, organisation=firm)
    organisations.change_consent(by=owner, engagement=agreed, scopes=["services"])
    assert not days(hub)
    organisations.change_consent(by=owner, engagement=agreed, scopes=["services", "cases"])
    assert days(hub)
    organisations.end_engagement(by=owner, engagement=agreed)
    assert not days(hub)


def test_duties_that_begin_stand_there_as_the_owner_was_last_shown_them(hub, owner, case, agreed):
    shown = {duty: entry for duty, entry in case.seen["duties"].items() if entry[1]}
    assert {one.duty: one.day.isoformat() for one in starts(case)} == {name: day for name, (_, day, _) in shown.items()}
    found = dates.page(hub, Asked(TODAY, DUTIES, "520"))[0]
    coming = {
        name
        for name, (_, day, _) in shown.items()
        if TODAY <= datetime.date.fromisoformat(day) <= TODAY + datetime.timedelta(weeks=520)
    }
    assert {line.duty for line in found} == coming
    for line in found:
        status, earliest, latest = shown[line.duty]
        assert line.certain == (status != "may-apply")
        assert line.latest == (datetime.date.fromisoformat(latest) if latest and latest != earliest else None)


def test_new_answers_move_the_days_of_duties(owner, case, answers):
    before = set(starts(case).values_list("duty", "day"))
    assert before
    fewer = type(answers)({})
    cases.change_answers(by=owner, case=case, answers=fewer, number=case.number, on=TODAY)
    case.refresh_from_db()
    after = {name: day for name, (_, day, _) in case.seen["duties"].items() if day}
    assert {one.duty: one.day.isoformat() for one in starts(case)} == after
    assert set(starts(case).values_list("duty", "day")) != before


def test_the_state_of_a_duty_is_that_of_its_task(hub, owner, case, agreed):
    begins = starts(case).order_by("day").last()
    due(owner, case, None, begins.duty, status="done")
    listed = {
        state: {line.duty for line in dates.every(hub, Asked(TODAY, DUTIES, "520", state))}
        for state in (OPEN, SETTLED, ALL)
    }
    assert begins.duty not in listed[OPEN]
    assert listed[SETTLED] == {begins.duty}
    assert listed[ALL] == listed[OPEN] | listed[SETTLED]


def test_a_customer_is_found_by_its_own_name_or_by_the_one_the_hub_uses(hub, firm, owner, case, agreed):
    due(owner, case, TODAY)
    hub.customer_files.update(name="The mill in the north")
    assert days(hub, text="molen")
    assert days(hub, text="mill in")
    assert not days(hub, text="bakery")


def made_up(hub, seed):
    """Twenty firms, some of which agreed, with cases and tasks; made at once, not through the pages."""
    rng = random.Random(seed)
    people = [User.objects.create_user(f"p{number}@example.org") for number in range(20)]
    for number, person in enumerate(people):
        firm = Organisation.objects.create(name=f"Firm {number}", kind="firm", country="NL")
        if rng.random() < 0.8:
            Membership.objects.create(organisation=firm, user=person, role="owner")
        if rng.random() < 0.7:
            state = rng.choice([Engagement.AGREED, Engagement.AGREED, Engagement.ENDED])
            scopes = rng.sample(["cases", "maturity", "services"], rng.randint(0, 3))
            Engagement.objects.create(hub=hub, customer=firm, state=state, scopes=scopes)
        for _ in range(rng.randint(0, 4)):
            shared = firm if rng.random() < 0.8 else None
            case = Case.objects.create(owner=person, title="C", answers="", shared_with=shared, law_data="x", seen={})
            for duty in range(rng.randint(8, 20)):
                day = TODAY + datetime.timedelta(days=rng.randint(-10, 10)) if rng.random() < 0.8 else None
                Task.objects.create(case=case, duty=f"d{duty}", due=day, status=rng.choice(Task.STATUSES))
            keep(case)


def naive(hub, state):
    """The same rule, asked of every task apart."""
    statuses = {OPEN: ("to-do", "doing"), ALL: Task.STATUSES}[state]
    found = []
    for task in Task.objects.exclude(due=None).select_related("case__shared_with"):
        firm = task.case.shared_with
        there = firm and Membership.objects.filter(organisation=firm, user=task.case.owner).exists()
        agreed = [
            one for one in Engagement.objects.filter(hub=hub, customer=firm, state="agreed") if "cases" in one.scopes
        ]
        if there and agreed and task.status in statuses:
            found.append((task.due, task.case_id, task.duty))
    return sorted(found)


@pytest.mark.parametrize(("many", "earliest"), [(1000, 1), (0, 3), (0, 40), (0, 5000)])
@pytest.mark.parametrize("state", [OPEN, ALL])
def test_pages_show_every_task_once_in_order_as_a_naive_search_finds_them(hub, state, many, earliest, monkeypatch):
    monkeypatch.setattr(dates, "MANY", many)
    monkeypatch.setattr(dates, "EARLIEST", earliest)
    monkeypatch.setattr(dates, "PIECE", 5)
    made_up(hub, many + earliest)
    found, after = [], None
    while True:
        lines, after = dates.page(hub, Asked(TODAY, state=state, after=after), 7)
        found += [(line.day, line.case, line.duty) for line in lines]
        if after is None:
            break
    assert len(found) > 20
    assert sorted(found) == naive(hub, state)
    assert [one[0] for one in found] == sorted(one[0] for one in found)
    assert [(line.day, line.case, line.duty) for line in dates.every(hub, Asked(TODAY, state=state))] == found


def test_one_statement_finds_a_page_whatever_the_number_of_customers_and_none_is_asked_for_each_line(hub):
    made_up(hub, 1)
    with CaptureQueriesContext(connection) as asked:
        found, _ = dates.page(hub, Asked(TODAY))
    assert len(found) > 20
    assert len(asked) == 5  # who agreed; the lines; what is shown of them; the hub's files; the tasks


def test_what_the_days_repeat_never_shows_more_than_the_cases_themselves(hub, firm, owner, stranger, case, agreed):
    due(owner, case, TODAY)
    other = organisations.create(by=stranger, texts={"name": "Other", "kind": "firm", "country": "NL"})
    Day.objects.update(organisation=other)  # as no part of the site would write it
    organisations.become_customer(
        by=stranger,
        invitation=organisations.invite_customer(by=stranger, hub=hub, email=stranger.email, wished=[]),
        customer=other,
        scopes=["cases"],
    )
    assert not days(hub)


def test_the_days_follow_when_somebody_leaves_and_comes_back(firm, owner, stranger, case):
    cases.put_into(by=owner, case=case, organisation=firm)
    assert set(case.days.values_list("organisation", flat=True)) == {firm.pk}
    Membership.objects.create(organisation=firm, user=stranger, role="owner")
    organisations.leave(by=owner, membership=Membership.objects.get(user=owner))
    assert set(case.days.values_list("organisation", flat=True)) == {None}
    due(owner, case, TODAY)
    assert set(case.days.values_list("organisation", flat=True)) == {None}
    Membership.objects.create(organisation=firm, user=owner, role="member")
    assert set(case.days.values_list("organisation", flat=True)) == {firm.pk}
    organisations.remove(by=stranger, organisation=firm)
    assert set(case.days.values_list("organisation", flat=True)) == {None}


@pytest.mark.parametrize(
    "query",
    [{"after": "x"}, {"after": "2026-11-26_x"}, {"after": "2026-13-01_1"}, {"after": "2026-11-26_" + "9" * 40},
     {"period": "7", "what": "everything", "state": "x"}, {"customer": "\u202e'; drop"}, {"what": "duties", "period": "late"}],
)  # fmt: skip
def test_what_an_address_says_that_makes_no_sense_counts_as_not_said(hub, adviser, agreed, query):
    assert signed_in(adviser).get(at(hub, **query)).status_code == 200


def test_the_table_has_the_same_lines_and_no_cell_that_a_spreadsheet_would_run(hub, firm, owner, adviser, case, agreed):
    cases.change_texts(by=owner, case=case, texts={"title": "=1+1"})
    for number in range(60):
        due(owner, case, timezone.localdate(), f"duty-{number}")
    answer = signed_in(adviser).get(at(hub, "workspace-dates-csv"))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 60
    assert rows[0]["customer"] == "Molen BV"
    assert not rows[0]["case"].startswith("=")


def test_my_dates_are_those_of_my_cases_and_of_my_organisations(owner, stranger, as_owner, as_stranger, firm, case):
    day = timezone.localdate()
    due(owner, case, day - datetime.timedelta(days=2))
    due(owner, case, day + datetime.timedelta(days=2), "duty-x")
    shown = page(as_owner.get(reverse("dates")))
    assert shown.index("Overdue") < shown.index("Coming") < shown.index("duty-x")
    assert "Ranking applicants" not in page(as_stranger.get(reverse("dates")))
    cases.put_into(by=owner, case=case, organisation=firm)
    assert "Ranking applicants" not in page(as_stranger.get(reverse("dates")))
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    assert "duty-x" in page(as_stranger.get(reverse("dates")))
    assert as_owner.get(reverse("dates", query={"weeks": "1000"})).status_code == 200


def test_what_comes_later_than_what_is_shown_is_counted_with_its_first_day(owner, as_owner, case):
    for weeks in (14, 20):
        due(owner, case, timezone.localdate() + datetime.timedelta(weeks=weeks), f"duty-{weeks}")
    shown_until = timezone.localdate() + datetime.timedelta(weeks=13)
    later = [*starts(case).values_list("day", flat=True), *case.tasks.values_list("due", flat=True)]
    first = min(day for day in later if day > shown_until)
    shown = page(as_owner.get(reverse("dates", query={"weeks": "13"})))
    assert f"more come later, the first on {Words().date(first)}" in shown
    assert "more come later" not in page(as_owner.get(reverse("dates", query={"weeks": "520"})))


def test_what_is_done_is_not_due(owner, as_owner, case):
    due(owner, case, timezone.localdate(), "duty-x", status="done")
    assert "duty-x" not in page(as_owner.get(reverse("dates")))


def test_one_s_dates_come_in_pages_what_is_late_first_and_each_with_its_own_case(owner, as_owner, case, answers):
    today = timezone.localdate()
    Day.objects.all().delete()
    other = cases.create(by=owner, answers=answers, texts={"title": "Other", "organisation": "", "system": "", "purpose": ""}, on=today)  # fmt: skip
    Day.objects.all().delete()
    for number in range(70):
        due(owner, (case, other)[number % 2], today + datetime.timedelta(days=number - 60), f"duty-{number:02}")
    Day.objects.filter(kind=Day.START).delete()
    first = as_owner.get(reverse("dates")).content.decode()
    second = as_owner.get(reverse("dates", query={"weeks": "4", "page": "2"})).content.decode()
    assert "Overdue (60)" in first
    assert "Coming (10)" in first
    assert "They stand on another page." in first
    assert f"{reverse('dates')}?weeks=4&amp;page=2" in first
    shown = re.findall(r'href="([^"]+)">duty-(\d\d) \((Ranking applicants|Other)\)', first + second)
    assert [number for _, number, _ in shown] == [f"{number:02}" for number in range(70)]
    for address, number, name in shown:
        of = (case, other)[int(number) % 2]
        assert (address, name) == (reverse("case", args=[of.pk]), of.title)


def test_a_page_of_one_s_dates_reads_only_what_it_shows(owner, as_owner, case):
    for number in range(120):
        due(owner, case, timezone.localdate() + datetime.timedelta(days=number % 20), f"duty-{number}")
    with CaptureQueriesContext(connection) as asked:
        as_owner.get(reverse("dates"))
    read = [one["sql"] for one in asked if 'FROM "check_day"' in one["sql"] and '"check_case"."title"' in one["sql"]]
    assert len(read) == 1
    assert len(asked) < 25
