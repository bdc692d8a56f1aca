"""The right papers come out, filled in, readable as they are, and fit to edit."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator

import docx as python_docx
import pytest

from tests.library.advise.cases import IN_THE_UNION, TEXTS, facts_for, view_of
from toepas.advise.papers import IDS, paper_makers
from toepas.advise.view import View
from toepas.law import load_act
from toepas.paper import docx
from toepas.paper.blocks import Bullets, Callout, Check, Document, Field, Heading, Para, Table, plain

DEPLOYER = ("uses_system", "ai_system")
NOT_A_MAKER = ("develops_system", "own_name", "other_chain_role", "gpai_model")
MAKER = ("ai_system", "develops_system", "own_name")
NOT_A_USER = ("uses_system", "other_chain_role", "gpai_model")

CASES = {
    "a public body that ranks applicants": facts_for(
        (
            *DEPLOYER,
            "public_authority",
            "employer_at_workplace",
            "profiles_people",
            "annex_iii_4_a",
            "annex_iii_listed",
        ),
        NOT_A_MAKER,
        **IN_THE_UNION,
    ),
    "a provider of a high-risk system": facts_for(
        (*MAKER, "profiles_people", "annex_iii_4_a", "annex_iii_listed"),
        NOT_A_USER,
        organisation_size="small",
        **IN_THE_UNION,
    ),
    "a provider of a chatbot": facts_for(
        (*MAKER, "transparency_any"), (*NOT_A_USER, "annex_iii_listed", "high_risk"), **IN_THE_UNION
    ),
    "a provider of a general-purpose model": facts_for(
        ("gpai_model", "provides_gpai_model"), ("ai_system", "other_chain_role"), **IN_THE_UNION
    ),
    "a provider whose listed system is exempt": facts_for(
        (*MAKER, "annex_iii_4_a", "annex_iii_listed", "exempt_6_3"),
        ("profiles_people", "high_risk_annex_i", *NOT_A_USER),
        **IN_THE_UNION,
    ),
    "nothing known at all": {},
}
WANTED = {
    "a public body that ranks applicants": {
        "literacy_plan",
        "deployer_checklist",
        "workers_notice",
        "persons_notice",
        "fundamental_rights_assessment",
        "registration",
    },
    "a provider of a high-risk system": {"literacy_plan", "technical_documentation", "registration"},
    "a provider of a chatbot": {"literacy_plan", "transparency_notices"},
    "a provider of a general-purpose model": {"gpai_documentation"},
    "a provider whose listed system is exempt": {"literacy_plan", "exemption_assessment", "registration"},
    "nothing known at all": set(),
}
FOREIGN = {
    "a public body that ranks applicants": {"technical_documentation", "exemption_assessment", "gpai_documentation"},
    "a provider of a high-risk system": {
        "deployer_checklist",
        "workers_notice",
        "exemption_assessment",
        "gpai_documentation",
    },
    "a provider of a chatbot": {"deployer_checklist", "exemption_assessment", "technical_documentation"},
    "a provider of a general-purpose model": set(IDS) - {"gpai_documentation", "literacy_plan"},
    "a provider whose listed system is exempt": {"technical_documentation", "deployer_checklist"},
    "nothing known at all": set(IDS) - {"literacy_plan"},
}


def papers(of):
    return tuple(make() for make in paper_makers(of).values())


def view(name: str) -> View:
    return view_of(CASES[name])


@pytest.fixture(params=CASES, scope="module")
def seen(request: pytest.FixtureRequest) -> View:
    return view(request.param)


def texts(value: object) -> Iterator[str]:
    """Every text of a document or a block, nested ones too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("ids", "id", "href", "kind", "lang"):
                yield from texts(getattr(value, field.name))


def flat(doc: Document) -> Iterator[object]:
    for block in doc.blocks:
        yield block
        if isinstance(block, Callout):
            yield from block.blocks


@pytest.mark.parametrize("name", CASES)
def test_a_case_gets_the_papers_it_needs_and_no_foreign_ones(name):
    found = {doc.ids for doc in papers(view(name))}
    assert found >= WANTED[name]
    assert found & FOREIGN[name] == set()


