"""The privacy page names everything that the site keeps, in every language, and what it says of deletion is so."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.web.conftest import page
from tests.web.members import member_of, moderator, show
from toepas_web.accounts import actions as accounts
from toepas_web.moderation.models import Ruling

NAMED = {
    "accounts": "With an account",
    "check": "Cases",
    "organisations": "Organisations and hubs",
    "workspace": "Organisations and hubs",
    "maturity": "Maturity, learning and credentials",
    "academy": "Maturity, learning and credentials",
    "assurance": "Models: validations, monitors, energy reports",
    "catalogue": "The catalogue: entries, searches and what you seek together",
    "alliance": "Calls and pipelines",
    "network": "The alliance: members, partners, workstreams",
    "notices": "Notices and mail",
    "moderation": "Moderation",
    "audit": "The record of changes",
}
"""Under which heading the page tells of what a part of the site keeps."""
SAID = {
    "accounts.User": "your e-mail address, your language",
    "check.Case": "Your answers with their history",
    "check.Revision": "with their history",
    "check.Task": "your tasks, notes",
    "check.Day": "the days that follow from them",
    "check.Evidence": "notes and files",
    "check.CouncilLink": "A link for the works council",
    "organisations.Organisation": "In which organisations you are",
    "organisations.Membership": "in which role and since when",
    "organisations.Invitation": "An invitation holds the address",
    "organisations.Engagement": "is kept as consent",
    "organisations.SiteRole": "in which role",
    "workspace.Customer": "its own books about its customers",
    "workspace.Service": "its own books",
    "workspace.Investment": "its own books",
    "workspace.Referral": "its own books",
    "workspace.Collaboration": "its own books",
    "maturity.Assessment": "Assessments, the days planned for the next ones, and measurements",
    "maturity.Planned": "the days planned for the next ones",
    "maturity.Impact": "and measurements are kept of an organisation",
    "maturity.CountedMeasure": "Figures that everybody sees count your organisation only if it agreed",
    "maturity.Score": "figures over many organisations",
    "maturity.Agreed": "only if it agreed, until it withdraws that",
    "maturity.Publication": "what was published before stays, in sums",
    "academy.SelfTest": "your self-test",
    "academy.Learning": "What you learn",
    "academy.Attempt": "your answers in a quiz",
    "academy.Credential": "A credential that you ask for",
    "academy.Plan": "An organisation sees how many",
    "assurance.Validation": "If you validate a model",
    "assurance.Monitor": "If you watch one",
    "assurance.EnergyReport": "An energy report",
    "catalogue.Entry": "What you share is shown",
    "catalogue.Watch": "Searches that you keep",
    "catalogue.Wish": "What you seek together with others",
    "catalogue.Greeting": "both see an address only when both say yes",
    "alliance.Call": "applications to a call",
    "alliance.Application": "Applications, decisions and objections",
    "alliance.Panelist": "what you stated for it",
    "alliance.Review": "your reviews",
    "alliance.Decision": "decisions and objections",
    "alliance.Appeal": "objections",
    "alliance.Project": "the projects in a pipeline",
    "alliance.Step": "the projects in a pipeline",
    "alliance.Shown": "the files shown for them",
    "network.Member": "Membership, pledges",
    "network.Pledge": "pledges and their progress",
    "network.Note": "their progress",
    "network.Partner": "see what it seeks and offers",
    "network.StreamFeed": "An address for your calendar program",
    "network.Told": "what they are about in words and numbers",
    "network.Side": "its limits as a mentor, founder, provider or user fits theirs",
    "network.Introduction": "shown to one other member when both say yes",
    "network.Seat": "the members that take part",
    "network.Follow": "take part",
    "network.Post": "What you write in a workstream, minutes, decisions",
    "network.Meeting": "the meetings",
    "network.Document": "the documents that you bring in",
    "network.Version": "the files that you brought in go",
    "notices.Notice": "Notices are kept as numbers",
    "notices.Feed": "An address for your calendar program",
    "notices.Muted": "Which ones you do not want",
    "moderation.Ticket": "What you send in is looked at by a person",
    "moderation.Ruling": "the ruling, its ground and its reasons",
    "audit.Event": "Every change is noted",
}
"""The words with which the page tells of each kind of thing that is kept."""


def kept():
    ours = [model for model in apps.get_models() if model.__module__.startswith("toepas_web.")]
    return sorted(f"{model._meta.app_label}.{model.__name__}" for model in ours)


@pytest.fixture
def told(db):
    return page(Client().get(reverse("privacy")))


def test_the_page_tells_of_every_kind_of_thing_that_is_kept(told):
    assert kept() == sorted(SAID), (
        "say on the privacy page what is kept, who sees it and for how long, and name it here"
    )
    assert [name for name, words in SAID.items() if words.replace("'", "&#39;") not in told] == []
    assert [name for name in NAMED.values() if name not in told] == []
    assert {name.split(".")[0] for name in kept()} == set(NAMED)


@pytest.mark.parametrize("words", ["30, 90 or 365 days", "you can withdraw it at once", "at most 180 days", "holds a key that is yours alone", "as a fingerprint", "A document is public only if"])  # fmt: skip
def test_it_says_what_people_ask(told, words):
    assert words in told


def test_the_days_it_names_are_those_that_hold(told):
    from toepas_web.check.council_views import DAYS
    from toepas_web.notices.limits import limits

    assert "{}, {} or {} days".format(*DAYS) in told
    assert f"{limits()['kept-days']} days" in told


def test_it_is_whole_in_dutch(db):
    with translation.override("nl"):
        told = page(Client().get(reverse("privacy")))
    for english in ("workstream", "works council", "withdraw", "shown to"):
        assert english not in told.split("Privacy", 1)[1]


@pytest.mark.django_db
def test_rulings_can_be_taken_along_and_lose_who_made_them_with_that_account(owner, as_owner):
    member_of(owner, "Molen BV", shown=False)
    show(Ruling.REFUSED)
    packed = zipfile.ZipFile(io.BytesIO(as_owner.post(reverse("account-export")).content))
    (kept_ruling,) = json.loads(packed.read("moderation/rulings.json"))
    assert kept_ruling["reasons"] == "Say what for."
    assert str(moderator().pk) not in json.dumps(kept_ruling)
    accounts.delete(user=moderator())
    assert Ruling.objects.get().by is None
