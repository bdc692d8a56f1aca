"""Regions to choose from: those of the office of statistics, and none that it no longer has."""

import csv
import re

import pytest

from tests.repository.project import ROOT
from toepas.kernel import region_named, regions, regions_of
from toepas.observatory import MEMBERS

CODES = ROOT.parent / "shared/observatory/eurostat/codelists/GEO.csv"


def test_the_union_has_as_many_regions_as_nuts_2024_says():
    assert sum(code[:2] in MEMBERS for code in regions()) == 244
    assert {code[:2] for code in regions()} == {*MEMBERS, "IS", "LI", "NO"}
    assert all(re.fullmatch(r"[A-Z]{2}[0-9A-Z]{2}", code) and name.strip() == name for code, name in regions().items())


@pytest.mark.skipif(not CODES.is_file(), reason="the code list of the statistical office is not beside the project")
def test_every_region_is_one_of_the_code_list_and_none_of_an_earlier_nuts():
    with CODES.open(encoding="utf-8") as lines:
        listed = {row["code"]: row["en"] for row in csv.DictReader(lines)}
    assert set(regions()) <= set(listed)
    assert not [code for code in regions() if "NUTS" in listed[code] or "region 20" in listed[code]]


def test_a_country_that_is_one_region_has_nothing_to_choose_from():
    assert regions_of("MT") == {}
    assert regions_of("") == {}
    assert len(regions_of("NL")) == 12


def test_a_region_is_found_by_its_name_in_its_own_country_only():
    assert region_named("NL", " utrecht ") == "NL35"
    assert region_named("NL", "Limburg") == "NL42"
    assert region_named("BE", "Limburg") == "BE22"
    assert region_named("DE", "Utrecht") == region_named("NL", "Around the Dom") == region_named("NL", "") == ""