def test_every_paper_comes_out_in_one_of_these_cases():
    assert {doc.ids for name in CASES for doc in papers(view(name))} == set(IDS)


def test_papers_come_in_one_order_and_once(seen):
    found = [doc.ids for doc in papers(seen)]
    assert found == [name for name in IDS if name in found]


def test_papers_carry_the_texts_of_the_case(seen):
    for doc in papers(seen):
        words = "\n".join(texts(doc))
        assert all(TEXTS[key] in words for key in ("organisation", "system", "purpose")), doc.ids


def test_a_case_without_texts_still_gives_papers_that_say_what_to_fill_in():
    bare = view_of(CASES["a public body that ranks applicants"], texts={})
    found = papers(bare)
    assert {doc.ids for doc in found} >= WANTED["a public body that ranks applicants"]
    for doc in found:
        assert "None" not in "\n".join(texts(doc)), doc.ids


def test_papers_show_no_marks_of_the_machine(seen):
    for doc in papers(seen):
        for text in texts(doc):
            assert "{" not in text, (doc.ids, text)
            assert "None" not in text, (doc.ids, text)
            assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b", text), (doc.ids, text)


def test_no_heading_stands_empty_or_without_something_below_it(seen):
    for doc in papers(seen):
        blocks = doc.blocks
        for here, below in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(here, Heading):
                assert here.text.strip(), doc.ids
                assert below is not None, (doc.ids, here.text)
                assert not (isinstance(below, Heading) and below.level <= here.level), (doc.ids, here.text)


def test_lines_to_read_are_whole_sentences(seen):
    for doc in papers(seen):
        for block in flat(doc):
            lines = [block.text] if isinstance(block, Para | Check) else []
            lines += block.items if isinstance(block, Bullets) else []
            lines += [block.hint] if isinstance(block, Field) and block.hint else []
            for line in map(plain, lines):
                assert line.strip(), doc.ids
                given = any(line.endswith(text) for text in TEXTS.values())
                assert given or line.endswith((".", "?", "!", ":", "]", ",", ")")), (doc.ids, line)


def test_lists_and_tables_are_never_empty(seen):
    for doc in papers(seen):
        for block in flat(doc):
            if isinstance(block, Bullets):
                assert block.items, doc.ids
            if isinstance(block, Table):
                assert block.rows, doc.ids
                assert all(plain(cell).strip() for row in block.rows for cell in row), (doc.ids, block.caption)


def test_every_paper_starts_with_how_to_use_it_and_leaves_something_to_fill_in(seen):
    for doc in papers(seen):
        first = doc.blocks[0]
        assert isinstance(first, Callout)
        assert first.title == "How to use this paper"
        assert any(isinstance(block, Field) and block.value is None for block in doc.blocks), doc.ids


def test_every_paper_names_the_passages_it_serves(seen):
    for doc in papers(seen):
        links = [run.href for block in doc.blocks for run in _links(block)]
        assert any(link.startswith("https://eur-lex.europa.eu/") for link in links), doc.ids


