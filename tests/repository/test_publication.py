"""Those who look for public software find the truth about this project in publiccode.yml."""

import pytest
import yaml

from tests.repository.project import ROOT, files, pyproject
from toepas.catalogue import Severity, Verdict, check_publiccode
from toepas.kernel.words import Words


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))


def test_it_is_valid_without_a_warning():
    report = check_publiccode((ROOT / "publiccode.yml").read_bytes(), Words(), folder=ROOT)
    assert (report.verdict, [str(message) for message in report.of_severity(Severity.WARNING)]) == (Verdict.VALID, [])


def test_licence_and_version_are_those_of_the_package(publiccode):
    assert publiccode["legal"]["license"] == pyproject()["project"]["license"] == "EUPL-1.2"
    assert publiccode["softwareVersion"] == pyproject()["project"]["version"]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_languages_it_names_are_those_the_program_has(publiccode):
    catalogues = {path.parts[-3] for path in (ROOT / "src/toepas/locale").glob("*/LC_MESSAGES/*.po")}
    assert set(publiccode["localisation"]["availableLanguages"]) == {"en"} | catalogues


def test_it_tells_the_same_in_every_language_of_the_program(publiccode):
    assert set(publiccode["description"]) == set(publiccode["localisation"]["availableLanguages"])
    assert len({len(section["features"]) for section in publiccode["description"].values()}) == 1


@pytest.mark.parametrize("package", ["toepas", "toepas_web"])
def test_every_file_of_a_package_comes_along_when_it_is_installed(package):
    root = ROOT / "src" / package
    wanted = {path for path in files() if root in path.parents and path.suffix != ".py"}
    patterns = pyproject()["tool"]["setuptools"]["package-data"][package]
    assert wanted - {path for pattern in patterns for path in root.glob(pattern)} == set()
