"""The strategy on the site: nothing that was not said is filled in, every sum is one, and what is sent is not kept."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toepas.strategy import Gap, actions, bodies, contradictions, ledger, positions
from toepas.strategy.registry import shipped_events
from toepas_web.strategy import mapping_views

pytestmark = pytest.mark.django_db
PAGES = ("strategy", "strategy-money", "strategy-questions", "strategy-contradictions", "strategy-gaps", "strategy-governance", "strategy-proposals")  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


def text(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", plain))


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_every_language_with_the_way_to_the_others(client, name, lang):
    from django.utils.translation import override

    with override(lang):
        response = client.get(reverse(name))
        shown = response.content.decode()
        assert response.status_code == 200
        assert shown.count("<h1") == 1
        assert all(reverse(other) in shown for other in PAGES)


def test_the_list_has_every_action_once_and_says_which_have_no_deadline(client):
    shown = client.get(reverse("strategy")).content.decode()
    assert all(shown.count(f'<h3><a href="{reverse("strategy-action", args=[name])}"') == 1 for name in actions())
    open_ended = sum(action.deadline is None for action in actions().values())
    assert f"For {open_ended} of them no deadline was given" in shown


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"sector": "energy"}, lambda action: "energy" in action.sectors),
        ({"section": "apply-ai:3.2"}, lambda action: action.place.section == "3.2"),
        ({"actor": "member-states"}, lambda action: "member-states" in action.actors),
        ({"programme": "edf"}, lambda action: "edf" in action.programmes),
        ({"document": "innovation-2024"}, lambda action: action.place.document == "innovation-2024"),
        ({"deadline": "none"}, lambda action: action.deadline is None),
        ({"q": "screeningscentra"}, lambda action: action.id == "screening-centres"),
    ],
)
def test_the_list_can_be_narrowed_down_and_everything_else_is_gone(client, query, fits):
    shown = client.get(reverse("strategy"), query).content.decode()
    listed = set(re.findall(r'<h3><a href="/en/strategy/action/([a-z0-9-]+)/"', shown))
    assert listed == {name for name, action in actions().items() if fits(action)}


def test_the_state_is_that_of_the_day_asked_about(client):
    before, after = (
        text(client.get(reverse("strategy-action", args=["ai-factories"]), {"on": on}))
        for on in ("2024-03-01", "2026-06-01")
    )
    assert "Nothing official since the announcement is known to us." in before
    assert "EuroHPC opened a call" not in before
    assert "EuroHPC opened a call" in after


@pytest.mark.parametrize(
    "query", [{"sector": "mining"}, {"on": "tomorrow"}, {"on": "1066-10-14"}, {"state": "<script>"}]
)
def test_what_no_list_offers_is_named_and_not_guessed(client, query):
    response = client.get(reverse("strategy"), query)
    assert response.status_code == 422
    assert "There is a problem" in text(response)
    assert b"<script>alert" not in response.content


def test_an_action_without_deadline_actor_or_money_says_so(client):
    bare = next(a for a in actions().values() if not a.deadline and not a.actors and not any(a.id in m.actions for m in ledger().values()))  # fmt: skip
    shown = text(client.get(reverse("strategy-action", args=[bare.id])))
    assert "no deadline was given" in shown
    assert "not said in the document" in shown
    assert "No document that we read names an amount." in shown


def test_every_action_has_a_page_with_its_place_and_its_events(client):
    for name, action in actions().items():
        response = client.get(reverse("strategy-action", args=[name]))
        shown = html.unescape(response.content.decode())
        assert response.status_code == 200
        assert action.place.section in shown
        assert all(event.url in shown for event in shipped_events().values() if name in event.actions)
    assert client.get(reverse("strategy-action", args=["nothing"])).status_code == 404


def test_no_sum_is_shown_that_the_ledger_does_not_allow(client):
    shown = text(client.get(reverse("strategy-money")))
    given = [amount for amount in ledger().values() if amount.euro is not None]
    whole = sum(amount.euro for amount in given)
    assert f"{whole:,.0f}" not in shown
    for kind in {amount.kind for amount in given}:
        alike = [amount.euro for amount in given if amount.kind is kind]
        assert len(alike) < 2 or f"{sum(alike):,.0f}" not in shown
    assert "Not added up: some of it may be the same money." in shown
    assert "no amount is named" in shown


def test_contradictions_show_every_statement_with_its_place(client):
    shown = text(client.get(reverse("strategy-contradictions")))
    assert all(said.says in shown for entry in contradictions().values() for said in entry.statements)


def test_gaps_can_be_looked_at_one_by_one_and_their_counts_are_right(client):
    shown = client.get(reverse("strategy-gaps"), {"gap": str(Gap.ACTOR)}).content.decode()
    listed = set(re.findall(r'<h3><a href="/en/strategy/action/([a-z0-9-]+)/"', shown))
    assert listed == {name for name, action in actions().items() if not action.actors}
    assert client.get(reverse("strategy-gaps"), {"gap": "x"}).status_code == 422


def test_governance_names_every_body(client):
    shown = text(client.get(reverse("strategy-governance")))
    assert all(body.name in shown for body in bodies().values())


def test_a_question_is_answered_with_action_money_state_and_position(client):
    shown = text(client.get(reverse("strategy-questions"), {"action": "agrifood-platform", "country": "NL"}))
    for label in ("What it is to do", "With which money", "How far it is", "By when", "What the country says"):
        assert label in shown
    asked = [position for position in positions().values() if position.answer]
    assert len(asked) > 20
    assert all(position.answer in shown for position in asked)
    assert client.get(reverse("strategy-questions"), {"country": "XX"}).status_code == 422


def test_the_table_has_a_row_per_action_and_no_formulas(client):
    content = client.get(reverse("strategy-csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["id"] for row in rows] == list(actions())
    assert not any(cell[:1] in "=+@" for row in rows for cell in row.values() if cell)
    assert all((row["deadline"] == "") == (actions()[row["id"]].deadline is None) for row in rows)


def test_the_whole_can_be_taken_along_as_json(client):
    data = json.loads(client.get(reverse("strategy-json")).content)
    assert [action["id"] for action in data["actions"]] == list(actions())
    assert all("money" in action and "positions" in action for action in data["actions"])


def test_the_feed_has_every_event_with_its_source(client):
    feed = ET.fromstring(client.get(reverse("strategy-feed")).content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    sources = {link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link[@rel='alternate']")}
    assert sources == {event.url for event in shipped_events().values()}
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, reverse=True)


def test_the_interface_gives_what_the_pages_show(client):
    listed = client.get("/api/v1/strategy/actions", {"sector": "energy", "lang": "nl"}).json()
    assert {action["id"] for action in listed["actions"]} == {a.id for a in actions().values() if "energy" in a.sectors}
    assert client.get("/api/v1/strategy/actions", {"sector": "mining"}).status_code == 422
    assert client.get("/api/v1/strategy/actions/nothing").status_code == 404
    assert len(client.get("/api/v1/strategy/money").json()) == len(ledger())


@pytest.fixture
def few_actions(monkeypatch):
    """Two actions to compare with: reading all of them for their meaning takes long."""
    kept = {name: actions()[name] for name in ("screening-centres", "agrifood-platform")}
    monkeypatch.setattr(mapping_views, "actions", lambda: kept)
    mapping_views._read_actions.cache_clear()
    yield
    mapping_views._read_actions.cache_clear()


def test_proposals_meet_their_action_or_are_said_to_have_none(client, few_actions, tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    sent = "Een netwerk van centra die met AI op kanker en hartziekten screenen\nGratis parkeren in het centrum"
    shown = text(client.post(reverse("strategy-proposals"), {"text": sent, "form": "lines"}))
    first, second = shown[shown.index("1. Een netwerk") :].split("2. Gratis parkeren")
    assert actions()["screening-centres"].title in first
    assert "no counterpart" not in first
    assert "no counterpart" in second
    assert "One action is touched by no proposal." in shown
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and "parkeren" in path.read_text(errors="ignore")
    ]


def test_proposals_in_a_file_come_back_as_tables(client, few_actions):
    table = b"nr;titel;omschrijving\nA;Platform voor boeren;AI voor landbouw en voedsel\n"
    sent = {"file": SimpleUploadedFile("mijn.csv", table), "as": "zip"}
    packed = zipfile.ZipFile(io.BytesIO(client.post(reverse("strategy-proposals"), sent).content))
    assert set(packed.namelist()) == {"proposals.csv", "targets.csv"}
    assert b"agrifood-platform" in packed.read("proposals.csv")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "foo;bar\n1;2", "form": "table"},
        {"text": "\n".join(f"Voorstel {n}" for n in range(mapping_views.MOST_ROWS + 1))},
        {"text": "x " * mapping_views.LONGEST},
        {"file": ("a.xlsx", b"PK\x03\x04")},
        {"file": ("a.csv", b"titel;tekst\n" + b"x;y\n" * mapping_views.MOST_BYTES)},
    ],
)
def test_what_cannot_be_read_is_answered_with_what_was_expected(client, few_actions, sent):
    if "file" in sent:
        sent = {"file": SimpleUploadedFile(*sent["file"])}
    response = client.post(reverse("strategy-proposals"), sent)
    assert response.status_code == 422
    shown = text(response)
    assert "There is a problem" in shown
    assert str(Path("/tmp")) + "/" not in shown


def test_a_broken_file_of_own_events_takes_no_page_away_and_is_told_in_the_log(client, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    from toepas.strategy import own_events_dir

    own_events_dir().mkdir(parents=True)
    (own_events_dir() / "mine.yaml").write_text("events: [this is no event\n", encoding="utf-8")
    assert client.get(reverse("strategy")).status_code == 200
    assert "mine.yaml" in caplog.text