def _links(value: object) -> Iterator[object]:
    if getattr(value, "href", None):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _links(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _links(getattr(value, field.name))


def test_papers_open_in_a_word_processor_with_their_texts(seen):
    for doc in papers(seen):
        file = python_docx.Document(io.BytesIO(docx.render(doc, seen.words)))
        written = "\n".join(line.text for line in file.paragraphs)
        assert doc.title in written
        headings = [line.text for line in file.paragraphs if line.style.name.startswith("Heading")]
        assert headings == [block.text for block in doc.blocks if isinstance(block, Heading)]


def paper(name: str, ids: str) -> Document:
    return next(doc for doc in papers(view(name)) if doc.ids == ids)


def test_an_open_outcome_is_said_on_top_with_the_questions_that_settle_it():
    facts = dict(CASES["a public body that ranks applicants"])
    del facts["employer_at_workplace"]
    doc = next(doc for doc in papers(view_of(facts)) if doc.ids == "workers_notice")
    box = doc.blocks[1]
    assert isinstance(box, Callout)
    assert box.kind == "open"
    question = view_of(facts).question("employer_at_workplace")
    assert question in "\n".join(texts(box))


def test_a_settled_outcome_has_no_box_with_open_questions():
    doc = paper("a public body that ranks applicants", "workers_notice")
    assert not any(isinstance(block, Callout) and block.kind == "open" for block in doc.blocks)


def test_workers_and_their_representatives_get_a_letter_each():
    doc = paper("a public body that ranks applicants", "workers_notice")
    headings = [block.text for block in doc.blocks if isinstance(block, Heading)]
    assert "To our workers: artificial intelligence at work" in headings
    assert "To the workers' representatives: artificial intelligence at work" in headings


def test_the_checklist_has_a_line_and_a_field_for_every_duty_of_the_user():
    name = "a public body that ranks applicants"
    doc = paper(name, "deployer_checklist")
    lines = [plain(block.text) for block in doc.blocks if isinstance(block, Check)]
    bans = {item.id for item in view(name).result.act.concepts.values() if item.kind == "practice"}
    duties = [found for found in view(name).duties if "deployer" in found.roles and not bans & set(found.duty.when)]
    assert duties
    assert len(lines) == len(duties)
    for found in duties:
        assert sum(line.startswith(view(name).title(found)) for line in lines) == 1


def test_the_exemption_is_argued_condition_by_condition_with_profiling_first():
    name = "a provider whose listed system is exempt"
    seen = view(name)
    words = list(texts(paper(name, "exemption_assessment")))
    conditions = [fact for fact in seen.result.act.groups["derogation"].facts if fact != "profiles_people"]
    places = [min(at for at, text in enumerate(words) if seen.question(fact) in text) for fact in conditions]
    assert places
    assert words.index(seen.question("profiles_people")) < min(places)


def test_the_exemption_says_what_would_end_it():
    doc = paper("a provider whose listed system is exempt", "exemption_assessment")
    seen = view("a provider whose listed system is exempt")
    lines = [plain(item) for block in doc.blocks if isinstance(block, Bullets) for item in block.items]
    assert any(line.startswith(seen.question("profiles_people")) for line in lines)


def labels(doc: Document) -> list[str]:
    return [block.label for block in doc.blocks if isinstance(block, Field)]


def test_a_system_that_is_exempt_is_registered_with_fewer_fields():
    full = labels(paper("a provider of a high-risk system", "registration"))
    short = labels(paper("a provider whose listed system is exempt", "registration"))
    assert len(full) > len(short)


def test_the_registration_of_an_exempt_system_names_the_conditions_it_meets():
    name = "a provider whose listed system is exempt"
    seen, doc = view(name), paper(name, "registration")
    facts = seen.result.act.facts
    met = [fact for fact, value in CASES[name].items() if value is True and facts[fact].cites[0].startswith("6(3)(")]
    assert met
    values = [block.value for block in doc.blocks if isinstance(block, Field) and block.value]
    assert all(any(seen.question(fact) in value for value in values) for fact in met)


def test_official_fields_are_filled_in_where_the_case_knows_the_answer():
    doc = paper("a provider of a high-risk system", "registration")
    values = [block.value for block in doc.blocks if isinstance(block, Field)]
    assert f"{TEXTS['organisation']}\n{TEXTS['contact']}" in values
    assert values.count(TEXTS["purpose"]) == 2


def test_a_private_deployer_is_not_asked_to_register_its_use():
    facts = facts_for(
        (*DEPLOYER, "profiles_people", "annex_iii_4_a", "annex_iii_listed"),
        (*NOT_A_MAKER, "public_body", "acts_for_public_authority"),
        **IN_THE_UNION,
    )
    assert "registration" not in {doc.ids for doc in papers(view_of(facts))}


def test_a_small_provider_learns_of_the_short_form():
    name = "a provider of a high-risk system"
    relief = next(found for found in view(name).permissions if found.duty.document == "technical_documentation")
    small = "\n".join(texts(paper(name, "technical_documentation")))
    large = view_of({**CASES[name], "organisation_size": "large"})
    assert view(name).title(relief) in small
    assert view(name).title(relief) not in "\n".join(text for doc in papers(large) for text in texts(doc))


def test_a_form_has_every_field_of_the_official_list():
    for name, ids, provision in (
        ("a provider of a high-risk system", "technical_documentation", "anx_IV"),
        ("a public body that ranks applicants", "fundamental_rights_assessment", "art_27"),
    ):
        fields = view(name).result.act.articles[provision].fields
        assert fields
        assert {item.label for item in fields} - set(labels(paper(name, ids))) == set()


TRANSPARENCY = [item.id for item in load_act().concepts.values() if item.kind == "transparency"]


@pytest.mark.parametrize("concept", TRANSPARENCY)
def test_every_transparency_duty_gets_texts_of_its_own(concept):
    seen = view_of(facts_for((*MAKER, "uses_system", concept), ("other_chain_role", "gpai_model"), **IN_THE_UNION))
    assert seen.holds(concept)
    doc = next(doc for doc in papers(seen) if doc.ids == "transparency_notices")
    headings = [block.text for block in doc.blocks if isinstance(block, Heading)]
    for found in seen.duties:
        if concept in found.duty.when:
            assert seen.title(found) in headings
    assert not any(text.startswith("Here artificial intelligence is used.") for text in texts(doc))


def test_a_case_without_any_sign_of_contact_or_content_gets_no_transparency_notices():
    assert "transparency_notices" not in {doc.ids for doc in papers(view("a public body that ranks applicants"))}


@pytest.mark.parametrize("due", [True, False])
def test_the_form_for_an_explanation_is_there_when_people_may_ask_for_one(due):
    name = "a public body that ranks applicants"
    facts = {**CASES[name], "decision_with_legal_effect": due}
    assert view_of(facts).holds("explanation_due") is due
    notice = [doc for doc in papers(view_of(facts)) if doc.ids == "persons_notice"]
    headings = [block.text for doc in notice for block in doc.blocks if isinstance(block, Heading)]
    assert ("Form: answer to a request for an explanation" in headings) is due


@pytest.mark.parametrize("systemic", [True, False])
def test_fields_for_systemic_risk_are_asked_of_models_with_systemic_risk_only(systemic):
    chosen = ("gpai_systemic",)
    facts = facts_for(
        ("gpai_model", "provides_gpai_model", *(chosen if systemic else ())),
        ("ai_system", "other_chain_role", *(() if systemic else chosen)),
        **IN_THE_UNION,
    )
    seen = view_of(facts)
    assert seen.holds("gpai_systemic") is systemic
    doc = next(doc for doc in papers(seen) if doc.ids == "gpai_documentation")
    special = [item.label for item in seen.result.act.articles["anx_XI"].fields if "systemic" in item.id]
    assert special
    assert (special[0] in labels(doc)) is systemic


def test_an_open_source_model_keeps_the_copyright_policy_and_loses_the_technical_parts():
    facts = facts_for(
        ("gpai_model", "provides_gpai_model", "gpai_open_source_relief"),
        ("ai_system", "other_chain_role", "gpai_systemic"),
        **{key: value for key, value in IN_THE_UNION.items() if key != "free_open_source"},
    )
    seen = view_of(facts)
    assert seen.holds("gpai_open_source_relief")
    doc = next(doc for doc in papers(seen) if doc.ids == "gpai_documentation")
    headings = [block.text for block in doc.blocks if isinstance(block, Heading)]
    assert "Copyright policy" in headings
    assert not set(labels(doc)) & {item.label for item in seen.result.act.articles["anx_XI"].fields}


def test_the_literacy_plan_is_filled_in_with_courses_by_role_and_says_what_it_found_none_for():
    text = "\n".join(texts(paper("a public body that ranks applicants", "literacy_plan")))
    assert "Elements of AI" in text
    assert "Who oversees an AI system" in text
    assert "Overseeing and stopping" in text  # nothing in the catalogue teaches it
    assert "Who makes or supplies AI" not in text
    assert "Who makes or supplies AI" in "\n".join(texts(paper("a provider of a high-risk system", "literacy_plan")))
