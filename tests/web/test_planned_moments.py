"""Later moments of maturity are planned, stand wherever days stand, are told of in time, and are fulfilled by doing them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page, signed_in
from toepas import maturity as library
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.maturity import actions
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.models import Assessment, Planned
from toepas_web.maturity.notices import CUSTOMERS, OWN, remind
from toepas_web.notices import actions as notices
from toepas_web.notices.feeds import key_of
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Notice
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.workspace import dates, moments
from toepas_web.workspace.dates import ALL, LATE, MOMENTS, SETTLED, Asked

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def begun(owner, firm, today):
    """A firm that finished T0 a month ago."""
    return filled(owner, firm, "T0", today - 30 * DAY)


@pytest.fixture
def agreed(hub, firm, owner, begun):
    """It lets a hub see its maturity."""
    return agree(hub, firm, owner)


def agree(hub, firm, by, scopes=("maturity",)):
    asked = organisations.invite_customer(by=hub.memberships.first().user, hub=hub, email=by.email, wished=[])
    return organisations.become_customer(by=by, invitation=asked, customer=firm, scopes=scopes)


def filled(by, firm, stage, on):
    made = actions.start(by=by, organisation=firm, questionnaire="sme", version="1.0", stage=stage, on=on)
    actions.finish(by=by, assessment=made)
    return made


def plan(by, firm, **days):
    seen = dict(firm.planned_moments.values_list("stage", "on"))
    given = {"by": by, "organisation": firm, "questionnaire": "sme"}
    actions.plan_moments(**given, days=days, seen={stage: seen.get(stage) for stage in days})


def planned(firm):
    return dict(firm.planned_moments.values_list("stage", "on"))


def at(firm):
    return reverse("maturity-organisation", args=[firm.pk])


def send(client, firm, **fields):
    given = {"plan": "sme", **{name.replace("_", "-"): value for name, value in fields.items()}}
    return client.post(reverse("maturity-plan", args=[firm.pk, "sme"]), given)


def in_hub(hub, today, **asked):
    found, after = moments.page(hub, Asked(today, MOMENTS, **{"period": "520", **asked}))
    assert after is None
    return [(one.plan.stage, one.day) for one in found]


def test_nothing_is_planned_before_anything_was_filled_in(as_owner, firm):
    assert "Plan when to fill it in again" not in page(as_owner.get(at(firm)))


def test_days_are_proposed_from_the_first_moment_and_kept_only_when_somebody_says_so(as_owner, firm, begun):
    proposed = library.proposed(begun.on)
    shown = page(as_owner.get(at(firm)))
    assert "that is 12 months after T0" in shown
    assert not Planned.objects.exists()
    assert send(as_owner, firm, sme_T1="", sme_T2="", do="proposed").status_code == 302
    assert planned(firm) == proposed
    assert "Plan what is proposed" not in page(as_owner.get(at(firm)))


def test_days_that_have_passed_are_not_proposed(as_owner, owner, firm, today):
    filled(owner, firm, "T0", today - 500 * DAY)
    shown = page(as_owner.get(at(firm)))
    assert "that is 24 months after T0" in shown
    assert "that is 12 months after T0" not in shown


def test_a_day_is_moved_and_taken_away_and_every_change_is_on_record(as_owner, firm, begun, today):
    first, then = today + 100 * DAY, today + 200 * DAY
    send(as_owner, firm, sme_T1=first.isoformat(), sme_T2="")
    send(as_owner, firm, sme_T1=then.isoformat(), was_sme_T1=first.isoformat(), sme_T2="")
    assert planned(firm) == {"T1": then}
    assert then.isoformat() in as_owner.get(at(firm)).content.decode()
    send(as_owner, firm, sme_T1="", was_sme_T1=then.isoformat(), sme_T2="")
    assert planned(firm) == {}
    kept = Event.objects.filter(action__contains="planned").order_by("at").values_list("action", flat=True)
    assert list(kept) == ["moment planned", "moment planned", "moment no longer planned"]


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [(-1, None, "from today to ten years ahead"), (4000, None, "from today to ten years ahead"), (50, 50, "T0 comes before T1"),
     (80, 50, "T0 comes before T1"), ("soon", None, "from today to ten years ahead"), ("2027-02-30", None, "from today to ten years ahead")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_stays(as_owner, firm, begun, today, first, then, why):
    typed = [(today + day * DAY).isoformat() if isinstance(day, int) else day or "" for day in (first, then)]
    answer = send(as_owner, firm, sme_T1=typed[0], sme_T2=typed[1])
    assert answer.status_code == 422
    assert why in page(answer)
    assert f'value="{typed[0]}"' in answer.content.decode()
    assert not Planned.objects.exists()


def test_today_can_be_planned(as_owner, firm, begun, today):
    assert send(as_owner, firm, sme_T1=today.isoformat()).status_code == 302


def test_who_plans_over_what_somebody_else_planned_is_told(as_owner, owner, firm, begun, today):
    plan(owner, firm, T1=today + 10 * DAY)
    answer = send(as_owner, firm, sme_T1=(today + 20 * DAY).isoformat(), was_sme_T1="")
    assert answer.status_code == 422
    assert "Somebody changed this in the meantime" in page(answer)
    assert planned(firm) == {"T1": today + 10 * DAY}


def test_doing_it_fulfils_it_deleting_that_opens_it_again_and_an_earlier_moment_is_never_touched(as_owner, owner, firm, begun, today):  # fmt: skip
    plan(owner, firm, T1=today, T2=today + 90 * DAY)
    before = Assessment.objects.values().get(pk=begun.pk)
    made = actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T1", on=today)
    assert "T1" in set(Planned.objects.waiting().values_list("stage", flat=True))
    with pytest.raises(RefusedError, match="already"):
        plan(owner, firm, T1=today + 5 * DAY)
    actions.finish(by=owner, assessment=made)
    assert set(Planned.objects.waiting().values_list("stage", flat=True)) == {"T2"}
    assert Assessment.objects.values().get(pk=begun.pk) == before
    with pytest.raises(RefusedError, match="already"):
        actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=today)
    actions.remove(by=owner, assessment=made)
    assert set(Planned.objects.waiting().values_list("stage", flat=True)) == {"T1", "T2"}


def test_a_planned_day_before_a_moment_that_was_done_later_is_said_to_be_so(as_owner, owner, firm, begun, today):
    plan(owner, firm, T2=today)
    filled(owner, firm, "T1", today)
    assert "An earlier moment was filled in on or after this day." in page(as_owner.get(at(firm)))


def test_they_stand_under_my_dates_and_in_the_calendar_of_the_organisation(as_owner, as_stranger, owner, firm, begun, today):  # fmt: skip
    plan(owner, firm, T1=today, T2=today + 3 * DAY)
    Planned.objects.filter(stage="T1").update(on=today - 2 * DAY)
    shown = page(as_owner.get(reverse("dates")))
    assert shown.index("Overdue") < shown.index("T1: after support") < shown.index("Coming") < shown.index("T2: later")
    assert "T1: after support" not in page(as_stranger.get(reverse("dates")))
    feed = Client().get(reverse("dates-feed", args=[key_of(notices.make_feed(by=owner))]))
    events = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    days = {one.decoded("dtstart") for one in events if str(one["uid"]).startswith("moment-")}
    assert days == {today - 2 * DAY, today + 3 * DAY}


def test_the_workspace_shows_which_customers_are_due_and_overdue(owner, adviser, hub, firm, agreed, today):
    plan(owner, firm, T1=today, T2=today + 30 * DAY)
    Planned.objects.filter(stage="T1").update(on=today - DAY)
    assert in_hub(hub, today) == [("T1", today - DAY), ("T2", today + 30 * DAY)]
    assert in_hub(hub, today, period=LATE) == [("T1", today - DAY)]
    assert in_hub(hub, today, period="4") == [("T1", today - DAY)]
    assert in_hub(hub, today, text="molen")
    assert not in_hub(hub, today, text="bakery")
    client = signed_in(adviser)
    shown = page(client.get(reverse("workspace-dates", args=[hub.pk], query={"what": MOMENTS})))
    assert "Digital maturity of a firm, T1: after support" in shown
    assert "overdue" in shown
    file = reverse("workspace-customer", args=[hub.pk, hub.customer_files.get().pk])
    assert "overdue" in page(client.get(file))
    table = client.get(reverse("workspace-dates-csv", args=[hub.pk], query={"what": MOMENTS}))
    rows = list(csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    assert [(row["day"], row["status"]) for row in rows] == [
        ((today - DAY).isoformat(), "to-do"), ((today + 30 * DAY).isoformat(), "to-do"),
    ]  # fmt: skip
    feed = Client().get(reverse("workspace-dates-feed", args=[key_of(notices.make_feed(by=adviser, hub=hub.pk))]))
    assert str(feed.content.decode()).count("hub-moments-") == 2


def test_what_was_done_is_found_as_done_only(owner, hub, firm, agreed, today):
    plan(owner, firm, T1=today)
    filled(owner, firm, "T1", today)
    assert in_hub(hub, today) == []
    assert in_hub(hub, today, state=SETTLED) == in_hub(hub, today, state=ALL) == [("T1", today)]


@pytest.mark.parametrize("scope", ["cases", "services", "maturity", "learning"])
def test_only_consent_for_maturity_shows_and_tells_anything(hub, firm, owner, adviser, begun, today, scope):
    plan(owner, firm, T1=today)
    agree(hub, firm, owner, [scope])
    remind(timezone.now())
    assert bool(in_hub(hub, today)) == (scope == "maturity")
    assert bool(told(adviser)) == (scope == "maturity")


def test_an_adviser_plans_with_consent_and_not_without(hub, firm, owner, adviser, agreed, today):
    client = signed_in(adviser)
    assert send(client, firm, sme_T1=(today + DAY).isoformat()).status_code == 302
    organisations.change_consent(by=owner, engagement=agreed, scopes=["cases"])
    assert send(client, firm, sme_T1="", was_sme_T1=(today + DAY).isoformat()).status_code == 403
    organisations.end_engagement(by=owner, engagement=agreed)
    assert send(client, firm, sme_T1="").status_code == 404
    assert planned(firm) == {"T1": today + DAY}


def test_pages_of_the_workspace_follow_each_other_without_a_gap(hub, owner, stranger, today):
    for number in range(9):
        made = organisations.create(by=owner, texts={"name": f"Firm {number}", "kind": "firm", "country": "NL"})
        agree(hub, made, owner)
        plan(owner, made, T1=today + number // 3 * DAY)
    found, after = [], None
    while True:
        lines, after = moments.page(hub, Asked(today, MOMENTS, "52", after=after), 4)
        found += [one.plan.pk for one in lines]
        if after is None:
            break
    assert found == list(Planned.objects.order_by("on", "id").values_list("pk", flat=True))
    assert [one.plan.pk for one in dates.every(hub, Asked(today, MOMENTS, "52"), moments.page)] == found


def told(user):
    found = Notice.objects.filter(user=user, kind__in=(OWN, CUSTOMERS)).order_by("at", "id")
    return list(found.values_list("kind", "values__told"))


def test_owners_and_advisers_with_consent_are_told_once_before_and_once_after(owner, adviser, stranger, hub, firm, agreed, today):  # fmt: skip
    Membership.objects.create(organisation=firm, user=User.objects.create_user("m@example.org"), role="member")
    plan(owner, firm, T1=today + 3 * DAY)
    now = timezone.now()
    for days in (0, 0, 1, 4, 5, 60):
        remind(now + days * DAY)
    assert told(owner) == [(OWN, "soon"), (OWN, "late")]
    assert told(adviser) == told(stranger) == [(CUSTOMERS, "soon"), (CUSTOMERS, "late")]
    assert not Notice.objects.filter(user__email="m@example.org").exists()
    shown = page(signed_in(adviser).get(reverse("notices")))
    assert "and not filled in: Digital maturity of a firm, T1: after support (Molen BV)" in shown


def test_a_day_too_far_ahead_is_not_told_and_another_day_is_told_anew(owner, firm, begun, today):
    plan(owner, firm, T1=today + (limits()["soon-days"] + 1) * DAY)
    remind(timezone.now())
    assert told(owner) == []
    for ahead in (2, 3):
        plan(owner, firm, T1=today + ahead * DAY)
        remind(timezone.now())
    assert told(owner) == [(OWN, "soon"), (OWN, "soon")]
    shown = page(signed_in(owner).get(reverse("notices")))
    assert shown.count("Planned for") == 2  # once with its button; the first names a day that no longer holds


def test_what_was_told_falls_silent_when_it_is_done_or_no_longer_theirs(owner, adviser, hub, firm, agreed, today):
    plan(owner, firm, T1=today)
    remind(timezone.now())

    def says(user):
        return "Molen BV" in page(signed_in(user).get(reverse("notices")))

    Notice.objects.exclude(kind__in=(OWN, CUSTOMERS)).delete()
    assert says(owner)
    assert says(adviser)
    seat = Membership.objects.get(organisation=hub, user=adviser)
    organisations.leave(by=adviser, membership=seat)
    assert not says(adviser)
    Membership.objects.create(organisation=hub, user=adviser, role="adviser")
    remind(timezone.now())
    assert says(adviser)
    organisations.change_consent(by=owner, engagement=agreed, scopes=["cases"])
    Notice.objects.exclude(kind__in=(OWN, CUSTOMERS)).delete()
    assert not says(adviser)
    filled(owner, firm, "T1", today)
    assert not says(owner)


def test_they_are_taken_along_and_go_with_the_organisation(owner, as_owner, firm, begun, today):
    plan(owner, firm, T1=today)
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("organisation-export", args=[firm.pk])).content))
    assert json.loads(packed.read("maturity/planned.yaml")) == [
        {"questionnaire": "sme", "stage": "T1", "on": today.isoformat()}
    ]
    organisations.remove(by=owner, organisation=firm)
    assert not Planned.objects.exists()
