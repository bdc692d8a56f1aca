"""The catalogue on the site: finding, comparing, sharing, being looked at, hearing what is new, seeking together."""

from __future__ import annotations

import datetime
import html
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.core import mail
from django.urls import reverse

from toepas_web.accounts.models import User
from toepas_web.catalogue import actions, digest, downloads, engine
from toepas_web.catalogue.models import Entry, Watch
from toepas_web.moderation.models import Ruling, Ticket

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 24)
FIELDS = {
    "name": "Straatkijker", "kind": "solution", "summary": "Finds holes in roads on pictures.", "provider": "Wegwijs",
    "provider_country": "nl", "purposes": ["infrastructure"], "sectors": ["mobility"], "licence": "EUPL-1.2",
    "model_supplier": "Wegwijs", "model_country": "NL", "hosting": ["EU"], "url": "https://wegwijs.example.eu/straatkijker",
}  # fmt: skip


def text(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


@pytest.fixture(autouse=True)
def looked_at_again():
    engine.forget()
    yield
    engine.forget()


@pytest.fixture
def moderator(client, db):
    user = User.objects.create_user("moderator@example.org", "a-long-enough-secret")
    User.objects.filter(pk=user.pk).update(is_moderator=True)
    client.force_login(user)
    return client


def test_a_need_in_dutch_is_answered_with_reasons(client):
    shown = text(client.get("/nl/catalogue/", {"q": "wij willen vragen van inwoners automatisch beantwoorden"}))
    assert "Het is bedoeld voor: vragen van inwoners en burgers beantwoorden" in shown
    assert "Wij lezen dit als:" in shown


def test_filters_are_in_the_address_and_can_be_taken_away(client):
    shown = text(client.get("/en/catalogue/", {"q": "chatbot", "kind": "solution"}))
    assert 'href="/en/catalogue/?q=chatbot"' in shown
    assert 'value="solution" checked' in shown


@pytest.mark.parametrize("form", downloads.FORMS)
def test_all_entries_can_be_had_in_each_form(client, monkeypatch, form):
    some = list(engine.collection())[::50]
    monkeypatch.setattr(downloads, "collection", lambda: some)
    monkeypatch.setattr(downloads, "once", lambda _, make: make(some))
    answer = client.get(reverse("catalogue-all", args=[form]))
    assert answer["Content-Type"] == downloads.FORMS[form][0]
    assert [asset.id for asset in some if asset.id not in answer.content.decode()] == []


def test_what_takes_seconds_is_made_once_for_each_catalogue(monkeypatch):
    made = []
    for there in ("one catalogue", "one catalogue", "another"):
        monkeypatch.setattr(engine, "collection", lambda there=there: there)
        assert engine.once("form", lambda there: made.append(there) or b"%d" % len(made)) == b"%d" % len(made)
    assert made == ["one catalogue", "another"]


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "x", "٣", ""])
def test_made_up_pages_are_a_page(client, page):
    assert client.get("/en/catalogue/", {"page": page}).status_code == 200


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "' or 1=1", "a" * 5000, "\u202e", "-", '"'])
def test_hostile_searches_are_shown_escaped(client, asked):
    response = client.get("/en/catalogue/", {"q": asked, "kind": asked[:60]})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_what_is_put_beside_an_asset_is_looked_for_by_its_name(client):
    shown = text(client.get(reverse("catalogue-compare"), {"id": "mucgpt", "find": "Eneo"}))
    assert "?id=mucgpt&id=eneo" in shown


def test_an_asset_says_who_supplies_each_layer_and_where_it_was_read(client):
    shown = text(client.get(reverse("catalogue-asset", args=["mucgpt"])))
    assert "Dependence, layer by layer" in shown
    assert "not known" in shown
    assert "read on" in shown
    assert "known in public, not read at the address; noted on" in shown
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1])
    assert described["name"]


def test_four_can_be_compared_and_no_more(client):
    ids = [
        hit.id
        for hit in engine.collection().search(__import__("toepas.catalogue", fromlist=["Query"]).Query(limit=6)).hits
    ]
    shown = text(client.get(reverse("catalogue-compare"), {"id": ids}))
    assert shown.count("Take away") == 4


