"""A decision is worth its record when something holds it: each names what enforces it, and that exists."""

import re

import pytest

from tests.repository.project import ROOT, named

RECORDS = sorted((ROOT / "docs/decisions").glob("*.md"))
CONTRACTS = "\n".join((ROOT / name).read_text("utf-8") for name in ("pyproject.toml", ".importlinter-web"))


def enforcers(text: str) -> list[str]:
    line = re.search(r"^\**Enforced by:\** (.+?)(?:\n\n|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`]+)`", line[1]) if line else []


def exists(enforcer: str) -> bool:
    path, _, test = enforcer.partition("::")
    if (ROOT / path).exists():
        return not test or f"def {test}(" in (ROOT / path).read_text("utf-8")
    return f'name = "{enforcer}"' in CONTRACTS or f"name = {enforcer}\n" in CONTRACTS


def test_decisions_are_numbered_without_gaps():
    assert [record.name[:5] for record in RECORDS] == [f"{number:04}-" for number in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_decision_names_what_enforces_it(record):
    named_there = enforcers(record.read_text("utf-8"))
    assert named_there, f"{named(record)} has no line 'Enforced by: `…`'"
    assert [enforcer for enforcer in named_there if not exists(enforcer)] == []


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_decision_says_what_was_rejected(record):
    assert re.search(r"^(?:## |\*\*)Rejected\b", record.read_text("utf-8"), flags=re.MULTILINE)


def test_a_decision_that_names_a_test_that_is_gone_would_be_found():
    assert not exists("tests/repository/test_decisions.py::test_that_is_gone")
    assert not exists("A contract nobody wrote")
    assert exists("The library's ladder")
