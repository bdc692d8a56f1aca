"""From what organisations say to the observatory: only who agreed is counted, once, and what is published does not change."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import shutil

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import page
from toepas import observatory
from toepas.kernel import data_dir
from toepas.maturity import questionnaires, rounding, smallest
from toepas.observatory import View, datasets, newest
from toepas_web.audit.models import Event
from toepas_web.maturity import actions, publishing
from toepas_web.maturity.models import Agreed, Assessment, CountedMeasure, Impact, Publication, Score
from toepas_web.organisations import actions as organisations
from toepas_web.organisations.models import Membership, Organisation
from toepas_web.ui.words import in_language

pytestmark = pytest.mark.django_db
FIRM = {"name": "Molen BV", "kind": "firm", "sector": "energy", "size": "10-49", "country": "NL", "region": ""}
SAID = in_language("en")
TODAY = datetime.date(2026, 11, 26)
PAGE = reverse("observatory-indicator", args=["site-maturity-sme"])


@pytest.fixture(autouse=True)
def _nothing_published():
    yield
    for name in ("site-maturity", "site-impact"):
        shutil.rmtree(data_dir() / "observatory" / name, ignore_errors=True)


@pytest.fixture
def analyst(stranger, as_stranger):
    organisations.give_site_role(by=None, user=stranger, role="analyst")
    return as_stranger


def answered(seed: int) -> dict:
    """Answers by lot, so that organisations differ."""
    lot = random.Random(seed)
    return {
        one.id: {row.id: lot.choice(list(one.kind.codes)) for row in one.rows}
        for one in questionnaires()["sme"].questions
    }


def firms(owner, count: int, *, agrees: bool = True, on: datetime.date = datetime.date(2026, 9, 1), **traits) -> list:
    """Organisations with a finished assessment of that day."""
    made = []
    for at in range(count):
        texts = {**FIRM, **traits, "name": f"{traits.get('name', 'Firm')} {on} {at}"}
        firm = Organisation.objects.create(**texts)
        one = actions.start(by=owner, organisation=firm, questionnaire="sme", version="1.0", stage="T0", on=on)
        Assessment.objects.filter(pk=one.pk).update(answers=answered(at))
        actions.finish(by=owner, assessment=Assessment.objects.get(pk=one.pk))
        Score.objects.filter(pk=one.pk).update(finished=on)
        if agrees:
            actions.agree(by=owner, organisation=firm)
        made.append(firm)
    return made


def published(owner, callbacks, today=TODAY) -> Publication:
    with callbacks(execute=True):
        return actions.publish(by=owner, seal=publishing.prepared(today).seal)


def figure(unit: str, time: str = "", **codes: str) -> tuple[float | None, str]:
    asked = {name: (code,) for name, code in {**codes, "unit": unit}.items() if name != "geo"}
    view = View("site-maturity-sme", (codes.get("geo", "HERE"),), (time,) if time else (), asked)
    rows = observatory.look(view, SAID).frame.to_dicts()
    return rows[-1]["value"], rows[-1]["flag"]


def test_before_anything_is_published_the_page_says_so_and_offers_no_chart_and_no_download(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "Nothing is published yet." in page(answer)
    assert "<img" not in answer.content.decode().split("<main")[1]
    assert "/observatory/download/" not in answer.content.decode()
    assert "no figures yet" in page(client.get(reverse("observatory")))
    assert "Nothing is published yet." in page(client.get(reverse("observatory-data", args=["site-maturity"])))
    assert client.get("/en/observatory/download/indicator=site-maturity-sme/csv/").status_code == 404


def test_only_the_owner_says_whether_an_organisation_is_counted_and_can_take_it_back(owner, as_owner):
    firm = organisations.create(by=owner, texts=FIRM)
    home, counted = (reverse(name, args=[firm.pk]) for name in ("maturity-organisation", "maturity-counted"))
    assert "You are not counted." in page(as_owner.get(home))
    as_owner.post(counted, {"counted": "yes"})
    assert "You are counted, since" in page(as_owner.get(home))
    as_owner.post(counted, {"counted": "no"})
    assert not Agreed.objects.exists()
    said = list(Event.objects.filter(subject=f"organisation:{firm.pk}").values_list("action", flat=True))
    assert said[-2:] == ["agreed to be counted", "no longer counted"]


def test_who_is_no_owner_does_not_decide_on_it(owner, stranger, as_stranger):
    firm = organisations.create(by=owner, texts=FIRM)
    Membership.objects.create(organisation=firm, user=stranger, role="member")
    assert as_stranger.post(reverse("maturity-counted", args=[firm.pk]), {"counted": "yes"}).status_code == 403
    assert not Agreed.objects.exists()


def test_the_analyst_looks_first_and_publishes_what_was_looked_at(
    owner, analyst, client, django_capture_on_commit_callbacks
):
    firms(owner, 12)
    firms(owner, 9, name="Silent", agrees=False)
    firms(owner, 6, name="Late", on=TODAY)
    address = reverse("maturity-publish")
    shown = analyst.get(address)
    assert "Ready for 2026-Q3" in page(shown)
    assert "Digital maturity of a firm, T0: before support 12" in page(shown)
    seal = publishing.prepared(timezone.localdate()).seal
    assert seal in shown.content.decode()
    firms(owner, 1, name="Meanwhile")
    assert analyst.post(address, {"seal": seal}).status_code == 409
    assert not Publication.objects.exists()
    seal = publishing.prepared(timezone.localdate()).seal
    with django_capture_on_commit_callbacks(execute=True):
        assert analyst.post(address, {"seal": seal}).status_code == 302
    assert figure("N") == (15, "")
    assert analyst.post(address, {"seal": seal}).status_code == 409
    assert "This quarter is published." in page(analyst.get(address))
    assert "site-maturity" in client.get(PAGE).content.decode()


def test_nobody_else_may_publish(owner, as_owner):
    assert as_owner.get(reverse("maturity-publish")).status_code == 404
    assert as_owner.post(reverse("maturity-publish"), {"seal": ""}).status_code == 404


def test_a_later_publication_counts_nobody_twice_and_changes_nothing_of_an_earlier_one(
    owner, monkeypatch, django_capture_on_commit_callbacks
):
    first = firms(owner, 14)
    published(owner, django_capture_on_commit_callbacks)
    before = {one.id: one for one in observatory.vintages("site-maturity")}
    was = figure("MEAN", "2026-Q3")
    actions.withdraw(by=owner, organisation=first[0])
    first[1].delete()
    firms(owner, 11, name="Next", on=datetime.date(2026, 12, 1))
    later = datetime.date(2027, 1, 15)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    made = published(owner, django_capture_on_commit_callbacks, later)
    assert (made.period, made.scores.count()) == ("2026-Q4", 11)
    assert figure("MEAN", "2026-Q3") == was
    assert figure("N", "2026-Q4") == (10, "")
    assert {one.id for one in observatory.vintages("site-maturity")} > set(before)
    assert all(one.usable for one in observatory.vintages("site-maturity"))


def test_too_few_wait_for_the_next_quarter(owner, monkeypatch, django_capture_on_commit_callbacks):
    firms(owner, 4)
    with pytest.raises(actions.RefusedError, match="nothing"):
        published(owner, django_capture_on_commit_callbacks)
    firms(owner, 3, name="Next", on=datetime.date(2026, 12, 1))
    later = datetime.date(2027, 1, 15)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    assert published(owner, django_capture_on_commit_callbacks, later).scores.count() == 7
    assert figure("N", "2026-Q4") == (5, "")


def test_a_small_group_is_hidden_with_flag_c_on_the_page_and_in_every_download(
    owner, client, django_capture_on_commit_callbacks
):
    firms(owner, 30)
    firms(owner, 13, name="Mid", size="50-249", country="BE")
    firms(owner, 2, name="Big", size="250+", country="GR")
    published(owner, django_capture_on_commit_callbacks)
    assert figure("N", size="GE250") == (None, "c")
    assert figure("N", geo="EL") == (None, "c")
    assert figure("MEAN", size="50-249") == (None, "c")
    assert figure("N", size="10-49") == (30, "")
    view = "indicator=site-maturity-sme&geo=HERE&size=TOTAL,1-9,10-49,50-249,GE250&unit=N"
    told = page(client.get(f"{PAGE}?{view.partition('&')[2]}"))
    assert "250 or more persons not published c" in told
    assert "confidential" in told
    rows = list(csv.DictReader(io.StringIO(client.get(f"/en/observatory/download/{view}/csv/").content.decode())))
    assert {row["size"]: (row["value"], row["flag"]) for row in rows}["GE250"] == ("", "c")
    cube = json.loads(client.get(f"/en/observatory/download/{view}/jsonstat/").content)
    assert cube["value"].count(None) == list(cube["status"].values()).count("c")
    for kind in ("zip", "xlsx", "sdmx", "metadata", "svg", "bibtex", "datacite"):
        assert client.get(f"/en/observatory/download/{view}/{kind}/").status_code == 200


def test_the_sector_page_shows_what_this_site_published_of_the_sector(
    owner, client, django_capture_on_commit_callbacks
):
    assert "What organisations on this site say" not in page(client.get(reverse("sector", args=["energy"])))
    firms(owner, 20)
    published(owner, django_capture_on_commit_callbacks)
    told = page(client.get(reverse("sector", args=["energy"])))
    assert "about 20 organisations, 2026-Q3" in told
    assert "They do not stand for the sector." in told
    assert "hidden: too few 2026-Q3" in page(client.get(reverse("sector", args=["healthcare"])))


def test_what_was_published_can_be_put_into_an_observatory_that_lost_it(
    owner, analyst, django_capture_on_commit_callbacks
):
    firms(owner, 20)
    published(owner, django_capture_on_commit_callbacks)
    was, kept = figure("MEAN"), newest("site-maturity").id
    shutil.rmtree(data_dir() / "observatory" / "site-maturity")
    assert "do not stand in the observatory" in page(analyst.get(reverse("maturity-publish")))
    analyst.post(reverse("maturity-publish"), {"again": "yes"})
    assert (figure("MEAN"), newest("site-maturity").id) == (was, kept)


def measured(owner, firm, after: float, touched: int) -> Impact:
    plan = {
        "title": "Letters", "set_on": "2026-01-01", "starts": "2026-02-01", "jobs": {"before": 10, "touched": touched},
        "measures": [{"id": "measure", "kind": "time", "unit": "minutes", "better": "lower", "before": [30, 32, 28, 31], "after": [after, after + 1, after - 1, after], "other_before": [], "other_after": [], "paired": False}],
    }  # fmt: skip
    return actions.plan_impact(by=owner, organisation=firm, plan=plan)


def test_closed_measurements_are_published_without_a_word_about_causes(owner, django_capture_on_commit_callbacks):
    for at, firm in enumerate(firms(owner, 9)):
        one = measured(owner, firm, 15 + 3 * at, at)
        if at != 8:
            actions.close_impact(by=owner, impact=one)
    Impact.objects.exclude(closed=None).update(closed=datetime.date(2026, 9, 15))
    published(owner, django_capture_on_commit_callbacks)
    rows = {
        (measure, unit): observatory.look(View("site-impact", ("HERE",), (), {"measure": (measure,), "unit": (unit,)}), SAID).frame["value"].to_list()
        for measure in ("time", "touched") for unit in ("MEAN", "N")
    }  # fmt: skip
    assert rows["time", "N"] == [10]
    assert rows["time", "MEAN"] == [16]  # minutes fell from 30.25 to 25.5 on average
    assert rows["touched", "MEAN"] == [35]
    told = page(Client().get(reverse("observatory-indicator", args=["site-impact"])))
    assert "It says what was different afterwards, not why." in told
    for word in ("effect of", "thanks to", "because of AI", "caused", "leads to"):
        assert word not in told


def closed(owner, firm, kind="time", after=20.0, touched=None, on=datetime.date(2026, 9, 15)) -> Impact:
    """A measurement that was closed on a day; what is None is not known."""
    one = measured(owner, firm, after, touched or 0)
    one.plan["measures"][0]["kind"] = kind
    one.plan["jobs"] = {} if touched is None else one.plan["jobs"]
    one.save()
    actions.close_impact(by=owner, impact=one)
    Impact.objects.filter(pk=one.pk).update(closed=on)
    return one


def next_quarter(monkeypatch) -> datetime.date:
    later = datetime.date(2027, 1, 15)
    monkeypatch.setattr(timezone, "localdate", lambda value=None: later if value is None else value.date())
    return later


def of_work(measure: str, unit: str = "N") -> dict[str, float | None]:
    """What stands in the observatory of a measure, over all, by quarter."""
    view = View("site-impact", ("HERE",), (), {"measure": (measure,), "unit": (unit,)})
    return {row["time"]: row["value"] for row in observatory.look(view, SAID).frame.to_dicts()}


def test_each_measure_counts_once_and_one_that_is_too_little_waits_though_another_was_published(
    owner, as_owner, monkeypatch, django_capture_on_commit_callbacks
):
    here = firms(owner, 12)
    early = [closed(owner, firm, after=12 + 2 * at, touched=at + 1 if at < 3 else None) for at, firm in enumerate(here[:8])]  # fmt: skip
    made = published(owner, django_capture_on_commit_callbacks)
    assert {one.measure for one in made.measures.all()} == {"time"}
    assert made.measures.count() == 8
    Membership.objects.create(organisation=here[0], user=owner, role="owner")
    shown = page(as_owner.get(reverse("maturity-impact", args=[early[0].pk])))
    assert "Counted in public figures, each once:" in shown
    assert "2026-Q3" in shown
    late = [closed(owner, firm, kind="quality", after=10 + 3 * at, touched=2 * at, on=datetime.date(2026, 12, 1)) for at, firm in enumerate(here[8:])]  # fmt: skip
    made = published(owner, django_capture_on_commit_callbacks, next_quarter(monkeypatch))
    counted = {(one.impact_id, one.measure) for one in made.measures.all()}
    assert counted == {(one.pk, "touched") for one in (*early[:3], *late)}, "three waited, four are new"
    assert all(one.usable for one in observatory.vintages("site-impact")), "a new measure is no strange code"
    assert of_work("time") == {"2026-Q3": 10}
    assert of_work("touched") == {"2026-Q4": 5}
    assert not made.measures.filter(measure="quality").exists(), "four are too few: they wait"


def test_a_moment_that_is_published_for_the_first_time_is_not_held_back(owner, monkeypatch, django_capture_on_commit_callbacks):  # fmt: skip
    here = firms(owner, 8)
    published(owner, django_capture_on_commit_callbacks)
    for at, firm in enumerate(here):
        same = {"organisation": firm, "questionnaire": "sme", "stage": "T1", "on": datetime.date(2026, 11, 1)}
        one = actions.start(by=owner, version="1.0", **same)
        Assessment.objects.filter(pk=one.pk).update(answers=answered(50 + at))
        actions.finish(by=owner, assessment=Assessment.objects.get(pk=one.pk))
        Score.objects.filter(pk=one.pk).update(finished=datetime.date(2026, 12, 1))
    published(owner, django_capture_on_commit_callbacks, next_quarter(monkeypatch))
    assert all(one.usable for one in observatory.vintages("site-maturity"))
    assert figure("N", "2026-Q4", moment="T1") == (10, "")


def test_who_agreed_no_longer_is_not_counted_for_what_waited(owner, monkeypatch, django_capture_on_commit_callbacks):
    here = firms(owner, 12)
    for at, firm in enumerate(here):
        closed(owner, firm, after=12 + 2 * at, touched=at if at < 4 else None)
    published(owner, django_capture_on_commit_callbacks)
    actions.withdraw(by=owner, organisation=here[0])
    for at, firm in enumerate(here[6:9]):
        closed(owner, firm, after=12 + 9 * at, touched=3 * at, on=datetime.date(2026, 12, 1))
    made = published(owner, django_capture_on_commit_callbacks, next_quarter(monkeypatch))
    assert made.measures.filter(measure="touched").count() == 6
    assert not made.measures.filter(impact__organisation=here[0]).exists()


@pytest.mark.parametrize("seed", range(3))
def test_over_many_quarters_every_measure_is_counted_at_most_once_and_nothing_that_could_be_is_left(owner, seed):
    """A naive count by hand of what is waiting, beside what is prepared; publishing without the observatory."""
    lot, done = random.Random(seed), set()
    here = firms(owner, 20)
    for number in range(4):
        year, quarter = 2025 + number // 4, number % 4
        last = datetime.date(year, 3 * quarter + 3, 28)
        for firm in lot.sample(here, 9):
            kind = lot.choice(["time", "quality", "productivity"])
            closed(owner, firm, kind, lot.uniform(5, 55), lot.choice([None, *range(11)]), last)
        found = publishing.prepared(last + datetime.timedelta(days=30))
        assert not done & set(found.measures)
        waiting = {
            (one.pk, name)
            for one in Impact.objects.all()
            for name in [one.plan["measures"][0]["kind"], *(["touched"] if "touched" in one.plan["jobs"] else [])]
        } - done
        shown = {part.name for part in found.parts if part.sheet}
        assert set(found.measures) == {(pk, name) for pk, name in waiting if name in shown}
        made = Publication.objects.create(period=found.period, figures=dict(found.rows))
        CountedMeasure.objects.bulk_create(
            CountedMeasure(impact_id=pk, measure=name, publication=made) for pk, name in found.measures
        )
        done |= set(found.measures)
    assert done


def test_the_limits_that_the_texts_name_are_those_of_the_data():
    for name, one in observatory.indicators().items():
        if datasets()[one.dataset].via == observatory.SITE:
            assert any(f"fewer than {smallest()} organisations" in caveat for caveat in one.caveats)
            assert any(f"multiples of {rounding()}" in caveat for caveat in one.caveats)
            if name != "site-impact":
                asked = questionnaires()[one.fixed["questionnaire"]]
                codes = next(choice.codes for choice in one.choices if choice.dimension == "dimension")
                assert list(codes.items())[1:] == [(part.id, part.title) for part in asked.dimensions]


def test_scores_of_another_version_are_made_anew(owner, monkeypatch):
    firms(owner, 3)
    right = list(Score.objects.order_by("pk").values("low", "high", "dimensions"))
    Score.objects.update(low=0, high=1, dimensions={}, scoring="0")
    assert actions.score_anew() == 3
    assert list(Score.objects.order_by("pk").values("low", "high", "dimensions")) == right
    assert actions.score_anew() == 0


def test_what_was_scored_when_it_was_finished_is_not_scored_anew_to_be_published(
    owner, monkeypatch, django_assert_max_num_queries
):
    firms(owner, 12)

    def anew(*_: object) -> None:
        raise AssertionError("scored anew")

    monkeypatch.setattr("toepas.maturity.score", anew)
    monkeypatch.setattr("toepas_web.maturity.scoring.worked_out", anew)
    with django_assert_max_num_queries(12):
        assert sum(part.n for part in publishing.prepared(TODAY).parts) == 12
