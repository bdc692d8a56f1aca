"""publiccode.yml becomes an asset without its people, and an asset becomes a file that is valid or says what it lacks."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.library.catalogue.harvested import WORDS, Home
from tests.library.catalogue.made import asset
from tests.library.catalogue.made_up_assets import HERE, assets, everything
from tests.library.catalogue.publiccode_files import FULL, LONG, REAL, SMALL
from toepas.catalogue import (
    SOFTWARE,
    Kind,
    Maturity,
    Severity,
    Verdict,
    check_publiccode,
    document_of,
    publiccode_gaps,
    read_publiccode,
    to_publiccode,
)
from toepas.catalogue.harvest import registry
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
NAMES = ("AI-Riksarkivet+htrflow", "Amsterdam+alletaal-lint", "MinBZK+amt", "developer-overheid-nl+don-oss-register", "developer-overheid-nl+publiccode-checker", "opendatateam+udata")  # fmt: skip
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="the real files lie beside the project (../shared) and are not here"
)


def read(text):
    return read_publiccode(text if isinstance(text, bytes) else text.encode(), "here.yml", WORDS, source=HERE)


def faults(text):
    return [message.key for message in check_publiccode(text.encode(), WORDS).of_severity(Severity.ERROR)]


@pytest.fixture
def home(tmp_path):
    found = Home(tmp_path)
    yield found
    found.store.close()


def test_what_a_file_says_comes_into_its_field():
    found = read(FULL)
    assert found.kind is Kind.SOLUTION
    assert found.name == {"en": "Letters", "nl": "Brieven"}
    assert found.summary == {"en": "Reads letters.", "nl": "Leest brieven."}
    assert found.description["nl"] == LONG
    assert (found.url, found.code) == ("https://letters.example.org/", "https://code.example.org/letters.git")
    assert (found.version, str(found.issued), found.licence) == ("1.2", "2026-05-04", "EUPL-1.2")
    assert (found.maturity, found.openness) == (Maturity.IN_USE, "open-source")
    assert (found.languages, found.countries) == (("en", "nl"), ("EL", "NL"))
    assert (found.provider.name, found.provider.country, found.provider.type) == ("Comune di Roma", "IT", "public-body")
    assert found.sectors == ("healthcare",)
    assert "translate-text" in found.purposes
    assert {"sectors", "purposes", "openness"} <= set(found.derived)
    assert found.extra["publiccode:platforms"] == "web\nlinux"
    assert found.related == {"based-on": ("https://code.example.org/post.git",)}


def test_people_are_not_kept():
    found = str(document_of(read(FULL)))
    assert [name for name in ("Doe", "Roe", "Somebody") if name in found] == []


@pytest.mark.parametrize(
    ("software", "kind"),
    [("library", Kind.BUILDING_BLOCK), ("addon", Kind.BUILDING_BLOCK), ("configurationFiles", Kind.BUILDING_BLOCK), ("standalone/iot", Kind.SOLUTION)],
)  # fmt: skip
def test_parts_of_software_are_building_blocks(software, kind):
    assert read(SMALL.replace("standalone/web", software)).kind is kind


def test_what_was_read_is_written_again():
    whole = FULL.replace(
        'contract\n  contractors:\n    - {name: John Doe, until: "2030-01-01", email: john.doe@example.org}', "none"
    )
    first = read(whole)
    assert publiccode_gaps(first) == []
    written = to_publiccode(first, WORDS)
    assert check_publiccode(written.encode(), WORDS).verdict is Verdict.VALID
    assert document_of(read(written)) == document_of(first)


def test_who_maintains_it_is_a_person_and_therefore_a_gap():
    assert publiccode_gaps(read(FULL)) == ["maintenance.contractors"]
    assert publiccode_gaps(read(SMALL.replace("type: none", "type: community\n  contacts: [{name: Jane Roe}]"))) == [
        "maintenance.contacts"
    ]


def test_a_draft_names_what_it_lacks_in_the_language_of_the_reader():
    thing = asset("Letters", "Reads letters.", code="https://code.example.org/letters", licence="EUPL-1.2")
    gaps = publiccode_gaps(thing)
    assert gaps == [
        "platforms", "developmentStatus", "softwareType", "maintenance.type", "localisation.localisationReady",
        "localisation.availableLanguages", "description.en.longDescription", "description.en.features",
    ]  # fmt: skip
    draft = to_publiccode(thing, Words("nl"))
    assert draft.startswith("# Niet bekend")
    assert all(f"#   {gap}\n" in draft for gap in gaps)
    assert set(faults(draft)) == set(gaps)


def test_a_language_that_lacks_something_is_left_out_where_another_is_whole():
    thing = read(SMALL.replace("legal:", "  nl: {shortDescription: Leest brieven.}\nlegal:"))
    assert publiccode_gaps(thing) == ["description.nl.longDescription", "description.nl.features"]
    assert faults(to_publiccode(thing, WORDS)) == []


@given(assets.filter(lambda one: one.kind in SOFTWARE))
@settings(max_examples=40, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
def test_of_made_up_assets_nothing_is_wrong_but_what_is_missing(one):
    written, gaps = to_publiccode(one, WORDS), publiccode_gaps(one)
    assert set(faults(written)) <= set(gaps)
    read_again = check_publiccode(written.encode(), WORDS).of_severity(Severity.ERROR)
    assert all("is missing" in message.what for message in read_again)


def test_only_software_is_described():
    for kind in set(Kind) - set(SOFTWARE):
        with pytest.raises(ValueError, match=kind.value):
            to_publiccode(everything(kind), WORDS)


@needs_real
@pytest.mark.parametrize("name", NAMES)
def test_real_files_are_read_and_come_back_but_for_their_people(name):
    found = read((REAL / f"{name}.publiccode.yml").read_bytes())
    assert found.name
    assert found.code.startswith("https://github.com/")
    assert found.licence in ("EUPL-1.2", "MIT", "AGPL-3.0-only")
    again = read(to_publiccode(found, WORDS))
    same = ("name", "summary", "url", "code", "version", "issued", "licence", "maturity", "languages", "countries")
    assert [getattr(again, field) for field in same] == [getattr(found, field) for field in same]


@pytest.mark.parametrize(
    "content",
    [b"", b"- a", b"\xff", b"a: [", b"name: x\nurl: https://x.example", SMALL.replace('"0.7"', '"1"').encode(), SMALL.replace("name: Letters", "name:").encode(), SMALL.replace("https://code.example.org/letters.git", "nowhere").encode()],
)  # fmt: skip
def test_what_is_no_publiccode_is_refused_with_a_message(content):
    with pytest.raises(Problem) as problem:
        read(content)
    assert problem.value.where
    assert problem.value.todo or problem.value.expected


@pytest.mark.parametrize("value", ["[]", "{}", "3", "[[]]", "{a: {}}", "~", "[x, ~]", "true", "'\\0'"])
@pytest.mark.parametrize("key", ["description", "legal", "localisation", "platforms", "organisation", "categories", "isBasedOn", "dependsOn", "supports", "releaseDate", "intendedAudience"])  # fmt: skip
def test_any_shape_of_a_key_gives_a_record_or_a_message(key, value):
    try:
        found = read(f"publiccodeYmlVersion: '0'\nname: x\nurl: https://x.example/\n{key}: {value}\n")
        to_publiccode(found, WORDS)
    except Problem as problem:
        found = problem.expected
    assert found


# -- harvested


def test_a_folder_is_read_file_by_file_and_a_broken_one_is_refused_alone(home):
    folder = home.folder / "files"
    (folder / "deep").mkdir(parents=True)
    (folder / "publiccode.yml").write_text(SMALL)
    (folder / "deep" / "town+brieven.publiccode.yml").write_text(FULL.replace("letters", "brieven"))
    (folder / "broken.publiccode.yml").write_text("a: [")
    (folder / "other.yml").write_text("a: 1")
    (folder / "link.publiccode.yml").symlink_to(folder / "publiccode.yml")
    outcome = home.harvest(registry.connect("publiccode", folder, WORDS))
    assert (outcome.counts["read"], outcome.counts["new"], outcome.counts["refused"]) == (3, 2, 1)
    assert "broken" in home.store.refusals(outcome.run)[0].place
    assert home.harvest(registry.connect("publiccode", folder, WORDS)).counts.get("new", 0) == 0


def test_one_file_is_read_and_says_where_it_was_found(home):
    path, there = home.folder / "publiccode.yml", "https://code.example.org/publiccode.yml"
    path.write_text(SMALL)
    assert home.harvest(registry.connect("publiccode", path, WORDS, there)).counts["new"] == 1
    path.write_text("a: [")
    with pytest.raises(Problem) as problem:
        home.harvest(registry.connect("publiccode", path, WORDS, there))
    assert problem.value.where.startswith(there)


def test_a_folder_without_such_files_is_named(home):
    with pytest.raises(Problem, match="no usable file"):
        home.harvest(registry.connect("publiccode", home.folder, WORDS))
