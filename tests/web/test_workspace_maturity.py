"""A hub's customers as a group: within consent, with honest uncertainty, beside the published figure of their country and size."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.urls import reverse

from tests.web.conftest import page
from toepas import observatory
from toepas.observatory import View
from toepas_web.maturity import presenters
from toepas_web.maturity.models import Assessment, Score
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
FIRM = {"kind": "firm", "sector": "energy", "size": "10-49", "country": "NL", "region": ""}
SAID = in_language("en")
DIMENSIONS = ("strategy", "readiness", "people", "data", "automation", "green")


@pytest.fixture
def hub(owner):
    return organisations.create(by=owner, texts={**FIRM, "name": "Hub", "kind": "hub"})


def customer(hub, at: int, *, scopes=("maturity",), stages=("T0", "T1"), uses: bool | None = True, version="1.0"):
    """A customer that begins at 10 x at and rises by at + 1 points in every dimension."""
    firm = Organisation.objects.create(name=f"Firm {at} {scopes} {stages}", **FIRM)
    Engagement.objects.create(hub=hub, customer=firm, state=Engagement.AGREED, scopes=list(scopes))
    for moment, stage in enumerate(stages):
        on, value = datetime.date(2025 + moment, 3, 1), 10.0 * at + moment * (at + 1)
        same = {"organisation": firm, "questionnaire": "sme", "version": version, "stage": stage, "on": on}
        kept = Assessment.objects.create(**same, finished=True)
        Score.objects.create(
            assessment=kept, **same, finished=on, size=firm.size, sector=firm.sector, country=firm.country, scoring="1",
            low=value, high=value, dimensions={name: [value, value] for name in DIMENSIONS}, uses_ai=uses,
        )  # fmt: skip
    return firm


def test_the_group_is_shown_with_means_and_changes_and_says_what_chance_does(as_owner, hub):
    for at in range(6):
        customer(hub, at)
    told = page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))
    assert "6 organisations with both moments." in told
    assert "regression to the mean" in told
    assert "+3.5 (interval:" in told
    rows = list(csv.DictReader(io.StringIO(as_owner.get(reverse("workspace-maturity-csv", args=[hub.pk])).content.decode())))  # fmt: skip
    first = rows[0]
    assert (first["dimension"], first["organisations"], first["start"], first["change_least"]) == (
        "overall",
        "6",
        "25.0",
        "3.5",
    )
    assert [row["dimension"] for row in rows] == ["overall", *DIMENSIONS]


def test_a_small_group_is_not_shown_and_its_file_has_only_a_head(as_owner, hub):
    for at in range(4):
        customer(hub, at)
    customer(hub, 5, stages=("T0",))
    told = page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))
    assert "With fewer than 5 organisations nothing is shown" in told
    assert "interval:" not in told
    assert as_owner.get(reverse("workspace-maturity-csv", args=[hub.pk])).content.decode().count("\n") == 1


def test_only_customers_whose_consent_covers_their_maturity_are_in_it(owner, as_owner, hub):
    firms = [customer(hub, at) for at in range(5)]
    customer(hub, 7, scopes=("cases",))
    assert "5 organisations with both moments." in page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))
    organisations.end_engagement(by=owner, engagement=Engagement.objects.get(customer=firms[0]))
    told = page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))
    assert "4 organisations with both moments." in told
    assert "interval:" not in told


def test_what_customers_say_stands_beside_the_share_of_the_office(as_owner, hub):
    for at in range(6):
        customer(hub, at, uses=at < 2)
    told = page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))
    share = observatory.look(View("ai-use", ("NL",), (), {"size_emp": ("10-49",)}), SAID).frame["value"].to_list()[-1]
    assert "2 of 6" in told
    assert f"{SAID.number(share)} %" in told
    assert "no sample" in told


def test_two_versions_of_a_questionnaire_are_not_mixed(as_owner, hub):
    for at in range(6):
        customer(hub, at)
    customer(hub, 8, version="0.9")
    assert "6 organisations with both moments." in page(as_owner.get(reverse("workspace-maturity", args=[hub.pk])))


def test_other_moments_and_questionnaires_can_be_chosen_and_what_there_is_not_is_not_found(as_owner, hub):
    for at in range(5):
        customer(hub, at, stages=("T0", "T2"))
    here = reverse("workspace-maturity", args=[hub.pk])
    assert "5 organisations with both moments." in page(as_owner.get(here, {"moments": "T0-T2"}))
    for wrong in ({"moments": "T2-T0"}, {"questionnaire": "none"}):
        assert as_owner.get(here, wrong).status_code == 404


# Read by hand in the shipped answer of the office of 15 June 2026: isoc_eb_ai, E_AI_TANY, PC_ENT, C10-S951_X_K, 2025. Greece is EL there.
CELLS = [("NL", "10-49", 28.76, "b"), ("GR", "50-249", 15.18, ""), ("DE", "250+", 56.99, "")]


@pytest.mark.parametrize(("country", "size", "share", "flags"), CELLS)
def test_the_benchmark_is_the_cell_of_the_office_for_country_and_size(country, size, share, flags):
    cell = presenters.published_share(country, size, SAID)
    assert (cell.share, cell.year, cell.flags) == (share, "2025", flags)


def test_there_is_no_benchmark_for_small_firms_and_for_countries_that_are_not_asked():
    assert presenters.published_share("NL", "1-9", SAID) is None
    assert presenters.published_share("US", "10-49", SAID) is None