@pytest.mark.parametrize("form", ["csv", "json", "ttl", "jsonld", "dcat.ttl", "dcat.jsonld"])
def test_one_asset_can_be_taken_along_in_every_form(client, form):
    response = client.get(reverse("catalogue-asset-as", args=["eurollm-9b", form]))
    assert response.status_code == 200
    assert b"EuroLLM" in response.content
    assert "attachment" in response["Content-Disposition"]


def test_software_can_be_taken_along_as_a_publiccode_that_says_what_it_lacks(client):
    solution = next(one for one in engine.collection() if one.kind == "solution" and one.code)
    answer = client.get(reverse("catalogue-asset-as", args=[solution.id, "publiccode.yml"]))
    assert answer.status_code == 200
    assert f"url: {solution.code}" in answer.content.decode()
    assert "publiccode.yml is a draft" in text(client.get(f"/en/catalogue/asset/{solution.id}/"))


@pytest.mark.parametrize("form", ["publiccode.yml", "croissant.json"])
def test_a_model_has_no_file_in_the_standards_of_software_and_data(client, form):
    assert client.get(reverse("catalogue-asset-as", args=["eurollm-9b", form])).status_code == 404
    assert form not in text(client.get(reverse("catalogue-asset", args=["eurollm-9b"])))


def test_unknown_forms_and_assets_are_not_there(client):
    assert client.get(reverse("catalogue-asset-as", args=["eurollm-9b", "exe"])).status_code == 404
    assert client.get(reverse("catalogue-asset", args=["nobody"])).status_code == 404


def test_feed_and_sitemap_are_what_readers_expect(client):
    feed = ET.fromstring(client.get(reverse("catalogue-feed")).content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    pages = ET.fromstring(client.get("/sitemap.xml").content)
    places = [at.text for at in pages.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places)) > 1000
    assert any(place.endswith("/nl/catalogue/asset/eurollm-9b/") for place in places)


def test_a_need_is_matched_with_what_speaks_for_and_against(client):
    shown = text(client.get("/en/catalogue/match/", {"q": "robots that work with people in our factory", "country": "NL", "city": "Groningen", "size": "small"}))  # fmt: skip
    assert "Who helps" in shown
    assert "About" in shown
    assert "km away" in shown
    assert "Against, or not known" in shown


def share(client, **fields):
    return client.post(reverse("catalogue-share-new"), {**FIELDS, **fields})


def test_an_entry_is_shown_after_a_person_looked_at_it(as_owner, moderator, client):
    assert share(as_owner).status_code == 302
    entry = Entry.objects.get()
    page = reverse("catalogue-asset", args=[entry.asset_id])
    assert client.get(page).status_code == 404
    as_owner.post(reverse("catalogue-share-send", args=[entry.pk]))
    ticket = Ticket.objects.get()
    asked = text(moderator.get(reverse("moderation-ticket", args=[ticket.pk])))
    assert "Straatkijker" in asked
    ruling = {"verdict": "shown", "ground": "fits", "reasons": ""}
    assert moderator.post(reverse("moderation-ticket", args=[ticket.pk]), ruling).status_code == 302
    shown = text(client.get(page))
    assert "Finds holes in roads on pictures." in shown
    assert mail.outbox[-1].subject == "Toepas: your entry is shown"
    found = text(client.get("/en/catalogue/", {"q": "Straatkijker"}))
    assert page in found


def test_who_is_refused_reads_why_and_can_mend_it(as_owner, moderator):
    share(as_owner)
    entry = Entry.objects.get()
    as_owner.post(reverse("catalogue-share-send", args=[entry.pk]))
    address = reverse("moderation-ticket", args=[Ticket.objects.get().pk])
    assert moderator.post(address, {"verdict": "refused", "ground": "unclear"}).status_code == 422
    moderator.post(address, {"verdict": "refused", "ground": "unclear", "reasons": "Say for whom it is."})
    assert Ruling.objects.get().verdict == "refused"
    mine = text(as_owner.get(reverse("catalogue-share")))
    assert "Say for whom it is." in mine
    assert "Say for whom it is." in mail.outbox[-1].body
    assert moderator.get(address).status_code == 404


