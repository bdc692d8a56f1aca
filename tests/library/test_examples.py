"""Every example is a case that works, from file to dossier, in each language."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from toepas.advise import dossier
from toepas.advise.view import View
from toepas.check import check, read_case
from toepas.check.questions import questions
from toepas.kernel.words import Words, languages

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
ON = datetime.date(2026, 11, 22)
STAMP = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
CLASSES = {
    "applicant-games-municipality": "high-risk",
    "border-drone-army": "out-of-scope",
    "cv-ranking-staffing-agency": "high-risk",
    "early-school-leavers": "undetermined",
    "emergency-triage-device": "high-risk",
    "face-comparison-counter": "minimal",
    "farm-subsidy-satellites": "minimal",
    "film-dubbing": "transparency",
    "flood-maps-research": "out-of-scope",
    "grid-balancing": "high-risk",
    "job-search-scan-benefits": "undetermined",
    "lift-door-safety": "high-risk",
    "mobile-network-tuning": "minimal",
    "number-plate-cameras": "undetermined",
    "open-language-model": "minimal",
    "toy-importer": "undetermined",
    "warehouse-robot": "high-risk",
    "website-chatbot-municipality": "transparency",
}


def test_every_example_is_listed_here() -> None:
    assert {path.stem for path in EXAMPLES} == set(CLASSES)


def test_at_least_five_examples_come_from_real_records() -> None:
    assert sum("record" in read_case(path, Words()).texts.get("source", "") for path in EXAMPLES) >= 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_the_class_a_reader_expects(path: Path) -> None:
    case = read_case(path, Words())
    assert case.id == path.stem
    assert check(case.facts, ON).class_.name == CLASSES[case.id]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", languages())
def test_an_example_becomes_a_dossier(path: Path, lang: str) -> None:
    words = Words(lang)
    case = read_case(path, words)
    result = check(case.facts, ON)
    made = dossier.files(View(case, result, words), STAMP)
    assert {"dossier.html", "dossier.pdf", "dossier.json", "deadlines.ics", "tasks.csv"} <= set(made)
    data = json.loads(made["dossier.json"])
    assert data["class"] == CLASSES[case.id]
    assert data["questions"] == questions(result)
    page = made["dossier.html"].decode()
    assert f'lang="{lang}"' in page
    assert not [word for word in ("{", "None</", "undetermined<") if word in page.split("</style>", 1)[1]]
    assert made["dossier.pdf"].startswith(b"%PDF")
