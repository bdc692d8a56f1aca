"""Those who look for public software find the truth about this project in publiccode.yml."""

import pytest
import yaml

from tests.repository.project import ROOT, pyproject


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))


def test_it_says_everything_the_standard_asks_for(publiccode):
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert mandatory - set(publiccode) == set()


def test_licence_and_version_are_those_of_the_package(publiccode):
    assert publiccode["legal"]["license"] == pyproject()["project"]["license"] == "EUPL-1.2"
    assert publiccode["softwareVersion"] == pyproject()["project"]["version"]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_languages_it_names_are_those_the_program_has(publiccode):
    catalogues = {path.parts[-3] for path in (ROOT / "src/toepas/locale").glob("*/LC_MESSAGES/*.po")}
    assert set(publiccode["localisation"]["availableLanguages"]) == {"en"} | catalogues


@pytest.mark.parametrize("language", ["en", "nl"])
def test_descriptions_have_the_length_the_standard_allows(publiccode, language):
    description = publiccode["description"][language]
    assert len(description["shortDescription"].strip()) <= 150
    assert 150 <= len(description["longDescription"].strip()) <= 10_000
    assert 5 <= len(description["features"]) <= 20
