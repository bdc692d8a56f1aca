"""Report, plan and worksheet say what the monitor knows, what it does not know, and take the law from the law data."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from lxml import html as pages

from tests.library.assurance.monitoring.population import TODAY, day, monitor, patients, written
from toepas.assurance.monitoring import (
    Person,
    deadlines,
    incident_document,
    monitor_document,
    plan_document,
    state_data,
)
from toepas.kernel.words import Words
from toepas.law import incident_entries, load_act
from toepas.paper import docx, html, pdf
from toepas.paper.blocks import Callout, Check, Field, Figure, Heading, Table, plain


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """Four batches as expected, two far worse, and one that waits for most of its outcomes."""
    folder = tmp_path_factory.mktemp("made")
    made = monitor(folder, tell=(Person("Sister Joy", "phone"),), system="Triage 2.1")
    for number in range(1, 7):
        frame = patients(100, 1000 + number, worse=0.0 if number < 5 else 0.4)
        made.add(written(folder, frame, f"b{number}.csv"), day(number), TODAY)
    last = patients(100, 2000)
    made.add(written(folder, last.drop("y"), "last.csv"), day(8), TODAY)
    made.outcomes(written(folder, last.select("id", "y").head(20), "o.csv"), TODAY)
    return made.state(TODAY)


def words_of(document):
    found = []

    def take(blocks):
        for block in blocks:
            for name in getattr(block, "__slots__", ()):
                value = getattr(block, name)
                if isinstance(value, str):
                    found.append(value)
                elif name in ("text", "why"):
                    found.append(plain(value))
                elif name == "items":
                    found.extend(
                        plain(item) if isinstance(item, str | tuple) else item.title + plain(item.why) for item in value
                    )
                elif name == "rows":
                    found.extend(plain(cell) for row in value for cell in row)
                elif name == "blocks":
                    take(value)

    take(document.blocks)
    return " ".join(found)


def of_kind(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def test_the_first_thing_in_the_report_is_what_needs_somebody(state):
    first = monitor_document(state, Words()).blocks[0]
    assert isinstance(first, Callout)
    assert first.kind == "warning"
    assert str(len(state.open_alarms)) in first.title


def test_the_report_shows_every_alarm_and_batch_and_says_what_is_not_watched(state):
    said = words_of(monitor_document(state, Words()))
    tables = {table.caption: table for table in of_kind(monitor_document(state, Words()), Table)}
    assert len(tables["Every batch so far"].rows) == 7
    assert len(tables["Every alarm so far"].rows) == len(state.alarms) > 0
    assert "Too few to watch" in said
    assert "20 of 100 outcomes are in" in said
    assert "often differ from those that come late" in said
    assert state.reference.sha256 in said


def test_every_picture_of_the_report_is_told_in_words_with_its_figures(state):
    pictures = of_kind(monitor_document(state, Words()), Figure)
    assert len(pictures) >= 3
    for picture in pictures:
        assert re.search(r"\d+ %", picture.alt)
    assert any("Alarm in batch" in picture.alt for picture in pictures)


def test_a_calm_monitor_does_not_say_that_all_is_well(tmp_path):
    made = monitor(tmp_path)
    assert "nothing can be said" in words_of(monitor_document(made.state(TODAY), Words()))
    made.add(written(tmp_path, patients(100, 1001), "b.csv"), day(1), TODAY)
    assert "no proof" in words_of(monitor_document(made.state(TODAY), Words()))


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("make", [monitor_document, plan_document, incident_document])
def test_documents_are_set_as_page_pdf_and_text_without_anything_from_outside(state, lang, make):
    words = Words(lang)
    document = make(state, words)
    page = pages.fromstring(html.render(document, words))
    assert not [one for one in page.xpath("//img/@src|//link/@href|//script") if not str(one).startswith("data:")]
    assert pdf.render(document, words).startswith(b"%PDF")
    assert docx.render(document, words).startswith(b"PK")


def test_the_plan_names_the_duties_of_the_law_with_their_places(state):
    document = plan_document(state, Words())
    act = load_act()
    table = next(one for one in of_kind(document, Table) if "Duties" in one.caption)
    duty = act.duties["provider_post_market_monitoring"]
    row = [plain(cell) for cell in table.rows[0]]
    assert row[0] == duty.title
    assert row[2] == ", ".join(f"Art. {cite}" for cite in duty.cites)


def test_the_plan_leaves_open_what_only_people_know(state):
    fields = {field.label: field.value for field in of_kind(plan_document(state, Words()), Field)}
    assert fields["System and version"] == "Triage 2.1"
    assert fields["Provider"] is None
    assert "Sister Joy" in words_of(plan_document(state, Words()))


def days_of(found):
    return {one.entry.id: one.last for one in found}


def test_deadlines_are_counted_from_the_day_of_learning_by_the_days_of_the_law_data():
    aware = dt.date(2028, 3, 1)
    days = {entry.id: entry.days for entry in incident_entries("deadline")}
    found = days_of(deadlines(aware, ()))
    assert found == {name: aware + dt.timedelta(days=count) for name, count in days.items()}


@pytest.mark.parametrize(
    ("led_to", "holds"),
    [
        (("death",), ["report_death"]),
        (("health",), ["report_general"]),
        (("rights", "property"), ["report_general"]),
        (("infrastructure",), ["report_widespread"]),
        (("death", "widespread"), ["report_widespread", "report_death"]),
        (("health", "death"), ["report_death", "report_general"]),
    ],
)
def test_the_deadline_follows_from_what_it_led_to_the_shortest_first(led_to, holds):
    assert [one.entry.id for one in deadlines(dt.date(2028, 3, 1), led_to)] == holds


def test_without_the_day_of_learning_no_last_day_is_named(state):
    assert set(days_of(deadlines(None, ())).values()) == {None}
    document = incident_document(state, Words())
    assert any("not filled in" in one.title for one in of_kind(document, Callout))
    assert "What it led to is not known yet" in words_of(document)


def test_an_unknown_consequence_is_refused():
    with pytest.raises(ValueError, match="bad"):
        deadlines(None, ("bad",))


def test_the_worksheet_ticks_what_is_known_and_asks_the_rest(state):
    alarm = next(alarm for alarm in state.alarms if alarm.harm)
    aware = dt.date(2026, 11, 20)
    document = incident_document(state, Words(), alarm=alarm, aware=aware, led_to=("health",))
    ticked = [plain(check.text) for check in of_kind(document, Check) if check.done]
    assert len(ticked) == 1
    assert "health" in ticked[0]
    fields = {field.label: field.value for field in of_kind(document, Field)}
    assert fields["When did you first learn of it, and how?"] == "20 November 2026"
    assert sum(value is None for value in fields.values()) >= 5
    assert len(of_kind(document, Heading)) == 5


def test_a_deadline_that_has_passed_is_marked(state):
    document = incident_document(state, Words(), aware=dt.date(2026, 10, 1), led_to=("health",))
    assert "16 October 2026 (past)" in words_of(document)


def test_the_state_as_data_names_what_is_open_what_waits_and_what_is_too_few(state):
    data = state_data(state)
    assert data["open_alarms"] == [alarm.id for alarm in state.open_alarms]
    assert data["waiting"] == ["7"]
    assert set(data["watched"]) | set(data["too_few"]) == {chart["id"] for chart in data["reference"]["charts"]}
    assert data["plan"]["made"] == state.plan.made.isoformat()


def test_an_answered_alarm_shows_its_answer(state):
    alarm = state.alarms[0]
    done = replace(alarm, answered=TODAY, answer="A new scanner.", by="Ames")
    document = monitor_document(replace(state, alarms=(done, *state.alarms[1:])), Words())
    assert "A new scanner. (Ames, 26 November 2026)" in words_of(document)
