"""What the law data says of serious incidents is what the official text says."""

import json
import re
from pathlib import Path

import pytest

from tests.repository.project import ROOT
from toepas.law import incident_entries, timeline

LAW_TEXT = ROOT.parent / "shared" / "law" / "ai-act-consolidated-20260727.en.json"
absent = pytest.mark.skipif(not LAW_TEXT.exists(), reason="the official text is not beside the project")
NUMBERS = {2: "two", 10: "10", 15: "15"}


def paragraph(number: str) -> str:
    """The words of a paragraph of the article on serious incidents."""
    found: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if part.get("identifier") == f"073.{int(number):03d}":
                found.append(json.dumps(part))
            for below in part.values():
                walk(below)
        elif isinstance(part, list):
            for below in part:
                walk(below)

    walk(json.loads(Path(LAW_TEXT).read_text("utf-8")))
    return " ".join(found)


@absent
@pytest.mark.parametrize("entry", incident_entries("deadline"), ids=lambda entry: entry.id)
def test_the_days_stand_in_the_paragraph_that_is_cited(entry):
    number = re.match(r"73\((\d+)\)", entry.cites[0])
    assert number
    assert f"not later than {NUMBERS[entry.days]} days" in paragraph(number[1])


@absent
def test_the_consequences_are_those_of_the_definition():
    text = LAW_TEXT.read_text("utf-8")
    definition = text[
        text.index("serious incident\u2019 means")
        if "serious incident\u2019 means" in text
        else text.index("serious incident\\u2019 means") :
    ][:900]
    points = set(re.findall(r'"\(([a-d])\)"', definition))
    cited = {
        match[1]
        for entry in incident_entries("consequence")
        for cite in entry.cites
        if (match := re.match(r"3\(49\)\(([a-d])\)", cite))
    }
    assert cited == points == {"a", "b", "c", "d"}


def test_every_deadline_that_is_for_some_consequences_names_ones_that_exist():
    known = {entry.id for entry in incident_entries("consequence")}
    assert all(set(entry.after) <= known for entry in incident_entries("deadline"))
    assert [entry.id for entry in incident_entries("deadline") if not entry.after] == ["report_general"]


def test_the_days_from_which_the_duties_apply_are_in_the_calendar():
    from toepas.assurance.monitoring.incident import APPLIES

    assert set(APPLIES) <= {entry.id for entry in timeline()}