def test_what_is_shown_stays_while_a_change_is_looked_at(as_owner, moderator, client):
    share(as_owner)
    entry = Entry.objects.get()
    actions.send_entry(by=entry.owner, entry=entry)
    moderator.post(reverse("moderation-ticket", args=[Ticket.objects.get().pk]), {"verdict": "shown", "ground": "fits"})
    changed = {**FIELDS, "summary": "Something else.", "number": "1"}
    as_owner.post(reverse("catalogue-share-edit", args=[entry.pk]), changed)
    assert "Finds holes" in text(client.get(reverse("catalogue-asset", args=[entry.asset_id])))
    stale = as_owner.post(reverse("catalogue-share-edit", args=[entry.pk]), changed)
    assert stale.status_code == 422
    as_owner.post(reverse("catalogue-share-withdraw", args=[entry.pk]))
    engine.forget()
    assert client.get(reverse("catalogue-asset", args=[entry.asset_id])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "", "Give it a name."), ("summary", "", "Say in one line"), ("provider", "", "which organisation"),
        ("url", "javascript:alert(1)", "web address"), ("provider_country", "Nederland", "country code"),
        ("trl", "12", "whole number"), ("purposes", ["infrastructure", "water", "waste", "traffic", "parking", "crops"], "at most"),
        ("sectors", ["nonsense"], "one of"), ("kind", "spaceship", "spaceship"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(as_owner, field, value, expected):
    response = share(as_owner, **{field: value})
    assert response.status_code == 422
    shown = text(response)
    assert expected in shown
    assert FIELDS["licence"] in shown
    assert not Entry.objects.exists()


def test_a_kept_search_tells_each_new_thing_once(as_owner, owner, moderator):
    as_owner.post(reverse("catalogue-watch-keep"), {"query": "q=Straatkijker"})
    watch = Watch.objects.get()
    week = DAY + datetime.timedelta(days=400)
    assert digest.send_all(week).letters == 0
    share(as_owner)
    entry = Entry.objects.get()
    actions.send_entry(by=owner, entry=entry)
    moderator.post(reverse("moderation-ticket", args=[Ticket.objects.get().pk]), {"verdict": "shown", "ground": "fits"})
    mail.outbox.clear()
    assert digest.send_all(week + datetime.timedelta(days=7)).letters == 1
    assert "Straatkijker" in mail.outbox[0].body
    assert digest.send_all(week + datetime.timedelta(days=14)).letters == 0
    as_owner.post(reverse("catalogue-watch", args=[watch.pk]), {"delete": "yes"})
    assert not Watch.objects.exists()


def test_addresses_are_seen_only_when_both_agree(as_owner, as_stranger, owner, stranger):
    wish = {"q": "answering questions of residents of our municipality", "joint": "buying", "country": "NL"}
    as_owner.post(reverse("catalogue-together-agree"), wish)
    as_stranger.post(
        reverse("catalogue-together-agree"), {**wish, "q": "vragen van inwoners van onze gemeente beantwoorden"}
    )
    page = text(as_owner.get(reverse("catalogue-together")))
    assert "vragen van inwoners" in page
    assert stranger.email not in page
    address = re.search(r'action="([^"]*/greet/[^"]*)"', page)[1]
    as_owner.post(address)
    asked = text(as_stranger.get(reverse("catalogue-together")))
    assert "Somebody would like to get in touch" in asked
    assert owner.email not in asked
    as_stranger.post(re.search(r'action="([^"]*/answer/)"', asked)[1], {"answer": "yes"})
    assert stranger.email in text(as_owner.get(reverse("catalogue-together")))
    assert owner.email in text(as_stranger.get(reverse("catalogue-together")))


def test_everything_goes_with_the_account(as_owner, owner):
    share(as_owner)
    as_owner.post(reverse("catalogue-watch-keep"), {"query": "q=x"})
    kept = b"".join(content for keeper in __import__("toepas_web.accounts.personal_data", fromlist=["keepers"]).keepers() for _, content in keeper.export(owner))  # fmt: skip
    assert b"Straatkijker" in kept
    owner.delete()
    assert not Entry.objects.exists()
    assert not Watch.objects.exists()
