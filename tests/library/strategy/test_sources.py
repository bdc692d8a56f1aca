"""What the strategy's data promises its readers: every statement can be looked up, and nothing is said that was not read."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from toepas.strategy import registry
from toepas.strategy.model import Grade, Kind, Place, Stance, State
from toepas.strategy.money import money_of_action, totals
from toepas.strategy.status import Timing, status_of

SHARED = Path(__file__).resolve().parents[4] / "shared"
KNOWN_ON = datetime.date(2026, 11, 26)
"""The day until which events were looked for."""


def places() -> list[tuple[str, Place]]:
    found = [(f"action {entry.id}", entry.place) for entry in registry.actions().values()]
    found += [(f"amount {entry.id}", entry.place) for entry in registry.ledger().values()]
    found += [(f"position {entry.id}", entry.place) for entry in registry.positions().values()]
    for entry in registry.contradictions().values():
        found += [(f"contradiction {entry.id}", statement.place) for statement in entry.statements]
    return found


def test_every_statement_is_placed_in_a_document_that_was_read() -> None:
    unread = [what for what, place in places() if not registry.documents()[place.document].language]
    assert unread == []


def test_every_place_says_where_in_the_document() -> None:
    assert [what for what, place in places() if not place.section.strip()] == []


def test_a_document_without_date_says_in_its_reference_when_it_was_read_or_what_it_answers() -> None:
    undated = {entry.id: entry.reference for entry in registry.documents().values() if entry.date is None}
    assert undated
    assert all(re.search(r"\b20\d\d\b", reference) for reference in undated.values()), undated


def test_the_package_of_2024_has_its_actions_and_they_were_announced_in_january_2024() -> None:
    package = [entry for entry in registry.actions().values() if entry.announced == datetime.date(2024, 1, 24)]
    assert len(package) == 11
    assert {"ai-office-founding", "ai-factories", "genai4eu", "alt-edic", "citiverse-edic", "data-spaces"} <= {
        entry.id for entry in package
    }


def test_all_25_questions_of_members_of_parliament_are_there_with_an_answer() -> None:
    asked = {int(p.place.section): p for p in registry.positions().values() if p.by == "nl-parliament"}
    assert sorted(asked) == list(range(1, 26))
    assert all(position.answer and position.stance is Stance.ASKS for position in asked.values())


def test_only_questions_have_answers() -> None:
    answered = [entry.id for entry in registry.positions().values() if entry.answer and entry.by != "nl-parliament"]
    assert answered == []


def test_a_commitment_says_what_will_be_done_and_has_somebody_who_does_it() -> None:
    commitments = [entry for entry in registry.positions().values() if entry.stance is Stance.COMMITS]
    assert len(commitments) >= 15
    assert all(entry.by and entry.what for entry in commitments)


def test_a_deadline_of_a_position_is_also_told_in_words() -> None:
    silent = [p.id for p in registry.positions().values() if p.deadline is not None and not p.deadline_words]
    assert silent == []


def test_every_event_says_who_says_so_links_to_it_and_grades_the_evidence() -> None:
    for event in registry.shipped_events().values():
        assert event.source.strip(), event.id
        assert event.url.startswith("https://"), event.id
        assert isinstance(event.grade, Grade), event.id


def test_no_event_lies_after_the_day_until_which_events_were_looked_for() -> None:
    later = [e.id for e in registry.shipped_events().values() if e.date.first > KNOWN_ON.toordinal()]
    assert later == []


def test_no_event_says_how_far_an_action_is_on_rumour_alone_without_saying_so() -> None:
    unsure = [e for e in registry.shipped_events().values() if e.grade is Grade.UNCONFIRMED]
    assert all("not seen" in event.what for event in unsure)


def test_a_call_that_has_closed_is_no_longer_shown_as_open() -> None:
    known = registry.events()
    for action in registry.actions().values():
        closed = [e for e in known if action.id in e.actions and e.id.endswith("-closed")]
        if closed:
            assert status_of(action, KNOWN_ON, known).state is not State.OPEN, action.id


def test_no_action_is_called_late_on_the_day_until_which_events_were_looked_for() -> None:
    late = [
        a.id for a in registry.actions().values() if status_of(a, KNOWN_ON, registry.events()).timing is Timing.LATE
    ]
    assert late == []


def test_every_amount_is_in_euros_or_is_said_to_have_no_figure() -> None:
    for amount in registry.ledger().values():
        assert isinstance(amount.kind, Kind)
        if amount.euro is None:
            assert "no figure" in amount.note, amount.id
        else:
            assert amount.euro > 0, amount.id


def test_every_amount_says_what_it_leaves_open() -> None:
    assert [entry.id for entry in registry.ledger().values() if not entry.note] == []


def test_overlap_is_said_on_both_sides() -> None:
    ledger = registry.ledger()
    one_sided = [
        (entry.id, other)
        for entry in ledger.values()
        for other in entry.overlaps
        if entry.id not in ledger[other].overlaps
    ]
    assert one_sided == []


def test_the_two_billions_are_never_added_up() -> None:
    billions = [registry.ledger()[name] for name in ("apply-ai-billion", "ec-yearly-billion")]
    assert [total.euro for total in totals(billions)] == [None]
    assert money_of_action(registry.actions()["one-billion"]).known


def test_a_contradiction_has_at_least_two_statements_and_says_what_can_be_concluded() -> None:
    for entry in registry.contradictions().values():
        assert len(entry.statements) >= 2, entry.id
        assert len({(statement.place, statement.says) for statement in entry.statements}) >= 2, entry.id
        assert entry.note, entry.id


def test_the_known_contradictions_are_there() -> None:
    assert {"two-billions", "dutch-hubs", "adoption-share", "until-when", "observatory-exists"} <= {
        *registry.contradictions()
    }


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the texts that the data was read from are not here")
def test_every_amount_from_the_texts_that_were_kept_stands_in_them() -> None:
    texts = " ".join(
        re.sub(r"\s+", " ", path.read_text(encoding="utf-8")) for path in sorted((SHARED / "seeds").glob("*.txt"))
    )
    for name, written in {
        "apply-ai-billion": "ongeveer 1 miljard EUR",
        "climate-venture": "ongeveer 700 miljoen EUR",
        "ec-yearly-billion": "1 miljard EUR per jaar",
        "ec-twenty-billion": "20 miljard EUR",
        "ec-rrf-digital": "134 miljard EUR",
        "invest-ai": "€200 miljard",
        "eic-ten-billion": "circa €10 miljard",
        "nl-ai-factory": "131 miljoen euro",
        "wennink-ai": "49 miljard",
        "nl-digital-cofunding": "EUR 75 miljoen",
    }.items():
        number = float(re.search(r"[\d]+", written).group()) * (1e9 if "miljard" in written else 1e6)
        assert written in texts, name
        assert registry.ledger()[name].euro == number, name


@pytest.mark.skipif(not (SHARED / "observatory").is_dir(), reason="the answers of Eurostat are not here")
def test_the_shares_of_firms_in_the_contradiction_are_those_of_eurostat() -> None:
    answer = json.loads((SHARED / "observatory/eurostat/isoc_eb_ai_batch_1.json").read_text(encoding="utf-8"))
    said = {
        s.place.section: s.says
        for s in registry.contradictions()["adoption-share"].statements
        if s.place.document == "eurostat-ai"
    }
    for year in ("2024", "2025"):
        wanted = {"size_emp": "GE10", "geo": "EU27_2020", "time": year, "indic_is": "E_AI_TANY", "unit": "PC_ENT"}
        position = 0
        for name, size in zip(answer["id"], answer["size"], strict=True):
            index = answer["dimension"][name]["category"]["index"]
            position = position * size + index.get(wanted.get(name, ""), 0)
        assert f"{answer['value'][str(position)]} %" in said[f"EU, {year}"]


def test_every_stance_and_every_kind_of_money_occurs_so_that_the_pages_can_show_them() -> None:
    stances = Counter(entry.stance for entry in registry.positions().values())
    assert set(stances) == set(Stance)
    assert {entry.kind for entry in registry.ledger().values()} == set(Kind)
