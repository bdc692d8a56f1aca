"""The workspace of advisers: nothing of a customer is seen or counted beyond its consent, and the figures add up."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import re
import uuid
import zipfile
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import FIRM, page, signed_in
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership
from toepas_web.organisations.roles import roles
from toepas_web.workspace import actions, forms, maturity
from toepas_web.workspace.models import Collaboration, Customer, Investment, Referral, Service
from toepas_web.workspace.report import report

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


def agree(hub, firm, by, scopes):
    asked = organisations.invite_customer(by=hub.memberships.first().user, hub=hub, email=by.email, wished=["cases"])
    return organisations.become_customer(by=by, invitation=asked, customer=firm, scopes=scopes)


def at(name, customer, *more):
    return reverse(name, args=[customer.hub_id, customer.pk, *more])


def note(client, customer, what, **fields):
    return client.post(at("workspace-note", customer, what), fields)


def test_a_hub_notes_what_it_did_for_a_customer_that_has_not_agreed_yet(known, adviser):
    client = signed_in(adviser)
    assert note(client, known, "service", kind="skills", hours="3,5", value="").status_code == 302
    assert note(client, known, "investment", source="loan", amount="0", evidence="Contract").status_code == 302
    assert note(client, known, "referral", asset="eurollm-9b", state="proposed").status_code == 302
    one = Service.objects.get()
    assert (one.hours, one.value) == (Decimal("3.5"), None)
    assert Investment.objects.get().amount == 0
    shown = page(client.get(at("workspace-customer", known)))
    assert "value: not known" in shown
    assert "amount: € 0.00" in shown
    assert "EuroLLM" in shown


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("service", {"kind": "magic"}, "Choose one of the list"),
        ("service", {"kind": "skills", "hours": "many"}, "is not a number"),
        ("service", {"kind": "skills", "value": "1.234"}, "is not a number"),
        ("service", {"kind": "skills", "value": "-5"}, "is not a number"),
        ("service", {"kind": "skills", "on": "2999-01-01"}, "Only a day from 2000 up to today"),
        ("investment", {"source": "loan", "amount": "9" * 14}, "Between 0 and"),
        ("referral", {"asset": "no-such-thing", "state": "proposed"}, "nothing by this id"),
    ],
)
def test_what_cannot_be_noted_is_said_and_not_kept(known, adviser, what, fields, said):
    answer = note(signed_in(adviser), known, what, **fields)
    assert answer.status_code == 422
    assert said in page(answer)
    assert not Service.objects.exists()
    assert not Investment.objects.exists()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("typed", "value"), [("1 234,50", "1234.50"), ("1234.5", "1234.5"), ("0", "0"), ("007", "7"), ("12", "12")]
)
def test_amounts_are_read_as_people_write_them(typed, value):
    assert forms.decimal(typed) == Decimal(value)


@pytest.mark.parametrize("role", [*roles("organisation"), ""])
def test_only_those_who_advise_for_the_hub_open_its_workspace(known, role):
    user = User.objects.create_user("x@example.org")
    if role:
        Membership.objects.create(organisation=known.hub, user=user, role=role)
    allowed = bool(role) and "advise" in roles("organisation")[role].may
    client = signed_in(user)
    for address in (
        reverse("workspace-hub", args=[known.hub_id]),
        reverse("workspace-report", args=[known.hub_id]),
        reverse("workspace-report-download", args=[known.hub_id, "json"]),
        at("workspace-customer", known),
    ):
        assert client.get(address).status_code == (200 if allowed else 404)
    assert note(client, known, "service", kind="skills").status_code == (302 if allowed else 404)


def test_an_organisation_that_is_no_hub_has_no_workspace(firm, as_owner):
    assert as_owner.get(reverse("workspace-hub", args=[firm.pk])).status_code == 404


def test_the_customer_of_one_hub_is_not_reached_through_another(known, adviser, owner, as_owner):
    other = organisations.create(by=owner, texts={**FIRM, "name": "Hub Zuid", "kind": "hub"})
    entry = actions.note(by=adviser, customer=known, what="service", fields={"kind": "skills", "on": TODAY})
    mixed = [other.pk, known.pk]
    assert as_owner.get(reverse("workspace-customer", args=mixed)).status_code == 404
    for name, more in (
        ("workspace-note", ["service"]),
        ("workspace-entry", ["service", entry.pk]),
        ("workspace-invite", []),
    ):
        assert as_owner.post(reverse(name, args=[*mixed, *more]), {"kind": "skills", "do": "remove"}).status_code == 404
    assert Service.objects.count() == 1  # fmt: skip


@pytest.mark.parametrize("scope", ["cases", "services", "maturity", "learning"])
def test_of_a_customer_that_agreed_an_adviser_sees_what_each_scope_says(hub, firm, owner, adviser, case, scope):
    from toepas_web.check import actions as cases

    cases.put_into(by=owner, case=case, organisation=firm)
    agree(hub, firm, owner, [scope])
    one, client = Customer.objects.get(), signed_in(adviser)
    shown = page(client.get(at("workspace-customer", one)))
    assert ("Ranking applicants" in shown) == (scope == "cases")
    assert (client.get(reverse("case", args=[case.pk])).status_code == 200) == (scope == "cases")
    assert (note(client, one, "service", kind="skills").status_code == 302) == (scope == "services")


def test_when_consent_ends_the_books_are_closed_and_not_counted(hub, firm, owner, adviser):
    engagement = agree(hub, firm, owner, ["services"])
    one = Customer.objects.get()
    actions.note(
        by=adviser, customer=one, what="service", fields={"kind": "skills", "on": TODAY, "note": "Secret talk"}
    )
    assert report(hub, TODAY, TODAY, Words()).served == 1
    organisations.end_engagement(by=owner, engagement=engagement)
    counted = report(hub, TODAY, TODAY, Words())
    assert (counted.served, counted.closed) == (0, 1)
    assert "Secret talk" not in page(signed_in(adviser).get(at("workspace-customer", one)))
    assert note(signed_in(adviser), one, "service", kind="skills").status_code == 404


def test_an_invitation_that_is_accepted_joins_the_file_that_was_there(known, adviser, owner, firm, as_owner):
    sent = signed_in(adviser).post(
        at("workspace-invite", known), {"customer-email": owner.email, "scopes": ["services"]}
    )
    assert sent.status_code == 302
    address = re.search(r"/en/organisations/invitation/[0-9a-f-]+/", mail.outbox[0].body)[0]
    as_owner.post(address, {"answer": "yes", "customer": str(firm.pk), "scopes": ["services"]})
    known.refresh_from_db()
    assert known.organisation == firm
    assert Customer.objects.count() == 1
    organisations.remove(by=owner, organisation=firm)
    assert not Customer.objects.exists()


def filled(hub, by, seed):
    """A hub with made-up books over two years."""
    draw = random.Random(seed)
    rows = [
        {
            "name": f"K{i}",
            "size": draw.choice(["1-9", "10-49", ""]),
            "sector": draw.choice(["energy", ""]),
            "country": "NL",
        }
        for i in range(12)
    ]
    actions.add_customers(by=by, hub=hub, rows=rows)
    customers = list(Customer.objects.order_by("name"))
    for _ in range(60):
        on = datetime.date(2025, 1, 1) + datetime.timedelta(draw.randrange(690))
        amount = draw.choice([None, Decimal(0), Decimal(draw.randrange(1, 10**6)) / 100])
        kept = {"customer": draw.choice(customers), "on": on}
        draw.choice([
            lambda kept=kept, amount=amount: Service.objects.create(kind=draw.choice(Service.KINDS), hours=amount, value=draw.choice([None, amount]), **kept),
            lambda kept=kept, amount=amount: Investment.objects.create(source=draw.choice(Investment.SOURCES), amount=amount, **kept),
            lambda on=on: Collaboration.objects.create(hub=hub, kind=draw.choice(Collaboration.KINDS), partner=draw.choice("abcAB"), on=on),
        ])()  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_a_count_by_hand(hub, stranger, seed):
    filled(hub, stranger, seed)
    first, last = datetime.date(2025, 6, 1), datetime.date(2026, 3, 1)
    found = json.loads(
        signed_in(stranger).get(reverse("workspace-report-download", args=[hub.pk, "json"]), {"from": first, "to": last}).content
    )  # fmt: skip
    served, by_size, kinds = set(), {}, {}
    for one in Service.objects.select_related("customer"):
        if first <= one.on <= last:
            if one.customer.name not in served:
                by_size[one.customer.size or "unknown"] = by_size.get(one.customer.size or "unknown", 0) + 1
            served.add(one.customer.name)
            kinds.setdefault(one.kind, []).append(one)
    assert found["customers"]["served"] == len(served)
    assert found["customers"]["by_size"] == by_size
    for line in found["services"]:
        mine = kinds.get(line["kind"], [])
        assert (line["count"], line["customers"]) == (len(mine), len({one.customer_id for one in mine}))
        for name in ("hours", "value"):
            total, unknown = Decimal(0), 0
            for one in mine:
                total, unknown = (
                    (total, unknown + 1) if getattr(one, name) is None else (total + getattr(one, name), unknown)
                )
            assert line[name]["entries_unknown"] == unknown
            assert line[name]["entries_known"] == len(mine) - unknown
            assert (Decimal(line[name]["known"]) if line[name]["known"] else 0) == total
    money = [one for one in Investment.objects.all() if first <= one.on <= last]
    assert found["investment"]["entries_unknown"] == len([one for one in money if one.amount is None])
    assert sum(Decimal(one["known"] or 0) for one in found["investment"]["by_source"].values()) == Decimal(
        found["investment"]["known"] or 0
    )
    together = [one for one in Collaboration.objects.all() if first <= one.on <= last]
    assert sum(one["count"] for one in found["collaborations"].values()) == len(together)


def test_what_is_not_known_is_an_empty_cell_and_nought_is_nought(known, adviser):
    client = signed_in(adviser)
    note(client, known, "service", kind="skills", value="0")
    answer = client.get(reverse("workspace-report-download", args=[known.hub_id, "csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    of = {row["measure"]: row["value"] for row in rows if row["about"] == "Skills and training"}
    assert of["value in euro, sum of the known"] == "0.00"
    assert of["hours, sum of the known"] == ""


def test_a_report_needs_a_first_day_before_its_last(known, adviser):
    address = reverse("workspace-report", args=[known.hub_id])
    answer = signed_in(adviser).get(address, {"from": "2026-05-01", "to": "2026-04-01"})
    assert answer.status_code == 422
    assert "must not come after" in page(answer)


def test_maturity_gained_by_few_is_not_shown(hub, firm, owner, adviser, monkeypatch):
    agree(hub, firm, owner, ["services", "maturity"])
    gains = [maturity.Gain(float(n), float(n + 2)) for n in range(5)]
    monkeypatch.setattr(maturity, "smallest", lambda: 5)
    client, address = signed_in(adviser), reverse("workspace-report-download", args=[hub.pk, "json"])
    for given, shown in ((gains[:4], False), (gains, True)):
        monkeypatch.setattr(maturity, "gains", lambda *_, given=given: {"Questions": given})
        (line,) = json.loads(client.get(address).content)["maturity_gained"]
        assert line["shown"] == shown
        assert (line["n"], line["mean"], line["range"]) == (
            (5, [2.0, 4.0], [0.0, 6.0]) if shown else (None, None, None)
        )


def test_only_customers_who_let_their_maturity_be_seen_are_asked_about(hub, firm, owner, monkeypatch):
    asked = []
    monkeypatch.setattr(maturity, "gains", lambda found, *_: asked.append([one["organisation"] for one in found]) or {})
    engagement = agree(hub, firm, owner, ["services"])
    report(hub, TODAY, TODAY, Words())
    organisations.change_consent(by=owner, engagement=engagement, scopes=["services", "maturity"])
    report(hub, TODAY, TODAY, Words())
    assert asked == [[], [firm.pk]]


def test_what_hubs_keep_of_a_customer_comes_along_when_it_takes_everything(hub, firm, owner, adviser, as_owner):
    agree(hub, firm, owner, ["services"])
    actions.note(
        by=adviser,
        customer=Customer.objects.get(),
        what="service",
        fields={"kind": "skills", "on": TODAY, "note": "Course"},
    )
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("organisation-export", args=[firm.pk])).content))
    (kept,) = json.loads(packed.read("workspace/at-hubs.json"))
    assert (kept["hub"], kept["services"][0]["note"]) == ("Hub Noord", "Course")


def test_once_the_customer_ends_it_the_hub_reads_neither_its_new_name_nor_the_closed_books(
    hub, firm, owner, stranger, adviser
):
    agree(hub, firm, owner, ["services"])
    fields = {"kind": "skills", "on": TODAY, "note": "Course"}
    actions.note(by=adviser, customer=Customer.objects.get(), what="service", fields=fields)

    def taken_along():
        answer = signed_in(stranger).post(reverse("organisation-export", args=[hub.pk]))
        return json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("workspace/hub.json"))["customers"]

    assert taken_along()[0]["services"][0]["note"] == "Course"
    organisations.end_engagement(by=owner, engagement=firm.hubs.get())
    organisations.change(by=owner, organisation=firm, texts={"name": "Renamed"}, number=1)
    assert taken_along() == [{"name": "Molen BV", "books": "closed"}]
    for page_of in (reverse("workspace-hub", args=[hub.pk]), at("workspace-customer", Customer.objects.get())):
        shown = signed_in(adviser).get(page_of).content.decode()
        assert "Molen BV" in shown
        assert "Renamed" not in shown


def test_every_write_has_its_line_and_no_texts_in_it(known, adviser):
    client = signed_in(adviser)
    note(client, known, "service", kind="skills", note="Secret")
    client.post(at("workspace-entry", known, "service", Service.objects.get().pk), {"do": "remove"})
    client.post(reverse("workspace-collaborations", args=[known.hub_id]), {"kind": "hub", "partner": "Secret hub"})
    lines = [(one.action, one.subject) for one in Event.objects.all()]
    assert {"customer added", "service noted", "entry removed", "collaboration noted"} <= {
        action for action, _ in lines
    }
    assert not any("Secret" in subject for _, subject in lines)


def test_names_of_others_are_shown_as_text(hub, stranger, adviser):
    actions.add_customers(by=stranger, hub=hub, rows=[{"name": "<script>x</script>"}])
    shown = signed_in(adviser).get(reverse("workspace-hub", args=[hub.pk])).content.decode()
    assert "<script>x" not in shown


def test_random_numbers_lead_nowhere(known, adviser):
    client = signed_in(adviser)
    for what in ("service", "investment", "referral", "nothing"):
        assert client.post(at("workspace-entry", known, what, uuid.uuid4()), {"do": "remove"}).status_code == 404
    assert note(client, known, "nothing").status_code == 404
    assert timezone.localdate() >= TODAY


def test_a_hub_searches_the_catalogue_for_what_it_points_a_customer_to(known, adviser):
    found = signed_in(adviser).get(at("workspace-customer", known), {"q": "training in artificial intelligence"})
    html = found.content.decode()
    assert found.status_code == 200
    assert len(re.findall(r'name="asset" value="[^"]+"', html)) > 1, "each that was found can be chosen"
