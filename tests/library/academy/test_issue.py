"""What is issued has everything a European micro-credential must say, and nothing that names the learner."""

import dataclasses
import datetime
import json
import re
from concurrent.futures import ThreadPoolExecutor

import jsonschema
import pytest
import yaml

from tests.library.academy.material import EDUBADGES, LEARNER, NOW, needs_shared, read
from toepas.academy import (
    Known,
    Office,
    Quality,
    is_about,
    missing_elements,
    read_description,
    shown,
    verify_credential,
)
from toepas.academy.credentials.elements import lists
from toepas.academy.credentials.office import months_later
from toepas.kernel.problems import Problem


def without(path, words, key, value=None):
    data = yaml.safe_load(path.read_text("utf-8"))
    if value is None:
        del data[key]
    else:
        data[key] = value
    path.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return read_description(path, words)


def test_an_issued_credential_is_valid_and_says_every_mandatory_element(credential, at_hand):
    found = verify_credential(credential, now=NOW, known=at_hand)
    assert found.verdict == "valid"
    assert missing_elements(credential) == ()
    assert set(lists()["elements"]) == {
        "learner", "title", "country", "awarding-body", "date", "outcomes", "workload", "level", "assessment",
        "participation", "quality",
    }  # fmt: skip


@needs_shared
def test_an_issued_credential_passes_the_schema_of_1edtech(credential):
    schema = read(EDUBADGES / "schemas/ob_v3p0_achievementcredential_schema.json")
    assert list(jsonschema.Draft201909Validator(schema).iter_errors(credential)) == []


@pytest.mark.parametrize(
    ("key", "element"),
    [
        ("title", "title"),
        ("issuer", "country or region of the issuer"),
        ("awarding_body", "awarding body"),
        ("outcomes", "learning outcomes"),
        ("workload", "workload"),
        ("level", "level"),
        ("assessment", "type of assessment"),
        ("participation", "form of participation"),
        ("quality", "quality assurance"),
    ],
)
def test_each_mandatory_element_that_is_missing_is_named_in_one_message(description_file, words, key, element):
    with pytest.raises(Problem) as refused:
        without(description_file, words, key)
    assert refused.value.what == f"The micro-credential does not say: {element}."
    assert str(description_file) in refused.value.where
    assert refused.value.expected
    assert refused.value.todo


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("workload", {"hours": 0}, "workload"),
        ("workload", {"hours": "many"}, "workload"),
        ("workload", {"weeks": 3}, "workload"),
        ("level", {"eqf": 9}, "level"),
        ("level", {"eqf": 6, "cycle": "fourth"}, "level"),
        ("outcomes", [], "learning outcomes"),
        ("assessment", "a chat", "type of assessment"),
        ("quality", {"kind": "internal", "by": "Us"}, "quality assurance"),
        ("quality", {"kind": "internal", "by": "Us", "url": "javascript:alert(1)"}, "web address"),
        ("issuer", {"name": "X", "country": "Netherlands"}, "country"),
        ("language", "tlh", "language"),
        ("tags", ["<script>"], "id of a competence"),
        ("months_valid", 0, "months"),
        ("colour", "red", "'colour'"),
    ],
)
def test_what_is_not_as_expected_is_named(description_file, words, key, value, says):
    with pytest.raises(Problem, match=says):
        without(description_file, words, key, value)


def test_the_line_of_a_mistake_is_named(description_file, words):
    text = description_file.read_text("utf-8").replace("level: {eqf: 4}", "level: {eqf: 44}")
    description_file.write_text(text, "utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if row.startswith("level"))
    with pytest.raises(Problem) as refused:
        read_description(description_file, words)
    assert refused.value.where.endswith(f":{line}")


def test_without_a_learner_nothing_is_issued_and_nothing_is_written_down(office, described):
    with pytest.raises(Problem, match="learner"):
        office.issue(*described, NOW)
    assert office.issued() == []


@pytest.mark.parametrize("holder", ["did:key:z6Lk", "did:web:example.org", "An Jansen"])
def test_what_is_no_key_of_a_holder_is_refused(office, described, holder):
    with pytest.raises(Problem, match="no key of a holder"):
        office.issue(*described, NOW, holder=holder)


def test_the_learner_is_in_no_file_and_no_credential(office, credential, tmp_path):
    kept = "\n".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    everything = (json.dumps(credential) + kept + repr(shown(credential))).lower()
    for part in re.split(r"[.@]", LEARNER.lower()):
        if part not in ("example", "org"):  # these stand in the addresses of the issuer too
            assert not re.search(rf"\b{part}\b", everything)


def test_only_the_person_themselves_is_recognised(credential):
    assert is_about(credential, LEARNER)
    assert is_about(credential, f" {LEARNER.upper()} ")
    assert not is_about(credential, "anneke.vandersteen@example.com")


def test_two_credentials_of_one_person_have_nothing_of_the_person_in_common(office, described):
    first, second = (office.issue(*described, NOW, identity=LEARNER).credential for _ in range(2))
    mine, yours = (one["credentialSubject"]["identifier"][0] for one in (first, second))
    assert mine["identityHash"] != yours["identityHash"]
    assert mine["salt"] != yours["salt"]


def test_places_on_the_list_are_drawn_by_lot_and_given_once(office, described):
    for _ in range(20):
        office.issue(*described, NOW, identity=LEARNER)
    places = [item.index for item in office.issued()]
    assert len(set(places)) == 20
    assert places != sorted(places)


def test_the_texts_of_a_dutch_credential_are_dutch(description_file, words, office):
    described = without(description_file, words, "language", "nl")
    credential = office.issue(*described, NOW, identity=LEARNER).credential
    assert "Studielast" in credential["credentialSubject"]["achievement"]["criteria"]["narrative"]


def test_that_nobody_stated_a_level_is_said_and_looks_like_no_level(description_file, words, office):
    described = without(description_file, words, "level", "none")
    credential = office.issue(*described, NOW, identity=LEARNER).credential
    assert shown(credential).level == "no level stated"
    kinds = [one["targetType"] for one in credential["credentialSubject"]["achievement"]["alignment"]]
    assert "ext:EQF" not in kinds
    assert "snb/eqf/" not in json.dumps(credential)
    assert missing_elements(credential) == ()


def test_a_credential_ends_after_its_months_also_at_the_end_of_february():
    assert months_later(datetime.datetime(2027, 8, 31, tzinfo=datetime.UTC), 6).date() == datetime.date(2028, 2, 29)
    assert months_later(datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC), 60).date() == datetime.date(2031, 11, 26)


def test_what_is_issued_by_two_at_once_is_refused_rather_than_lost(office, described):
    (office.folder / "writing").touch()
    office.turn_seconds = 0
    with pytest.raises(Problem, match="Another program"):
        office.issue(*described, NOW, identity=LEARNER)


def test_writers_wait_for_each_other(office, described, words):
    offices = [Office(office.folder, words) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: [one.issue(*described, NOW, identity=LEARNER) for _ in range(4)], offices))
    assert len({item.index for item in office.issued()}) == len(office.issued()) == 16


def test_a_broken_register_is_named_with_its_line(office, credential, described):
    with (office.folder / "issued.jsonl").open("a") as register:
        register.write("{broken\n")
    with pytest.raises(Problem) as refused:
        office.issue(*described, NOW, identity=LEARNER)
    assert refused.value.where.endswith("issued.jsonl:2")


def test_without_the_list_it_is_not_known_whether_a_credential_is_valid(credential):
    assert verify_credential(credential, now=NOW).verdict == "not-known"
    assert verify_credential(credential, now=NOW, known=Known()).verdict == "not-known"


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"outcomes": ()}, "learning outcomes"),
        ({"title": ""}, "title"),
        ({"quality": Quality("internal", "", "https://academy.example.org")}, "quality assurance"),
        ({"hours": None, "ects": None}, "workload"),
    ],
)
def test_what_misses_an_element_that_is_mandatory_is_not_issued(office, described, change, names):
    description, issuer = described
    with pytest.raises(Problem, match=names):
        office.issue(dataclasses.replace(description, **change), issuer, NOW, identity=LEARNER)
    assert office.issued() == []
    with pytest.raises(Problem, match="country"):
        office.issue(description, dataclasses.replace(issuer, country=""), NOW, identity=LEARNER)
    assert office.issued() == []
